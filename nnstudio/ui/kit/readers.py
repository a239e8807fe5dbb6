"""What screen readers are told of widgets that paint themselves: what each is, what pressing does, what is said."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QComboBox, QWidget

W = TypeVar("W", bound=type[QWidget])
_ROLES: dict[type[QWidget], QAccessible.Role] = {}
# Qt's cache owns what the factory returns and ends it with the widget; Python's half must live as long.
_MADE: dict[int, QAccessibleInterface] = {}
_NAME_IS_ALL = sys.platform not in ("win32", "darwin")  # AT-SPI has no text for the value of such a box


def read_as(role: QAccessible.Role) -> Callable[[W], W]:
    """Marks a class of widgets as being of that role. Name and description are the widget's own."""

    def note(kind: W) -> W:
        _ROLES[kind] = role
        return kind

    return note


def announce(widget: QWidget, text: str) -> None:
    """Has a screen reader say that, if one is listening and the keyboard is at the widget."""
    if text and widget.hasFocus() and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class ChoiceInterface(QAccessibleWidget):
    """A combo box with its label; Qt's own tells the choice alone where there is no label beside it."""

    def __init__(self, box: QComboBox) -> None:
        super().__init__(box, QAccessible.Role.ComboBox)
        self._box = box

    def text(self, kind: QAccessible.Text) -> str:
        name, value = self._box.accessibleName(), self._box.currentText()
        if kind == QAccessible.Text.Name and name:
            return f"{name}: {value}" if _NAME_IS_ALL else name
        if kind in (QAccessible.Text.Name, QAccessible.Text.Value):
            return value
        return super().text(kind)


@cache
def install_readers() -> None:
    """Has Qt ask here first. Needs a QApplication: of several who know a class, the last one installed is asked."""
    QAccessible.installFactory(_interface)


def _interface(_class_name: str, what: QObject | None) -> QAccessibleInterface | None:
    """Called by Qt for each object that a reader asks about; None leaves it to Qt."""
    made: QAccessibleInterface | None = None
    if isinstance(what, QComboBox):
        made = ChoiceInterface(what)
    elif isinstance(what, QWidget):
        role = next((_ROLES[kind] for kind in type(what).__mro__ if kind in _ROLES), None)
        made = QAccessibleWidget(what, role) if role is not None else None
    if made is not None and what is not None:
        key = id(made)
        _MADE[key] = made
        what.destroyed.connect(lambda: _MADE.pop(key, None))
    return made
