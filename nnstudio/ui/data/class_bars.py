"""How many samples each class has, as bars; pressing one shows only that class."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nnstudio.core.sources.split import PARTS, Part
from nnstudio.core.words import say, say_in
from nnstudio.ui import theme
from nnstudio.ui.keyboard_focus import shows_focus
from nnstudio.ui.kit.measures import scaled, small
from nnstudio.ui.kit.readers import announce, read_as
from nnstudio.ui.numbers import whole
from nnstudio.ui.plain_text import plain_tip

_LOWEST_ROW = 28
_WIDTH = 216
_NAME = 88
_BAR = 10
ALL = -1


def part_colour(part: Part) -> str:
    """The part's colour in bars and legends."""
    return theme.current().series[PARTS.index(part)]


@dataclass(frozen=True)
class _Room:
    """What all rows have in common: the widths of names and counts, and the samples that the longest bar stands for."""

    name: int
    count: int
    most: int


@read_as(QAccessible.Role.List)
class ClassBars(QWidget):
    """One row for all classes and one for each.

    Attributes:
        chosen: the class that is wanted; ALL for all of them.
        counted: other counts are shown.
        names: of the classes.
        label: which of them is chosen.
    """

    chosen = Signal(int)
    counted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data.classes")
        self.setAccessibleName(say("Classes"))
        self.setToolTip(say("Shows only the samples of one class."))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.names: tuple[str, ...] = ()
        self._counts: dict[Part, tuple[int, ...]] = {}
        self._totals: list[int] = []
        self.label = ALL

    def show_counts(self, names: tuple[str, ...], counts: dict[Part, tuple[int, ...]], label: int) -> None:
        """Shows these classes' counts, and which one is chosen."""
        self.names, self._counts, self.label = names, counts, label
        self._totals = [sum(of_class) for of_class in zip(*counts.values(), strict=True)]
        if self.words(label) != self.accessibleDescription():
            self.setAccessibleDescription(self.words(label))
            announce(self, self.words(label))
        self.updateGeometry()
        self.update()
        self.counted.emit()

    def words(self, label: int) -> str:
        """The counts of a class, or of all, in words."""
        if not self._counts:
            return ""
        figures = {part: sum(c) if label == ALL else c[label] for part, c in self._counts.items()}
        name = say("All classes") if label == ALL else self.names[label]
        return say(
            "{name}: {training} training, {validation} validation, {test} test samples",
            name=name,
            **{part: whole(count) for part, count in figures.items()},
        )

    def rect_of(self, label: int) -> QRect:
        """The row of that class."""
        height = self._row_height()
        return QRect(0, (label + 1) * height, self.width(), height)

    def _row_height(self) -> int:
        return max(_LOWEST_ROW, self.fontMetrics().height() + theme.SPACE)

    def sizeHint(self) -> QSize:
        """A row a class, one for all, and one for the legend."""
        return QSize(scaled(_WIDTH), (len(self.names) + 2) * self._row_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(_WIDTH) * 3 // 4, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Tells the counts of the row under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            label = self._label_at(event.pos().y())
            if label is not None:
                QToolTip.showText(event.globalPos(), plain_tip(self.words(label)), self, self.rect_of(label))
                return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        label = self._label_at(int(event.position().y()))
        if label is not None:
            self.chosen.emit(label)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down choose the class above or below."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and ALL <= self.label + step < len(self.names):
            self.chosen.emit(self.label + step)
        elif not step:
            super().keyPressEvent(event)

    def _label_at(self, y: int) -> int | None:
        label = y // self._row_height() - 1
        return label if ALL <= label < len(self.names) else None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = _Room(self._name_width(), self._count_width(), max(self._totals, default=0))
        for label in range(ALL, len(self.names)):
            row = self.rect_of(label)
            if row.intersects(event.rect()):
                self._paint_row(painter, row, label, room)
        self._paint_legend(painter)
        painter.end()

    def _paint_row(self, painter: QPainter, row: QRect, label: int, room: _Room) -> None:
        if label == self.label:
            painter.setPen(QPen(theme.colour("accent"), 1.5) if shows_focus(self) else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(QRectF(row).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        name = say("All classes") if label == ALL else self.names[label]
        total = sum(self._totals) if label == ALL else self._totals[label]
        text = row.adjusted(theme.SPACE, 0, -theme.SPACE, 0)
        painter.setPen(theme.colour("text"))
        elided = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, self._name_room(label, room))
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)
        painter.setPen(theme.colour("muted"))
        painter.drawText(text, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, whole(total))
        if label != ALL:
            self._paint_bar(painter, row, label, room)

    def _paint_bar(self, painter: QPainter, row: QRect, label: int, room: _Room) -> None:
        names = theme.SPACE + room.name + theme.SPACE
        longest = row.width() - names - room.count - 2 * theme.SPACE
        x, y = float(names), row.top() + (row.height() - _BAR) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        for part in PARTS:
            width = longest * self._counts[part][label] / room.most if room.most else 0.0
            painter.fillRect(QRectF(x, y, width, _BAR), part_colour(part))
            x += width

    def _name_room(self, label: int, room: _Room) -> int:
        """All classes have no bar beside their name."""
        return self.width() - room.count - 3 * theme.SPACE if label == ALL else room.name

    def _name_width(self) -> int:
        """What the longest name takes, up to a limit: the bars begin where the names end."""
        longest = max(map(self.fontMetrics().horizontalAdvance, self.names), default=0)
        return min(scaled(_NAME), longest + theme.TIGHT)

    def _count_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(whole(sum(self._totals)))

    def _paint_legend(self, painter: QPainter) -> None:
        words = {
            "training": say_in("share of the pictures", "training"),
            "validation": say("validation"),
            "test": say("test"),
        }
        x, row = theme.SPACE, self.rect_of(len(self.names))
        painter.setFont(small(self.font()))
        for part in PARTS:
            painter.fillRect(QRectF(x, row.center().y() - 5, 10, 10), part_colour(part))
            painter.setPen(theme.colour("muted"))
            width = painter.fontMetrics().horizontalAdvance(words[part])
            painter.drawText(
                QRect(x + 16, row.top(), width + 4, row.height()), Qt.AlignmentFlag.AlignVCenter, words[part]
            )
            x += width + 16 + theme.SPACE + 2
