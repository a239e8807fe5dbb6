"""Which data the project learns from: the Data menu."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from nnstudio.app.studio import Studio
from nnstudio.core.sources import GROUPS, SOURCES, FolderSource, Source
from nnstudio.core.words import say
from nnstudio.ui.data_choice import ask_place, choose_data_file, choose_source, open_data
from nnstudio.ui.kit.actions import make_action, make_choice
from nnstudio.ui.kit.file_dialogs import choose_folder


class DataCommands(QObject):
    """The Data menu."""

    def __init__(self, studio: Studio, window: QWidget) -> None:
        super().__init__(window)
        self._studio = studio
        self._window = window
        self._group = QActionGroup(self)
        self.choices: dict[type[Source], QAction] = {}
        for kind in SOURCES:
            choose = partial(self.choose, kind)
            self.choices[kind] = make_choice(self, f"data.{kind.word}", say(kind.title), say(kind.about), choose)
            self._group.addAction(self.choices[kind])
        self.folder = make_action(
            self,
            "data.folder",
            say("Choose &folder…"),
            say("Says where the files of the chosen data set are on this machine."),
            lambda: ask_place(self._window, self._studio.document, self),
            picture="folder",
        )
        self.open_folder = make_action(
            self,
            "data.open_folder",
            say("Open folder of data…"),
            say("Learns from a folder that holds a folder of pictures for each class, a table, or array files."),
            self._open_folder,
            picture="folder",
        )
        self.open_file = make_action(
            self,
            "data.open_file",
            say("Open data file…"),
            say("Learns from a table, an array file, or an archive with a folder of pictures for each class."),
            lambda: choose_data_file(self._window, self._studio.document, self),
            picture="data",
        )
        self.refresh()

    def fill(self, menu: QMenu) -> None:
        """Puts the commands into the Data menu."""
        for group, title in GROUPS.items():
            below = menu.addMenu(say(title))
            below.setObjectName(f"menu.data.{group}")
            below.addActions([action for kind, action in self.choices.items() if kind.group == group])
        menu.addSeparator()
        menu.addActions([self.open_folder, self.open_file])
        menu.addSeparator()
        menu.addAction(self.folder)

    def choose(self, kind: type[Source]) -> None:
        """Has the project learn from that kind of source; its Input and last layer follow."""
        choose_source(self._studio.document, kind, self)

    def refresh(self) -> None:
        """Marks the source in use; only some have a folder."""
        source = self._studio.document.project.data.source
        self.choices[type(source)].setChecked(True)
        self.folder.setEnabled(isinstance(source, FolderSource))

    def _open_folder(self) -> None:
        title = say("Folder with data to learn from")
        choose_folder(self._window, title, "data", lambda path: open_data(self._studio.document, path, self))
