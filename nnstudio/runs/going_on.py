"""Going on with a run that is over: who holds it, and from which of its states."""

from __future__ import annotations

import os
from dataclasses import dataclass

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.words import say
from nnstudio.disk.hold import Hold
from nnstudio.disk.refusal import refused_write
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.run_folder import LIVE, SNAPSHOTS, RunFolder
from nnstudio.runs.run_log import KeptRun
from nnstudio.runs.snapshots import OLDER_PARTIAL, read_position, snapshot_names


@dataclass(frozen=True)
class Place:
    """Where a run goes on.

    Attributes:
        epoch: epochs that are done.
        batch: batches done of the next one.
        snapshot: the name of the file that holds its state there; empty: it has none, and begins.
        damaged: snapshots that are further into the run and can't be used, each with the reason.
    """

    epoch: int = 0
    batch: int = 0
    snapshot: str = ""
    damaged: tuple[str, ...] = ()


def place_to_go_on(run: RunFolder, kept: KeptRun, *, most: int, batches: int = 0) -> Place:
    """The furthest state that is whole, of those whose epochs are all in the log; `most`: bytes of a snapshot.

    `batches`: how many an epoch has now, as the data may have changed; 0: not known.
    One inside an epoch that an older version wrote lacks the figures of its batches: that epoch is done again, to the
    same bits. Reads whole files. Raises DiskError if the disk refuses.
    """
    damaged = []
    for name in snapshot_names(run.snapshots):
        if name == OLDER_PARTIAL:
            continue
        try:
            position = read_position(run.snapshots, name, most=most)
        except FormatError as error:
            damaged.append(say("{file} {problem}", file=name, problem=error.message))
            continue
        if position.batch and 0 < batches <= position.batch:
            text = say(
                "{file} stands at batch {batch}, and an epoch has {count} now",
                file=name,
                batch=position.batch,
                count=batches,
            )
            damaged.append(text)
        elif position.epoch <= _last_epoch(kept):
            return Place(position.epoch, position.batch, name, tuple(damaged))
    return Place(damaged=tuple(damaged))


def _last_epoch(kept: KeptRun) -> float:
    """The last epoch that is in the log; of a run whose log was lost, any may be."""
    was_lost = kept.begun is None or not (kept.begun.data or kept.lines)
    return float("inf") if was_lost else max(kept.lines, default=0)


def resume_run(folder: ProjectFolder, number: int, program: str) -> tuple[RunFolder, Hold]:
    """Holds a run that is over, to go on with it. Raises StudioError if it is trained now, or can't be written."""
    run = folder.run(number)
    run.check()
    hold = Hold(run.files, program)
    if not hold.is_held:
        raise StudioError(say("Another program trains this run."), where=say("Run {number}", number=number))
    try:
        if hold.refusal:
            raise refused_write(run.path, OSError(hold.refusal, os.strerror(hold.refusal)))
        run.sweep()
        for name in (SNAPSHOTS, LIVE):
            run.files.make(name, may_exist=True)
    except StudioError:
        hold.release()
        raise
    folder.history.resume(number)
    return run, hold
