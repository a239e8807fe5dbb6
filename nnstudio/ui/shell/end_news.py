"""Tells that a run is over: on the desktop if the window isn't in front, else where the person is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMainWindow, QSystemTrayIcon, QWidget

from nnstudio.app.notice_keys import RUN_OVER
from nnstudio.app.notices import Notice
from nnstudio.app.run_ending import ending_of
from nnstudio.app.run_state import Ended
from nnstudio.app.studio import Studio
from nnstudio.core.training.figures import figure_named, judged_by
from nnstudio.core.words import say
from nnstudio.ui.figure_text import figure_text, in_sentence
from nnstudio.ui.resources import APP_ICON
from nnstudio.ui.shell.words import state_text


class Desktop(Protocol):
    """Shows a message of the system; `on_click` is called when the person presses it."""

    def show(self, title: str, text: str, on_click: Callable[[], None]) -> None: ...


class TrayMessages(QObject):
    """Messages by the icon in the system's tray, which is there only while one is shown."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._icon: QSystemTrayIcon | None = None
        self._on_click: Callable[[], None] = _nothing

    def show(self, title: str, text: str, on_click: Callable[[], None]) -> None:
        """Shows that, where the system shows messages at all."""
        if not QSystemTrayIcon.isSystemTrayAvailable() or not QSystemTrayIcon.supportsMessages():
            return
        if self._icon is None:
            self._icon = QSystemTrayIcon(QIcon(str(APP_ICON)), self)
            self._icon.messageClicked.connect(self._on_pressed)
            self._icon.activated.connect(self._on_pressed)
        self._on_click = on_click
        self._icon.show()
        self._icon.showMessage(title, text, QIcon(str(APP_ICON)))

    def hide(self) -> None:
        """The person is back."""
        if self._icon is not None:
            self._icon.hide()

    @Slot()
    def _on_pressed(self, *_: object) -> None:
        self.hide()
        self._on_click()


class EndNews(QObject):
    """Tells of each end once."""

    def __init__(
        self, studio: Studio, window: QMainWindow, watch: Callable[[], None], desktop: Desktop | None = None
    ) -> None:
        """`watch` shows the page with the curves."""
        super().__init__(window)
        self._studio = studio
        self._window = window
        self._watch = watch
        self._tray = TrayMessages(self)
        self._desktop: Desktop = desktop or self._tray
        studio.training.ended.connect(self._on_ended)
        studio.training.begun.connect(self._on_begun)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.applicationStateChanged.connect(self._on_application)

    def _on_begun(self) -> None:
        self._studio.notices.withdraw(RUN_OVER)

    def _on_ended(self) -> None:
        state = self._studio.training.state
        if not isinstance(state, Ended):
            return
        text = self._text(state)
        if not self._window.isActiveWindow():
            QApplication.alert(self._window)
            if self._studio.preferences.now.tell_end:
                self._desktop.show(say("Run {number} is over", number=self._studio.training.number), text, self._raise)
        if ending_of(state.status, state.message) is None and not self._is_watched():
            number = self._studio.training.number
            self._studio.notices.tell(
                Notice(
                    "info",
                    say("Run {number}: {text}", number=number, text=text),
                    key=RUN_OVER,
                    action=say("Show the curves"),
                    act=self._show,
                )
            )

    def _is_watched(self) -> bool:
        """Whether the person sees the charts, where all of this is told anyway."""
        page = self._window.findChild(QWidget, "train")
        return page is not None and page.isVisible()

    def _text(self, state: Ended) -> str:
        """`Finished: 10 epochs, validation accuracy 87.1 %`."""
        text, points = state_text(state), self._studio.runs.curves.epochs
        if not points:
            return text
        name = judged_by(points[-1].figures)
        kind, value = figure_named(name), points[-1].figures.get(name)
        if value is None:
            return text
        return say(
            "{text}, validation {figure} {value}",
            text=text,
            figure=in_sentence(kind.title),
            value=figure_text(kind, value),
        )

    def _show(self) -> None:
        self._studio.notices.withdraw(RUN_OVER)
        self._watch()

    def _raise(self) -> None:
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
        self._show()

    @Slot()
    def _on_application(self, *_: object) -> None:
        if self._window.isActiveWindow():
            self._tray.hide()


def _nothing() -> None:
    """No message is shown."""
