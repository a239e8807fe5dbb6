"""Which data the project learns from: the Data menu."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from nnstudio.app.studio import Studio
from nnstudio.core.dataset import KNOWN_DATASETS, DatasetName
from nnstudio.ui.data_choice import choose_dataset, folder_question, use_folder
from nnstudio.ui.kit.actions import make_action, make_choice
from nnstudio.ui.kit.file_dialogs import choose_folder
from nnstudio.ui.numbers import data_title


class DataCommands(QObject):
    """The Data menu."""

    def __init__(self, studio: Studio, window: QWidget) -> None:
        super().__init__(window)
        self._studio = studio
        self._window = window
        self._group = QActionGroup(self)
        self.choices: dict[DatasetName, QAction] = {}
        for name, known in KNOWN_DATASETS.items():
            about = QCoreApplication.translate("catalogue", known.about)
            self.choices[name] = make_choice(self, f"data.{name}", data_title(known), about, partial(self.choose, name))
            self._group.addAction(self.choices[name])
        self.folder = make_action(
            self,
            "data.folder",
            self.tr("Choose &folder…"),
            self.tr("Says where the files of the chosen data set are on this machine."),
            self._choose_folder,
            picture="folder",
        )
        self.refresh()

    def fill(self, menu: QMenu) -> None:
        """Puts the commands into the Data menu."""
        menu.addActions(list(self.choices.values()))
        menu.addSeparator()
        menu.addAction(self.folder)

    def choose(self, name: DatasetName) -> None:
        """Has the project learn from that data set; its Input and last layer follow."""
        choose_dataset(self._studio, name, self)

    def refresh(self) -> None:
        """Marks the data set in use."""
        self.choices[self._studio.project.data.dataset].setChecked(True)

    def _choose_folder(self) -> None:
        choose_folder(self._window, folder_question(self._studio.project.data), "data", self._use_folder)

    def _use_folder(self, folder: Path) -> None:
        use_folder(self._studio, str(folder), self)
