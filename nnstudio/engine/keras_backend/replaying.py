"""What the parts of a run that goes on must know of the epochs that are done."""

from __future__ import annotations

from nnstudio.core.errors import StudioError
from nnstudio.core.training.figures import LOSS
from nnstudio.disk.folder import Folder
from nnstudio.engine.keras_backend.beginning import Beginning
from nnstudio.engine.keras_backend.divergence import Divergence
from nnstudio.engine.keras_backend.watching import Watches
from nnstudio.runs.retention import Retention
from nnstudio.runs.snapshots import Position, epoch_of, read_position, snapshot_names


def replay(begins: Beginning, snapshots: Folder, watches: Watches, divergence: Divergence) -> str:
    """Has the callbacks and the divergence take up what was; why the run ended where it goes on, empty: it did not."""
    records = begins.kept.records()
    losses = ((record.point.epoch, record.batches[LOSS]) for record in records if LOSS in record.batches)
    divergence.replay(losses, _last_positions(begins, snapshots))
    reason = watches.replay((record.point.figures for record in records), further=begins.further)
    return "" if begins.batch else reason


def retention_of(begins: Beginning, snapshots: Folder) -> Retention:
    """Which snapshots the run keeps, as it was decided before."""
    retention = Retention()
    there = {epoch for name in snapshot_names(snapshots) if (epoch := epoch_of(name)) is not None}
    written = sorted({*begins.kept.written, *there})
    finite = [position.epoch for position in _last_positions(begins, snapshots) if position.finite]
    retention.replay((epoch for epoch in written if epoch <= begins.epoch), finite[0] if finite else None)
    return retention


def _last_positions(begins: Beginning, snapshots: Folder) -> list[Position]:
    """The snapshots from the last one whose weights are numbers on, oldest first, without damaged ones."""
    found: list[Position] = []
    for name in snapshot_names(snapshots):
        try:
            position = read_position(snapshots, name)
        except StudioError:
            continue
        if epoch_of(name) is None or position.epoch > begins.epoch:
            continue
        found.insert(0, position)
        if position.finite:
            break
    return found
