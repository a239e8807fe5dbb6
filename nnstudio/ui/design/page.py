"""The Design page: layers to choose from, the network, and the settings of the chosen layer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from nnstudio.app.document import Change, Document
from nnstudio.app.files import Files
from nnstudio.app.notices import Notice, Notices
from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.layers import Layer, kind_of
from nnstudio.core.network import Network, titles
from nnstudio.core.words import Marked, mark, say
from nnstudio.ui.design import edits
from nnstudio.ui.design.canvas import Canvas, Walk
from nnstudio.ui.design.card_view import card_views, network_troubles
from nnstudio.ui.design.commands import Command, DesignCommands
from nnstudio.ui.design.edits import Edited
from nnstudio.ui.design.inspector import Inspector
from nnstudio.ui.design.layer_text import layer_from_text, layer_to_text
from nnstudio.ui.design.palette import LayerPalette
from nnstudio.ui.design.summary import SummaryDialog
from nnstudio.ui.design.totals import Totals
from nnstudio.ui.kit.columns import Columns
from nnstudio.ui.page import Page

NO_LAYER_TO_PASTE = "design: no layer on the clipboard"
_BUTTONS: tuple[Command, ...] = ("up", "down", "duplicate", "remove")


class DesignPage(Page):
    """Edits `document.project.network`; keeps nothing but which layer is chosen."""

    def __init__(self, document: Document, files: Files, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__("design", parent)
        self._document = document
        self._files = files
        self._notices = notices
        self._selected = ""
        self._place = 0
        self._build()
        self._connect()
        self.mark_stale()

    @property
    def selected(self) -> str:
        """The id of the chosen node; empty if none is."""
        return self._selected

    def _build(self) -> None:
        self.commands = DesignCommands(self._do, self._on_added, self)
        actions = self.commands.actions
        self.palette_panel = LayerPalette(self)
        self.canvas = Canvas(actions["start"], self)
        self.totals = Totals(actions["summary"], self)
        self.inspector = Inspector([actions[name] for name in _BUTTONS], self)
        self.commands.work_in(self.canvas)
        main = QFrame(self)
        main.setProperty("role", "panel")
        middle = QVBoxLayout(main)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.canvas, 1)
        middle.addWidget(_line())
        middle.addWidget(self.totals)
        columns = Columns(main, left=self.palette_panel, right=self.inspector, least=372, gap=1, parent=self)
        columns.setProperty("role", "line")  # seen between the columns
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(columns)

    def _connect(self) -> None:
        self._document.changed.connect(self._on_change)
        self.palette_panel.added.connect(self._on_added)
        self.canvas.chosen.connect(self.select)
        self.canvas.opened.connect(self._on_opened)
        self.canvas.mend.connect(self._on_mend)
        self.canvas.walked.connect(self._on_walk)
        self.canvas.menu_wanted.connect(self.commands.show_menu)
        self.canvas.dropped.connect(self._on_dropped)
        self.canvas.moved.connect(self._on_moved)
        self.inspector.edited.connect(self._on_edited)
        self.inspector.settled.connect(self._on_settled)
        self._files.changed.connect(self._show_commands)

    # Showing ---------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Shows the project's network; cards that stay as they are aren't touched."""
        project, problems = self._document.project, self._document.problems
        self._keep_selection_sensible()
        try:
            views = card_views(project, problems)
        except StudioError as error:
            self.canvas.show_message(f"{error.message[:1].upper()}{error.message[1:]} {error.fix}")
            self.palette_panel.setEnabled(False)
            self.totals.show_project(project, (), drawable=False)
            self.inspector.show_nothing()
            self._show_commands()
            return
        self.palette_panel.setEnabled(True)
        self.canvas.show_cards(views, self._selected)
        self.totals.show_project(project, network_troubles(problems), drawable=True)
        self._show_inspector()

    @Slot(str)
    def select(self, node: str) -> None:
        """Chooses that node; empty: none."""
        if node != self._selected:
            self._document.end_gesture()
            self._note_selected(node)
            self.canvas.show_selected(node)
            self._show_inspector()

    def edit_actions(self) -> Sequence[QAction]:
        return self.commands.edits()

    def own_actions(self) -> Sequence[QAction]:
        return self.commands.others()

    def _show_commands(self) -> None:
        fixed = ""
        if self._files.is_read_only:
            fixed = say("The project is open to look at only.")
        elif not self.palette_panel.isEnabled():
            fixed = say("This network can't be drawn here.")
        self.commands.refresh([card.view for card in self.canvas.stack.cards], self._selected, fixed=fixed)

    def _show_inspector(self) -> None:
        self._show_commands()
        if self._selected:
            self.inspector.show_layer(self._document.project, self._selected, self._document.problems)
        else:
            self.inspector.show_nothing()

    def _note_selected(self, node: str) -> None:
        self._selected = node
        if node:
            self._place = edits.position_of(self._document.project.network, node)

    def _keep_selection_sensible(self) -> None:
        """After undo or an edit elsewhere the chosen node may be gone: then the one in its place is chosen."""
        network = self._document.project.network
        if not self._selected:
            return
        try:
            gone = self._selected not in network
            self._note_selected(edits.neighbour(network, self._place) if gone else self._selected)
        except StudioError:
            self._selected = ""  # no chain: there are no places

    def _on_change(self, change: Change) -> None:
        if not (change.network or change.data or change.training):
            return
        if change.source is not self and change.network:
            self._follow(change.before.network, change.after.network)
        self.mark_stale()

    def _follow(self, before: Network, after: Network) -> None:
        """A single layer that undo or redo brings back is chosen."""
        came = edits.ids_of(after) - edits.ids_of(before)
        if len(came) == 1 and edits.ids_of(before):
            self._selected = next(iter(came))

    # Editing ---------------------------------------------------------------------------------------------------

    def _apply(self, label: str, edited: Edited) -> None:
        self._selected = edited.selected
        self._document.apply(label, replace(self._document.project, network=edited.network), source=self)
        self.canvas.reveal(self._selected)

    def _add(self, layer: Layer, position: int) -> None:
        label = say("Add {kind}", kind=kind_of(layer))
        self._apply(label, edits.add(self._document.project.network, layer, position))

    @Slot(object)
    def _on_added(self, layer: Layer) -> None:
        self._add(layer, edits.sensible_place(self._document.project, layer, self._selected))

    @Slot(object, int)
    def _on_dropped(self, layer: Layer, gap: int) -> None:
        self._add(layer, gap)
        self.canvas.focus_selected(self._selected)

    @Slot(str, int)
    def _on_moved(self, node: str, gap: int) -> None:
        self._apply(self._label(mark("Move {layer}"), node), edits.drop(self._document.project.network, node, gap))

    def _start(self) -> None:
        network = edits.starter(self._document.project)
        self._apply(say("Add three layers"), Edited(network, network.chain[-1].id))
        self.canvas.focus_selected(self._selected)

    @Slot(str)
    def _on_mend(self, node: str) -> None:
        for problem in self._document.problems:
            if problem.node == node and problem.repair is not None:
                label = say("Fix {layer}", layer=problem.where)
                self._apply(label, Edited(problem.repair, self._selected or node))
                return

    @Slot(str, object)
    def _on_edited(self, setting: str, value: object) -> None:
        node, project = self._selected, self._document.project
        network = edits.with_setting(project.network, node, setting, value)
        label = self._label(mark("Change {layer}"), node)
        merge = f"design.form.{node}.{setting}"
        self._document.apply(label, replace(project, network=network), source=self, merge=merge)

    @Slot()
    def _on_settled(self) -> None:
        self._document.end_gesture()

    def _label(self, text: Marked, node: str) -> str:
        return say(text, layer=titles(self._document.project.network)[node])

    # Commands --------------------------------------------------------------------------------------------------

    @Slot(str)
    def _on_walk(self, walk: Walk) -> None:
        if walk == "none":
            self.select("")
        else:
            self._walk(walk)

    def _do(self, command: Command) -> None:
        match command:
            case "paste":
                self._paste()
            case "summary":
                self._show_summary()
            case "start":
                self._start()
            case "edit":
                self.inspector.focus_form()
            case "fix":
                self._on_mend(self._selected)
            case "copy":
                self._copy(self._selected)
            case _:
                self._change(command, self._selected)

    def _change(self, command: Command, node: str) -> None:
        network = self._document.project.network
        match command:
            case "up" | "down":
                steps = -1 if command == "up" else 1
                self._apply(self._label(mark("Move {layer}"), node), edits.shift(network, node, steps))
            case "remove":
                self._apply(self._label(mark("Remove {layer}"), node), edits.take_out(network, node))
            case "duplicate":
                self._apply(self._label(mark("Duplicate {layer}"), node), edits.duplicate(network, node))
            case "cut":
                self._copy(node)
                self._apply(self._label(mark("Cut {layer}"), node), edits.take_out(network, node))

    def _walk(self, where: Walk) -> None:
        chain = self._document.project.network.chain
        if not chain:
            return
        last = len(chain) - 1
        here = self._place if self._selected else {"previous": last + 1, "next": -1}.get(where, 0)
        place = {"previous": here - 1, "next": here + 1, "first": 0, "last": last}[where]
        self.select(chain[max(0, min(place, last))].id)
        self.canvas.focus_selected(self._selected)

    def _copy(self, node: str) -> None:
        QGuiApplication.clipboard().setText(layer_to_text(self._document.project.network.node(node).layer))

    def _paste(self) -> None:
        try:
            layer = layer_from_text(QGuiApplication.clipboard().text())
        except FormatError as error:
            message = say("The clipboard holds no layer: {reason}", reason=error.message)
            self._notices.tell(Notice("info", message, say("Copy a layer here first (Ctrl+C)."), key=NO_LAYER_TO_PASTE))
            return
        self._notices.withdraw(NO_LAYER_TO_PASTE)
        position = edits.sensible_place(self._document.project, layer, self._selected)
        label = say("Paste {kind}", kind=kind_of(layer))
        self._apply(label, edits.add(self._document.project.network, layer, position))

    @Slot(str)
    def _on_opened(self, node: str) -> None:
        self.select(node)
        self.inspector.focus_form()

    def _show_summary(self) -> None:
        dialog = SummaryDialog(self._document.project.network, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    line.setFixedHeight(1)
    return line
