"""What may be dropped on the window: a project, weights, data to learn from, or pictures to classify."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData

from nnstudio.ui.shell.file_commands import PROJECT_ENDING, WEIGHTS_ENDING

PICTURE_ENDINGS = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".pgm", ".ppm"})


@dataclass(frozen=True)
class Drop:
    """What a drop holds: one thing to open, data, or pictures."""

    openable: Path | None = None
    data: Path | None = None
    pictures: tuple[Path, ...] = ()

    def __bool__(self) -> bool:
        return self.openable is not None or self.data is not None or bool(self.pictures)


def read_drop(mime: QMimeData) -> Drop:
    """What of the dragged files the window can take; the drop is empty if nothing."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    for path in paths:
        if is_openable(path):
            return Drop(openable=path)
        if is_data(path):
            return Drop(data=path)
    return Drop(pictures=tuple(path for path in paths if path.suffix.lower() in PICTURE_ENDINGS))


def is_data(path: Path) -> bool:
    """Whether it is a folder, or a file of a kind that can be learned from."""
    from nnstudio.data.recognise import may_be_data  # all readers of files: too much for the window's start

    return may_be_data(path)


def is_openable(path: Path) -> bool:
    """Whether it is a project folder, its project.json, or a file of weights."""
    name = path.name.lower()
    return (
        name.endswith((PROJECT_ENDING, WEIGHTS_ENDING)) or name == "project.json" or (path / "project.json").is_file()
    )
