"""Which library trains a project fastest on this machine: a moment of each."""

from __future__ import annotations

import argparse
import json

from nnstudio.app.run_service import BACKEND_TITLES
from nnstudio.cli.project_commands import open_folder
from nnstudio.cli.run_commands import ask, checked, engine
from nnstudio.cli.terminal import tell
from nnstudio.core.training import BACKENDS
from nnstudio.engine.messages import ModelRef
from nnstudio.engine.questions import MeasureSpeed, Speed


def speed(given: argparse.Namespace) -> int:
    """Measures one after the other, so that none slows another."""
    folder = open_folder(given.project)
    project, dataset = checked(folder.read_project(), folder)
    question = MeasureSpeed(project, str(dataset.folder), given.seconds)
    found: dict[str, Speed] = {}
    for backend in BACKENDS:
        with engine(backend) as session:
            found[backend] = ask(session, question, ModelRef(""), lambda answer: answer)
    if given.json:
        tell(json.dumps({name: vars(each) for name, each in found.items()}))
        return 0
    fastest = max(found, key=lambda name: found[name].samples_per_second)
    for backend in sorted(BACKENDS, key=lambda name: -found[name].samples_per_second):
        each, times = found[backend], found[fastest].samples_per_second / found[backend].samples_per_second
        slower = "" if backend == fastest else f", {times:.1f} times slower"
        start = f"first batch after {each.preparing_seconds:.1f} s"
        tell(f"{BACKEND_TITLES[backend]}: {each.samples_per_second:,.0f} samples/s{slower}, {start}")
    return 0
