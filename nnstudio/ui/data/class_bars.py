"""How many pictures each class has, as bars; pressing one shows only that class."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nnstudio.ui import theme
from nnstudio.ui.data.shelf import PARTS, Part
from nnstudio.ui.keyboard_focus import shows_focus
from nnstudio.ui.numbers import whole

_ROW = 28
_WIDTH = 216
_NAME = 88
_COUNT = 52
_BAR = 10
_LEGEND = 28
ALL = -1


def part_colour(part: Part) -> str:
    """The part's colour in bars and legends."""
    return theme.current().series[PARTS.index(part)]


class ClassBars(QWidget):
    """One row for all classes and one for each.

    Attributes:
        chosen: the class that is wanted; ALL for all of them.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data.classes")
        self.setAccessibleName(self.tr("Classes"))
        self.setToolTip(self.tr("Shows only the pictures of one class."))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._names: tuple[str, ...] = ()
        self._counts: dict[Part, tuple[int, ...]] = {}
        self._label = ALL

    def show_counts(self, names: tuple[str, ...], counts: dict[Part, tuple[int, ...]], label: int) -> None:
        """Shows these classes' counts, and which one is chosen."""
        self._names, self._counts, self._label = names, counts, label
        self.setAccessibleDescription(self.words(label))
        self.updateGeometry()
        self.update()

    def words(self, label: int) -> str:
        """The counts of a class, or of all, in words."""
        if not self._counts:
            return ""
        figures = {part: sum(c) if label == ALL else c[label] for part, c in self._counts.items()}
        name = self.tr("All classes") if label == ALL else self._names[label]
        text = self.tr("{name}: {training} training, {validation} validation, {test} test pictures")
        return text.format(name=name, **{part: whole(count) for part, count in figures.items()})

    def rect_of(self, label: int) -> QRect:
        """The row of that class."""
        return QRect(0, (label + 1) * _ROW, self.width(), _ROW)

    def sizeHint(self) -> QSize:
        """A row a class, one for all, and the legend."""
        return QSize(_WIDTH, (len(self._names) + 1) * _ROW + _LEGEND)

    def minimumSizeHint(self) -> QSize:
        """The same: rows don't shrink."""
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        """Tells the counts of the row under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            label = self._label_at(event.pos().y())
            if label is not None:
                QToolTip.showText(event.globalPos(), self.words(label), self, self.rect_of(label))
                return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses the row's class."""
        label = self._label_at(int(event.position().y()))
        if label is not None:
            self.chosen.emit(label)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down choose the class above or below."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and ALL <= self._label + step < len(self._names):
            self.chosen.emit(self._label + step)
        elif not step:
            super().keyPressEvent(event)

    def _label_at(self, y: int) -> int | None:
        label = y // _ROW - 1
        return label if ALL <= label < len(self._names) else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the rows and the legend."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for label in range(ALL, len(self._names)):
            self._paint_row(painter, label)
        self._paint_legend(painter)
        painter.end()

    def _paint_row(self, painter: QPainter, label: int) -> None:
        row = self.rect_of(label)
        if label == self._label:
            painter.setPen(QPen(theme.colour("accent"), 1.5) if shows_focus(self) else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(QRectF(row).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        name = self.tr("All classes") if label == ALL else self._names[label]
        total = sum(sum(c) if label == ALL else c[label] for c in self._counts.values())
        text = row.adjusted(theme.SPACE, 0, -theme.SPACE, 0)
        painter.setPen(theme.colour("text"))
        elided = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, _NAME - theme.TIGHT)
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)
        painter.setPen(theme.colour("muted"))
        painter.drawText(text, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, whole(total))
        if label != ALL:
            self._paint_bar(painter, row, label)

    def _paint_bar(self, painter: QPainter, row: QRect, label: int) -> None:
        most = max((sum(c[i] for c in self._counts.values()) for i in range(len(self._names))), default=0)
        room = row.width() - 2 * theme.SPACE - _NAME - _COUNT
        x, y = float(theme.SPACE + _NAME), row.top() + (_ROW - _BAR) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        for part in PARTS:
            width = room * self._counts[part][label] / most if most else 0.0
            painter.fillRect(QRectF(x, y, width, _BAR), part_colour(part))
            x += width

    def _paint_legend(self, painter: QPainter) -> None:
        words = {
            "training": self.tr("training"),
            "validation": self.tr("validation"),
            "test": self.tr("test"),
        }
        x, y = theme.SPACE, (len(self._names) + 1) * _ROW
        small = QFont(self.font())
        small.setPixelSize(12)
        painter.setFont(small)
        for part in PARTS:
            painter.fillRect(QRectF(x, y + 10, 10, 10), part_colour(part))
            painter.setPen(theme.colour("muted"))
            width = painter.fontMetrics().horizontalAdvance(words[part])
            painter.drawText(QRect(x + 16, y, width + 4, 30), Qt.AlignmentFlag.AlignVCenter, words[part])
            x += width + 16 + theme.SPACE + 2
