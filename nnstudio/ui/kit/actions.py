"""How commands are made: one QAction each, shared by menus, buttons and shortcuts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from nnstudio.ui.icons import icon
from nnstudio.ui.plain_text import plain_tip

Keys = QKeySequence | QKeySequence.StandardKey | str


def make_action(
    owner: QObject,
    name: str,
    text: str,
    tip: str,
    run: Callable[[], object],
    *,
    keys: Keys | None = None,
    picture: str = "",
    page: str = "shell",
) -> QAction:
    """A command `<page>.<name>` that calls `run`. The tooltip ends with the shortcut."""
    made = QAction(text, owner)
    made.setObjectName(f"{page}.{name}")
    if keys is not None:
        made.setShortcut(QKeySequence(keys))
    if picture:
        made.setIcon(icon(picture))
    set_tip(made, tip)
    made.triggered.connect(lambda _checked: run())
    return made


def make_choice(
    owner: QObject,
    name: str,
    text: str,
    tip: str,
    run: Callable[[], object],
    *,
    picture: str = "",
    page: str = "shell",
) -> QAction:
    """A command that holds or doesn't; in a QActionGroup, one of several of which one holds."""
    made = make_action(owner, name, text, tip, run, picture=picture, page=page)
    made.setCheckable(True)
    made.setIconVisibleInMenu(False)  # it would stand where the mark does
    return made


def set_tip(action: QAction, tip: str, reason: str = "") -> None:
    """Gives the action its tooltip: what it does, the shortcut, and on a line of its own why it can't be done now."""
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    text = f"{tip} ({keys})" if keys else tip
    action.setToolTip(plain_tip(f"{text}\n{reason}" if reason else text))


def allow(action: QAction, tip: str, reason: str) -> None:
    """Enables the action, or disables it with the reason in its tooltip. `reason` empty: enabled."""
    action.setEnabled(not reason)
    set_tip(action, tip, reason)


def only_told(action: QAction) -> QAction:
    """Has menus and the tooltip tell the action's keys; a widget hears them itself, where it has the keyboard."""
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # of a menu, where the keyboard never is
    action.setShortcutVisibleInContextMenu(True)
    return action


def within(widget: QWidget, actions: Sequence[QAction]) -> None:
    """Has the actions' keys work where the keyboard is in that widget, and nowhere else."""
    for action in actions:
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setShortcutVisibleInContextMenu(True)
    widget.addActions(list(actions))


def redo_keys() -> list[QKeySequence]:
    """The system's keys for redo, and Ctrl+Y, which people try everywhere."""
    usual, also = QKeySequence.keyBindings(QKeySequence.StandardKey.Redo), QKeySequence("Ctrl+Y")
    return usual if also in usual else [*usual, also]


def is_redo(event: QKeyEvent) -> bool:
    """Whether that key means redo."""
    return QKeySequence(event.keyCombination()) in redo_keys()


def offer_menu(widget: QWidget, actions: Sequence[QAction]) -> None:
    """Has a right click on the widget, and the menu key, offer the actions."""
    widget.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
    widget.addActions(list(actions))


def separator(owner: QObject) -> QAction:
    """A line between the actions of a menu."""
    line = QAction(owner)
    line.setSeparator(True)
    return line


def plain(text: str) -> str:
    """An action's text without the marks of its mnemonic and of a dialog that follows."""
    return text.replace("&", "").rstrip("…")
