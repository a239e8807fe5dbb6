"""Undo and redo, each with the name of the step it takes back or does again."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from nnstudio.app.studio import Studio
from nnstudio.core.words import say
from nnstudio.ui.kit.actions import allow, make_action, redo_keys


class EditCommands(QObject):
    """The Edit menu."""

    def __init__(self, studio: Studio, parent: QObject) -> None:
        super().__init__(parent)
        self._studio = studio
        self.undo = make_action(
            self, "undo", "", "", studio.document.undo, keys=QKeySequence.StandardKey.Undo, picture="undo"
        )
        self.redo = make_action(self, "redo", "", "", studio.document.redo, picture="redo")
        self.redo.setShortcuts(redo_keys())
        self.refresh()

    def fill(self, menu: QMenu) -> None:
        """Puts the commands into the Edit menu."""
        menu.addActions([self.undo, self.redo])

    def refresh(self) -> None:
        """Shows what the next undo and redo would do."""
        document = self._studio.document
        back, forth = document.undo_label, document.redo_label
        self.undo.setText(say("&Undo {step}", step=back) if back else say("&Undo"))
        self.redo.setText(say("&Redo {step}", step=forth) if forth else say("&Redo"))
        self.undo.setIconText(say("Undo"))  # its name, whatever it would take back
        self.redo.setIconText(say("Redo"))
        allow(self.undo, say("Takes the last edit back."), "" if back else say("There is nothing to undo."))
        allow(
            self.redo,
            say("Does the last edit that was taken back again."),
            "" if forth else say("There is nothing to redo."),
        )
