"""What can be done with the notices from the View menu: going to them, closing them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMenu

from nnstudio.core.words import say
from nnstudio.ui.kit.actions import allow, make_action
from nnstudio.ui.shell.notices import NoticeStack


class NoticeCommands(QObject):
    """Enabled while there are notices."""

    def __init__(self, notices: NoticeStack) -> None:
        super().__init__(notices)
        self._notices = notices
        self._tips = (say("Shows all notices, with the keyboard at the newest."), say("Closes all notices."))
        self._actions = (
            make_action(self, "notices.show", say("N&otices"), "", notices.go_to, keys="F4", picture="info"),
            make_action(self, "notices.close", say("Close all no&tices"), "", notices.close_all, picture="close"),
        )
        notices.changed.connect(self.refresh)
        self.refresh()

    def fill(self, menu: QMenu) -> None:
        """Puts the commands into a menu."""
        menu.addActions(list(self._actions))

    @Slot()
    def refresh(self) -> None:
        """Enables what can be done now."""
        reason = "" if self._notices.notices else say("There are no notices.")
        for action, tip in zip(self._actions, self._tips, strict=True):
            allow(action, tip, reason)
