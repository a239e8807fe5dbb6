"""What the shown run is doing or how it ended, whichever window or program trained it."""

from __future__ import annotations

from dataclasses import dataclass

from nnstudio.app.curves import Curves
from nnstudio.app.run_state import Ended, Idle, Progress, RunState, Training
from nnstudio.app.runs import Runs
from nnstudio.app.training import Trainer
from nnstudio.core.project import Project
from nnstudio.runs.history import RunSummary


@dataclass(frozen=True)
class Loaded:
    """The run holds weights from a file of that name; nothing was trained."""

    number: int
    source: str


ShownState = RunState | Loaded


def shown_state(training: Trainer, runs: Runs) -> ShownState:
    """The state of the shown run: of this window's newest as the engine tells it, of another as it was kept."""
    state = training.state
    if not isinstance(state, Idle) and training.number == runs.shown:
        return state
    run = next((run for run in runs.all if run.number == runs.shown), None)
    return Idle() if run is None else _kept_state(run, _kept_progress(runs.curves, runs.project))


def _kept_state(run: RunSummary, progress: Progress) -> ShownState:
    match run.status:
        case "training":  # by another program
            return Training(progress)
        case "loaded":
            return Loaded(run.number, run.message)
        case status:
            return Ended(status, run.message, progress)


def _kept_progress(curves: Curves, project: Project | None) -> Progress:
    """How far a run came, of whose epochs the whole ones are kept."""
    points = curves.epochs
    return Progress(
        epochs=project.training.epochs if project is not None else 0,
        batches_per_epoch=curves.batches_per_epoch,
        epoch=points[-1].epoch if points else 0,
        batch=curves.batches_per_epoch if points else 0,
        samples_per_second=points[-1].samples_per_second if points else 0.0,
        seconds=sum(point.seconds for point in points),
    )
