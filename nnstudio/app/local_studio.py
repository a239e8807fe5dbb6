"""The studio on this machine: projects on its disk, engines in processes of its own.

Everything here runs on one thread (the window's). Other threads hand their results over through `post`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from nnstudio.app.asking import Answerer, Asked, Asking
from nnstudio.app.curves import Curves
from nnstudio.app.data_reader import DataReader
from nnstudio.app.document import Change
from nnstudio.app.engines import Engine, Engines, EngineStatus, Listen
from nnstudio.app.folders import Folders
from nnstudio.app.model import Model
from nnstudio.app.notice_keys import (
    ENGINE,
    LEFT_OUT,
    LOADING,
    OF_A_PROJECT,
    OF_A_RUN,
    OPENING,
    PREFERENCES,
    SAVING_AS,
    STARTING,
)
from nnstudio.app.preferences import Preferences, read_preferences, with_recent, write_preferences
from nnstudio.app.project_keeper import HeldError, ProjectKeeper
from nnstudio.app.reading import Reading
from nnstudio.app.run_service import BACKEND_TITLES
from nnstudio.app.run_state import RunState, is_running
from nnstudio.app.runs import Runs
from nnstudio.app.studio import HeldProject, Notice, OpenAs, Studio, notice_of
from nnstudio.app.tasks import Post, Tasks
from nnstudio.app.weights_check import WeightsCheck
from nnstudio.core.errors import StudioError
from nnstudio.core.problems import Problem, check, errors
from nnstudio.core.project import Project, with_source
from nnstudio.core.words import say
from nnstudio.data.store import Dataset
from nnstudio.engine.blocks import Blocks
from nnstudio.engine.messages import (
    EngineOutput,
    Event,
    ModelRef,
    Moved,
    RunEvent,
    RunKeptAgain,
    Settled,
)
from nnstudio.engine.questions import Answer, QuestionFor
from nnstudio.runs.history import RunSummary
from nnstudio.runs.project_folder import is_project

MOST_LOG = 200_000  # characters
NOT_SAVED = "project not saved"
READ_ONLY = "read-only"
LOSING = "losing what is not saved"
Arrays = npt.NDArray[np.float32]
Q = TypeVar("Q", bound=Answer)


class LocalStudio(Studio):
    """What the window shows and does, for real."""

    def __init__(self, *, post: Post, listen: Listen, folders: Folders) -> None:
        """Opens the project that was open last, or a new one, and starts an engine.

        Args:
            post: runs a call on this thread, later.
            listen: starts a thread that reads a session's events and calls back on this thread.
            folders: the program's own places.
        """
        super().__init__()
        self._post = post
        self._folders = folders
        self._preferences = read_preferences(folders.preferences)
        self.tasks = Tasks(post)
        self._data = DataReader(self.tasks)
        self._data.changed.connect(self._on_data)
        self._keeper = ProjectKeeper(folders.projects, self._save_failed, self._save_mended)
        self.document = self._keeper.document
        self._log = ""
        self._told_free: Path | None = None
        self._problems: tuple[Project, tuple[Problem, ...]] | None = None
        self._engines = Engines(listen)
        self._asking = Asking(self._answerer, post)
        self._reading = Reading(post)
        self._runs = Runs(self._engines, self._keeper)
        self._model = Model(post, self._runs, self._keeper, self._asking, self._reading)
        self._weights_check = WeightsCheck(self._runs, self._reading)
        self._connect()
        self._open_last()
        try:
            self._engines.warm(self._preferences.backend)
        except StudioError as error:
            problem = error
            post(lambda: self._notice(problem, ENGINE))

    def _connect(self) -> None:
        self.document.changed.connect(self._on_edited)
        self._engines.event.connect(self._on_event)
        self._engines.settled.connect(self._on_settled)
        self._engines.died.connect(self._on_engine_died)
        self._engines.changed.connect(self._on_engine_changed)
        self._runs.changed.connect(self.run_changed.emit)
        self._runs.runs_changed.connect(self.runs_changed.emit)
        for part in (self._runs, self._model, self._weights_check):
            part.noticed.connect(self.noticed.emit)
        for part in (self._runs, self._model, self._weights_check):
            part.withdrawn.connect(self.withdrawn.emit)
        self.document.edit_refused.connect(self._tell_read_only)
        self._runs.ended.connect(self._on_run_ended)

    def _open_last(self) -> None:
        last = Path(self._preferences.last_project)
        if self._preferences.last_project and is_project(last):
            try:
                self._keeper.open(last)
            except HeldError as error:
                held = HeldProject(error.folder, error.holder)
                if last.parent != self._folders.projects:  # another window's nameless project needs no words
                    self._post(lambda: self.project_held.emit(held))
            except StudioError as error:
                problem = error
                self._post(lambda: self._notice(problem, OPENING))
        self._runs.show_newest()
        self.read_dataset()

    def close(self) -> None:
        """Ends the engines, cancels work and writes what waits."""
        if is_running(self.run_state):
            self.stop()
        self._remember_project()
        self._engines.close()
        self.tasks.close()
        self._reading.close()
        self._keeper.close()

    # State -----------------------------------------------------------------------------------------------------

    @property
    def problems(self) -> tuple[Problem, ...]:
        if self._problems is None or self._problems[0] is not self.project:
            self._problems = self.project, check(self.project)
        return self._problems[1]

    @property
    def run_state(self) -> RunState:
        return self._runs.state

    @property
    def curves(self) -> Curves:
        return self._runs.curves

    @property
    def model(self) -> ModelRef | None:
        return self._runs.model

    @property
    def model_project(self) -> Project | None:
        return self._runs.model_project

    @property
    def train_blocker(self) -> str:
        if is_running(self.run_state):
            return say("A run is under way.")
        if self.is_read_only:
            return say("The project is open to look at only.")
        if self._runs.is_unkept:
            return say("The last run waits to be written to the disk.")
        found = errors(self.problems)
        if found:
            problem = str(found[0])
            return (
                problem if len(found) == 1 else say("{problem} ({count} more)", problem=problem, count=len(found) - 1)
            )
        if self._data.problem is not None and not self._data.reading:
            return str(self._data.problem)
        if self._data.reading or self._data.dataset is None:
            return say("{title} is being read.", title=say(self.project.data.source.title))
        return ""

    @property
    def engine_status(self) -> EngineStatus:
        engine = self._engines.in_use
        return engine.status if engine else "ended"

    @property
    def engine_text(self) -> str:
        engine = self._engines.in_use
        return (engine.title if engine else "") or BACKEND_TITLES[self._preferences.backend]

    @property
    def engine_log(self) -> str:
        return self._log

    @property
    def preferences(self) -> Preferences:
        return self._preferences

    def prefer(self, preferences: Preferences) -> None:
        if preferences == self._preferences:
            return
        self._preferences = preferences
        try:
            write_preferences(self._folders.preferences, preferences)
        except OSError as error:
            message = say("Preferences can't be kept ({reason}).", reason=error.strerror)
            self._notice(StudioError(message, where=str(error.filename)), PREFERENCES)
        else:
            self.withdrawn.emit(PREFERENCES)
        self._use_preferred_engine()
        self.preferences_changed.emit()

    # Data ------------------------------------------------------------------------------------------------------

    @property
    def dataset(self) -> Dataset | None:
        return self._data.dataset

    @property
    def dataset_problem(self) -> StudioError | None:
        return self._data.problem

    @property
    def can_download(self) -> bool:
        return self._data.can_download

    def read_dataset(self, *, download: bool = False) -> None:
        name = say(self.project.data.source.title)
        title = say("Download {title}", title=name) if download else say("Read {title}", title=name)
        self._data.read(self.project.data.source, title, download=download)

    def _on_data(self) -> None:
        self._keep_what_was_found()
        self.dataset_changed.emit()

    def _keep_what_was_found(self) -> None:
        """The project itself knows what its data is, from the first reading on."""
        if self._data.dataset is not None:
            self.document.amend(with_source(self.project, self._data.dataset.source))

    # Projects and runs -----------------------------------------------------------------------------------------

    @property
    def project_folder(self) -> Path:
        return self._keeper.folder.path

    @property
    def project_title(self) -> str:
        return self._keeper.folder.title

    @property
    def is_untitled(self) -> bool:
        return self._keeper.is_untitled

    @property
    def is_read_only(self) -> bool:
        return self._keeper.folder.is_read_only

    @property
    def unsaved(self) -> str:
        if self._runs.is_unkept:
            return say("The disk doesn't take the last run. It is lost if the window is closed now.")
        if self._keeper.is_unsaved:
            return say("The disk doesn't take the last changes of the project. They are lost if it is closed now.")
        return ""

    def new_project(self) -> None:
        self._open_with(self._keeper.new)

    def open_project(self, folder: Path, how: OpenAs = "own") -> bool:
        return self._open_with(lambda: self._tell_left_out(self._keeper.open(folder, how)))

    def save_project(self) -> None:
        self._keeper.save()

    def look_again(self) -> None:
        self._runs.look_again()
        if self._keeper.is_free() and self._told_free != self.project_folder:
            self._told_free = self.project_folder
            folder = self.project_folder
            message = say("{title} is not open in another window any more.", title=self.project_title)

            def edit() -> None:
                self.open_project(folder)

            self.noticed.emit(Notice("info", message, key=READ_ONLY, action=say("Edit it here"), act=edit))

    def save_project_as(self, folder: Path) -> bool:
        if is_running(self.run_state):
            self._notice(
                StudioError(say("A run is under way."), fix=say("Stop it, then save under another name.")), SAVING_AS
            )
            return False
        if self._runs.is_unkept:
            self._notice(StudioError(self.unsaved, fix=say("Free some space on that disk.")), SAVING_AS)
            return False
        self._asking.forget(say("The project was saved elsewhere before the engine answered."))
        try:
            left_out = self._keeper.save_as(folder)
        except StudioError as error:
            self._notice(error, SAVING_AS)
            return False
        self._withdraw(NOT_SAVED, READ_ONLY, LEFT_OUT, *OF_A_PROJECT)
        self._tell_left_out(left_out)
        self._runs.show_newest()
        self._remember_project()
        self.project_changed.emit()
        return True

    @property
    def runs(self) -> tuple[RunSummary, ...]:
        return self._runs.runs

    @property
    def shown_run(self) -> int | None:
        return self._runs.shown

    def show_run(self, number: int) -> None:
        self._runs.show(number)

    # Training --------------------------------------------------------------------------------------------------

    def train(self) -> None:
        self._start()

    def pause(self) -> None:
        self._runs.pause()

    def resume(self) -> None:
        self._runs.resume()

    def step_batch(self) -> None:
        if is_running(self.run_state):
            self._runs.resume(batches=1)
        else:
            self._start(batches=1)

    def step_epoch(self) -> None:
        if is_running(self.run_state):
            self._runs.resume(epochs=1)
        else:
            self._start(epochs=1)

    def stop(self) -> None:
        self._runs.stop()

    def _start(self, *, batches: int = 0, epochs: int = 0) -> None:
        if self.train_blocker or self._data.dataset is None:
            self._notice(StudioError(self.train_blocker), STARTING)
            return
        try:
            self._runs.start(self._data.dataset, self._preferences.backend, batches=batches, epochs=epochs)
        except StudioError as error:
            self._notice(error, STARTING)
        else:
            self._withdraw(*OF_A_RUN)
            self._asking.forget(say("Training began before the engine answered."))

    # The model in hand -----------------------------------------------------------------------------------------

    def ask(
        self,
        question: QuestionFor[Q] | Callable[[Blocks], QuestionFor[Q]],
        done: Callable[[Q], None],
        failed: Callable[[StudioError], None],
        *,
        model: ModelRef | None = None,
        dropped: Callable[[StudioError], None] | None = None,
        moved: Callable[[int, int], None] | None = None,
        newest_only: str = "",
    ) -> Asked[Q]:
        return self._model.ask(
            question, done, failed, model=model, dropped=dropped, moved=moved, newest_only=newest_only
        )

    def predict(
        self,
        pixels: npt.NDArray[np.uint8],
        done: Callable[[Arrays], None],
        failed: Callable[[str], None],
        *,
        dropped: Callable[[str], None] | None = None,
        newest_only: str = "",
    ) -> Asked[Any]:
        return self._model.predict(pixels, done, failed, dropped=dropped, newest_only=newest_only)

    def show_weights(
        self,
        node: str,
        done: Callable[[Arrays], None],
        failed: Callable[[str], None],
        *,
        dropped: Callable[[str], None] | None = None,
    ) -> Asked[Any]:
        return self._model.show_weights(node, done, failed, dropped=dropped)

    def save_weights(self, path: Path, done: Callable[[], None]) -> None:
        self._model.save_weights(path, done)

    def save_model(self, path: Path, done: Callable[[], None]) -> None:
        self._model.save_model(path, done)

    def load_weights(self, path: Path, done: Callable[[], None]) -> None:
        if self.train_blocker or self._data.dataset is None:
            self._notice(StudioError(say("Weights can't be loaded now. {reason}", reason=self.train_blocker)), LOADING)
            return
        self._model.load_weights(path, self._data.dataset, self._preferences.backend, done)

    # What came -------------------------------------------------------------------------------------------------

    def _on_event(self, event: Event) -> None:
        if isinstance(event, EngineOutput):
            self._log = (self._log + event.text)[-MOST_LOG:]
            self.engine_output.emit(event.text)
        elif isinstance(event, RunEvent):
            self._runs.take(event)
        if isinstance(event, RunKeptAgain):
            self._release_trainer()

    def _on_settled(self, engine: Engine, event: Moved | Settled) -> None:
        self._asking.take(engine, event)
        self._release_trainer()

    def _on_edited(self, change: Change) -> None:
        if change.before.data.source.unread() != change.after.data.source.unread():
            self.read_dataset()
        else:
            self._keep_what_was_found()

    def _on_run_ended(self) -> None:
        """Another backend may have been preferred meanwhile."""
        self._engines.run_ended()
        self._withdraw(OPENING, SAVING_AS)
        self._use_preferred_engine()

    def _on_engine_changed(self) -> None:
        self._release_trainer()
        if self.engine_status == "ready":
            self._withdraw(ENGINE)
        self.engine_changed.emit()

    def _on_engine_died(self, engine: Engine) -> None:
        """One that died is replaced if it had been ready; one that can't start is not."""
        try:
            if engine.ready is None:
                raise StudioError(say("The engine could not start."), fix=say("See the log on the Train page."))
            self._engines.warm(self._preferences.backend)
        except StudioError as error:
            self._asking.forget(say("The engine could not start."))
            self._notice(error, ENGINE)
        else:
            self._asking.ask_again(engine)

    def _use_preferred_engine(self) -> None:
        """At rest there is a warm engine of the preferred backend, and no question to another one."""
        if is_running(self.run_state):
            return
        engine = self._engines.in_use
        if engine is not None and engine.backend != self._preferences.backend:
            self._asking.forget(say("The engine was restarted before it could answer."))
        try:
            self._engines.warm(self._preferences.backend)
        except StudioError as error:
            self._notice(error, ENGINE)

    def _release_trainer(self) -> None:
        """Who trained goes once nothing is asked of it, and nothing that is kept nowhere else is in its memory."""
        trainer = self._engines.trainer
        if trainer is not None and not self._runs.is_unkept and not self._asking.waits_for(trainer):
            self._engines.release_trainer()

    def _answerer(self, model: ModelRef) -> Answerer:
        """Who answers about that model: who has it in memory, else any engine."""
        trainer = self._engines.trainer
        if trainer is not None and not trainer.ended and self._runs.has_in_memory(model):
            return trainer
        return self._engines.answering(self._preferences.backend)

    # Help ------------------------------------------------------------------------------------------------------

    def _leave(self, change: Callable[[], None]) -> None:
        self._open_with(change, lose=True)

    def _open_with(self, change: Callable[[], None], *, lose: bool = False) -> bool:
        if is_running(self.run_state):
            self._notice(
                StudioError(say("A run is under way."), fix=say("Stop it, then open another project.")), OPENING
            )
            return False
        if self.unsaved and not lose:
            self.noticed.emit(
                Notice(
                    "warning",
                    self.unsaved,
                    key=LOSING,
                    action=say("Leave it and lose that"),
                    act=lambda: self._leave(change),
                )
            )
            return False
        try:
            change()
        except HeldError as error:
            self.project_held.emit(HeldProject(error.folder, error.holder))
            return False
        except StudioError as error:
            self._notice(error, OPENING)
            return False
        self._withdraw(NOT_SAVED, READ_ONLY, LOSING, *OF_A_PROJECT)
        self._told_free = None
        if self.is_read_only:
            self._tell_read_only()
        self._asking.forget(say("Another project was opened before the engine answered."))
        self._runs.show_newest()
        if self._data.dataset is None and not self._data.reading:
            self.read_dataset()
        self._remember_project()
        self.project_changed.emit()
        return True

    def _remember_project(self) -> None:
        folder = str(self.project_folder)
        recent = self._preferences.recent
        if not self.is_untitled:
            recent = with_recent(recent, folder)
        self.prefer(Preferences(**{**vars(self._preferences), "recent": recent, "last_project": folder}))

    def _notice(self, error: StudioError, key: str) -> None:
        self.noticed.emit(notice_of(error, key))

    def _withdraw(self, *keys: str) -> None:
        for key in keys:
            self.withdrawn.emit(key)

    def _save_failed(self, error: StudioError) -> None:
        notice = replace(
            notice_of(error, NOT_SAVED),
            fix=say("{fix} It is tried again every few seconds; File > Save As keeps it elsewhere.", fix=error.fix),
        )
        self._post(lambda: self.noticed.emit(notice))

    def _save_mended(self) -> None:
        message = say("{title} is saved again.", title=self.project_title)
        self._post(lambda: self.noticed.emit(Notice("info", message, key=NOT_SAVED)))

    def _tell_read_only(self) -> None:
        message = say("{title} is open to look at only: nothing can be changed here.", title=self.project_title)
        self.noticed.emit(Notice("warning", message, say("File > Save As makes a copy to work on."), key=READ_ONLY))

    def _tell_left_out(self, left_out: tuple[str, ...]) -> None:
        if left_out:
            message = say(
                "{count} entries were not copied, as they are no plain files. The first is {first}.",
                count=len(left_out),
                first=left_out[0],
            )
            self.noticed.emit(Notice("warning", message, key=LEFT_OUT))
        else:
            self._withdraw(LEFT_OUT)
