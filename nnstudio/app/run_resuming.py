"""Going on with the project's runs, and branching from them, in the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Literal

from nnstudio.app.data import Data
from nnstudio.app.going_on import (
    Pauses,
    begin_branch,
    branch_point,
    is_broken_off,
    is_unfinished,
    obstacle_to_resuming,
    resume,
    resuming_of,
    with_epochs,
)
from nnstudio.app.notice_keys import BROKEN_OFF, STARTING
from nnstudio.app.notices import Notice, Notices
from nnstudio.app.preference_store import PreferenceStore
from nnstudio.app.project_keeper import ProjectKeeper
from nnstudio.app.runs import Runs
from nnstudio.app.tasks import Task, Tasks
from nnstudio.app.training import Trainer
from nnstudio.core.errors import StudioError
from nnstudio.core.problems import check, errors
from nnstudio.core.project import Project
from nnstudio.core.words import say, say_count
from nnstudio.data.parts import check_trainable, parts_of
from nnstudio.data.prepare import prepare
from nnstudio.data.store import Dataset, is_whole
from nnstudio.runs.history import RunSummary
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.snapshots import epoch_of, snapshot_names

Settings = Literal["project", "run"]


class RunResuming:
    """What can be done with runs that are over."""

    def __init__(
        self,
        keeper: ProjectKeeper,
        data: Data,
        runs: Runs,
        training: Trainer,
        preferences: PreferenceStore,
        tasks: Tasks,
        notices: Notices,
    ) -> None:
        self._keeper = keeper
        self._data = data
        self._runs = runs
        self._training = training
        self._preferences = preferences
        self._tasks = tasks
        self._notices = notices
        self._offered: int | None = None
        training.resume_kept = self.resume
        training.step_on = self._step_on
        runs.changed.connect(self._look_at_offer)

    def summary(self, number: int | None) -> RunSummary | None:
        """That run as the list has it; None if there is none."""
        return next((run for run in self._runs.all if run.number == number), None)

    def obstacle(self, number: int | None, further: int = 0) -> str:
        """Why that run can't go on, by so many epochs more, in one sentence; empty if it can."""
        run = self.summary(number)
        if run is None:
            return say("There is no run yet.")
        return self._training.run_blocker or obstacle_to_resuming(run, further)

    def epochs_to_branch_from(self, number: int | None) -> tuple[int, ...]:
        """The epochs of that run whose state is kept, newest first. None where the disk refuses."""
        if number is None or self.summary(number) is None:
            return ()
        try:
            names = snapshot_names(self._keeper.folder.run(number).snapshots)
        except StudioError:
            return ()
        return tuple(epoch for name in names if (epoch := epoch_of(name)) is not None)

    @property
    def stepped_run(self) -> int | None:
        """The run that +1 batch and +1 epoch go on with: the newest, shown, if the project is still as it was then."""
        newest = self._runs.all[0] if self._runs.all else None
        project = self._runs.project
        if newest is None or project is None or newest.number != self._runs.shown:
            return None
        if obstacle_to_resuming(newest, 1) or newest.backend != self._preferences.now.backend:
            return None
        return newest.number if _alike(project, self._keeper.document.project) else None

    def resume(self, number: int, further: int = 0, pauses: Pauses | None = None) -> None:
        """Goes on with that run where it was; with `further`, until so many epochs more are done. Errors are told."""
        run = self.summary(number)
        if run is None or self.obstacle(number, further):
            self._notices.tell_error(StudioError(self.obstacle(number, further)), STARTING)
            return
        folder = self._keeper.folder
        try:
            resuming = resuming_of(folder, run, further)
        except StudioError as error:
            self._notices.tell_error(error, STARTING)
            return

        def begin(dataset: Dataset) -> None:
            self._training.begin(lambda: resume(folder, resuming, dataset, "train", pauses), resuming.backend)

        self._with_data(resuming.project, begin)

    def branch(self, number: int, epoch: int | None, epochs: int, settings: Settings) -> None:
        """Begins a run that goes on from that epoch of a run, and does `epochs` more. Errors are told."""
        folder, backend = self._keeper.folder, self._preferences.now.backend
        try:
            if self._training.run_blocker:
                raise StudioError(self._training.run_blocker)
            start = branch_point(folder, number, epoch)
            project = folder.run(number).read_project() if settings == "run" else self._keeper.document.project
            wrong = errors(check(project))
            if wrong:
                raise StudioError(str(wrong[0]))
        except StudioError as error:
            self._notices.tell_error(error, STARTING)
            return
        project = with_epochs(project, epochs)

        def begin(dataset: Dataset) -> None:
            self._training.begin(lambda: begin_branch(folder, number, start, project, dataset, backend), backend)

        self._with_data(project, begin)

    def offer(self) -> None:
        """Offers to go on with the newest run, if it was broken off; as when a project was opened."""
        self._offered = None
        newest = self._runs.all[0] if self._runs.all else None
        if newest is None or not is_broken_off(newest) or self._training.run_blocker:
            return
        self._offered = number = newest.number
        done = say_count("{count} epoch is done", "{count} epochs are done", newest.epochs_done)
        message = say("Run {number} was broken off; {done}.", number=number, done=done)
        fix = say("It can go on from its last state.")
        action = say("Resume run {number}", number=number)
        self._notices.tell(
            Notice(
                "warning",
                message,
                fix,
                details=newest.message,
                key=BROKEN_OFF,
                action=action,
                act=partial(self.resume, number),
            )
        )

    def _look_at_offer(self) -> None:
        """Takes the offer back once another program goes on with the run, or it is gone."""
        if self._offered is not None:
            run = self.summary(self._offered)
            if run is None or not is_broken_off(run):
                self._offered = None
                self._notices.withdraw(BROKEN_OFF)

    def _step_on(self, batches: int, epochs: int) -> bool:
        number = self.stepped_run
        run = self.summary(number)
        if number is None or run is None or self.obstacle(number, 1):
            return False
        self.resume(number, 0 if is_unfinished(run) else 1, Pauses(batches, epochs))
        return True

    def _with_data(self, project: Project, then: Callable[[Dataset], None]) -> None:
        """Has the project's data, which may be other than what is open, and calls `then` with it. Errors are told."""
        folder = self._keeper.folder

        def take(dataset: Dataset) -> None:
            try:
                self._check_still(folder)
                check_trainable(parts_of(dataset, project))
            except StudioError as error:
                self._notices.tell_error(error, STARTING)
            else:
                then(dataset)

        source, there = project.data.source, self._data.dataset
        is_open = source.unread() == self._keeper.document.project.data.source.unread()
        if there is not None and is_open and is_whole(there.folder):
            take(there)
            return

        def read(task: Task[object]) -> Dataset:
            report = partial(self._tasks.report, task)
            return prepare(source, progress=report, cancelled=task.cancelled, allow_download=False)

        title = say("Read {title}", title=say(source.title))
        self._tasks.start(title, read, take, lambda error: self._notices.tell_error(error, STARTING))

    def _check_still(self, folder: ProjectFolder) -> None:
        """Raises StudioError if no run of that project can begin: reading data takes its time, and much may happen."""
        if self._keeper.folder is not folder:
            raise StudioError(say("Another project is open by now: no run was started."))
        if self._training.run_blocker:
            raise StudioError(self._training.run_blocker)


def _alike(one: Project, other: Project) -> bool:
    """Whether they train the same from the same data, epochs apart."""
    return _but_epochs(one) == _but_epochs(other)


def _but_epochs(project: Project) -> Project:
    project = with_epochs(project, 1)
    return replace(project, data=replace(project.data, source=project.data.source.unread()))
