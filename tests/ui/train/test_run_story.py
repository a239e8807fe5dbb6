"""The log says what a run did; the engine's own words are behind a choice."""

from __future__ import annotations

import math
from dataclasses import replace

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QPushButton, QTabWidget
from pytestqt.qtbot import QtBot

from nnstudio.app.curves import Curves
from nnstudio.app.run_state import Ended, Progress
from nnstudio.engine.messages import BatchesDone, EpochDone, RunContinued, RunEnded, RunPaused
from nnstudio.runs.history import RunSummary
from nnstudio.runs.run_log import EpochPoint
from nnstudio.ui.train.page import TrainPage
from nnstudio.ui.train.run_story import ending_words, epoch_words
from tests.support.figures import batch_figures, figures
from tests.support.run_studio import RunStudio, drawn, part

RUN = RunSummary(1, "training", "2026-01-01T12:00:00+00:00", "", "jax", "JAX 0.9 on CPU", "", 0)


def lines(page: TrainPage) -> list[str]:
    return part(page, QPlainTextEdit, "train.story").toPlainText().splitlines()


def test_the_log_tells_what_the_run_did(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.keep(RUN, shown=1)
    studio.start(batches=2, epochs=2)
    studio.feed(
        BatchesDone(1, 0, batch_figures((1.0,), (0.5,)), 32, 0.1),
        EpochDone(1, figures(1.5, 0.5, 1.25, 0.75), 12.0, 64.0),
        EpochDone(2, figures(1.0, 0.5, 1.5, 0.5), 8.0, 64.0),
    )
    drawn(qtbot, page, studio)
    studio.feed(RunPaused(2, 1))
    drawn(qtbot, page, studio)
    studio.feed(RunContinued())
    drawn(qtbot, page, studio)
    studio.feed(RunEnded("finished"))
    drawn(qtbot, page, studio, lambda: lines(page)[-1].startswith("Finished"))
    told = lines(page)
    assert told[0].startswith("Run 1 began: 20")
    assert told[1] == "Computed by JAX 0.9 on CPU."
    assert "Adam with learning rate 0.001; Cross-entropy (labels); batches of 32; seed 1." in told
    percent = " %"  # the text of a view has no other spaces
    first = f"Epoch 1: loss 1.5, accuracy 50.00{percent}; validation: loss 1.25, accuracy 75.00{percent}; 12 s."
    assert f"{first} The best so far." in told
    assert told[-4].startswith("Epoch 2:")
    assert not told[-4].endswith("The best so far.")
    assert told[-3:] == ["Paused in epoch 2, after batch 2.", "Continued.", "Finished after 2 epochs."]


def test_another_run_has_its_own_log(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    stopped = replace(RUN, status="stopped", epochs_done=1)
    studio.keep(replace(RUN, number=2), stopped, shown=2)
    studio.start()
    drawn(qtbot, page, studio, lambda: lines(page)[:1] != [])
    studio.runs.curves = Curves()
    studio.runs.curves.epochs.append(EpochPoint(1, figures(1.0, 0.5)))
    studio.runs.shown = 1
    drawn(qtbot, page, studio, lambda: lines(page)[0].startswith("Run 1 began"))
    assert lines(page)[-1] == "Stopped in epoch 1; what it has learned is kept."


def test_where_no_run_is_shown_the_log_tells_of_none(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.keep(RUN, shown=1)
    studio.start()
    drawn(qtbot, page, studio, lambda: lines(page)[:1] != [])
    studio.keep(shown=None)
    drawn(qtbot, page, studio, lambda: lines(page) == [])


def test_what_the_engine_writes_is_behind_a_choice(qtbot: QtBot, page: TrainPage, studio: RunStudio) -> None:
    studio.keep(RUN, shown=1)
    studio.start()
    studio.engine.output.emit("oneDNN custom operations are on\n")
    drawn(qtbot, page, studio)
    part(page, QTabWidget, "train.tabs").setCurrentIndex(1)
    log, story = part(page, QPlainTextEdit, "train.log"), part(page, QPlainTextEdit, "train.story")
    assert story.isVisible()
    assert not log.isVisible()
    assert "oneDNN" not in story.toPlainText()
    assert not part(page, QPushButton, "train.log_clear").isEnabled(), "what a run did is no one's to empty"
    part(page, QPushButton, "train.log_copy").click()
    assert QGuiApplication.clipboard().text() == story.toPlainText()
    part(page, QComboBox, "train.log_filter").setCurrentIndex(1)
    assert log.isVisible()
    qtbot.waitUntil(lambda: "oneDNN" in log.toPlainText())


def test_an_epoch_whose_loss_is_no_number_says_so() -> None:
    assert epoch_words(EpochPoint(3, {"loss": math.nan}), is_best=False) == "Epoch 3: loss NaN."


def test_an_end_tells_its_reason() -> None:
    early = Ended("finished", "No better for 3 epochs.", Progress(10, 4, 5, 4))
    assert ending_words(early) == "Finished after 5 epochs. No better for 3 epochs."
    assert ending_words(Ended("failed", "Disk full.", Progress())) == "The run failed. Disk full."
