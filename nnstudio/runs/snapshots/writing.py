"""Writing a snapshot, whole or not at all, with its checksum in its own metadata."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save

from nnstudio.disk.folder import Folder
from nnstudio.runs.snapshots.checksum import FORMATS, NO_SHA, as_in_header
from nnstudio.runs.snapshots.names import Position

WEIGHTS = "weights/"
OPTIMIZER = "optimizer/"
BATCHES = "batches/"
SECONDS = "seconds"


def write_snapshot(
    folder: Folder, name: str, tensors: Mapping[str, npt.NDArray[np.generic]], position: Position
) -> str:
    """Gives the snapshot's SHA-256 in hex. Raises DiskError."""
    metadata = {
        "format": FORMATS[-1],
        "epoch": str(position.epoch),
        "batch": str(position.batch),
        "offset": ",".join(map(repr, position.offsets)),
        "factor": ",".join(map(repr, position.factors)),
        "finite": str(int(position.finite)),
        "sha256": NO_SHA,
    }
    blank = save({key: np.asarray(tensor, order="C") for key, tensor in tensors.items()}, metadata)
    size = int.from_bytes(blank[:8], "little")
    header, data = blank[8 : 8 + size], memoryview(blank)[8 + size :]
    digest = hashlib.sha256(header)
    digest.update(data)
    told = digest.hexdigest()
    folder.write_parts(name, (blank[:8], header.replace(as_in_header(NO_SHA), as_in_header(told)), data))
    return told
