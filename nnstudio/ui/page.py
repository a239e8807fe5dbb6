"""What all pages share: a page that is hidden only notes that it is stale, and refreshes when it is shown."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from nnstudio.app.studio import Studio


class Page(QWidget):
    """One tab of the window. Its constructor builds, connects, and marks it stale.

    Attributes:
        studio: the program's state.
    """

    def __init__(self, studio: Studio, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.studio = studio
        self.setObjectName(name)
        self._stale = True

    def refresh(self) -> None:
        """Shows the state as it is now. Called when the page is visible and something that it shows changed."""
        raise NotImplementedError

    def mark_stale(self) -> None:
        """Refreshes now if the page is visible, else when it is shown."""
        self._stale = True
        if self.isVisible():
            self._refresh_if_stale()

    def showEvent(self, event: QShowEvent) -> None:
        """Refreshes what went stale while hidden."""
        super().showEvent(event)
        self._refresh_if_stale()

    def _refresh_if_stale(self) -> None:
        if self._stale:
            self._stale = False
            self.refresh()
