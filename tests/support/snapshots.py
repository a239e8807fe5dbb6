"""What a test looks at in a snapshot."""

from __future__ import annotations

from safetensors import safe_open

from nnstudio.disk.folder import Folder
from nnstudio.runs.snapshots import MOST, Array, read_chosen, read_position


def tensor_of(folder: Folder, name: str, tensor: str, *, most: int = MOST) -> Array:
    """One tensor."""
    return read_chosen(folder, name, lambda forms: [tensor], most=most)[tensor]


def checksum_of(folder: Folder, name: str) -> str:
    """The SHA-256 that the file tells of itself, once it was compared."""
    read_position(folder, name)
    with safe_open(folder.path / name, framework="numpy") as file:
        told: str = file.metadata().get("sha256", "")
        return told
