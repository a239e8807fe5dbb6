"""Shows where the keyboard is only to those who use it: after Tab, an arrow key or a mnemonic, not after a click.

A widget that the keyboard has reached carries the property `keyboardFocus`; the style sheet's rings and the widgets
that draw their own ask for it. Fields that are typed into always show their focus, as the text cursor does.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

PROPERTY = "keyboardFocus"
_WATCHED = "keyboardFocusWatched"
_REASONS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
# The window, a menu or a list took the focus for a while, and gives it back as it was.
_PASSING = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)
_WALKING = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)


def shows_focus(widget: QWidget) -> bool:
    """Whether the widget has the focus and the person is at the keyboard."""
    return widget.hasFocus() and bool(widget.property(PROPERTY))


def watch_focus(widget: QWidget) -> None:
    """Keeps the widget's property right from now on."""
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not widget.property(_WATCHED):
        widget.setProperty(_WATCHED, True)
        widget.installEventFilter(_watcher())


class _FocusWatcher(QObject):
    """Notes how the focus came to a widget.

    Attributes:
        at_keyboard: whether the last press was of a key. Where a widget is hidden or disabled under the mouse, Qt
            hands the focus on to its neighbour with Tab as the reason, too.
    """

    def __init__(self) -> None:
        super().__init__()
        self.at_keyboard = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only looks. That the focus goes needs no note: a ring is drawn only where it is."""
        match event.type():
            case QEvent.Type.FocusIn:
                self._on_focus(watched, event)
            case QEvent.Type.KeyPress:
                self.at_keyboard = True
                if isinstance(event, QKeyEvent) and event.key() in _WALKING:
                    _mark(watched, reached=True)
            case QEvent.Type.MouseButtonPress:
                self.at_keyboard = False
                _mark(watched, reached=False)
        return False

    def _on_focus(self, watched: QObject, event: QEvent) -> None:
        if isinstance(event, QFocusEvent) and event.reason() not in _PASSING:
            _mark(watched, reached=self.at_keyboard and event.reason() in _REASONS)


@cache
def _watcher() -> _FocusWatcher:
    return _FocusWatcher()


def _mark(widget: QObject, *, reached: bool) -> None:
    if isinstance(widget, QWidget) and bool(widget.property(PROPERTY)) != reached:
        widget.setProperty(PROPERTY, reached)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()
