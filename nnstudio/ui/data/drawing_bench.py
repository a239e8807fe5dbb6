"""Drawing samples of one's own classes: the canvas, the classes, and what was drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nnstudio.app.document import Document
from nnstudio.core.sources import Drawn
from nnstudio.core.sources.drawn import MOST_CLASSES, edits_after_renaming
from nnstudio.core.usual import on_drawings
from nnstudio.core.words import say
from nnstudio.data.drawings import drawing_of
from nnstudio.ui import theme
from nnstudio.ui.data.drawn_classes import Drawings, DrawnClasses
from nnstudio.ui.drawing.canvas import Canvas
from nnstudio.ui.drawing.tools import CanvasTools
from nnstudio.ui.kit.actions import make_action, offer_menu, only_told, separator, within
from nnstudio.ui.kit.command_buttons import stand_for
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.kit.tool_button import tool_button

PAGE = "data.draw"
_CLASSES_WIDTH = 300


class DrawingBench(QWidget):
    """Edits the classes and drawings of `document.project.data.source`, which is Drawn while this is shown.

    Attributes:
        left: the person has drawn enough.
        commands: what can be done here, for menus.
    """

    left = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(PAGE)
        self._document = document
        self._usable = False
        self._build_commands()
        self._build()
        self._connect()
        lines = [separator(self) for _ in range(3)]
        adding = self._add, self._remove_drawings
        classes = self._add_class, self._rename, self._merge, self._remove_class
        tools = (*self._tools.steps, *self._tools.tools)
        self.commands: tuple[QAction, ...] = (*adding, lines[0], *classes, lines[1], *tools, lines[2], self._done)
        offer_menu(self._classes, classes)
        offer_menu(self._drawings, (self._remove_drawings,))
        offer_menu(self.canvas, (self._add, separator(self), *tools))
        within(self.canvas, (self._add,))
        within(self._drawings, (self._remove_drawings,))
        self.set_usable(False)

    def _build_commands(self) -> None:
        def command(
            name: str, text: str, tip: str, run: Callable[[], object], keys: str = "", picture: str = ""
        ) -> QAction:
            return make_action(self, name, text, tip, run, keys=keys or None, picture=picture, page=PAGE)

        tip = say("Adds the drawing to the chosen class, and clears the canvas for the next one.")
        self._add = command("add", say("Add drawing"), tip, self._on_add, "Return", "add")
        tip = say("Takes the chosen drawings out of their class.")
        self._remove_drawings = command(
            "remove", say("Remove drawings"), tip, self._on_remove_drawings, "Del", "delete"
        )
        tip = say("Adds a class; the network has one more output then.")
        self._add_class = command("add_class", say("New class"), tip, self._on_add_class, picture="add")
        tip = say("Gives the chosen class another name.")
        rename = command("rename", say("Rename class"), tip, self._on_rename, "F2")
        self._rename = only_told(rename)
        tip = say("Makes the chosen classes one, with the name of the first of them.")
        self._merge = command("merge", say("Merge classes"), tip, self._on_merge)
        tip = say("Removes the chosen class and its drawings; it can be undone.")
        self._remove_class = command("remove_class", say("Remove class"), tip, self._on_remove_class, picture="delete")
        tip = say("Shows all samples, how they are divided, and how they are prepared.")
        self._done = command("done", say("Look at the samples"), tip, self.left.emit)

    def _build(self) -> None:
        invites = say("Draw here; Enter adds the drawing to the chosen class.")
        about = say("Draw with mouse or pen. Enter adds the drawing to the chosen class.")
        self.canvas = Canvas(PAGE, invites, about)
        self._tools = CanvasTools(self.canvas, PAGE)
        self._classes, self._drawings = DrawnClasses(), Drawings()
        self._message = QLabel()
        self._message.setObjectName(f"{PAGE}.message")
        self._message.setProperty("role", "muted")
        self._message.setWordWrap(True)
        left, right = _card(), _card()
        for widget in (self.canvas, self._tools, self._below()):
            left[1].addWidget(widget)
        left[1].setStretch(0, 1)
        self._drawn_title = _heading("")
        for widget in (self._head(), self._classes, self._drawn_title, self._drawings, self._message):
            right[1].addWidget(widget)
        right[1].setStretch(3, 1)
        right[0].setFixedWidth(scaled(_CLASSES_WIDTH))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(left[0], 1)
        row.addWidget(right[0])

    def _below(self) -> QWidget:
        add, done = QPushButton(self._add.text()), QPushButton(self._done.text())
        add.setProperty("role", "primary")
        stand_for(add, self._add)
        stand_for(done, self._done)
        return _in_a_row((add, 1), (done, 0))

    def _head(self) -> QWidget:
        merge = QPushButton(self._merge.text())
        merge.setProperty("role", "quiet")
        stand_for(merge, self._merge)
        add, remove = tool_button(self._add_class, self), tool_button(self._remove_class, self)
        return _in_a_row((_heading(say("Classes")), 1), (merge, 0), (add, 0), (remove, 0))

    def _connect(self) -> None:
        self._classes.chosen.connect(self._show_chosen)
        self._classes.renamed.connect(self._on_renamed)
        self._drawings.itemSelectionChanged.connect(self._show_usable)
        self.canvas.drawn.connect(self._show_usable)

    def sizeHint(self) -> QSize:
        """The canvas takes what there is, and shrinks before the page scrolls."""
        return self.minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        return False

    # Showing ---------------------------------------------------------------------------------------------------

    def show_source(self) -> None:
        """Shows the project's classes and drawings."""
        self._classes.show_classes(self._source, self._classes.current)
        self._show_chosen()

    def set_usable(self, usable: bool) -> None:
        """Whether there is anything to draw for; else none of the commands can be given."""
        self._usable = usable
        self.setEnabled(usable)
        self._tools.set_usable(usable)
        self._show_usable()

    @property
    def _source(self) -> Drawn:
        source = self._document.project.data.source
        return source if isinstance(source, Drawn) else Drawn()

    @Slot()
    def _show_chosen(self) -> None:
        place, source = self._classes.current, self._source
        if 0 <= place < len(source.classes):
            chosen = source.classes[place]
            self._drawings.show_drawings(chosen.name, chosen.drawings)
            self._drawn_title.setText(self._drawings.accessibleName())
        self._message.setText(
            say("The project holds as many drawings as it can.") if source.is_full else self._words_of_few(source)
        )
        self._message.setVisible(bool(self._message.text()))
        self._show_usable()

    def _words_of_few(self, source: Drawn) -> str:
        few = [each.name for each in source.classes if len(each.drawings) < 5]
        return (
            say("Draw at least five of each class; more make it surer: {names}.", names=", ".join(few)) if few else ""
        )

    @Slot()
    def _show_usable(self) -> None:
        usable, source = self._usable, self._source
        chosen = self._classes.places
        for action, possible in (
            (self._add, self._classes.current >= 0 and not self.canvas.sketch.is_blank and not source.is_full),
            (self._remove_drawings, bool(self._drawings.places)),
            (self._add_class, len(source.classes) < MOST_CLASSES),
            (self._rename, self._classes.current >= 0),
            (self._merge, len(chosen) > 1),
            (self._remove_class, len(chosen) == 1 and len(source.classes) > 1),
            (self._done, source.count > 0),
        ):
            action.setEnabled(usable and possible)

    # Editing ---------------------------------------------------------------------------------------------------

    def _apply(self, label: str, source: Drawn, renamed: tuple[tuple[str, str], ...] = ()) -> None:
        project = on_drawings(self._document.project, source)
        edits = project.data.edits
        for before, after in renamed:
            edits = edits_after_renaming(edits, before, after)
        self._document.apply(label, replace(project, data=replace(project.data, edits=edits)), source=self)

    @Slot()
    def _on_add(self) -> None:
        drawing = drawing_of(self.canvas.sketch.pixels())
        self.canvas.start_anew()
        self._apply(say("Add drawing"), self._source.with_drawing(self._classes.current, drawing))
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_remove_drawings(self) -> None:
        self._apply(
            say("Remove drawings"), self._source.without_drawings(self._classes.current, set(self._drawings.places))
        )

    @Slot()
    def _on_add_class(self) -> None:
        source = self._source
        number = len(source.classes) + 1
        while source.name_complaint(name := say("Class {number}", number=number)):
            number += 1
        self._apply(say("New class"), source.with_class(name))
        self._classes.choose(len(source.classes))
        self._classes.rename_current()

    @Slot()
    def _on_rename(self) -> None:
        self._classes.rename_current()

    @Slot(int, str)
    def _on_renamed(self, place: int, text: str) -> None:
        source, name = self._source, text.strip()
        before = source.classes[place].name
        complaint = source.name_complaint(name, place)
        if complaint or name == before:
            self.show_source()
            self._message.setText(complaint or self._message.text())
            self._message.setVisible(bool(self._message.text()))
        else:
            self._apply(say("Rename class"), source.renamed(place, name), ((before, name),))

    @Slot()
    def _on_merge(self) -> None:
        source, (into, *others) = self._source, self._classes.places
        name = source.classes[into].name
        renamed = tuple((source.classes[place].name, name) for place in others)
        for place in reversed(others):
            source = source.merged(place, into)
        self._apply(say("Merge classes"), source, renamed)
        self._classes.choose(into)

    @Slot()
    def _on_remove_class(self) -> None:
        self._apply(say("Remove class"), self._source.without_class(self._classes.current))


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "heading")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _card() -> tuple[QFrame, QVBoxLayout]:
    frame = QFrame()
    frame.setProperty("role", "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(12, 12, 12, 12)
    column.setSpacing(theme.SPACE)
    return frame, column


def _in_a_row(*widgets: tuple[QWidget, int]) -> QWidget:
    """The widgets beside each other, each with the share of the room that is left over."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.TIGHT)
    for widget, share in widgets:
        row.addWidget(widget, share)
    return whole
