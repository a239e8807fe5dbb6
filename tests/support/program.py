"""The whole program as a person meets it: real window, real engines; driven by its named widgets."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar, overload

import numpy as np
from PySide6.QtCore import QLibraryInfo, QMimeData, QPoint, QPointF, Qt, QUrl, QVersionNumber
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.app.folders import Folders
from nnstudio.app.notices import Notice
from nnstudio.app.run_state import Ended
from nnstudio.app.wiring import LocalStudio
from nnstudio.data.reader import shared_reader
from nnstudio.ui.shell.main_window import MainWindow
from nnstudio.ui.shell.poster import Poster
from nnstudio.ui.training_worker import finish_listening, listen

W = TypeVar("W", bound=QWidget)
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
PATIENCE_SECONDS = 120.0
PAGES = ("data", "design", "train", "weights", "classify", "compare")


class Program:
    """One start of the program.

    Attributes:
        notices: what the person was told.
    """

    def __init__(self, qtbot: QtBot, home: Path) -> None:
        self.qtbot = qtbot
        self.notices: list[Notice] = []
        self._closed = False
        self._poster = Poster()
        folders = Folders(home / "projects", home / "preferences.json")
        self.studio = LocalStudio(post=self._poster.post, listen=listen, folders=folders)
        self.studio.notices.told.connect(self.notices.append)
        self.window = MainWindow(self.studio, home)
        self.window.resize(1280, 800)
        self.window.show()
        qtbot.waitExposed(self.window)

    def close(self) -> None:
        """Closes the window and waits until everything has ended. Nothing if it was closed before."""
        if self._closed:
            return
        self._closed = True
        self.window.close()
        self.window.deleteLater()
        self.studio.close()
        finish_listening()
        shared_reader().close()

    @property
    def engine_process(self) -> int:
        """The process id of the engine in use: the older one, where the next is started already."""
        engines = [child for child in multiprocessing.active_children() if child.name.startswith("engine")]
        return min(child.pid or 0 for child in engines)

    # Finding and waiting ---------------------------------------------------------------------------------------

    @overload
    def widget(self, name: str) -> QWidget: ...

    @overload
    def widget(self, name: str, kind: type[W]) -> W: ...

    def widget(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        """The visible widget of that name; waits until there is one."""

        def found() -> QWidget | None:
            widgets = self.window.findChildren(kind, name)
            return next((widget for widget in widgets if widget.isVisible()), None)

        self.wait(lambda: found() is not None, f"no visible widget {name}")
        widget = found()
        assert widget is not None
        return widget

    def wait(self, condition: Callable[[], bool], complaint: str = "", seconds: float = PATIENCE_SECONDS) -> None:
        """Lets the program run until the condition holds."""
        try:
            self.qtbot.waitUntil(condition, timeout=int(1000 * seconds))
        except Exception as error:
            raise AssertionError(f"{complaint or 'it did not happen'}; notices: {self.notices}") from error

    # Doing -----------------------------------------------------------------------------------------------------

    def go(self, page: str) -> None:
        """Shows a page by clicking its tab."""
        tabs = self.widget("shell.tabs", QTabBar)
        place = tabs.tabRect(PAGES.index(page)).center()
        QTest.mouseClick(tabs, LEFT, NONE, place)
        self.widget(page)

    def click(self, name: str) -> None:
        """Clicks the middle of the widget."""
        widget = self.widget(name)
        self.wait(widget.isEnabled, f"{name} stays disabled")
        QTest.mouseClick(widget, LEFT)

    def trigger(self, action: str) -> None:
        """Chooses a menu's entry by its object name."""
        from PySide6.QtGui import QAction

        found = self.window.findChild(QAction, action)
        assert found is not None, action
        self.wait(found.isEnabled, f"{action} stays disabled")
        found.trigger()

    def type_into(self, name: str, text: str) -> None:
        """Replaces the text of a field and presses Enter."""
        widget = self.widget(name)
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(widget, text)
        QTest.keyClick(widget, Qt.Key.Key_Return)

    def drop(self, target: QWidget, mime: QMimeData, at: QPoint | None = None) -> None:
        """Drags data over the widget and drops it."""
        place = at if at is not None else target.rect().center()
        copy = Qt.DropAction.CopyAction
        # Before Qt 6.12 this event took no QPointF; since then it warns of QPoint.
        entry: Any = QPointF(place) if QLibraryInfo.version() >= QVersionNumber(6, 12) else place
        enter = QDragEnterEvent(entry, copy, mime, LEFT, NONE)
        QApplication.sendEvent(target, enter)
        assert enter.isAccepted(), "the drag was refused"
        drop = QDropEvent(QPointF(place), copy, mime, LEFT, NONE)
        QApplication.sendEvent(target, drop)
        assert drop.isAccepted(), "the drop was refused"

    def drop_files(self, page: str, *paths: Path) -> None:
        """Drops files on a page."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        self.drop(self.widget(page), mime)

    def answer_file_dialog(self, path: Path) -> None:
        """Gives the open file dialog its answer, as pressing its button does."""
        dialog = self.widget("shell.files", QFileDialog)
        dialog.selectFile(str(path))
        dialog.fileSelected.emit(str(path))
        dialog.close()

    def train(self) -> Ended:
        """Presses Train in the toolbar, and waits for the end of the run."""
        self.go("train")
        self.click("shell.train.button")
        self.wait(lambda: isinstance(self.studio.training.state, Ended), "the run does not end")
        state = self.studio.training.state
        assert isinstance(state, Ended)
        return state

    def draw(self, strokes: list[list[tuple[float, float]]], canvas_name: str = "classify.canvas") -> None:
        """Draws strokes with the mouse on a canvas; points as shares of its square."""
        canvas: Any = self.widget(canvas_name)
        square = canvas.square()

        def place(point: tuple[float, float]) -> QPoint:
            x, y = square.left() + point[0] * square.width(), square.top() + point[1] * square.height()
            return QPointF(x, y).toPoint()

        for stroke in strokes:
            QTest.mousePress(canvas, LEFT, NONE, place(stroke[0]))
            for start, end in pairwise(stroke):
                for share in np.linspace(0, 1, 8)[1:].tolist():
                    between = (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
                    QTest.mouseMove(canvas, place(between))
            QTest.mouseRelease(canvas, LEFT, NONE, place(stroke[-1]))
