"""The layer kinds to choose from, by group, with a search."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QDrag,
    QEnterEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from nnstudio.core.layers import GROUPS, LAYERS, Group, Layer
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.design.glyphs import paint_chip
from nnstudio.ui.design.layer_text import layer_mime
from nnstudio.ui.icons import icon
from nnstudio.ui.keyboard_focus import shows_focus
from nnstudio.ui.kit.measures import scaled, small
from nnstudio.ui.kit.readers import read_as
from nnstudio.ui.kit.scrolling import SidePanel

_WIDTH = 248
_CHIP = 26
_CHIP_LEFT = 6
_TEXT_LEFT = 40
_WRAP = Qt.TextFlag.TextWordWrap


@read_as(QAccessible.Role.Button)
class PaletteEntry(QWidget):
    """One layer kind: drag it, double-click it, or press Enter.

    Attributes:
        added: it is wanted in the network.
        stepped: up or down was pressed: -1 or 1.
    """

    added = Signal(object)
    stepped = Signal(int)

    def __init__(self, kind: type[Layer], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._pressed_at: QPoint | None = None
        about = say(kind.about)
        self.setObjectName(f"design.palette.{kind.__name__}")
        self.setAccessibleName(kind.__name__)
        self.setAccessibleDescription(about)
        self.setToolTip(say("{about}\nDrag it into the network, or double-click.", about=about))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def matches(self, words: str) -> bool:
        """Whether all of the words occur in its name, group or description."""
        text = f"{self.kind.__name__} {self.kind.group} {say(self.kind.about)}".casefold()
        return all(word in text for word in words.casefold().split())

    def layer(self) -> Layer:
        """A new layer of the kind, with the usual settings."""
        return self.kind()

    def begin_drag(self) -> None:
        """Hands the layer to drag and drop; returns when it was dropped."""
        drag = QDrag(self)
        drag.setMimeData(layer_mime(self.layer()))
        drag.setPixmap(self.grab())
        drag.setHotSpot(QPoint(_CHIP, self.height() // 2))
        drag.exec(Qt.DropAction.CopyAction)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begins the drag once the mouse went further than a click does."""
        if self._pressed_at is None:
            return
        way = event.position().toPoint() - self._pressed_at
        if way.manhattanLength() >= QApplication.startDragDistance():
            self._pressed_at = None
            self.begin_drag()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.added.emit(self.layer())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or space adds it; up and down go to its neighbours."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self.added.emit(self.layer())
            case Qt.Key.Key_Up:
                self.stepped.emit(-1)
            case Qt.Key.Key_Down:
                self.stepped.emit(1)
            case _:
                super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("raised"))
            painter.drawRoundedRect(ground, theme.RADIUS, theme.RADIUS)
        if shows_focus(self):
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, theme.RADIUS, theme.RADIUS)
        side = scaled(_CHIP)
        chip = QRectF(_CHIP_LEFT, (self.height() - side) / 2, side, side)
        paint_chip(painter, chip, self.kind.__name__, self.kind.group)
        painter.setFont(self._strong())
        painter.setPen(theme.colour("text"))
        line = QRect(scaled(_TEXT_LEFT), theme.SPACE, self.width() - scaled(_TEXT_LEFT), self._name_height())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, self.kind.__name__)
        painter.setFont(small(self.font()))
        painter.setPen(theme.colour("muted"))
        painter.drawText(self._text_rect(self.width()), _WRAP, say(self.kind.about))
        painter.end()

    def sizeHint(self) -> QSize:
        width = scaled(_WIDTH) - 2 * theme.SPACE - 12
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        name = QFontMetrics(self._strong()).horizontalAdvance(self.kind.__name__)
        return QSize(scaled(_TEXT_LEFT) + name, self.sizeHint().height())

    def heightForWidth(self, width: int) -> int:
        return self._text_rect(width).bottom() + 1 + theme.SPACE

    def _strong(self) -> QFont:
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        return strong

    def _name_height(self) -> int:
        return self.fontMetrics().height() + 2

    def _text_rect(self, width: int) -> QRect:
        """Where the description goes in an entry of that width."""
        left = scaled(_TEXT_LEFT)
        room = QRect(left, theme.SPACE + self._name_height(), width - left - theme.TIGHT, 1000)
        return QFontMetrics(small(self.font())).boundingRect(room, int(_WRAP), say(self.kind.about))


class LayerPalette(SidePanel):
    """All layer kinds.

    Attributes:
        added: a layer is wanted in the network, at a place of the page's choosing.
    """

    added = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_WIDTH, parent)
        self.setObjectName("design.palette")
        self.setAccessibleName(say("Layers to add"))
        self.entries: list[PaletteEntry] = []
        self._headings: dict[Group, QLabel] = {}
        head = self._build_search()
        self.fill(self._build_list(), head=head)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._add_first)

    def _build_search(self) -> QWidget:
        self.search = QLineEdit()
        self.search.setObjectName("design.palette.search")
        self.search.setPlaceholderText(say("Find a layer"))
        self.search.setAccessibleName(say("Find a layer"))
        self.search.setToolTip(say("Shows the layers with these words; Enter adds the first one."))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("zoom", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        edge = QWidget()
        layout = QVBoxLayout(edge)
        layout.setContentsMargins(12, 12, 12, theme.SPACE)
        layout.addWidget(self.search)
        return edge

    def _build_list(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.SPACE, 0, theme.SPACE, theme.SPACE)
        column.setSpacing(0)
        for group, title in GROUPS.items():
            heading = QLabel(say(title))
            heading.setProperty("role", "heading")
            heading.setContentsMargins(8, 8, 8, 4)
            self._headings[group] = heading
            column.addWidget(heading)
            for kind in (kind for kind in LAYERS if kind.group == group):
                entry = PaletteEntry(kind)
                entry.added.connect(self.added)
                entry.stepped.connect(self._step)
                self.entries.append(entry)
                column.addWidget(entry)
        self._nothing = QLabel(say("No layer of that name."))
        self._nothing.setProperty("role", "muted")
        self._nothing.setContentsMargins(8, 8, 8, 8)
        self._nothing.hide()
        column.addWidget(self._nothing)
        column.addStretch(1)
        return inner

    @Slot(str)
    def _filter(self, words: str) -> None:
        shown = {entry: entry.matches(words) for entry in self.entries}
        for entry, matches in shown.items():
            entry.setVisible(matches)
        for group, heading in self._headings.items():
            heading.setVisible(any(m for entry, m in shown.items() if entry.kind.group == group))
        self._nothing.setVisible(not any(shown.values()))

    @Slot()
    def _add_first(self) -> None:
        for entry in self.entries:
            if not entry.isHidden() and self.search.text():
                self.added.emit(entry.layer())
                return

    @Slot(int)
    def _step(self, way: int) -> None:
        visible = [entry for entry in self.entries if not entry.isHidden()]
        sender = self.sender()
        place = next((i for i, entry in enumerate(visible) if entry is sender), 0) + way
        if 0 <= place < len(visible):
            visible[place].setFocus(Qt.FocusReason.TabFocusReason)
            self.area.ensureWidgetVisible(visible[place])
