"""What the window shows and does, without Qt: the interface that pages see. `local_studio` does the work.

Everything here runs on one thread (the window's). Other threads hand their results over through `post`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar

import numpy as np
import numpy.typing as npt

from nnstudio.app.asking import Asked
from nnstudio.app.curves import Curves
from nnstudio.app.document import Document
from nnstudio.app.observable import Signal
from nnstudio.app.preferences import Preferences
from nnstudio.app.run_state import RunState
from nnstudio.app.tasks import Tasks
from nnstudio.core.errors import StudioError
from nnstudio.core.problems import Problem
from nnstudio.core.project import Project
from nnstudio.data.store import Dataset
from nnstudio.disk.hold import Holder
from nnstudio.engine.blocks import Blocks
from nnstudio.engine.messages import ModelRef
from nnstudio.engine.questions import Answer, QuestionFor
from nnstudio.runs.history import RunSummary

OpenAs = Literal["own", "read-only", "copy"]
Q = TypeVar("Q", bound=Answer)
EngineStatus = Literal["starting", "ready", "ended"]


@dataclass(frozen=True)
class Notice:
    """Something the person should know.

    Attributes:
        details: longer text to open, such as a log's end.
        key: a notice takes the place of an older one with the same key, and goes when that is withdrawn.
        action: what the person can have done about it; empty: nothing.
        act: does it.
    """

    severity: Literal["info", "warning", "error"]
    message: str
    fix: str = ""
    details: str = ""
    key: str = ""
    action: str = ""
    act: Callable[[], None] | None = field(default=None, compare=False)


def notice_of(error: StudioError, key: str = "") -> Notice:
    """The error as a notice: where it happened before what."""
    message = f"{error.where}: {error.message}" if error.where else error.message
    return Notice("error", message, error.fix, key=key)


@dataclass(frozen=True)
class HeldProject:
    """A project that can't be opened to be changed, as another program holds it."""

    folder: Path
    holder: Holder


class Studio:
    """What the window shows and does.

    Attributes (signals):
        document: the project and its undo; `document.changed` tells of edits.
        run_changed: `run_state`, `curves` or `model` changed. Comes often while training: mark stale, draw on a timer.
        runs_changed: the list of runs changed.
        dataset_changed: `dataset` or `dataset_problem` changed.
        engine_changed: `engine_status` or `engine_text` changed.
        engine_output: text for the log pane.
        project_changed: another project was opened, or it got another name or place.
        noticed: a Notice to show.
        withdrawn: the key of a notice whose cause is gone.
        project_held: a HeldProject; `open_project` can be called again to look at it, or to open a copy.
        preferences_changed: `preferences` changed.
        tasks.changed: long work (reading data, downloading) started, moved or ended.
    """

    def __init__(self) -> None:
        self.document: Document
        self.tasks: Tasks
        self.preferences_changed: Signal[[]] = Signal()
        self.run_changed: Signal[[]] = Signal()
        self.runs_changed: Signal[[]] = Signal()
        self.dataset_changed: Signal[[]] = Signal()
        self.engine_changed: Signal[[]] = Signal()
        self.engine_output: Signal[[str]] = Signal()
        self.project_changed: Signal[[]] = Signal()
        self.noticed: Signal[[Notice]] = Signal()
        self.withdrawn: Signal[[str]] = Signal()
        self.project_held: Signal[[HeldProject]] = Signal()

    # State -----------------------------------------------------------------------------------------------------

    @property
    def project(self) -> Project:
        """Short for `document.project`."""
        return self.document.project

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the project; kept until it changes."""
        raise NotImplementedError

    @property
    def run_state(self) -> RunState:
        """What the newest run is doing."""
        raise NotImplementedError

    @property
    def curves(self) -> Curves:
        """The figures of the shown run."""
        raise NotImplementedError

    @property
    def model(self) -> ModelRef | None:
        """The trained weights in hand: those of the shown run; None before any run."""
        raise NotImplementedError

    @property
    def model_project(self) -> Project | None:
        """The project as it was when the model in hand was trained (its network may differ from today's)."""
        raise NotImplementedError

    @property
    def train_blocker(self) -> str:
        """Why Train can't start, in one sentence; empty if it can."""
        raise NotImplementedError

    @property
    def engine_status(self) -> EngineStatus:
        """Whether the engine process is there."""
        raise NotImplementedError

    @property
    def engine_text(self) -> str:
        """The engine for people, such as `TensorFlow 2.21.0 on CPU`."""
        raise NotImplementedError

    @property
    def engine_log(self) -> str:
        """The end of what engines printed since the start, bounded; `engine_output` tells of more."""
        raise NotImplementedError

    @property
    def preferences(self) -> Preferences:
        """The person's choices for all projects."""
        raise NotImplementedError

    def prefer(self, preferences: Preferences) -> None:
        """Takes up and keeps other preferences; another backend restarts the engine as soon as no run is under way."""
        raise NotImplementedError

    # Data ------------------------------------------------------------------------------------------------------

    @property
    def dataset(self) -> Dataset | None:
        """The project's data, mapped; None while it is being read, or if it can't be."""
        raise NotImplementedError

    @property
    def dataset_problem(self) -> StudioError | None:
        """Why there is no data: not on this machine (then `can_download`), or not readable."""
        raise NotImplementedError

    @property
    def can_download(self) -> bool:
        """Whether the project's data isn't on this machine but can be downloaded."""
        raise NotImplementedError

    def read_dataset(self, *, download: bool = False) -> None:
        """Reads the project's data in the background; called by itself when the choice of data changes."""
        raise NotImplementedError

    # Projects and runs -----------------------------------------------------------------------------------------

    @property
    def project_folder(self) -> Path:
        """Where the project is kept; untitled ones in the program's own data folder."""
        raise NotImplementedError

    @property
    def project_title(self) -> str:
        """The project's name for people; `Untitled` before it was saved somewhere."""
        raise NotImplementedError

    @property
    def is_untitled(self) -> bool:
        """Whether the project has no place of the person's choosing yet."""
        raise NotImplementedError

    def new_project(self) -> None:
        """Starts an untitled project: the digits and a small network."""
        raise NotImplementedError

    @property
    def is_read_only(self) -> bool:
        """Whether the project is open to look at only: another program holds it, or its disk can't be written."""
        raise NotImplementedError

    @property
    def unsaved(self) -> str:
        """What would be lost if the window were closed now, as the disk refuses it; empty: nothing."""
        raise NotImplementedError

    def open_project(self, folder: Path, how: OpenAs = "own") -> bool:
        """Opens a project folder, or a copy of it. False if it can't be; the present one stays then.

        Why is told by a notice, or, where another program holds the project, by `project_held`.
        """
        raise NotImplementedError

    def look_again(self) -> None:
        """Takes up what other programs did to the project meanwhile; called about once a second."""
        raise NotImplementedError

    def save_project(self) -> None:
        """Writes the project now. (It is also written by itself soon after each edit.)"""
        raise NotImplementedError

    def save_project_as(self, folder: Path) -> bool:
        """Keeps the project, with its runs, in another folder from now on. False, with a notice, if it can't."""
        raise NotImplementedError

    @property
    def runs(self) -> tuple[RunSummary, ...]:
        """The project's runs, newest first."""
        raise NotImplementedError

    @property
    def shown_run(self) -> int | None:
        """The number of the run whose curves and weights are shown."""
        raise NotImplementedError

    def show_run(self, number: int) -> None:
        """Shows that run's curves and weights. Not while another run is training."""
        raise NotImplementedError

    # Training --------------------------------------------------------------------------------------------------

    def train(self) -> None:
        """Starts a new run of the project as it is now. Nothing if it can't (see `train_blocker`)."""
        raise NotImplementedError

    def pause(self) -> None:
        """Pauses the run after the execution under way."""
        raise NotImplementedError

    def resume(self) -> None:
        """Continues a paused run."""
        raise NotImplementedError

    def step_batch(self) -> None:
        """Does one batch and pauses; starts a run if none is under way."""
        raise NotImplementedError

    def step_epoch(self) -> None:
        """Does one epoch and pauses; starts a run if none is under way."""
        raise NotImplementedError

    def stop(self) -> None:
        """Ends the run, keeping its weights."""
        raise NotImplementedError

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
        """Asks an engine about the model in hand, or about `model`. One of the three is told later, on this thread.

        A question with arrays is made when it is sent: `lambda blocks: Predict(blocks.write(pixels))`. The blocks of
        the answer are there until `done` returns; `engine.blocks.read_block` reads them.

        Of questions with the same non-empty `newest_only` one is under way and one waits at the most: a newer one takes
        the place of the waiting one.

        Args:
            dropped: the question was superseded, cancelled, or given up for other work; without it `failed` is told.
            moved: how much of how much is done.
        """
        raise NotImplementedError

    def predict(
        self,
        pixels: npt.NDArray[np.uint8],
        done: Callable[[npt.NDArray[np.float32]], None],
        failed: Callable[[str], None],
        *,
        dropped: Callable[[str], None] | None = None,
        newest_only: str = "",
    ) -> Asked[Any]:
        """Class probabilities (pictures, classes) of stored pixels (pictures, height, width, channels), as `ask`."""
        raise NotImplementedError

    def show_weights(
        self,
        node: str,
        done: Callable[[npt.NDArray[np.float32]], None],
        failed: Callable[[str], None],
        *,
        dropped: Callable[[str], None] | None = None,
    ) -> Asked[Any]:
        """The kernel of that node of the model in hand: (inputs, units) or (rows, columns, channels, filters).

        As `ask`; of several that are asked of a run under way the newest is answered.
        """
        raise NotImplementedError

    def save_weights(self, path: Path, done: Callable[[], None]) -> None:
        """Writes the weights in hand as `.weights.h5`. Errors become notices."""
        raise NotImplementedError

    def load_weights(self, path: Path, done: Callable[[], None]) -> None:
        """Loads a `.weights.h5` into the project's network as a new run. What doesn't fit becomes a notice."""
        raise NotImplementedError

    def save_model(self, path: Path, done: Callable[[], None]) -> None:
        """Writes the model in hand as `.keras`. Errors become notices."""
        raise NotImplementedError
