"""The whole program's state, without Qt: what the window shows and what its commands do.

Everything here runs on one thread (the window's). Other threads hand their results over through `post`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from nnstudio.app.curves import Curves
from nnstudio.app.document import Document
from nnstudio.app.observable import Signal
from nnstudio.app.run_state import RunState
from nnstudio.core.problems import Problem
from nnstudio.core.project import Project
from nnstudio.engine.messages import ModelRef

EngineStatus = Literal["starting", "ready", "ended"]


@dataclass(frozen=True)
class Notice:
    """Something the person should know. `details` is longer text to open, such as a log's end."""

    severity: Literal["info", "warning", "error"]
    message: str
    fix: str = ""
    details: str = ""


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
    """

    def __init__(self) -> None:
        self.document: Document
        self.run_changed: Signal[[]] = Signal()
        self.runs_changed: Signal[[]] = Signal()
        self.dataset_changed: Signal[[]] = Signal()
        self.engine_changed: Signal[[]] = Signal()
        self.engine_output: Signal[[str]] = Signal()
        self.project_changed: Signal[[]] = Signal()
        self.noticed: Signal[[Notice]] = Signal()

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

    # Training --------------------------------------------------------------------------------------------------

    def train(self) -> None:
        """Starts a new run of the project as it is now. Nothing if it can't (see `train_blocker`)."""
        raise NotImplementedError

    def pause(self) -> None:
        """Pauses the run after the execution under way."""

    def resume(self) -> None:
        """Continues a paused run."""

    def step_batch(self) -> None:
        """Does one batch and pauses; starts a run if none is under way."""

    def step_epoch(self) -> None:
        """Does one epoch and pauses; starts a run if none is under way."""

    def stop(self) -> None:
        """Ends the run, keeping its weights."""

    # The model in hand -----------------------------------------------------------------------------------------

    def predict(
        self,
        pixels: npt.NDArray[np.uint8],
        done: Callable[[npt.NDArray[np.float64]], None],
        failed: Callable[[str], None],
        *,
        newest_only: str = "",
    ) -> None:
        """Class probabilities (pictures, classes) of stored pixels (pictures, height, width, channels).

        Requests with the same non-empty `newest_only` replace each other: only the newest one's answer is delivered,
        and at most one is under way. `done` or `failed` is called later, on this thread.
        """
        raise NotImplementedError

    def show_weights(
        self, node: str, done: Callable[[npt.NDArray[np.float32]], None], failed: Callable[[str], None]
    ) -> None:
        """The kernel of that node of the model in hand: (inputs, units) or (rows, columns, channels, filters)."""
        raise NotImplementedError

    def save_weights(self, path: Path, done: Callable[[], None]) -> None:
        """Writes the weights in hand as `.weights.h5`. Errors become notices."""

    def load_weights(self, path: Path, done: Callable[[], None]) -> None:
        """Loads a `.weights.h5` into the project's network as a new run. What doesn't fit becomes a notice."""

    def save_model(self, path: Path, done: Callable[[], None]) -> None:
        """Writes the model in hand as `.keras`. Errors become notices."""
