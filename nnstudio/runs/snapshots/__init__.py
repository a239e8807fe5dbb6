"""Snapshots: a run's whole state after an epoch, in one safetensors file with a checksum.

A file holds the weights as `weights/<node>/<variable>`, the optimiser's variables as `optimizer/<index>`, inside an
epoch the figures of its batches as `batches/<figure>` and the seconds that they took, and, as metadata, where in the
run it is, how pixels were scaled, and a SHA-256 over all of it, which every read compares.
safetensors maps files and cannot run code.
"""

from nnstudio.runs.snapshots.checksum import DamagedSnapshotError, IsCancelled
from nnstudio.runs.snapshots.names import (
    OLDER_PARTIAL,
    Position,
    epoch_name,
    epoch_of,
    newest_epoch,
    newest_snapshot,
    partial_names,
    snapshot_name,
    snapshot_names,
)
from nnstudio.runs.snapshots.reading import (
    MOST,
    Array,
    Form,
    Forms,
    most_bytes,
    never,
    newest_usable,
    read_chosen,
    read_position,
    read_tensors,
)
from nnstudio.runs.snapshots.writing import BATCHES, OPTIMIZER, SECONDS, WEIGHTS, write_snapshot

__all__ = [
    "BATCHES",
    "MOST",
    "OLDER_PARTIAL",
    "OPTIMIZER",
    "SECONDS",
    "WEIGHTS",
    "Array",
    "DamagedSnapshotError",
    "Form",
    "Forms",
    "IsCancelled",
    "Position",
    "epoch_name",
    "epoch_of",
    "most_bytes",
    "never",
    "newest_epoch",
    "newest_snapshot",
    "newest_usable",
    "partial_names",
    "read_chosen",
    "read_position",
    "read_tensors",
    "snapshot_name",
    "snapshot_names",
    "write_snapshot",
]
