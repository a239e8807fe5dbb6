"""The program with a window: puts studio, theme and window together, and takes them apart."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

import nnstudio
from nnstudio.app.folders import usual_folders
from nnstudio.app.local_studio import LocalStudio
from nnstudio.app.studio import Notice, Studio
from nnstudio.app.tasks import Post
from nnstudio.core.words import speak
from nnstudio.ui import theme
from nnstudio.ui.resources import APP_ICON, TRANSLATIONS
from nnstudio.ui.shell.main_window import MainWindow
from nnstudio.ui.shell.poster import Poster
from nnstudio.ui.training_worker import finish_listening, listen
from nnstudio.ui.warm_up import warm_up_soon


def run(arguments: list[str]) -> int:
    """Opens the window and runs until it is closed; the exit status."""
    project, rest = _parse(arguments[1:])
    # At Ctrl+C the terminal ends the engines too, and nothing is unsaved: no need to wind down.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    app = make_application([arguments[0], *rest])
    poster = Poster()
    folders = usual_folders()
    studio = LocalStudio(post=poster.post, listen=listen, folders=folders)
    look = Look(app, studio)
    window = MainWindow(studio, folders.preferences.parent)
    _tell_of_surprises(studio, poster.post)
    window.show()
    warm_up_soon()
    if project is not None:
        poster.post(lambda: window.open_path(project.absolute()))
    status = app.exec()
    del look
    studio.close()
    finish_listening()
    return status


def make_application(arguments: list[str]) -> QApplication:
    """The QApplication with its names, icon and the language of the system."""
    if sys.platform == "win32":
        import ctypes

        # Else the task bar shows Python's icon.
        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID("nnstudio.NNStudio")
    app = QApplication(arguments)
    app.setOrganizationName("nnstudio")
    app.setApplicationName("nnstudio")
    app.setApplicationDisplayName("NN Studio")
    app.setApplicationVersion(nnstudio.__version__)
    app.setDesktopFileName("nnstudio")
    app.setWindowIcon(QIcon(str(APP_ICON)))
    install_translations(app, QLocale.system())
    return app


def install_translations(app: QApplication, locale: QLocale) -> list[QTranslator]:
    """Loads Qt's own texts and ours in that language, where there are any; returns what was loaded.

    What is said below the window follows.
    """
    qt_texts = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    loaded = []
    for name, folder in (("qtbase", qt_texts), ("nnstudio", TRANSLATIONS)):
        translator = QTranslator(app)
        if translator.load(locale, name, "_", str(folder)):
            app.installTranslator(translator)
            loaded.append(translator)
    if loaded:
        speak(lambda text: QCoreApplication.translate("words", text))
    else:
        speak()
    return loaded


class Look(QObject):
    """Keeps the theme as the person prefers it."""

    def __init__(self, app: QApplication, studio: Studio) -> None:
        super().__init__()
        self._app = app
        self._studio = studio
        self._scheme = studio.preferences.scheme
        theme.apply(app, self._scheme)
        studio.preferences_changed.connect(self._on_preferences)

    def _on_preferences(self) -> None:
        if self._scheme != self._studio.preferences.scheme:
            self._scheme = self._studio.preferences.scheme
            theme.apply(self._app, self._scheme)


def _parse(arguments: list[str]) -> tuple[Path | None, list[str]]:
    """The project to open, and what is left for Qt."""
    parser = argparse.ArgumentParser(prog="nnstudio-window", description=nnstudio.__doc__)
    parser.add_argument("project", nargs="?", type=Path, help="a project folder (name.nnstudio) to open")
    parser.add_argument("--version", action="version", version=f"NN Studio {nnstudio.__version__}")
    parsed, rest = parser.parse_known_args(arguments)
    return parsed.project, rest


def _tell_of_surprises(studio: Studio, post: Post) -> None:
    """An exception that nothing expected is told with its traceback, on the terminal and in the window."""

    def tr(words: str) -> str:
        return QCoreApplication.translate("application", words)

    def tell(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        text = "".join(traceback.format_exception(kind, error, trace))
        if sys.stderr is not None:  # a program without a console has none
            sys.stderr.write(text)
        notice = Notice(
            "error",
            tr("Something unexpected happened: {error}").format(error=f"{kind.__name__}: {error}"),
            tr("Your work is saved. If the window behaves oddly from here, start the program again."),
            text,
        )
        post(lambda: studio.noticed.emit(notice))

    sys.excepthook = tell
    threading.excepthook = lambda args: tell(args.exc_type, args.exc_value, args.exc_traceback)
