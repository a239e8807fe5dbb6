"""The window: menus, toolbar, runs, pages, status bar, and what connects them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, cast

from PySide6.QtCore import QSize, QTimer, Slot
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QMainWindow, QMenu, QStyle, QWidget

from nnstudio.app.files import HeldProject
from nnstudio.app.run_state import is_running
from nnstudio.app.studio import Studio
from nnstudio.core.words import say
from nnstudio.ui.data_choice import open_data
from nnstudio.ui.kit.actions import make_action
from nnstudio.ui.kit.readers import install_readers
from nnstudio.ui.kit.tab_order import move_focus
from nnstudio.ui.page import PageKind
from nnstudio.ui.shell.data_commands import DataCommands
from nnstudio.ui.shell.drops import read_drop
from nnstudio.ui.shell.edit_commands import EditCommands
from nnstudio.ui.shell.file_commands import FileCommands
from nnstudio.ui.shell.held_project import ask_how_to_open
from nnstudio.ui.shell.help_commands import HelpCommands
from nnstudio.ui.shell.notice_commands import NoticeCommands
from nnstudio.ui.shell.page_area import PageArea
from nnstudio.ui.shell.page_menus import PageMenus
from nnstudio.ui.shell.pages import PAGES
from nnstudio.ui.shell.preferences_dialog import PreferencesDialog
from nnstudio.ui.shell.questions import ask
from nnstudio.ui.shell.resume_commands import ResumeCommands
from nnstudio.ui.shell.run_commands import RunCommands
from nnstudio.ui.shell.run_edits import RunEdits
from nnstudio.ui.shell.run_signs import RunSigns
from nnstudio.ui.shell.runs_panel import RunsPanel
from nnstudio.ui.shell.status import StatusBar
from nnstudio.ui.shell.time_bar import TimeBar
from nnstudio.ui.shell.time_commands import TimeCommands
from nnstudio.ui.shell.train_bar import TrainBar
from nnstudio.ui.shell.train_commands import TrainCommands
from nnstudio.ui.shell.view_commands import ViewCommands
from nnstudio.ui.shell.window_state import WindowState
from nnstudio.ui.throttle import Throttle

LOOK_MILLISECONDS = 1000
USUAL_SIZE = QSize(1280, 800)


class TakesFiles(Protocol):
    """What the Classify page does with pictures from elsewhere."""

    def open_files(self, files: list[Path]) -> None:
        """Classifies the pictures."""


class ListsRuns(Protocol):
    """A page with a table of runs."""

    table: QWidget

    def take_run_commands(self, actions: Sequence[QAction]) -> None:
        """Has a row's menu offer these."""


class MainWindow(QMainWindow):
    """The one window of the program. It shows the studio's state and passes commands on to it."""

    def __init__(self, studio: Studio, state_folder: Path, pages: tuple[PageKind, ...] | None = None) -> None:
        super().__init__()
        install_readers()
        self._studio = studio
        self._kinds = tuple(PAGES) if pages is None else pages
        self._state = WindowState(state_folder)
        self._may_close = False
        self._knows_runs = False
        self.setObjectName("shell.window")
        self.setAcceptDrops(True)
        self._build()
        self._build_menus()
        self._connect()
        self.refresh()
        self._restore()

    def _build(self) -> None:
        self._runs = RunsPanel(self._studio, self)
        self.area = PageArea(self._studio, self._kinds, self)
        self._time = TimeCommands(self._studio.time, self)
        self._resume = ResumeCommands(self._studio, self)
        body = QWidget(self)
        layout = QGridLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._runs, 0, 0)
        layout.addWidget(self.area, 0, 1)
        layout.addWidget(TimeBar(self._studio, self._time, self._resume.branch, body), 1, 0, 1, 2)
        layout.setColumnStretch(1, 1)
        layout.setRowStretch(0, 1)
        self.setCentralWidget(body)
        self._train = TrainCommands(self._studio, self)
        self._train_bar = TrainBar(self._studio, self._train, self)
        self.addToolBar(self._train_bar)
        self._status = StatusBar(self._studio, self)
        self.setStatusBar(self._status)

    def _build_menus(self) -> None:
        self._file = FileCommands(self._studio, self)
        self._edit = EditCommands(self._studio, self)
        self._data = DataCommands(self._studio, self)
        self._view = ViewCommands(self._studio, self.area, self._kinds, self._runs)
        self._run_choice = RunCommands(self._studio, self)
        self._run_edits = RunEdits(self._studio, self, show_page=self._show_of_runs)
        self._runs.take_run_commands(self._run_edits)
        self._menus: list[QMenu] = []
        self._page_menus = PageMenus(self.area, self)
        self._help = HelpCommands(self._menus, self._page_menus.edits_of_all, self)
        preferences, quit_ = self._build_window_commands()
        file = self._menu(say("&File"), "file")
        self._file.fill(file, cancel=self._status.cancel, preferences=preferences, quit_=quit_)
        self._edit.fill(edit := self._menu(say("&Edit"), "edit"))
        self._data.fill(data := self._menu(say("&Data"), "data"))
        network = self._menu(say("&Network"), "network")
        if (design := self._view.pages.get("design")) is not None:
            network.addAction(design)
        self._train.fill(train := self._menu(say("&Train"), "train"))
        self._run_choice.fill(runs := self._menu(say("&Runs"), "runs"))
        runs.addSeparator()
        self._run_edits.fill(runs)
        self._resume.fill(train)
        self._resume.offer_in(self._runs.list)
        self._view.fill(view := self._menu(say("&View"), "view"), problems=self._status.first_problem)
        view.addSeparator()
        self._time.fill(view)
        view.addSeparator()
        NoticeCommands(self.area.notices).fill(view)
        self._help.fill(self._menu(say("&Help"), "help"))
        self._page_menus.extend_edit(edit)
        for menu, name in ((data, "data"), (network, "network"), (train, "train"), (runs, "runs")):
            self._page_menus.extend(menu, name)
        self._page_menus.extend_view(view)

    def _build_window_commands(self) -> tuple[QAction, QAction]:
        preferences = make_action(
            self,
            "preferences",
            say("&Preferences…"),
            say("Appearance, backend and charts."),
            self._show_preferences,
            keys="Ctrl+,",
            picture="settings",
        )
        preferences.setMenuRole(QAction.MenuRole.PreferencesRole)
        quit_ = make_action(
            self,
            "quit",
            say("&Quit"),
            say("Closes the window. Everything is saved by itself."),
            self.close,
            keys="Ctrl+Q",
        )
        quit_.setMenuRole(QAction.MenuRole.QuitRole)
        return preferences, quit_

    def _menu(self, title: str, name: str) -> QMenu:
        menu = QMenu(title, self)
        menu.setObjectName(f"shell.menu.{name}")
        menu.setToolTipsVisible(True)
        self.menuBar().addMenu(menu)
        self._menus.append(menu)
        return menu

    def _connect(self) -> None:
        self._pace = Throttle(self._on_run, self)
        studio = self._studio
        studio.training.changed.connect(self._pace.poke)
        studio.document.changed.connect(self._on_edit)
        for signal in (studio.runs.changed, studio.data.changed, studio.engine.changed):
            signal.connect(self._pace.poke)
        studio.files.changed.connect(self.refresh)
        studio.files.changed.connect(lambda: self.area.notices.withdraw_of(self.area.names))
        studio.preferences.changed.connect(self._on_preferences)
        studio.notices.told.connect(self.area.notices.show_notice)
        studio.notices.withdrawn.connect(self.area.notices.withdraw)
        studio.files.held.connect(self._on_held)
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MILLISECONDS)
        self._look.timeout.connect(self._on_look)
        self._look.start()
        self._status.go_to.connect(self.show_page)
        self._signs = RunSigns(studio, self.area, self)
        self._train_bar.watched.connect(self._signs.watch)
        self.area.shown.connect(self._on_page)
        self._running = is_running(studio.training.state)

    def _restore(self) -> None:
        title = self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
        self.resize(USUAL_SIZE.boundedTo(self.screen().availableSize() - QSize(0, title)))
        if (geometry := self._state.geometry) is not None:
            self.restoreGeometry(geometry)
        for roomy in self._view.runs_wanted:
            if (shown := self._state.runs_shown(roomy=roomy)) is not None:
                self._view.runs_wanted[roomy] = shown
        self._view.fit(self.width())
        self.area.show_page(self._kinds[0].name)
        self._view.refresh()
        self.setFocus()

    def refresh(self) -> None:
        """Shows everything that depends on which project it is."""
        self._on_edit(None)
        self._on_run()

    def open_path(self, path: Path) -> None:
        """Opens a project or weights, as File > Open does."""
        self._file.open_path(path)

    @Slot(str)
    def show_page(self, name: str) -> None:
        """Shows that page."""
        self._view.show_page(name)

    @Slot(str)
    def _on_page(self, name: str) -> None:
        """The page that lists runs offers in a row's menu what the Runs menu does."""
        page = self.area.page(name)
        if name == "compare" and not self._knows_runs:
            self._knows_runs = True
            self._run_edits.hear_keys_in(cast(ListsRuns, page).table)
            cast(ListsRuns, page).take_run_commands(self._run_edits.of_rows)

    def _show_of_runs(self, name: str) -> None:
        """Shows a page, and gives a command of it: `compare.show_differing`."""
        page, _, command = name.partition(".")
        if page in self.area.names:
            self.show_page(page)
            action = self.area.page(page).findChild(QAction, name)
            if command and isinstance(action, QAction):
                action.trigger()

    def _on_edit(self, _change: object) -> None:
        self._edit.refresh()
        self._data.refresh()
        self._train.refresh()
        self._status.refresh_reason()

    @Slot()
    def _on_run(self) -> None:
        running = is_running(self._studio.training.state)
        if running != self._running:
            self._running = running
            self._runs.refresh()
        self._runs.refresh_live()
        self._train.refresh()
        self._train_bar.refresh()
        self._signs.refresh()
        self._file.refresh()
        self._run_choice.refresh()
        self._run_edits.refresh()
        self._resume.refresh()
        self._status.refresh_reason()

    def _on_preferences(self) -> None:
        self._view.refresh()
        self._train.refresh()

    def _show_preferences(self) -> None:
        PreferencesDialog(self._studio, self).open()

    def focusNextPrevChild(self, forward: bool) -> bool:
        return move_focus(self, forward=forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._view.fit(self.width())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes a project, weights or pictures; a page may take other things itself."""
        if read_drop(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        drop = read_drop(event.mimeData())
        if drop.openable is not None:
            self.open_path(drop.openable)
        elif drop.data is not None:
            self.show_page("data")
            open_data(self._studio.document, drop.data, self)
        elif drop.pictures:
            self.show_page("classify")
            cast(TakesFiles, self.area.page("classify")).open_files(list(drop.pictures))
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closes, after asking if a run is under way. All else is saved already."""
        if is_running(self._studio.training.state) and not self._may_close:
            event.ignore()
            self._ask_to_close()
            return
        if self._studio.files.unsaved and not self._may_close:
            event.ignore()
            self._ask_to_lose()
            return
        self._state.keep(self.saveGeometry(), self._view.runs_wanted)
        super().closeEvent(event)

    def _on_held(self, held: HeldProject) -> None:
        ask_how_to_open(self, self._studio, held)

    @Slot()
    def _on_look(self) -> None:
        self._studio.look_again()

    def _ask_to_lose(self) -> None:
        ask(
            self,
            say("Not everything is on the disk"),
            self._studio.files.unsaved,
            yes=say("Close and lose it"),
            no=say("Keep the window open"),
            then=self._close_now,
        )

    def _close_now(self) -> None:
        self._may_close = True
        self.close()

    def _ask_to_close(self) -> None:
        ask(
            self,
            say("A run is under way"),
            say("If you close now it ends, and keeps what it has learned so far."),
            yes=say("Stop training and close"),
            no=say("Keep training"),
            then=self._stop_and_close,
        )

    def _stop_and_close(self) -> None:
        self._studio.training.stop()
        self._close_now()
