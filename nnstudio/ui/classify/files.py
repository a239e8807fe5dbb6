"""The opened pictures: the list, its buttons, its progress."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListView,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from nnstudio.core.words import say, say_count
from nnstudio.ui import theme
from nnstudio.ui.classify.controls import head, label, push_button
from nnstudio.ui.classify.entries import ENTRY_ROLE, Entry, EntryList
from nnstudio.ui.classify.entry_delegate import EntryDelegate, entry_size
from nnstudio.ui.kit.actions import allow, make_action, offer_menu, separator, set_tip, within
from nnstudio.ui.kit.command_buttons import stand_for
from nnstudio.ui.kit.tool_button import tool_button

SCROLL_BAR = 16


class FileList(QWidget):
    """The strip at the bottom.

    Attributes (signals):
        picked: the Entry in view changed; None if none is selected.
        open_wanted, paste_wanted, export_wanted, cancel_wanted: such a command was given.

    Attributes:
        edits, others: the commands.
    """

    picked = Signal(object)
    open_wanted = Signal()
    paste_wanted = Signal()
    export_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, entries: EntryList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = entries
        self._blocked = ""
        self._build_commands()
        self._build()
        self._connect()
        self.refresh()

    def _build_commands(self) -> None:
        make, keys = partial(make_action, self, page="classify"), QKeySequence.StandardKey
        opens = say("Choose one or several picture files")
        self.open = make("open", say("Open pictures…"), opens, self.open_wanted.emit, picture="open")
        takes = say("Take a picture or files from the clipboard")
        self.paste = make("paste", say("Paste"), takes, self.paste_wanted.emit, keys=keys.Paste, picture="paste")
        self._adding = (self.open, opens), (self.paste, takes)
        off = say("Take the selected pictures off this list; the files stay where they are")
        self._remove = make("remove", say("Remove from list"), off, self.remove_selected)
        self._remove.setShortcuts([QKeySequence("Del"), QKeySequence("Backspace")])
        set_tip(self._remove, off)
        off = say("Take all pictures off this list; the files stay where they are")
        self._clear = make("clear_files", say("Clear list"), off, self.clear, picture="delete")
        writes = say("Write the answers for all opened pictures as a CSV table")
        self._export = make("export", say("Export results"), writes, self.export_wanted.emit, picture="download")
        stops = say("Stop reading; pictures not read yet leave the list")
        self._stop = make("cancel", say("Cancel reading the pictures"), stops, self.cancel_wanted.emit, picture="close")
        self.edits = (self.paste, self._remove, self._clear)
        self.others = (self.open, self._export, self._stop)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(self._head())
        self._body = QStackedWidget(self)
        self._body.addWidget(self._hint())
        self._body.addWidget(self._strip())
        self._body.setFixedHeight(entry_size().height() + SCROLL_BAR)
        column.addWidget(self._body)

    def _head(self) -> QHBoxLayout:
        self._count = label("", self, role="muted", name="count")
        self._progress = QProgressBar(self)
        self._progress.setObjectName("classify.progress")
        self._progress.setAccessibleName(say("Pictures classified"))
        self._progress.setMinimumWidth(32)
        self._progress.setMaximumWidth(96)
        self._progress.setTextVisible(False)
        self._cancel = tool_button(self._stop, self)
        row = head(say("Your pictures"), self)
        for widget in (self._count, self._progress, self._cancel):
            row.addWidget(widget)
        row.addStretch(1)
        for action in (self._export, self._clear, self.paste):
            row.addWidget(tool_button(action, self))
        opens = push_button("open", say("Open…"), self.open.toolTip(), self)
        stand_for(opens, self.open)
        row.addWidget(opens)
        return row

    def _hint(self) -> QLabel:
        hint = label(
            say("Drop pictures anywhere on this page, paste one with Ctrl+V, or open some."), self, role="muted"
        )
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint.setWordWrap(True)
        return hint

    def _strip(self) -> QListView:
        self._list = QListView(self)
        self._list.setObjectName("classify.files")
        self._list.setAccessibleName(say("Your pictures"))
        self._list.setToolTip(say("Choose a picture to see its classes and what the network sees of it"))
        self._list.setModel(self._entries)
        self._list.setItemDelegate(EntryDelegate(self._list))
        self._list.setFlow(QListView.Flow.LeftToRight)
        self._list.setWrapping(False)
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._list.setFixedHeight(entry_size().height() + SCROLL_BAR)
        self._list.setMouseTracking(True)
        within(self._list, (self._remove,))
        offer_menu(self._list, (self._remove, self._clear, separator(self), self._export))
        self._list.setStyleSheet("QListView { border: 0; background: transparent; }")  # each picture has its frame
        return self._list

    def _connect(self) -> None:
        self._entries.moved_on.connect(self.refresh)
        self._list.selectionModel().selectionChanged.connect(self._on_selection)

    @Slot()
    def refresh(self) -> None:
        """Shows how far the list is."""
        entries = self._entries.entries
        self._body.setCurrentIndex(1 if entries else 0)
        waiting = sum(1 for entry in entries if not entry.is_read)
        count = say_count("{count} picture", "{count} pictures", count=len(entries))
        self._count.setText(count if entries else "")
        for widget in (self._progress, self._cancel):
            widget.setVisible(waiting > 0)
        for action, tip in self._adding:
            allow(action, tip, self._blocked)
        self._stop.setEnabled(waiting > 0)
        self._progress.setRange(0, max(1, len(entries)))
        self._progress.setValue(len(entries) - waiting)
        self._clear.setEnabled(bool(entries))
        self._export.setEnabled(any(entry.scores for entry in entries))
        self._remove.setEnabled(bool(self._list.selectedIndexes()))

    def set_blocked(self, reason: str) -> None:
        """Why no pictures can be added; empty: they can."""
        self._blocked = reason
        self.refresh()

    def select(self, number: int) -> None:
        """Puts that entry in view."""
        index = self._entries.index(self._entries.row_of(number))
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self._list.selectionModel().setCurrentIndex(index, flags)
        self._list.scrollTo(index)

    def deselect(self) -> None:
        """Shows that the picture in view is none of these."""
        self._list.clearSelection()

    @Slot()
    def remove_selected(self) -> None:
        """Takes the selected entries off the list."""
        self._entries.remove({entry.number for entry in self._selected()})

    @Slot()
    def clear(self) -> None:
        """Takes all entries off the list."""
        self._entries.remove({entry.number for entry in self._entries.entries})

    def _selected(self) -> list[Entry]:
        return [index.data(ENTRY_ROLE) for index in self._list.selectedIndexes()]

    @Slot()
    def _on_selection(self) -> None:
        selected = self._selected()
        self._remove.setEnabled(bool(selected))
        current = self._list.currentIndex()
        entry = current.data(ENTRY_ROLE) if current in self._list.selectedIndexes() else None
        self.picked.emit(entry or (selected[0] if selected else None))
