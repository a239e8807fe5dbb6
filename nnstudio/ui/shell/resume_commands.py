"""Going on with a run that is over, doing more epochs of it, branching from it: commands for the shown run."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from nnstudio.app.going_on import is_unfinished
from nnstudio.app.studio import Studio
from nnstudio.core.words import say
from nnstudio.ui.kit.actions import allow, make_action, separator
from nnstudio.ui.shell.further_dialog import BranchDialog, FurtherDialog, open_dialog


class ResumeCommands(QObject):
    """The commands, about the run that is shown.

    Attributes:
        branch: begins a run at the epoch that is looked at.
    """

    def __init__(self, studio: Studio, window: QWidget) -> None:
        super().__init__(window)
        self._studio = studio
        self._window = window
        self._resume_tip = say("Goes on with the shown run where it was, as if it had never been broken off.")
        self._resume = make_action(
            self, "runs.resume", say("&Resume run"), self._resume_tip, self._go_on, keys="Ctrl+F5", picture="resume"
        )
        self._further_tip = say("Does more epochs of the shown run. Its settings, curves and weights go on.")
        self._further = make_action(
            self, "runs.further", say("Train &further…"), self._further_tip, self._ask_further, keys="Ctrl+Shift+F5"
        )
        self._branch_tip = say("Starts a new run that goes on from an epoch of the shown one, perhaps otherwise.")
        self.branch = make_action(
            self, "runs.branch", say("Bra&nch from this epoch…"), self._branch_tip, self._ask_branch, keys="Ctrl+Alt+F5"
        )
        self.refresh()

    @property
    def actions(self) -> tuple[QAction, ...]:
        """All of them, in order."""
        return self._resume, self._further, self.branch

    def fill(self, menu: QMenu) -> None:
        """Puts the commands into a menu."""
        menu.addActions([separator(menu), *self.actions])

    def offer_in(self, view: QWidget) -> None:
        """Has them in the context menu of what lists the runs: a press there shows a run first."""
        view.addActions([separator(view), *self.actions])
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def refresh(self) -> None:
        """Enables what can be done with the shown run now."""
        kept, number = self._studio.resuming, self._studio.runs.shown
        run = kept.summary(number)
        done = say("It did all its epochs: train it further.") if run and not is_unfinished(run) else ""
        allow(self._resume, self._resume_tip, kept.obstacle(number) and (kept.obstacle(number, 1) or done))
        allow(self._further, self._further_tip, kept.obstacle(number, 1))
        allow(self.branch, self._branch_tip, self._branch_blocker(number))

    def _branch_blocker(self, number: int | None) -> str:
        if number is None or self._studio.resuming.summary(number) is None:
            return say("There is no run yet.")
        if self._studio.training.run_blocker:
            return self._studio.training.run_blocker
        return "" if self._studio.resuming.epochs_to_branch_from(number) else say("No epoch of this run is kept.")

    def _go_on(self) -> None:
        number = self._studio.runs.shown
        if number is not None:
            self._studio.resuming.resume(number)

    def _ask_further(self) -> None:
        number = self._studio.runs.shown
        if number is None:
            return
        title = say("Train run {number} further", number=number)
        about = say("The run goes on from its last state, with its own settings.")
        dialog = FurtherDialog(title, say("Train further"), self._usual_epochs(), about, self._window)
        open_dialog(dialog, lambda: self._studio.resuming.resume(number, dialog.epochs.value()))

    def _ask_branch(self) -> None:
        number, epoch = self._studio.runs.shown, self._studio.time.epoch
        if number is None:
            return
        kept = self._studio.resuming.epochs_to_branch_from(number)
        dialog = BranchDialog(number, kept, epoch, self._usual_epochs(), self._window)
        open_dialog(
            dialog,
            lambda: self._studio.resuming.branch(number, dialog.epoch, dialog.epochs.value(), dialog.settings),
        )

    def _usual_epochs(self) -> int:
        return self._studio.document.project.training.epochs
