"""Starting, steering and following this window's runs."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from nnstudio.app.current_run import CurrentRun
from nnstudio.app.data import Data
from nnstudio.app.engines import Engine, Engines
from nnstudio.app.notice_keys import BLOCKED, GOES_ON, OF_A_RUN, RUN_ENDED, STARTING
from nnstudio.app.notices import Notice, Notices
from nnstudio.app.observable import Signal
from nnstudio.app.preference_store import PreferenceStore
from nnstudio.app.project_keeper import ProjectKeeper
from nnstudio.app.run_ending import ending_of
from nnstudio.app.run_service import BegunRun, begin_run
from nnstudio.app.run_state import Paused, RunState, Starting, Stopping, Training, fold, progress_of
from nnstudio.app.runs import Runs
from nnstudio.app.trainable import Trainable
from nnstudio.app.unkept import Unkept
from nnstudio.core.errors import StudioError
from nnstudio.core.problems import errors
from nnstudio.core.training import BackendName
from nnstudio.core.words import say
from nnstudio.data.store import is_whole
from nnstudio.engine.messages import (
    BatchesDone,
    ContinueRun,
    ModelRef,
    PauseRun,
    RunEnded,
    RunEvent,
    RunKeptAgain,
    RunNotKept,
    RunPart,
    RunStarted,
    SnapshotWritten,
    StopRun,
)


class Trainer:
    """The run under way, and the commands for it.

    Attributes:
        changed: `state`, the shown run's curves or its weights changed. Comes often while training: mark stale, draw
            on a timer.
        begun: a run began; ended: it is over.
        resume_kept: goes on with a run that is over; offered where one crashed.
        step_on: goes on with the last run by so many batches or epochs, if that is what a step does now.
    """

    def __init__(
        self,
        keeper: ProjectKeeper,
        data: Data,
        runs: Runs,
        current: CurrentRun,
        unkept: Unkept,
        engines: Engines,
        preferences: PreferenceStore,
        notices: Notices,
    ) -> None:
        self.changed: Signal[[]] = Signal()
        self.begun: Signal[[]] = Signal()
        self.ended: Signal[[]] = Signal()
        self._keeper = keeper
        self._data = data
        self._runs = runs
        self._current = current
        self._unkept = unkept
        self._engines = engines
        self._preferences = preferences
        self._notices = notices
        self._engine: Engine | None = None
        self._told_blocker = ""
        self.resume_kept: Callable[[int], None] | None = None
        self.step_on: Callable[[int, int], bool] | None = None
        self._trainable = Trainable()
        runs.shown_changed.connect(self.changed.emit)
        keeper.document.changed.connect(lambda _: self._look_at_blocker())
        data.changed.connect(self._look_at_blocker)

    @property
    def state(self) -> RunState:
        """What the run that this window trained last is doing."""
        return self._current.state

    @property
    def number(self) -> int | None:
        """The number of the run that `state` is about; None before this window started one."""
        return self._current.number

    @property
    def blocker(self) -> str:
        """Why Train can't start, in one sentence; empty if it can."""
        return self.run_blocker or self._problem_of_project() or self._problem_of_data()

    def tell_blocked(self, message: str) -> None:
        """Tells that something can't be done because of `blocker`, for as long as that holds."""
        self._told_blocker = self.blocker
        self._notices.tell_error(StudioError(message), BLOCKED)

    @property
    def run_blocker(self) -> str:
        """Why no run can be trained now, whatever of; empty if one can."""
        if self._current.is_running:
            return say("A run is under way.")
        if self._keeper.folder.is_read_only:
            return say("The project is open to look at only.")
        if self._unkept.parts:
            return say("The last run waits to be written to the disk.")
        return ""

    def start(self) -> None:
        """Starts a new run of the project as it is now. Nothing if it can't (see `blocker`)."""
        self._start()

    def pause(self) -> None:
        """Pauses the run after the execution under way."""
        if self._engine is not None and isinstance(self.state, Training | Starting):
            self._engine.session.send(PauseRun())

    def resume(self) -> None:
        """Continues a paused run."""
        self._resume()

    def step_batch(self) -> None:
        """Does one batch and pauses; starts a run if none is under way, or goes on with the last one."""
        self._step(batches=1)

    def step_epoch(self) -> None:
        """Does one epoch and pauses; starts a run if none is under way, or goes on with the last one."""
        self._step(epochs=1)

    def stop(self) -> None:
        """Ends the run, keeping its weights; its process is ended if it gives no sign of life for five seconds."""
        if self._engine is not None and self._current.is_running and not isinstance(self.state, Stopping):
            self._current.state = Stopping(progress_of(self.state))
            self._engine.session.send(StopRun())
            self.changed.emit()

    def take(self, event: RunEvent) -> None:
        """Takes up what the engine tells of the run."""
        self._current.state = fold(self.state, event, time.monotonic())
        if isinstance(event, RunStarted):
            self._runs.take_start(event)
        self._runs.curves.record(event)
        match event:
            case RunStarted(note=str(note)) if note:
                self._notices.tell(Notice("warning", note, key=GOES_ON))
            case SnapshotWritten():
                self._runs.has_weights = True
            case RunNotKept(problem, part):
                self._unkept.add(problem, part)
            case RunKeptAgain(part):
                self._note_kept(part)
            case BatchesDone():
                self._engines.warm_next()
            case RunEnded():
                self._end(event)
            case _:
                pass
        self.changed.emit()

    def has_in_memory(self, model: ModelRef) -> bool:
        """Whether those weights are in the engine of this window's run alone: it trains them, or they aren't kept."""
        number = self._current.number
        own = self._keeper.folder.run(number).path if number is not None else None
        is_own = model.epoch is None and own is not None and model.run_folder == str(own)
        return is_own and (self._current.is_running or "weights" in self._unkept.parts)

    def forget_run(self) -> None:
        """Another project is open: its runs are not this window's yet."""
        self._current.forget()
        self._unkept.follow(None)

    def look_again(self) -> None:
        """Keeps what could not be kept before; called about once a second."""
        self._look_at_blocker()
        if self._unkept.parts and self._engine is not None and self._engine.ended:
            if "weights" in self._unkept.parts:
                self._unkept.lose_weights()
            if "figures" in self._unkept.parts and not self._engine.session.keep_all():
                self._note_kept("figures")

    def _look_at_blocker(self) -> None:
        """Takes back what was told of a blocker once that is gone, or another one."""
        if self._told_blocker and self._told_blocker != self.blocker:
            self._told_blocker = ""
            self._notices.withdraw(BLOCKED)

    def _problem_of_project(self) -> str:
        found = errors(self._keeper.document.problems)
        if len(found) > 1:
            return say("{problem} ({count} more)", problem=str(found[0]), count=len(found) - 1)
        return str(found[0]) if found else ""

    def _problem_of_data(self) -> str:
        if self._data.problem is not None and not self._data.is_reading:
            return str(self._data.problem)
        if self._data.is_reading or self._data.dataset is None:
            return say("{title} is being read.", title=say(self._keeper.document.project.data.source.title))
        return self._trainable.problem(self._data.dataset, self._keeper.document.project)

    def _resume(self, *, batches: int = 0, epochs: int = 0) -> None:
        """With a figure, only so far. A run that isn't paused pauses after that much."""
        if self._engine is not None and isinstance(self.state, Paused | Training):
            self._engine.session.send(ContinueRun(batches, epochs))

    def _step(self, *, batches: int = 0, epochs: int = 0) -> None:
        if self._current.is_running:
            self._resume(batches=batches, epochs=epochs)
        elif self.step_on is None or not self.step_on(batches, epochs):
            self._start(batches=batches, epochs=epochs)

    def _start(self, *, batches: int = 0, epochs: int = 0) -> None:
        if not self.blocker and self._data.dataset is not None and not is_whole(self._data.dataset.folder):
            self._data.read()  # it was removed meanwhile, by another window or by hand
        if self.blocker or self._data.dataset is None:
            self.tell_blocked(self.blocker)
            return
        dataset, project, backend = self._data.dataset, self._keeper.document.project, self._preferences.now.backend
        pauses = {"pause_after_batches": batches, "pause_after_epochs": epochs}
        self.begin(lambda: begin_run(self._keeper.folder, project, dataset, backend, **pauses), backend)

    def begin(self, make: Callable[[], BegunRun], backend: BackendName) -> None:
        """Trains what `make` begins, a new run or one that goes on. A StudioError that it raises is told."""
        try:
            self._begin(make, backend)
        except StudioError as error:
            self._notices.tell_error(error, STARTING)
        else:
            self._notices.withdraw(*OF_A_RUN)
            self.begun.emit()

    def _begin(self, make: Callable[[], BegunRun], backend: BackendName) -> None:
        self._engines.warm(backend)  # raises, if it does, before anything is written
        begun = make()
        self._engine = self._engines.begin_run(backend)
        self._current.number, self._current.state = begun.run.number, Starting()
        self._current.data_folder = Path(begun.command.data_folder).name
        self._unkept.follow(begun.run.number)
        self._engine.session.start_run(begun)
        self._runs.show_begun(begun.run, begun.command.project)

    def _end(self, event: RunEnded) -> None:
        self._runs.has_weights = self._runs.has_weights or bool(self._unkept.parts)
        self._runs.refresh()
        ending = ending_of(event.status, event.message)
        if ending is not None:
            tail = self._engine.session.session.log_tail if self._engine else ""
            number, resume = self._current.number, self.resume_kept
            notice = Notice("error", ending.text, ending.fix, tail, key=RUN_ENDED)
            if event.status == "crashed" and number is not None and resume is not None:
                action = say("Resume run {number}", number=number)
                notice = replace(notice, action=action, act=lambda: resume(number))
            self._notices.tell(notice)
        self.ended.emit()
        self._runs.shown_changed.emit()

    def _note_kept(self, part: RunPart) -> None:
        self._unkept.discard(part)
        if not self._unkept.parts:
            self._runs.refresh()
