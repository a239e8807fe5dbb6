"""A run played to the Train page, event by event."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.app.curves import Curves
from nnstudio.app.run_state import fold
from nnstudio.core.project import dense_project
from nnstudio.engine.messages import BatchesDone, RunEvent, RunStarted
from nnstudio.ui.train.page import TrainPage
from nnstudio.ui.train.run_chart import RunChart
from tests.support.fake_studio import FakeStudio
from tests.support.figures import batch_figures

T = TypeVar("T", bound=QWidget)


class RunStudio(FakeStudio):
    """A studio whose run is whatever events the test feeds."""

    def __init__(self) -> None:
        super().__init__(dense_project("digits"))

    def feed(self, *events: RunEvent) -> None:
        """Lets events arrive one by one."""
        for event in events:
            self.training.state = fold(self.training.state, event)
            self.runs.curves.record(event)
            self.training.changed.emit()

    def start(self, batches: int = 10, epochs: int = 5) -> None:
        """A run begins."""
        self.runs.curves = Curves()
        self.feed(RunStarted(32 * batches, 10, batches, epochs, 100))

    def batch(self, number: int, loss: float = 1.0, accuracy: float = 0.5) -> None:
        """One batch of epoch 1 is done."""
        self.feed(BatchesDone(1, number, batch_figures((loss,), (accuracy,)), 32, 0.01))


def part(parent: QWidget, kind: type[T], name: str) -> T:
    """The control of that name."""
    found = parent.findChild(kind, name)
    assert found is not None
    return found


def text_of(page: TrainPage, name: str) -> str:
    return part(page, QLabel, name).text()


def drawn(qtbot: QtBot, page: TrainPage, studio: FakeStudio, condition: Callable[[], bool] = lambda: True) -> None:
    """Waits until the page has drawn what was fed last, both charts where it shows them, and the condition holds."""
    before, charted = page.drawn, chart_counts(page)

    def is_drawn() -> bool:
        loss, accuracy = (now - then for now, then in zip(chart_counts(page), charted, strict=True))
        return page.drawn > before and (not loss or accuracy != 0) and condition()

    studio.training.changed.emit()
    qtbot.waitUntil(is_drawn)


def chart_counts(page: TrainPage) -> tuple[int, int]:
    """How often each chart was drawn: the second follows the first half a frame later."""
    loss, accuracy = (page.findChild(RunChart, f"train.{figure}") for figure in ("loss", "accuracy"))
    return (loss.drawn if loss else 0), (accuracy.drawn if accuracy else 0)


def chart(page: TrainPage, figure: str = "loss") -> RunChart:
    return part(page, RunChart, f"train.{figure}")
