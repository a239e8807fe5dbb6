"""Where in a run a snapshot stands, and the names of the files."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nnstudio.disk.folder import Folder

OLDER_PARTIAL = "partial.safetensors"  # as versions named it that kept one inside an epoch only where a run stopped
_EPOCH_NAME = re.compile(r"epoch-([0-9]{5,9})\.safetensors")
_PARTIAL_NAME = re.compile(r"partial-([0-9]{5,9})-([0-9]{6,9})\.safetensors")
_LAST = (1 << 40, 0)  # an older version's, which has no place in its name, is further than any


@dataclass(frozen=True)
class Position:
    """Where a snapshot stands, and how stored values were brought to the network.

    Attributes:
        epoch: epochs that are done.
        batch: batches done of the next epoch; above 0 only inside an epoch.
        offsets, factors: the network saw (stored - offset) * factor; one for all values, or one for each place on the
            last axis.
        finite: whether all weights are numbers.
    """

    epoch: int
    batch: int
    offsets: tuple[float, ...]
    factors: tuple[float, ...]
    finite: bool = True


def snapshot_name(position: Position) -> str:
    """The file for a snapshot at `position`."""
    if position.batch:
        return f"partial-{position.epoch:05d}-{position.batch:06d}.safetensors"
    return epoch_name(position.epoch)


def epoch_name(epoch: int) -> str:
    """The file for the snapshot after that epoch."""
    return f"epoch-{epoch:05d}.safetensors"


def epoch_of(name: str) -> int | None:
    """The epoch after which a snapshot of that name stands; None for one inside an epoch."""
    found = _EPOCH_NAME.fullmatch(name)
    return int(found[1]) if found else None


def snapshot_names(folder: Folder) -> tuple[str, ...]:
    """The snapshots in a run's folder, the furthest into the run first."""
    names = [name for name, kind in folder.entries().items() if kind == "file"]
    places = {place: name for name in names if (place := _place_of(name)) is not None}
    return tuple(places[place] for place in sorted(places, reverse=True))


def partial_names(folder: Folder) -> tuple[str, ...]:
    """Those of them that stand inside an epoch."""
    return tuple(name for name in snapshot_names(folder) if epoch_of(name) is None)


def newest_snapshot(folder: Folder) -> str | None:
    """The snapshot furthest into the run; None if there is none."""
    return next(iter(snapshot_names(folder)), None)


def newest_epoch(folder: Folder) -> int | None:
    """The epoch of the last whole one; None if there is none."""
    return next((epoch for name in snapshot_names(folder) if (epoch := epoch_of(name)) is not None), None)


def _place_of(name: str) -> tuple[int, int] | None:
    """Epochs that are done, and batches of the next one; None for what is no snapshot's name."""
    if (epoch := epoch_of(name)) is not None:
        return epoch, 0
    if name == OLDER_PARTIAL:
        return _LAST
    found = _PARTIAL_NAME.fullmatch(name)
    return (int(found[1]), int(found[2])) if found else None
