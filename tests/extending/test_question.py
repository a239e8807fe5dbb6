"""A question with its answer and its view, each in a file of its own, needs no other file of the program touched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from nnstudio.app.folders import Folders
from nnstudio.app.preferences import Preferences, write_preferences
from nnstudio.app.run_state import Ended
from nnstudio.app.wiring import LocalStudio
from nnstudio.core.project import dense_project
from nnstudio.engine.questions import ANSWERS, QUESTIONS
from nnstudio.ui.shell.poster import Poster
from nnstudio.ui.training_worker import finish_listening, listen
from tests.extending.certainty import Certain, Certainty
from tests.extending.certainty_view import CertaintyView

PATIENCE_MS = 120_000


@pytest.fixture
def studio(tmp_path: Path, qapp: object) -> Iterator[LocalStudio]:
    """The window's studio, whose engines know the question."""
    QUESTIONS.add(Certainty)
    folders = Folders(tmp_path / "projects", tmp_path / "preferences.json")
    write_preferences(folders.preferences, Preferences(backend="jax"))
    opened = LocalStudio(post=Poster().post, listen=listen, folders=folders)
    yield opened
    opened.close()
    finish_listening()
    QUESTIONS.remove(Certainty)


def test_a_question_its_answer_and_its_view_work_on_real_weights(studio: LocalStudio, qtbot: QtBot) -> None:
    assert Certain in set(ANSWERS)
    project = dense_project("digits", (8,))
    studio.document.apply("Test", replace(project, training=replace(project.training, epochs=1)))
    qtbot.waitUntil(lambda: not studio.training.blocker, timeout=PATIENCE_MS)
    view = CertaintyView(studio)
    qtbot.addWidget(view)
    view.ask(25)
    qtbot.waitUntil(lambda: view.text() == "Nothing is trained yet.")

    studio.training.start()
    qtbot.waitUntil(lambda: isinstance(studio.training.state, Ended), timeout=PATIENCE_MS)
    view.ask(25)
    qtbot.waitUntil(lambda: view.text().startswith("25 pictures"), timeout=PATIENCE_MS)

    expected: list[float] = []
    assert studio.data.dataset is not None
    pictures = np.array(studio.data.dataset.x_test[:25])
    studio.model.predict(pictures, lambda found: expected.append(float(found.max(axis=1).mean())), pytest.fail)
    qtbot.waitUntil(lambda: bool(expected), timeout=PATIENCE_MS)
    assert view.text() == f"25 pictures, {expected[0]:.3f}"

    view.ask(25).cancel()
    assert view.text() == "It was cancelled."
