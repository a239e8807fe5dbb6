"""The studio on this machine: projects on its disk, engines in processes of its own. Who tells whom."""

from __future__ import annotations

from pathlib import Path

from nnstudio.app.asking import Answerer, Asking
from nnstudio.app.current_run import CurrentRun
from nnstudio.app.data import Data
from nnstudio.app.data_cache import DataCache
from nnstudio.app.doctor import Doctor
from nnstudio.app.engine_report import EngineReport
from nnstudio.app.engines import Engine, Engines, Listen
from nnstudio.app.files import Files
from nnstudio.app.folders import Folders
from nnstudio.app.kept_runs import KeptRuns
from nnstudio.app.model import Model
from nnstudio.app.notice_keys import ENGINE, OPENING, SAVING_AS
from nnstudio.app.notices import Notices, notice_of
from nnstudio.app.preference_store import PreferenceStore
from nnstudio.app.project_keeper import ProjectKeeper
from nnstudio.app.reading import Reading
from nnstudio.app.run_resuming import RunResuming
from nnstudio.app.runs import Runs
from nnstudio.app.source_watch import SourceWatch
from nnstudio.app.studio import Studio
from nnstudio.app.tasks import Post, Tasks
from nnstudio.app.time_machine import TimeMachine
from nnstudio.app.training import Trainer
from nnstudio.app.unkept import Unkept
from nnstudio.app.weights_check import WeightsCheck
from nnstudio.core.errors import StudioError
from nnstudio.core.words import say
from nnstudio.engine.messages import EngineOutput, Event, ModelRef, Moved, RunEvent, RunKeptAgain, Settled
from nnstudio.runs.project_folder import is_project


class LocalStudio(Studio):
    """The parts, for real."""

    def __init__(self, *, post: Post, listen: Listen, folders: Folders) -> None:
        """Opens the project that was open last, or a new one, and starts an engine.

        Args:
            post: runs a call on this thread, later.
            listen: starts a thread that reads a session's events and calls back on this thread.
            folders: the program's own places.
        """
        notices, tasks, current = Notices(), Tasks(post), CurrentRun()
        preferences = PreferenceStore(folders.preferences, notices)
        self._keeper = keeper = ProjectKeeper(folders.projects)
        self._post = post
        self._engines = engines = Engines(listen)
        self._asking = asking = Asking(self._answerer, post)
        self._reading = reading = Reading(post)
        self._current, self._unkept = current, Unkept(notices)
        data = Data(keeper.document, tasks)
        runs = Runs(keeper, current, notices)
        training = Trainer(keeper, data, runs, current, self._unkept, engines, preferences, notices)
        doctor = Doctor(keeper.document, data, runs, training, notices)
        time = TimeMachine(runs, current)
        model = Model(keeper, data, runs, training, current, asking, reading, preferences, notices, post)
        files = Files(keeper, current, self._unkept, notices, post)
        engine = EngineReport(engines, preferences)
        cache = DataCache(data, current, reading, preferences, notices)
        kept = KeptRuns(keeper, runs, reading, notices)
        resuming = RunResuming(keeper, data, runs, training, preferences, tasks, notices)
        super().__init__(
            keeper.document,
            files,
            data,
            training,
            runs,
            doctor,
            time,
            model,
            engine,
            preferences,
            cache,
            tasks,
            notices,
            kept,
            resuming,
        )
        self._source_watch = SourceWatch(reading, notices, data.read)
        self._weights_check = WeightsCheck(runs, current, reading, notices)
        self._connect()
        self._open_last(folders)
        post(kept.forget)
        try:
            engines.warm(preferences.now.backend)
        except StudioError as error:
            notice = notice_of(error, ENGINE)
            post(lambda: notices.tell(notice))

    def close(self) -> None:
        """Ends the engines, cancels work and writes what waits."""
        self.training.stop()
        self._remember_project()
        self._engines.close()
        self.tasks.close()
        self._reading.close()
        self._keeper.close()

    def _connect(self) -> None:
        self.files.leaving.connect(self._asking.forget)
        self.files.opened.connect(self._on_opened)
        self.files.moved.connect(self._on_moved)
        self.files.changed.connect(self._on_project)
        self.preferences.changed.connect(self._use_preferred_engine)
        self.data.changed.connect(self._on_data)
        self.training.begun.connect(self._on_begun)
        self.training.ended.connect(self._on_run_ended)
        self._engines.event.connect(self._on_event)
        self._engines.settled.connect(self._on_settled)
        self._engines.died.connect(self._on_engine_died)
        self._engines.changed.connect(self._on_engine_changed)

    def look_again(self) -> None:
        super().look_again()
        self._source_watch.look_again()

    def _on_data(self) -> None:
        """Data that was read is watched, and what it takes on the disk is kept within the limit."""
        dataset = self.data.dataset
        self._source_watch.follow(dataset.source if dataset is not None else None, self.data.state)
        if dataset is not None:
            self.cache.keep_within_limit()

    def _open_last(self, folders: Folders) -> None:
        last = Path(self.preferences.now.last_project)
        if self.preferences.now.last_project and is_project(last):
            # Another window's nameless project needs no words.
            self.files.open_first(last, quiet=last.parent == folders.projects)
        self.training.forget_run()
        self.runs.show_newest()
        self.data.read()
        self._post(self.kept_runs.forget)  # once somebody listens
        self._post(self.resuming.offer)

    def _on_opened(self) -> None:
        self.training.forget_run()
        self.kept_runs.forget()
        self.runs.show_newest()
        self.resuming.offer()

    def _on_moved(self) -> None:
        self.training.forget_run()
        self.kept_runs.forget()
        self.runs.show_moved()

    def _on_project(self) -> None:
        """Another project is open, or this one in another place."""
        if self.data.dataset is None and not self.data.is_reading:
            self.data.read()
        self._remember_project()

    def _remember_project(self) -> None:
        self.preferences.remember_project(self.files.folder, listed=not self.files.is_untitled)

    # Engines ---------------------------------------------------------------------------------------------------

    def _on_event(self, event: Event) -> None:
        if isinstance(event, EngineOutput):
            self.engine.take(event)
        elif isinstance(event, RunEvent):
            self.training.take(event)
            self.time.take(event)
        if isinstance(event, RunKeptAgain):
            self._release_trainer()

    def _on_settled(self, engine: Engine, event: Moved | Settled) -> None:
        self._asking.take(engine, event)
        self._release_trainer()

    def _on_begun(self) -> None:
        self._asking.forget(say("Training began before the engine answered."))

    def _on_run_ended(self) -> None:
        """Another backend may have been preferred meanwhile."""
        self._engines.run_ended()
        self.notices.withdraw(OPENING, SAVING_AS)
        self._use_preferred_engine()

    def _on_engine_changed(self) -> None:
        self._release_trainer()
        if self.engine.status == "ready":
            self.notices.withdraw(ENGINE)
        self.engine.changed.emit()

    def _on_engine_died(self, engine: Engine) -> None:
        """One that died is replaced if it had been ready; one that can't start is not."""
        try:
            if engine.ready is None:
                raise StudioError(say("The engine could not start."), fix=say("See the log on the Train page."))
            self._engines.warm(self.preferences.now.backend)
        except StudioError as error:
            self._asking.forget(say("The engine could not start."))
            self.notices.tell_error(error, ENGINE)
        else:
            self._asking.ask_again(engine)

    def _use_preferred_engine(self) -> None:
        """At rest there is a warm engine of the preferred backend, and no question to another one."""
        if self._current.is_running:
            return
        engine = self._engines.in_use
        if engine is not None and engine.backend != self.preferences.now.backend:
            self._asking.forget(say("The engine was restarted before it could answer."))
        try:
            self._engines.warm(self.preferences.now.backend)
        except StudioError as error:
            self.notices.tell_error(error, ENGINE)

    def _release_trainer(self) -> None:
        """Who trained goes once nothing is asked of it, and nothing that is kept nowhere else is in its memory."""
        trainer = self._engines.trainer
        if trainer is not None and not self._unkept.parts and not self._asking.waits_for(trainer):
            self._engines.release_trainer()

    def _answerer(self, model: ModelRef) -> Answerer:
        """Who answers about that model: who has it in memory, else any engine."""
        trainer = self._engines.trainer
        if trainer is not None and not trainer.ended and self.training.has_in_memory(model):
            return trainer
        return self._engines.answering(self.preferences.now.backend)
