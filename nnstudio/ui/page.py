"""What all pages share: how one is announced, and that one which is hidden refreshes only when it is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QWidget

from nnstudio.app.studio import Studio
from nnstudio.ui.kit.tab_order import move_focus


@dataclass(frozen=True)
class PageKind:
    """One page of the window, as its package announces it.

    Attributes:
        name: the first part of its controls' object names.
        title: its name for people, marked.
        about: what it is for, marked.
        icon: its icon's meaning, or its name in the icon font, such as `mdi6.grid`.
        make: builds it; imports what it needs only then, so that the window opens fast.
    """

    name: str
    title: str
    about: str
    icon: str
    make: Callable[[Studio], QWidget]


class Page(QWidget):
    """One tab of the window. Its constructor takes the parts it uses, builds, connects, and marks it stale."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._stale = True

    def refresh(self) -> None:
        """Shows the state as it is now. Called when the page is visible and something that it shows changed."""
        raise NotImplementedError

    def edit_actions(self) -> Sequence[QAction]:
        """What the Edit menu offers below undo and redo while the page is shown."""
        return ()

    def own_actions(self) -> Sequence[QAction]:
        """What else can be done on the page, with separators, for its menu; View's if it has none of its own."""
        return ()

    def mark_stale(self) -> None:
        """Refreshes now if the page is visible, else when it is shown."""
        self._stale = True
        if self.isVisible():
            self._refresh_if_stale()

    def catch_up(self) -> None:
        """Refreshes if something changed while it was hidden: its commands are to be given from a menu."""
        self._refresh_if_stale()

    def focusNextPrevChild(self, forward: bool) -> bool:
        return move_focus(self.window(), forward=forward)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh_if_stale()

    def _refresh_if_stale(self) -> None:
        if self._stale:
            self._stale = False
            self.refresh()
