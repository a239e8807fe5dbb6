"""A window in which one run follows the other holds no more than after the first few."""

from __future__ import annotations

import gc
import multiprocessing
import threading
import weakref
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from nnstudio.app.engines import Engine
from nnstudio.app.preferences import Preferences, write_preferences
from nnstudio.app.run_state import Ended
from nnstudio.core.project import dense_project
from tests.support import light_engine
from tests.support.program import Program

RUNS = 8
pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open descriptors are listed under /proc")


@pytest.fixture
def program(qtbot: QtBot, own_folders: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    monkeypatch.setattr("nnstudio.engine.session.child.main", light_engine.main)
    write_preferences(own_folders / "preferences.json", Preferences(backend="jax"))
    opened = Program(qtbot, own_folders)
    yield opened
    opened.close()


def train(program: Program) -> None:
    studio = program.studio
    project = dense_project("digits", (4,))
    shown = replace(project, training=replace(project.training, epochs=2))
    studio.document.apply("Test", shown)
    program.wait(lambda: not studio.training.blocker)
    before = len(studio.runs.all)
    studio.training.start()
    program.wait(lambda: isinstance(studio.training.state, Ended) and len(studio.runs.all) == before + 1)
    program.wait(lambda: len([c for c in multiprocessing.active_children() if c.name.startswith("engine")]) <= 2)


def test_runs_leave_no_descriptors_threads_and_engines(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    engines: list[weakref.ref[Engine]] = []
    real = Engine.__init__

    def noted(engine: Engine, *given: object, **named: object) -> None:
        real(engine, *given, **named)  # type: ignore[arg-type]
        engines.append(weakref.ref(engine))

    monkeypatch.setattr(Engine, "__init__", noted)
    descriptors, threads = [], []
    for _ in range(RUNS):
        train(program)
        descriptors.append(len(list(Path("/proc/self/fd").iterdir())))
        threads.append(threading.active_count())
    assert max(descriptors[3:]) <= max(descriptors[:3]) + 2, descriptors  # a spare engine may be starting
    assert max(threads[3:]) <= max(threads[:3]) + 1, threads

    def alive() -> int:
        gc.collect()
        return sum(engine() is not None for engine in engines)

    qtbot.waitUntil(lambda: alive() <= 3)
