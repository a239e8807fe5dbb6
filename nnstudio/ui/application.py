"""The program with a window: puts studio, theme and window together, and takes them apart."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

import nnstudio
from nnstudio.app.catalogues import catalogue
from nnstudio.app.folders import usual_folders
from nnstudio.app.notices import Notice
from nnstudio.app.preferences import read_preferences
from nnstudio.app.studio import Studio
from nnstudio.app.tasks import Post
from nnstudio.app.wiring import LocalStudio
from nnstudio.core.errors import StudioError
from nnstudio.core.languages import ENGLISH, LANGUAGES, best_language
from nnstudio.core.words import say, speak
from nnstudio.disk.standard_streams import open_standard_streams
from nnstudio.ui import fonts, theme
from nnstudio.ui.numbers import write
from nnstudio.ui.resources import APP_ICON
from nnstudio.ui.shell.main_window import MainWindow
from nnstudio.ui.shell.poster import Poster
from nnstudio.ui.theme import SchemeChoice
from nnstudio.ui.training_worker import finish_listening, listen
from nnstudio.ui.warm_up import warm_up_soon


def run(arguments: list[str]) -> int:
    """Opens the window and runs until it is closed; the exit status."""
    open_standard_streams()
    project, rest = _parse(arguments[1:])
    # At Ctrl+C the terminal ends the engines too, and nothing is unsaved: no need to wind down.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    folders = usual_folders()
    app = make_application([arguments[0], *rest], read_preferences(folders.preferences).language)
    poster = Poster()
    # Systems ask so before they end a session: no data stays half converted, and no process remains.
    signal.signal(signal.SIGTERM, lambda *_: poster.post(lambda: app.exit(128 + signal.SIGTERM)))
    try:
        studio = LocalStudio(post=poster.post, listen=listen, folders=folders)
    except StudioError as error:
        _tell_why_not(error)
        return 1
    look = Look(app, studio)
    window = MainWindow(studio, folders.preferences.parent)
    _tell_of_surprises(studio, poster.post)
    window.show()
    warm_up_soon()
    if project is not None:
        poster.post(lambda: window.open_path(project.absolute()))
    status = app.exec()
    del look
    try:
        studio.close()
    finally:  # Qt ends the program with SIGABRT if a thread that still listens is let go
        finish_listening()
    return status


def _tell_why_not(error: StudioError) -> None:
    """Says why there is no window: nothing can be kept without a place for projects."""
    sys.stderr.write(f"{error}\n")
    box = QMessageBox(QMessageBox.Icon.NoIcon, "", f"{error.where}: {error.message}", QMessageBox.StandardButton.Close)
    box.setObjectName("shell.refusal")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(error.fix)
    box.exec()


def make_application(arguments: list[str], language: str = "system") -> QApplication:
    """The QApplication with its names, icon, fonts and language."""
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
    fonts.load()
    install_language(app, language)
    return app


def install_language(app: QApplication, choice: str) -> list[QTranslator]:
    """Has the window speak the language of that name, or the system's; numbers follow it. Gives what was installed.

    A language that the system speaks too keeps the system's country: `de` is Austrian German in Austria. English is
    spoken where no font has the letters of the language.
    """
    locale = QLocale.system()
    if choice in LANGUAGES and best_language(locale.uiLanguages()) != choice:
        locale = QLocale(choice)
    if not fonts.can_show(best_language(locale.uiLanguages())):
        locale = QLocale(ENGLISH)
    QLocale.setDefault(locale)
    return install_translations(app, locale)


def install_translations(app: QApplication, locale: QLocale) -> list[QTranslator]:
    """Loads our texts in that language, where there are any, and Qt's own; returns what Qt was given."""
    language = best_language(locale.uiLanguages())
    speak(catalogue(language), write)
    if language == ENGLISH:
        return []
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    qt_texts = QTranslator(app)
    qt_texts.load(QLocale(language), "qtbase", "_", folder)
    app.installTranslator(qt_texts)
    return [qt_texts]


class Look(QObject):
    """Keeps the theme and the size of the letters as the person prefers them."""

    def __init__(self, app: QApplication, studio: Studio) -> None:
        super().__init__()
        self._app = app
        self._studio = studio
        self._applied: tuple[SchemeChoice, int] | None = None
        self._apply()
        studio.preferences.changed.connect(self._apply)

    def _apply(self) -> None:
        wanted = (self._studio.preferences.now.scheme, self._studio.preferences.now.font_size)
        if wanted != self._applied:
            self._applied = wanted
            theme.apply(self._app, *wanted)


def _parse(arguments: list[str]) -> tuple[Path | None, list[str]]:
    """The project to open, and what is left for Qt."""
    parser = argparse.ArgumentParser(prog="nnstudio-window", description=nnstudio.__doc__)
    parser.add_argument("project", nargs="?", type=Path, help="a project folder (name.nnstudio) to open")
    parser.add_argument("--version", action="version", version=f"NN Studio {nnstudio.__version__}")
    parsed, rest = parser.parse_known_args(arguments)
    return parsed.project, rest


def _tell_of_surprises(studio: Studio, post: Post) -> None:
    """An exception that nothing expected is told with its traceback, on the terminal and in the window."""

    def tell(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        text = "".join(traceback.format_exception(kind, error, trace))
        if sys.stderr is not None:  # a program without a console has none
            sys.stderr.write(text)
        notice = Notice(
            "error",
            say("Something unexpected happened: {error}", error=f"{kind.__name__}: {error}"),
            say("Your work is saved. If the window behaves oddly from here, start the program again."),
            text,
        )
        post(lambda: studio.notices.tell(notice))

    sys.excepthook = tell
    threading.excepthook = lambda args: tell(args.exc_type, args.exc_value, args.exc_traceback)
