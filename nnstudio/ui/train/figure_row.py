"""The row of figures above the charts."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QVBoxLayout, QWidget

from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.figure_text import in_sentence
from nnstudio.ui.kit.flow import Flow
from nnstudio.ui.train.figures import RunFigures


class FigureRow(QFrame):
    """How far the run is, how fast it goes, and how good it became; below, a thin bar of the share that is done.

    Below that, why samples are read while it trains, if they are.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setObjectName("train.figures")
        self._titles: dict[str, QLabel] = {}
        row = Flow(theme.WIDE, self, spread=True)
        self._epoch = self._cell(row, "epoch", say("Epoch"), say("The pass over the training samples under way."))
        self._batch = self._cell(row, "batch", say("Batch"), say("Steps done in this epoch."))
        self._speed = self._cell(row, "speed", say("Samples/s"), say("How fast it trains."))
        self._used = self._cell(row, "used", say("Time used"), say("Time spent on training, pauses left out."))
        self._left = self._cell(row, "left", say("Time left"), say("About what the rest of the run will take."))
        best_tip = say(
            "The best figure on samples that it doesn't learn from, and the epoch it was reached in. "
            "A star marks it in the charts."
        )
        self._best = self._cell(row, "best", say("Best validation"), best_tip)
        self._progress = QProgressBar(self)
        self._progress.setObjectName("train.progress")
        self._progress.setAccessibleName(say("Share of the run that is done"))
        self._progress.setRange(0, 1000)
        self._progress.setTextVisible(False)
        self._streaming = QLabel(self)
        self._streaming.setObjectName("train.streaming")
        self._streaming.setProperty("role", "muted")
        self._streaming.setWordWrap(True)
        self._streaming.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.WIDE, theme.SPACE, theme.WIDE, theme.SPACE)
        box.setSpacing(theme.SPACE)
        box.addWidget(row)
        box.addWidget(self._progress)
        box.addWidget(self._streaming)

    def show_figures(self, figures: RunFigures) -> None:
        """Shows these."""
        for label, value in (
            (self._epoch, figures.epoch),
            (self._batch, figures.batch),
            (self._speed, figures.speed),
            (self._used, figures.used),
            (self._left, figures.left),
        ):
            _show(label, value)
        best = (
            say("{best} in epoch {epoch}", best=figures.best, epoch=figures.best_epoch)
            if figures.best_epoch
            else figures.best
        )
        _show(self._best, best)
        name = in_sentence(figures.best_title)
        title = say("Best validation {figure}", figure=name) if name else say("Best validation")
        _show(self._titles["best"], title)
        self._best.setAccessibleName(title)
        self._progress.setValue(round(1000 * figures.fraction))
        self._streaming.setText(figures.streaming)
        self._streaming.setVisible(bool(figures.streaming))

    def _cell(self, row: Flow, name: str, title: str, tip: str) -> QLabel:
        label, value = QLabel(title, self), QLabel(self)
        self._titles[name] = label
        label.setProperty("role", "muted")
        value.setProperty("role", "heading")
        value.setObjectName(f"train.{name}")
        value.setAccessibleName(title)
        for each in (label, value):
            each.setToolTip(tip)
        cell = QWidget(self)
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label)
        column.addWidget(value)
        row.addWidget(cell)
        return value


def _show(label: QLabel, text: str) -> None:
    """A figure that becomes shorter keeps its room: nothing moves while numbers run."""
    label.setText(text)
    label.setMinimumWidth(max(label.minimumWidth(), label.sizeHint().width()))
