"""The page's side: the settings of the next run, or what the shown one was trained with."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from nnstudio.app.document import Document
from nnstudio.app.run_state import is_running
from nnstudio.app.runs import Runs
from nnstudio.app.training import Trainer
from nnstudio.core.project import Project
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.kit.actions import allow, make_action, make_choice
from nnstudio.ui.kit.command_buttons import stand_for
from nnstudio.ui.kit.one_of import OneOf
from nnstudio.ui.kit.scrolling import SidePanel
from nnstudio.ui.train.run_plan import RunPlan
from nnstudio.ui.train.settings import Settings

WIDTH = 292


class Side(SidePanel):
    """Choosing another run shows that run's own settings; training begins with the next run's.

    Attributes:
        commands: which of the two is shown, and what takes a run's settings up.
    """

    def __init__(
        self, settings: Settings, document: Document, training: Trainer, runs: Runs, parent: QWidget | None = None
    ) -> None:
        super().__init__(WIDTH, parent)
        self._settings = settings
        self._document = document
        self._training = training
        self._runs = runs
        self._seen: int | None = None
        self._build_commands()
        self._build()
        document.changed.connect(lambda _: self.refresh())

    def _build_commands(self) -> None:
        group = QActionGroup(self)
        next_tip = say("Shows the settings that the next run is trained with.")
        self._next = make_choice(self, "side_next", say("Settings of the next run"), next_tip, self._turn, page="train")
        self._run_tip = say("Shows what the chosen run was trained with: settings, data and network as they were.")
        self._run = make_choice(
            self, "side_run", say("Settings of the shown run"), self._run_tip, self._turn, page="train"
        )
        for each in (self._next, self._run):
            group.addAction(each)
        self._next.setChecked(True)
        self._use_tip = say("Trains the next run with these training settings; the network and the data stay.")
        self._use = make_action(
            self, "use_settings", say("Use these settings"), self._use_tip, self._use_settings, page="train"
        )
        self._all_tip = say("Makes data, network and training settings what they were; undo brings today's back.")
        self._use_all = make_action(
            self, "use_project", say("Restore network and data too"), self._all_tip, self._use_project, page="train"
        )
        self.commands: tuple[QAction, ...] = (self._next, self._run, self._use, self._use_all)

    def _build(self) -> None:
        self._plan = RunPlan(self._use, self._use_all)
        self._pages = OneOf()
        self._pages.addWidget(self._settings)
        self._pages.addWidget(self._plan)
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(theme.WIDE, theme.SPACE, theme.WIDE, 0)
        row.setSpacing(theme.TIGHT)
        self._buttons = [self._button(action) for action in (self._next, self._run)]
        self._buttons[0].setText(say("Next run"))
        for button in self._buttons:
            row.addWidget(button)
        row.addStretch(1)
        self._head.hide()
        self.fill(self._pages, head=self._head)

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(action.text())
        stand_for(button, action)
        return button

    def forget(self) -> None:
        """Another project is open: its newest run was not chosen."""
        self._seen = None
        self._next.setChecked(True)

    def refresh(self) -> None:
        """Shows the settings as they are now, of the run that is shown now."""
        run, number = self._runs.project, self._runs.shown
        own = number is not None and run is not None
        if number != self._seen:
            first, self._seen = self._seen is None, number
            going = is_running(self._training.state) and self._training.number == number
            (self._run if own and not first and not going else self._next).setChecked(True)
        if not own:
            self._next.setChecked(True)
        self._head.setVisible(own)
        allow(self._run, self._run_tip, "" if own else say("No run is shown."))
        self._buttons[1].setText(say("Run {number}", number=number) if own else "")
        self._turn()
        self._allow_use(run)

    def _turn(self) -> None:
        """Shows the chosen one of the two."""
        run = self._runs.project
        if self._run.isChecked() and run is not None:
            self._plan.show_run(run, self._document.project)
            self._pages.show_only(self._plan)
        else:
            self._pages.show_only(self._settings)

    def _allow_use(self, run: Project | None) -> None:
        none = say("No run is shown.") if run is None or self._runs.shown is None else ""
        locked = say("The project is open to look at only.") if self._document.is_read_only else ""
        now = self._document.project
        same = run is not None and run.training == now.training
        allow(self._use, self._use_tip, none or locked or (say("The settings are the same.") if same else ""))
        same = run == now
        allow(self._use_all, self._all_tip, none or locked or (say("The project is the same.") if same else ""))

    def _use_settings(self) -> None:
        if (run := self._runs.project) is not None:
            label = say("Use the settings of run {number}", number=self._runs.shown)
            self._document.apply(label, replace(self._document.project, training=run.training))

    def _use_project(self) -> None:
        if (run := self._runs.project) is not None:
            self._document.apply(say("Restore what run {number} was trained with", number=self._runs.shown), run)
