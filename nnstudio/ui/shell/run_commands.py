"""Which run is shown, from the Runs menu: what a press in the list of runs does."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from nnstudio.app.run_state import is_running
from nnstudio.app.studio import Studio
from nnstudio.core.words import say
from nnstudio.ui.kit.actions import allow, make_action


class RunCommands(QObject):
    """The run after the shown one, and the one before."""

    def __init__(self, studio: Studio, parent: QObject) -> None:
        super().__init__(parent)
        self._studio = studio
        self._newer_tip = say("Shows the curves and weights of the run after the shown one.")
        self._newer = make_action(
            self, "runs.newer", say("Ne&wer run"), self._newer_tip, partial(self._step, -1), keys="Alt+PgUp"
        )
        self._older_tip = say("Shows the curves and weights of the run before the shown one.")
        self._older = make_action(
            self, "runs.older", say("Ol&der run"), self._older_tip, partial(self._step, 1), keys="Alt+PgDown"
        )
        self.refresh()

    def fill(self, menu: QMenu) -> None:
        """Puts the commands into a menu."""
        menu.addActions([self._newer, self._older])

    def refresh(self) -> None:
        """Enables what can be done now."""
        running = is_running(self._studio.training.state)
        locked = say("Other runs can be shown when this one is over.") if running else ""
        runs, place = self._studio.runs.all, self._place()
        allow(self._newer, self._newer_tip, locked or ("" if place > 0 else say("There is no newer run.")))
        allow(self._older, self._older_tip, locked or ("" if place + 1 < len(runs) else say("There is no older run.")))

    def _place(self) -> int:
        """Where the shown run is among all, newest first."""
        runs = self._studio.runs
        return next((place for place, run in enumerate(runs.all) if run.number == runs.shown), 0)

    def _step(self, by: int) -> None:
        self._studio.runs.show(self._studio.runs.all[self._place() + by].number)
