"""Help: the keyboard shortcuts, read from the menus themselves, and what this program is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

import nnstudio
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.kit.actions import make_action, plain
from nnstudio.ui.resources import APP_ICON

# Qt gives commands these too; hardly a keyboard has them.
_RARE = [
    QKeySequence(key)
    for key in (
        *(Qt.Key.Key_Undo, Qt.Key.Key_Redo, Qt.Key.Key_Cut, Qt.Key.Key_Copy, Qt.Key.Key_Paste),
        *(Qt.Key.Key_Open, Qt.Key.Key_New, Qt.Key.Key_Save),
        *(Qt.Key.Key_F14, Qt.Key.Key_F16, Qt.Key.Key_F18, Qt.Key.Key_F20),  # undo, copy, paste and cut of Sun
    )
]


class HelpCommands(QObject):
    """The Help menu."""

    def __init__(self, menus: list[QMenu], edits: Callable[[], Sequence[QAction]], window: QWidget) -> None:
        """`edits`: what the pages offer in the Edit menu, each while it is shown."""
        super().__init__(window)
        self._menus = menus
        self._edits = edits
        self._window = window
        self.shortcuts = make_action(
            self,
            "shortcuts",
            say("&Keyboard shortcuts"),
            say("All keys that do something."),
            self._show_shortcuts,
            keys="F1",
            picture="keyboard",
        )
        self.about = make_action(self, "about", say("&About NN Studio"), say("Version and licence."), self._show_about)
        self.about.setMenuRole(QAction.MenuRole.AboutRole)

    def fill(self, menu: QMenu) -> None:
        """Puts the commands into the Help menu."""
        menu.addActions([self.shortcuts, self.about])

    def _show_shortcuts(self) -> None:
        ShortcutsDialog(keys_of_menus(self._menus, self._edits()), self._window).open()

    def _show_about(self) -> None:
        AboutDialog(self._window).open()


def keys_of_menus(menus: list[QMenu], edits: Sequence[QAction]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each menu's title with its commands and their keys, those without keys left out; `edits` are the Edit menu's."""
    found = []
    for menu in menus:
        menu.aboutToShow.emit()  # what a page adds comes when the menu is opened
        more = edits if menu.objectName() == "shell.menu.edit" else ()
        actions = dict.fromkeys((*menu.actions(), *more))
        entries = [(plain(each.iconText()), keys) for each in actions if (keys := _keys_of(each))]
        if entries:
            found.append((plain(menu.title()), entries))
    return found


def _keys_of(action: QAction) -> str:
    keys = (each for each in action.shortcuts() if each not in _RARE)
    return ", ".join(each.toString(QKeySequence.SequenceFormat.NativeText) for each in keys)


class ShortcutsDialog(QDialog):
    """All shortcuts, by menu."""

    def __init__(self, menus: list[tuple[str, list[tuple[str, str]]]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("shell.shortcuts.dialog")
        self.setWindowTitle(say("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(440, 560)
        sheet = QFrame(self)
        sheet.setProperty("role", "card")
        grid = QGridLayout(sheet)
        grid.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for title, entries in menus:
            self._add_menu(grid, title, entries)
        grid.setRowStretch(grid.rowCount(), 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(sheet)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
        layout.setSpacing(12)
        layout.addWidget(area, 1)
        layout.addWidget(buttons)

    def _add_menu(self, grid: QGridLayout, title: str, entries: list[tuple[str, str]]) -> None:
        heading = QLabel(title)
        heading.setProperty("role", "heading")
        heading.setContentsMargins(0, 12 if grid.count() else 0, 0, 0)
        grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
        for text, keys in entries:
            row = grid.rowCount()
            grid.addWidget(QLabel(text), row, 0)
            shown = QLabel(keys)
            shown.setProperty("role", "muted")
            grid.addWidget(shown, row, 1, Qt.AlignmentFlag.AlignRight)


class AboutDialog(QDialog):
    """Name, version, licence."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("shell.about.dialog")
        self.setWindowTitle(say("About NN Studio"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picture = QLabel(self)
        picture.setPixmap(QIcon(str(APP_ICON)).pixmap(64, 64))
        title = QLabel("NN Studio", self)
        title.setProperty("role", "title")
        about = QLabel(
            say(
                "Version {version}\n\nDesign, train, look inside and use neural networks on your own machine.\n"
                "Free software under the MIT licence.",
                version=nnstudio.__version__,
            ),
            self,
        )
        about.setProperty("role", "muted")
        about.setWordWrap(True)
        about.setFixedWidth(320)
        words = QVBoxLayout()
        words.setSpacing(theme.SPACE)
        words.addWidget(title)
        words.addWidget(about)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, theme.WIDE)
        layout.setSpacing(theme.WIDE)
        layout.addLayout(row)
        layout.addWidget(buttons)
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
