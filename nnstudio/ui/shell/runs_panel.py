"""The runs at the left: choosing one shows its curves and weights everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListView, QStackedLayout, QVBoxLayout, QWidget

from nnstudio.app.run_state import Ended, RunState, is_running
from nnstudio.app.studio import Studio
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.icons import IconLabel
from nnstudio.ui.kit.actions import offer_menu
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.shell.run_edits import RunEdits
from nnstudio.ui.shell.runs_model import RunDelegate, RunsModel
from nnstudio.ui.shell.words import batch_count, short_state_text

AGE_MILLISECONDS = 30_000
WIDTH = 208


class RunsPanel(QFrame):
    """The project's runs, newest first."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._is_refreshing = False
        self.setObjectName("shell.runs.panel")
        self.setProperty("role", "panel")
        self.setFixedWidth(scaled(WIDTH))
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        title = QLabel(say("Runs"), self)
        title.setProperty("role", "heading")
        title.setContentsMargins(12, 0, 12, 0)
        title.setFixedHeight(scaled(36))
        self._model = RunsModel(self)
        self.list = QListView(self)
        self.list.setObjectName("shell.runs")
        self.list.setAccessibleName(say("Runs"))
        self.list.setToolTip(
            say("Choose a run to see its curves and weights, or several with Ctrl or Shift to compare them.")
        )
        self.list.setProperty("role", "plain")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.list.setModel(self._model)
        self.list.setItemDelegate(RunDelegate(self.list))
        self._empty = self._build_empty()
        self._stack = QStackedLayout()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        edge = QFrame(self)
        edge.setProperty("role", "line")
        edge.setFixedWidth(1)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(title)
        column.addLayout(self._stack, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(column)
        layout.addWidget(edge)

    def _build_empty(self) -> QWidget:
        text = QLabel(say("No runs yet.\nPress Train, and each run is kept here with its curves and weights."), self)
        text.setObjectName("shell.runs.empty")
        text.setProperty("role", "muted")
        text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        text.setWordWrap(True)
        holder = QWidget(self)
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(theme.WIDE, 48, theme.WIDE, theme.WIDE)
        layout.setSpacing(12)
        layout.addWidget(IconLabel("runs", "muted", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(text)
        layout.addStretch()
        return holder

    def _connect(self) -> None:
        self._studio.runs.changed.connect(self.refresh)
        self._studio.runs.chosen_changed.connect(self._show_chosen)
        self.list.selectionModel().selectionChanged.connect(self._on_selection)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self._clock = QTimer(self)
        self._clock.setInterval(AGE_MILLISECONDS)
        self._clock.timeout.connect(self._on_clock)
        self._clock.start()

    def refresh(self) -> None:
        """Shows the runs as they are now, and marks the shown one."""
        studio = self._studio
        locked = say("Other runs can be shown when this one is over.") if is_running(studio.training.state) else ""
        self._model.set_runs(studio.runs.all, studio.runs.shown, locked)
        self._stack.setCurrentWidget(self.list if studio.runs.all else self._empty)
        self.refresh_live()
        row = self._model.row_of(studio.runs.shown)
        if row != self.list.currentIndex().row():
            mode = QItemSelectionModel.SelectionFlag.ClearAndSelect
            with self._by_program():
                self.list.selectionModel().setCurrentIndex(self._model.index(row), mode)
        self._show_chosen()

    def take_run_commands(self, commands: RunEdits) -> None:
        """Has a right click on a run, and keys in the list, give these."""
        commands.hear_keys_in(self.list)
        offer_menu(self.list, commands.of_rows)

    def _show_chosen(self) -> None:
        """Marks the chosen runs; where at most one is, the shown one."""
        chosen = self._studio.runs.chosen
        numbers = chosen if len(chosen) > 1 else (self._studio.runs.shown,)
        rows = [row for row in map(self._model.row_of, numbers) if row >= 0]
        model = self.list.selectionModel()
        if {index.row() for index in model.selectedIndexes()} == set(rows):
            return
        selection = QItemSelection()
        for row in rows:
            selection.select(self._model.index(row), self._model.index(row))
        with self._by_program():
            model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    @contextmanager
    def _by_program(self) -> Iterator[None]:
        """What is selected meanwhile is not the person's choice."""
        self._is_refreshing = True
        try:
            yield
        finally:
            self._is_refreshing = False

    @Slot()
    def _on_selection(self) -> None:
        if not self._is_refreshing:
            rows = {index.row() for index in self.list.selectionModel().selectedIndexes()}
            self._studio.runs.choose({self._model.run_at(row).number for row in rows})

    def refresh_live(self) -> None:
        """Shows how far the run under way is, or the batches of one that ended in its first epoch."""
        state = self._studio.training.state
        self._model.set_live(self._studio.training.number, self._live_text(state))

    def _live_text(self, state: RunState) -> str:
        if is_running(state):
            return short_state_text(state)
        if isinstance(state, Ended) and state.status == "stopped" and state.progress.epoch == 1:
            return batch_count(state.progress.batch)
        return ""

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and not self._is_refreshing:
            number = self._model.run_at(current.row()).number
            if number != self._studio.runs.shown:
                self._studio.runs.show(number)

    @Slot()
    def _on_clock(self) -> None:
        if self.isVisible() and self._studio.runs.all:
            self._model.refresh()
