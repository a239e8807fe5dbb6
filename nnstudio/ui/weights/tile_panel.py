"""The panel beside the grid: the layer's figures, and one tile enlarged."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.numbers import percent, whole
from nnstudio.ui.weights.grid import Place, Weights, levels_of
from nnstudio.ui.weights.histogram import Histogram
from nnstudio.ui.weights.images import image_of, table_of
from nnstudio.ui.weights.summary import Summary
from nnstudio.ui.weights.texts import number

_TALLEST = 176


class TilePicture(QWidget):
    """One tile, as large as the panel lets it be, with its rows and columns numbered.

    Attributes:
        pointed: the Place under the pointer (its position is 0), or None.
    """

    pointed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: Weights | None = None
        self._limit = 1.0
        self.setObjectName(name)
        self.setAccessibleName(say("The chosen picture, enlarged"))
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.watcher().changed.connect(self._on_theme)

    def sizeHint(self) -> QSize:
        return QSize(240, round(self._ground().height()) + self._line() + 6 if self._values is not None else 120)

    def _line(self) -> int:
        return self.fontMetrics().height()

    def _left(self) -> int:
        """Room for a row's number."""
        return self.fontMetrics().horizontalAdvance("000") + 6

    def resizeEvent(self, event: object) -> None:
        self.updateGeometry()

    def show_tile(self, values: Weights, limit: float) -> None:
        """Shows (rows, columns) weights on a scale to `limit`."""
        # A line of weights lies across: the panel is wider than it is high.
        self._values = values.T if values.shape[1] == 1 else values
        self._limit = limit
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the picture and the numbers of its first and last row and column."""
        if self._values is None:
            return
        painter = QPainter(self)
        ground = self._ground()
        painter.drawImage(ground, image_of(levels_of(self._values[None], self._limit)[0], table_of(theme.current())))
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.drawRect(ground.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.setPen(theme.colour("muted"))
        rows, columns = self._values.shape
        right, centre = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignVCenter
        first = QRectF(0, ground.top() - 2, ground.left() - 6, self._line())
        painter.drawText(first, right | centre, "0")
        if rows > 1:
            last = first.translated(0, ground.height() + 4 - self._line())
            painter.drawText(last, right | centre, str(rows - 1))
        foot = QRectF(ground.left(), ground.bottom() + 2, ground.width(), self._line())
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, "0")
        painter.drawText(foot, right, str(columns - 1))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointed.emit(self._place_at(event.position()))

    def leaveEvent(self, event: object) -> None:
        self.pointed.emit(None)

    def _place_at(self, point: QPointF) -> Place | None:
        ground = self._ground()
        if self._values is None or not ground.contains(point):
            return None
        rows, columns = self._values.shape
        row = min(rows - 1, int((point.y() - ground.top()) / ground.height() * rows))
        column = min(columns - 1, int((point.x() - ground.left()) / ground.width() * columns))
        return Place(0, row, column)

    def _ground(self) -> QRectF:
        if self._values is None:
            return QRectF()
        rows, columns = self._values.shape
        width = max(40, self.width() - self._left() - 4)
        side = min(width / columns, _TALLEST / rows)
        return QRectF(self._left(), 2, side * columns if rows > 1 else width, max(2.0 * self._line(), side * rows))

    @Slot()
    def _on_theme(self) -> None:
        self.update()


class Figures(QWidget):
    """Names and values in two columns."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._values: dict[str, QLabel] = {}

    def show_figures(self, figures: dict[str, str]) -> None:
        """Shows these; the same names every time keep their labels."""
        if list(figures) != list(self._values):
            self._rebuild(list(figures))
        for title, text in figures.items():
            self._values[title].setText(text)

    def _rebuild(self, titles: list[str]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._values = {}
        for row, title in enumerate(titles):
            label, value = QLabel(title, self), QLabel(self)
            label.setProperty("role", "muted")
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setWordWrap(True)  # figures of weights that have run away are long
            value.setAccessibleName(title)
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)
            self._values[title] = value


class TilePanel(QWidget):
    """The chosen tile: its picture, figures and histogram; before that, what to do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("weights.tile")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.SPACE)
        line = QFrame(self)
        line.setProperty("role", "line")
        line.setFixedHeight(1)
        self.title = QLabel(self)
        self.title.setObjectName("weights.tile_title")
        self.title.setProperty("role", "heading")
        self.title.setWordWrap(True)
        self.hint = QLabel(say("Click a picture, or walk through them with the arrow keys, to see it enlarged."))
        self.hint.setProperty("role", "muted")
        self.hint.setWordWrap(True)
        self.picture = TilePicture("weights.tile_picture", self)
        self.figures = Figures("weights.tile_figures", self)
        self.histogram = Histogram("weights.tile_histogram", self)
        for widget in (line, self.title, self.hint, self.picture, self.figures, self.histogram):
            box.addWidget(widget)
        self.show_nothing()

    def show_nothing(self) -> None:
        """No tile is chosen."""
        self.title.setText(say("No picture chosen"))
        self.hint.setVisible(True)
        for widget in (self.picture, self.figures, self.histogram):
            widget.setVisible(False)

    def show_tile(self, title: str, values: Weights, limit: float, summary: Summary) -> None:
        """Shows that tile."""
        self.title.setText(title)
        self.hint.setVisible(False)
        self.picture.show_tile(values, limit)
        self.figures.show_figures(spread_figures(summary))
        self.histogram.show_summary(summary)
        for widget in (self.picture, self.figures, self.histogram):
            widget.setVisible(True)


def spread_figures(summary: Summary) -> dict[str, str]:
    """A summary's figures by name."""
    figures = {
        say("Range"): say("{low} to {high}", low=number(summary.low), high=number(summary.high)),
        say("Mean ± deviation"): say(
            "{mean} ± {deviation}", mean=number(summary.mean, 2), deviation=number(summary.deviation, 2)
        ),
        say("Near zero"): percent(summary.near_zero, 1),
    }
    if summary.not_finite:
        figures[say("Not a number")] = whole(summary.not_finite)
    return figures
