"""What a page's buttons do, as entries of a menu: each is pressed from there, and is off when its button is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QWidget

from nnstudio.ui.kit.actions import separator

LINE = ""  # between the names of buttons: a separator
_KEYS = "pressedByKeys"


def pressed_by(button: QAbstractButton, keys: QKeySequence | QKeySequence.StandardKey) -> None:
    """Has the button's entry in a menu show the keys that do the same; that they do is the page's to see to."""
    button.setProperty(_KEYS, QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))


class ButtonActions(QObject):
    """Entries for some buttons of a page, by the ends of their object names (`shuffle` for `data.shuffle`)."""

    def __init__(self, page: QWidget, *names: str) -> None:
        super().__init__(page)
        self._page = page
        self._names = names
        self._made: dict[str, QAction] = {}
        self._lines = {place: separator(self) for place, name in enumerate(names) if name == LINE}

    def now(self) -> Sequence[QAction]:
        """The entries as the buttons are now."""
        return [self._lines[place] if name == LINE else self._entry(name) for place, name in enumerate(self._names)]

    def _entry(self, name: str) -> QAction:
        button = self._page.findChild(QAbstractButton, f"{self._page.objectName()}.{name}")
        if button is None:
            raise KeyError(name)
        if name not in self._made:
            self._made[name] = QAction(self)
            self._made[name].triggered.connect(partial(_press, button))
        _dress(self._made[name], button, usable=button.isEnabled() and button.isVisibleTo(self._page))
        return self._made[name]


def _dress(action: QAction, button: QAbstractButton, *, usable: bool) -> None:
    text, keys = button.accessibleName() or button.text(), button.property(_KEYS)
    action.setText(f"{text}\t{keys}" if keys else text)
    action.setToolTip(button.toolTip())
    action.setIcon(button.icon())
    action.setCheckable(button.isCheckable())
    action.setChecked(button.isChecked())
    action.setEnabled(usable)


def _press(button: QAbstractButton, _checked: bool) -> None:
    button.click()
