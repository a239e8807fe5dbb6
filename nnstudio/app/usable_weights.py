"""Whether a run's newest weights can be used, and which older ones can where they can't: window and command line."""

from __future__ import annotations

from dataclasses import dataclass

from nnstudio.core.errors import StudioError
from nnstudio.core.words import say
from nnstudio.runs.run_folder import RunFolder
from nnstudio.runs.snapshots import (
    IsCancelled,
    epoch_of,
    most_bytes,
    never,
    newest_snapshot,
    newest_usable,
    read_position,
    snapshot_names,
)


def no_numbers() -> str:
    """What is said of weights whose answers are not numbers."""
    return say("These weights give no numbers (NaN).")


@dataclass(frozen=True)
class Unusable:
    """What is wrong with a run's newest weights.

    Attributes:
        problem: in words.
        instead: the last epoch whose weights are fine; None: there is none.
        is_damaged: whether the file is not what was written; else its weights are not numbers.
    """

    problem: str
    instead: int | None
    is_damaged: bool


def unusable_weights(run: RunFolder, *, cancelled: IsCancelled = never) -> Unusable | None:
    """What is wrong with the run's newest weights; None: nothing, or there are none.

    Reads whole files: not for the window's thread. Raises StudioError if the run's project can't be read, Cancelled.
    """
    name = newest_snapshot(run.snapshots)
    if name is None:
        return None
    most = most_bytes(run.read_project().network)
    damaged = ""
    try:
        if read_position(run.snapshots, name, most=most, cancelled=cancelled).finite:
            return None
    except StudioError as error:
        if name not in snapshot_names(run.snapshots):  # whoever trains it keeps newer ones in its place
            return unusable_weights(run, cancelled=cancelled)
        damaged = f"{error.where}: {error.message}"
    usable = newest_usable(run.snapshots, before=name, most=most, cancelled=cancelled)
    problem = damaged or say("Run {number} ended with weights that are not numbers (NaN).", number=run.number)
    return Unusable(problem, epoch_of(usable) if usable else None, bool(damaged))
