"""Projects, weights and models as files: the File menu."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from nnstudio.app.notices import Notice
from nnstudio.app.run_state import is_running
from nnstudio.app.studio import Studio
from nnstudio.core.words import say
from nnstudio.ui.kit.actions import allow, make_action
from nnstudio.ui.kit.file_dialogs import choose_file, choose_folder, choose_target
from nnstudio.ui.plain_text import plain_tip

PROJECT_ENDING = ".nnstudio"
WEIGHTS_ENDING = ".weights.h5"
MODEL_ENDING = ".keras"
RUN_UNDER_WAY = "files: a run is under way"


class FileCommands(QObject):
    """The File menu. Preferences, Quit and what cancels the work under way are handed in: they belong to the window."""

    def __init__(self, studio: Studio, window: QWidget) -> None:
        super().__init__(window)
        self._studio = studio
        self._window = window
        self._build_projects()
        self._build_weights()
        self.refresh()

    def _build_projects(self) -> None:
        keys = QKeySequence.StandardKey
        self._new_tip = say("Starts a new project with the digits and a small network.")
        self.new = make_action(self, "new", say("&New project"), "", self._new, keys=keys.New, picture="new")
        self._open_tip = say("Opens a project folder.")
        self.open = make_action(self, "open", say("&Open…"), "", self._open, keys=keys.Open, picture="open")
        self.save = make_action(
            self,
            "save",
            say("&Save"),
            say("Writes the project now. It is also written by itself after each edit."),
            self._save,
            keys=keys.Save,
            picture="save",
        )
        self._save_as_tip = say("Keeps the project and its runs in a folder of your choosing from now on.")
        self.save_as = make_action(self, "save_as", say("Save &as…"), "", self._save_as, keys="Ctrl+Shift+S")
        self.recent = QMenu(say("Open &recent"), self._window)
        self.recent.setObjectName("shell.recent")
        self.recent.setToolTipsVisible(True)
        self.recent.aboutToShow.connect(self._fill_recent)

    def _build_weights(self) -> None:
        self._weights_tip = say("Writes the trained weights to a .weights.h5 file that Keras reads.")
        self.save_weights = make_action(self, "save_weights", say("Save &weights…"), "", self._save_weights)
        self._load_tip = say("Loads weights from a .weights.h5 file into this network, as a new run.")
        self.load_weights = make_action(self, "load_weights", say("&Load weights…"), "", self._load_weights)
        self._model_tip = say("Writes network and weights to one .keras file that Keras opens.")
        self.save_model = make_action(self, "save_model", say("Save &model…"), "", self._save_model)

    def fill(self, menu: QMenu, *, cancel: QAction, preferences: QAction, quit_: QAction) -> None:
        """Puts the commands into the File menu."""
        menu.addActions([self.new, self.open])
        menu.addMenu(self.recent)
        menu.addSeparator()
        menu.addActions([self.save, self.save_as])
        menu.addSeparator()
        menu.addActions([self.save_weights, self.load_weights, self.save_model])
        menu.addSeparator()
        menu.addAction(cancel)
        menu.addSeparator()
        menu.addAction(preferences)
        menu.addSeparator()
        menu.addAction(quit_)

    def refresh(self) -> None:
        """Enables what can be done now."""
        running = is_running(self._studio.training.state)
        busy = say("Stop the run first.") if running else ""
        weightless = "" if self._studio.model.ref else say("There are no trained weights yet.")
        allow(self.new, self._new_tip, busy)
        allow(self.open, self._open_tip, busy)
        allow(self.save_as, self._save_as_tip, busy)
        allow(self.load_weights, self._load_tip, busy)
        allow(self.save_weights, self._weights_tip, weightless)
        allow(self.save_model, self._model_tip, weightless)
        self.recent.setEnabled(not busy)
        if not running:
            self._studio.notices.withdraw(RUN_UNDER_WAY)

    def open_path(self, path: Path) -> None:
        """Opens what was dropped or named at the start: a project folder, its project.json, or weights."""
        if is_running(self._studio.training.state):
            notice = Notice("info", say("A run is under way."), say("Stop the run first."), key=RUN_UNDER_WAY)
            self._studio.notices.tell(notice)
        elif path.name.lower().endswith(WEIGHTS_ENDING):
            self._load(path)
        else:
            self._studio.files.open(path.parent if path.name == "project.json" else path)

    def _new(self) -> None:
        self._studio.files.new()

    def _open(self) -> None:
        choose_folder(self._window, say("Open a project folder"), "projects", self.open_path)

    def _save(self) -> None:
        nowhere = self._studio.files.is_untitled or self._studio.files.is_read_only
        if nowhere and not is_running(self._studio.training.state):
            self._save_as()
        else:
            self._studio.files.save()

    def _save_as(self) -> None:
        name, title = self._name() + PROJECT_ENDING, say("Save the project as")
        choose_target(self._window, title, "projects", name, "", PROJECT_ENDING, self._studio.files.save_as)

    @Slot()
    def _fill_recent(self) -> None:
        self.recent.clear()
        for folder in self._studio.preferences.now.recent:
            entry = self.recent.addAction(Path(folder).name.removesuffix(PROJECT_ENDING))
            entry.setToolTip(plain_tip(folder))
            entry.triggered.connect(partial(self._open_recent, folder))
        if self.recent.isEmpty():
            self.recent.addAction(say("No project has been opened yet")).setEnabled(False)

    def _open_recent(self, folder: str, *_checked: bool) -> None:
        self.open_path(Path(folder))

    def _save_weights(self) -> None:
        name, title = self._name() + WEIGHTS_ENDING, say("Save the weights")
        kinds = say("Keras weights (*{ending})", ending=WEIGHTS_ENDING)
        choose_target(self._window, title, "weights", name, kinds, WEIGHTS_ENDING, self._write_weights)

    def _write_weights(self, path: Path) -> None:
        self._studio.model.save_weights(path, lambda: self._tell_saved(path))

    def _load_weights(self) -> None:
        kinds = say("Keras weights (*{ending})", ending=WEIGHTS_ENDING)
        choose_file(self._window, say("Load weights"), "weights", kinds, self._load)

    def _load(self, path: Path) -> None:
        def tell() -> None:
            text = say("The weights in {name} were loaded as a new run.", name=path.name)
            self._studio.notices.tell(Notice("info", text))

        self._studio.model.load_weights(path, tell)

    def _save_model(self) -> None:
        name, title = self._name() + MODEL_ENDING, say("Save the model")
        kinds = say("Keras model (*{ending})", ending=MODEL_ENDING)
        choose_target(self._window, title, "models", name, kinds, MODEL_ENDING, self._write_model)

    def _write_model(self, path: Path) -> None:
        self._studio.model.save_model(path, lambda: self._tell_saved(path))

    def _tell_saved(self, path: Path) -> None:
        text = say("Saved {name}.", name=path.name)
        self._studio.notices.tell(Notice("info", text, say("It is in {folder}", folder=path.parent)))

    def _name(self) -> str:
        return self._studio.files.title.removesuffix(PROJECT_ENDING)
