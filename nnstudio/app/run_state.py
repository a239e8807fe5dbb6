"""What a run is doing: one value, folded from the engine's events, for the window and the command line alike."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import assert_never

from nnstudio.app.pace import Pace
from nnstudio.engine.messages import (
    BatchesDone,
    EndStatus,
    EpochDone,
    RunContinued,
    RunEnded,
    RunEvent,
    RunKeptAgain,
    RunNotKept,
    RunPaused,
    RunStarted,
    SnapshotsDropped,
    SnapshotWritten,
    StillWriting,
    Validating,
)


@dataclass(frozen=True)
class Progress:
    """How far a run is.

    Attributes:
        epoch: the epoch under way, from 1; 0 before the first batch.
        batch: batches of it that are done.
        samples_per_second: of the newest execution that needed no preparing; 0 before any.
        seconds: time spent in executions so far.
        validated, validation_samples: of so many pictures so many were looked at after the epoch; 0 before and after.
        streaming: why samples are read while it trains; empty if they all lie in memory.
        pace: what the time left is told by. Not compared: it is no part of how far the run is.
    """

    epochs: int = 0
    batches_per_epoch: int = 0
    epoch: int = 0
    batch: int = 0
    samples_per_second: float = 0.0
    seconds: float = 0.0
    validated: int = 0
    validation_samples: int = 0
    streaming: str = ""
    pace: Pace = field(default=Pace(), compare=False)

    @property
    def fraction(self) -> float:
        """The share of the run that is done, 0 to 1."""
        return min(1.0, self._done / self._total) if self._total else 0.0

    @property
    def seconds_left(self) -> float | None:
        """About what the rest will take, validation and all; None before there is ground to tell."""
        if not self._total:
            return None
        validated = self.validated / self.validation_samples if self.validation_samples else 0.0
        validations = max(0.0, self.epochs - max(self.pace.epoch, self.epoch - 1) - validated)
        return self.pace.seconds_for(max(0, self._total - self._done), validations)

    @property
    def _total(self) -> int:
        return self.epochs * self.batches_per_epoch

    @property
    def _done(self) -> int:
        return max(0, self.epoch - 1) * self.batches_per_epoch + self.batch


@dataclass(frozen=True)
class Idle:
    """This window has started no run since the project was opened."""


@dataclass(frozen=True)
class Starting:
    """The engine is being handed the run."""


@dataclass(frozen=True)
class Training:
    """Batches are being done."""

    progress: Progress


@dataclass(frozen=True)
class Paused:
    """The run waits to be continued."""

    progress: Progress


@dataclass(frozen=True)
class Stopping:
    """Stop was asked for; the execution under way is finishing."""

    progress: Progress


@dataclass(frozen=True)
class Ended:
    """The run is over."""

    status: EndStatus
    message: str
    progress: Progress


RunState = Idle | Starting | Training | Paused | Stopping | Ended


def is_running(state: RunState) -> bool:
    """Whether a run is under way, paused or not."""
    return isinstance(state, Starting | Training | Paused | Stopping)


def progress_of(state: RunState) -> Progress:
    """How far the run is; all zero if there is none."""
    return Progress() if isinstance(state, Idle | Starting) else state.progress


def seconds_left(state: RunState) -> float | None:
    """About what the rest of the run will take; None where that isn't known, or it doesn't train now."""
    return state.progress.seconds_left if isinstance(state, Training) else None


def fold(state: RunState, event: RunEvent, now: float | None = None) -> RunState:
    """The state after `event`. What was asked to stop is stopping until it ended; what ended stays so.

    `now`: when it was told, in seconds of a clock; without, what a validation takes is only guessed.
    """
    if isinstance(state, Ended) and not isinstance(event, RunStarted):
        return state
    match event:
        case RunStarted():
            progress = _at_start(event)
            return Stopping(progress) if isinstance(state, Stopping) else Training(progress)
        case BatchesDone():
            return _with_progress(state, _after_batches(progress_of(state), event, now))
        case EpochDone():
            return _with_progress(state, _after_epoch(progress_of(state), event, now))
        case Validating():
            progress = replace(progress_of(state), validated=event.done, validation_samples=event.samples)
            return _with_progress(state, progress)
        case SnapshotWritten() | SnapshotsDropped() | RunNotKept() | RunKeptAgain() | StillWriting():
            return state
        case RunPaused():
            progress = progress_of(state)
            progress = replace(progress, pace=progress.pace.interrupted())
            return state if isinstance(state, Stopping) else Paused(progress)
        case RunContinued():
            return state if isinstance(state, Stopping) else Training(progress_of(state))
        case RunEnded():
            progress = replace(progress_of(state), validated=0, validation_samples=0)
            return Ended(event.status, event.message, progress)
        case _:
            assert_never(event)


def _at_start(event: RunStarted) -> Progress:
    """A run that goes on has done its epochs."""
    whole = event.batches_per_epoch if event.epochs_done else 0
    pace = Pace(event.samples, event.validation_samples)
    progress = Progress(
        event.epochs, event.batches_per_epoch, event.epochs_done, whole, streaming=event.streaming, pace=pace
    )
    return replace(progress, epoch=event.epochs_done + 1, batch=event.batches_done) if event.batches_done else progress


def _after_batches(progress: Progress, event: BatchesDone, now: float | None) -> Progress:
    pace = progress.pace.after_batches(event.count, event.samples, event.seconds, now)
    steady = pace.seconds > progress.pace.seconds
    return replace(
        progress,
        epoch=event.epoch,
        batch=event.first_batch + event.count,
        samples_per_second=event.samples / event.seconds if steady else progress.samples_per_second,
        seconds=progress.seconds + event.seconds,
        validated=0,
        validation_samples=0,
        pace=pace,
    )


def _after_epoch(progress: Progress, event: EpochDone, now: float | None) -> Progress:
    return replace(
        progress,
        epoch=event.epoch,
        batch=progress.batches_per_epoch,
        samples_per_second=progress.samples_per_second or event.samples_per_second,
        validated=0,
        validation_samples=0,
        pace=progress.pace.after_epoch(event.epoch, now),
    )


def _with_progress(state: RunState, progress: Progress) -> RunState:
    match state:
        case Training() | Paused() | Stopping() | Ended():
            return replace(state, progress=progress)
        case Idle() | Starting():
            return Training(progress)
        case _:
            assert_never(state)
