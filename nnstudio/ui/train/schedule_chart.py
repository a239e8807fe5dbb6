"""The learning rate over the whole run, drawn before it trains."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.core.numbers import figure, whole
from nnstudio.core.training import Rates, TrainingPlan, drawn_rates
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.kit.measures import scaled, small

_HEIGHT = 96
_DIGITS = 3


@dataclass(frozen=True)
class DrawnRates:
    """What is drawn.

    Attributes:
        epochs, rates: the points, in order; epochs done, learning rates.
        last: how many epochs the run has.
    """

    epochs: tuple[float, ...] = ()
    rates: tuple[float, ...] = ()
    last: int = 1

    def at(self, epoch: float) -> tuple[float, float]:
        """The last point that isn't after that place."""
        index = max(0, bisect_right(self.epochs, epoch) - 1)
        return self.epochs[index], self.rates[index]


class ScheduleChart(QWidget):
    """A line from the run's first batch to its last; pointer and arrow keys read it out.

    Attributes:
        drawn: what is shown.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drawn = DrawnRates()
        self._read: float | None = None
        self.setObjectName(name)
        self.setAccessibleName(say("Learning rate over the run"))
        self.setToolTip(say("The learning rate over the whole run. The arrow keys read it out, epoch by epoch."))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.watcher().changed.connect(self._on_theme)

    def sizeHint(self) -> QSize:
        return QSize(scaled(2 * _HEIGHT), scaled(_HEIGHT))

    def show_plan(self, plan: TrainingPlan, batches: int) -> None:
        """Draws the plan's learning rates where they change; `batches`: of an epoch, 0 if that isn't known."""
        wanted = batches > 0 and Rates(plan, batches).change and not (plan.complaints() or plan.schedule.complaints())
        self.setVisible(wanted)
        if wanted:
            epochs, rates = drawn_rates(plan, batches)
            self.drawn = DrawnRates(tuple(epochs), tuple(rates), plan.epochs)
            self._show_reading(None)

    @property
    def reading(self) -> str:
        """What is written above the line: the learning rate where it is read, else how high and low it gets."""
        if self._read is None:
            low, high = figure(min(self.drawn.rates), _DIGITS), figure(max(self.drawn.rates), _DIGITS)
            return say("Learning rate from {low} to {high}", low=low, high=high)
        epoch, rate = self.drawn.at(self._read)
        place = figure(epoch, _DIGITS) if epoch < 10**_DIGITS else whole(round(epoch))
        return say("Epoch {epoch}: {rate}", epoch=place, rate=figure(rate, _DIGITS))

    def _show_reading(self, epoch: float | None) -> None:
        self._read = epoch
        self.setAccessibleDescription(self.reading)
        self.update()

    # Drawing ---------------------------------------------------------------------------------------------------

    @property
    def _ground(self) -> QRectF:
        """Where the line is drawn."""
        line = self.fontMetrics().height() + theme.TIGHT
        return QRectF(1, line, self.width() - 2, self.height() - 2 * line)

    def _place(self, epoch: float, rate: float) -> QPointF:
        ground, top = self._ground, max(self.drawn.rates) or 1.0
        return QPointF(
            ground.left() + ground.width() * epoch / self.drawn.last, ground.bottom() - ground.height() * rate / top
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.drawn.rates:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        painter.setPen(QPen(theme.colour("accent"), 2))
        ends = (*self.drawn.epochs[1:], float(self.drawn.last))  # a rate stays until the next step
        steps = zip(self.drawn.epochs, ends, self.drawn.rates, strict=True)
        painter.drawPolyline(QPolygonF([self._place(at, rate) for begin, end, rate in steps for at in (begin, end)]))
        if self._read is not None:
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(self._place(*self.drawn.at(self._read)), 3, 3)
        painter.end()

    def _paint_frame(self, painter: QPainter) -> None:
        """The axis, what is read above it, and its ends below."""
        ground = self._ground
        painter.setPen(QPen(theme.colour("edge" if self.hasFocus() else "line"), 1))
        painter.drawLine(ground.bottomLeft(), ground.bottomRight())
        painter.setPen(theme.colour("muted"))
        painter.setFont(small(self.font()))
        above = QRectF(0, 0, self.width(), ground.top())
        below = QRectF(0, ground.bottom(), self.width(), self.height() - ground.bottom())
        painter.drawText(above, Qt.AlignmentFlag.AlignLeft, self.reading)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, "0")
        end = say("Epoch {epoch}", epoch=self.drawn.last)
        painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, end)

    # Reading out -----------------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        share = (event.position().x() - self._ground.left()) / max(1.0, self._ground.width())
        self._show_reading(min(1.0, max(0.0, share)) * self.drawn.last)

    def leaveEvent(self, event: QEvent) -> None:
        self._show_reading(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._show_reading(None)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self._read if self._read is not None else 0.0
        match event.key():
            case Qt.Key.Key_Right:
                self._show_reading(min(float(self.drawn.last), at + 1 if self._read is not None else 0.0))
            case Qt.Key.Key_Left:
                self._show_reading(max(0.0, at - 1))
            case Qt.Key.Key_Escape if self._read is not None:
                self._show_reading(None)
            case _:
                super().keyPressEvent(event)

    @Slot()
    def _on_theme(self) -> None:
        self.update()
