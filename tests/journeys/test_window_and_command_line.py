"""The window and the command line are two fronts of one thing: the same bits, the same history."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from nnstudio.app.preferences import Preferences
from nnstudio.app.run_state import Ended
from nnstudio.cli import main
from nnstudio.core.serial import to_json
from nnstudio.core.training import BackendName
from nnstudio.runs.project_folder import ProjectFolder
from tests.support.engines import same_bits, weights_of
from tests.support.program import Program


def prefer(home: Path, backend: BackendName) -> None:
    """Has the program start with that backend."""
    (home / "preferences.json").write_text(to_json(Preferences(backend=backend)))


@pytest.mark.parametrize("backend", ["tensorflow", "jax"])
def test_the_same_project_seed_and_backend_give_the_same_bits(
    start: Callable[[], Program], backend: BackendName, own_folders: Path
) -> None:
    prefer(own_folders, backend)
    program = start()
    project = program.studio.document.project
    program.studio.document.apply("Short", replace(project, training=replace(project.training, epochs=3, seed=7)))
    assert program.train().status == "finished"
    program.studio.files.save()
    folder = ProjectFolder(program.studio.files.folder)
    program.close()
    assert main(["train", str(folder.path), "--backend", backend]) == 0
    first, second = (weights_of(folder.run(number)) for number in (1, 2))
    assert same_bits(first, second)
    newest, oldest = folder.history.runs()
    assert (newest.status, newest.epochs_done) == (oldest.status, oldest.epochs_done) == ("finished", 3)
    assert newest.figures == oldest.figures
    assert newest.engine == oldest.engine


def test_an_engine_killed_in_mid_run_is_told_and_the_next_run_works(
    start: Callable[[], Program], own_folders: Path
) -> None:
    prefer(own_folders, "jax")
    program = start()
    project = program.studio.document.project
    program.studio.document.apply("Long", replace(project, training=replace(project.training, epochs=100_000)))
    program.go("train")
    program.click("shell.train.button")
    program.wait(lambda: len(program.studio.runs.curves.epochs) > 2, "no epochs come")
    os.kill(program.engine_process, 9)
    program.wait(lambda: isinstance(program.studio.training.state, Ended), "the crash is not seen")
    assert program.studio.runs.all[0].status == "crashed"
    assert any("SIGKILL" in notice.message for notice in program.notices)
    assert program.studio.model.ref is not None, "the weights kept so far are lost"
    project = program.studio.document.project
    program.studio.document.apply("Short", replace(project, training=replace(project.training, epochs=1)))
    assert program.train().status == "finished"
    assert [run.status for run in program.studio.runs.all] == ["finished", "crashed"]
