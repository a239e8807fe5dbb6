"""How the window's commands are made: one QAction each, shared by menu, toolbar and shortcut."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from nnstudio.ui.icons import icon

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
) -> QAction:
    """A command `shell.<name>` that calls `run`. The tooltip ends with the shortcut."""
    made = QAction(text, owner)
    made.setObjectName(f"shell.{name}")
    if keys is not None:
        made.setShortcut(QKeySequence(keys))
    if picture:
        made.setIcon(icon(picture))
    set_tip(made, tip)
    made.triggered.connect(lambda _checked: run())
    return made


def make_choice(owner: QObject, name: str, text: str, tip: str, run: Callable[[], object]) -> QAction:
    """A command that is one of several of which one holds."""
    made = make_action(owner, name, text, tip, run)
    made.setCheckable(True)
    return made


def set_tip(action: QAction, tip: str, reason: str = "") -> None:
    """Gives the action its tooltip: what it does, the shortcut, and on a line of its own why it can't be done now."""
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    text = f"{tip} ({keys})" if keys else tip
    action.setToolTip(f"{text}\n{reason}" if reason else text)


def allow(action: QAction, tip: str, reason: str) -> None:
    """Enables the action, or disables it with the reason in its tooltip. `reason` empty: enabled."""
    action.setEnabled(not reason)
    set_tip(action, tip, reason)
