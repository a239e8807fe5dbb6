"""What can be done with kept runs: the Runs menu, and the menu of a row wherever runs are listed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from nnstudio.app.run_state import is_running
from nnstudio.app.studio import Studio
from nnstudio.core.errors import StudioError
from nnstudio.core.words import say
from nnstudio.runs.history import RunSummary
from nnstudio.ui.kit.actions import allow, make_action, make_choice, separator, within
from nnstudio.ui.shell.run_label_dialog import RunLabelDialog

DESIGN = "the design of a run could not be read"


class RunEdits(QWidget):
    """Commands for the chosen runs; where none is chosen, for the shown one. It is seen nowhere.

    Attributes:
        of_rows: those that a row's menu offers, with separators.
    """

    def __init__(self, studio: Studio, parent: QWidget, *, show_page: Callable[[str], object]) -> None:
        super().__init__(parent)
        self.hide()
        self._studio = studio
        self._show_page = show_page
        self._build()
        self.of_rows: Sequence[QAction] = (
            self._compare,
            separator(self),
            self._label,
            self._star,
            separator(self),
            self._details,
            self._design,
            separator(self),
            self._delete,
            self._restore,
        )
        for signal in (studio.runs.changed, studio.runs.chosen_changed, studio.kept_runs.changed, studio.files.changed):
            signal.connect(self.refresh)
        self.refresh()

    def _build(self) -> None:
        self._compare_tip = say("Shows the chosen runs side by side: curves, what differs, figures.")
        self._compare = self._action("compare", say("&Compare"), self._on_compare, picture="mdi6.compare")
        self._label_tip = say("Gives the run a name, a note and tags; of several chosen ones, tags.")
        self._label = self._action(
            "label", say("Na&me, note and tags…"), self._on_label, keys="F2", picture="mdi6.pencil"
        )
        self._star_tip = say("Has the run stand out in lists.")
        self._star = make_choice(self, "runs.star", say("S&tar"), self._star_tip, self._on_star)
        self._details_tip = say("Shows settings, network and data that the run was trained with.")
        self._details = self._action("details", say("Show its &settings"), self._on_details, picture="info")
        self._design_tip = say("Makes network, data and settings what they were when the run began. Can be undone.")
        self._design = self._action("design", say("&Go back to its design"), self._on_design, picture="back")
        self._delete_tip = say("Takes the run out of the project. It can be restored until the project is closed.")
        self._delete = self._action("delete", say("&Delete"), self._on_delete, keys="Del", picture="delete")
        self._restore_tip = say("Brings the runs back that were deleted last.")
        self._restore = self._action("restore", say("&Restore deleted runs"), self._on_restore, picture="undo")

    def _action(self, name: str, text: str, run: Callable[[], object], *, keys: str = "", picture: str) -> QAction:
        made = make_action(self, f"runs.{name}", text, "", run, picture=picture)
        if keys:
            made.setShortcut(QKeySequence(keys))
        return made

    def hear_keys_in(self, widget: QWidget) -> None:
        """Has Delete and the like work where the keyboard is in that list of runs."""
        within(widget, (self._label, self._delete))

    def fill(self, menu: QMenu) -> None:
        """Puts the commands into a menu."""
        menu.addActions(list(self.of_rows))

    def refresh(self) -> None:
        """Enables what can be done now."""
        runs = self.chosen
        none = "" if runs else say("There is no run.")
        locked = say("The project is open to look at only.") if self._studio.kept_runs.is_read_only else ""
        several = say("Choose a single run.") if len(runs) > 1 else ""
        busy = say("The run is under way.") if any(run.status == "training" for run in runs) else ""
        restorable = self._studio.kept_runs.restorable
        allow(self._compare, self._compare_tip, none)
        allow(self._label, self._label_tip, none or locked)
        allow(self._star, self._star_tip, none or locked)
        allow(self._details, self._details_tip, none or several)
        allow(self._design, self._design_tip, none or several or locked)
        allow(self._delete, self._delete_tip, none or locked or busy)
        nothing = "" if restorable else say("No run was deleted.")
        allow(self._restore, self._restore_tip, nothing or locked)
        self._star.setChecked(bool(runs) and all(run.label.is_starred for run in runs))

    @property
    def chosen(self) -> tuple[RunSummary, ...]:
        """The runs that commands are for."""
        runs = self._studio.runs
        numbers = runs.chosen or ((runs.shown,) if runs.shown is not None else ())
        return tuple(run for run in runs.all if run.number in numbers)

    @property
    def _numbers(self) -> tuple[int, ...]:
        return tuple(run.number for run in self.chosen)

    def _on_compare(self) -> None:
        self._show_page("compare")

    def _on_details(self) -> None:
        self._studio.runs.choose(self._numbers)
        self._show_page("compare.show_differing")

    def _on_label(self) -> None:
        RunLabelDialog(self.chosen, self._studio.kept_runs, self.window()).open()

    def _on_star(self) -> None:
        wanted = self._star.isChecked()
        self._studio.kept_runs.label(self._numbers, lambda label: replace(label, is_starred=wanted))

    def _on_design(self) -> None:
        """While a run is under way too: it has its own copy."""
        (number,) = self._numbers
        try:
            project = self._studio.runs.project_of(number)
        except StudioError as error:
            self._studio.notices.tell_error(error, DESIGN)
            return
        self._studio.notices.withdraw(DESIGN)
        self._studio.document.apply(say("Go back to the design of run {number}", number=number), project)
        if not is_running(self._studio.training.state):
            self._show_page("design")

    def _on_delete(self) -> None:
        self._studio.kept_runs.delete(self._numbers)

    def _on_restore(self) -> None:
        self._studio.kept_runs.restore()
