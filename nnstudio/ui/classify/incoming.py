"""Pictures on their way in: from a drop, the clipboard or a dialogue to sources that can be read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QImage

from nnstudio.ui.classify.entries import Source

SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff")
_PICTURE_BYTES = ("image/png", "image/jpeg", "image/bmp", "image/webp", "image/tiff")


def holds_pictures(mime: QMimeData) -> bool:
    """Whether there may be pictures in it: files of this machine, or a picture itself."""
    return bool(files_in(mime)) or mime.hasImage() or any(mime.hasFormat(kind) for kind in _PICTURE_BYTES)


def files_in(mime: QMimeData) -> list[Path]:
    """The files of this machine that it names."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def sources_in(mime: QMimeData, name: str) -> list[Source]:
    """What it holds: its files, else the picture itself under that name; empty if neither.

    Encoded bytes are taken as they are, to be decoded where a damaged picture can do no harm.
    """
    files = files_in(mime)
    if files:
        return sources_of(files)
    for kind in _PICTURE_BYTES:
        data = bytes(mime.data(kind).data())
        if data:
            return [Source(name, data=data)]
    image = mime.imageData()
    return [Source(name, data=_png_of(image))] if isinstance(image, QImage) and not image.isNull() else []


def sources_of(paths: list[Path]) -> list[Source]:
    """A source for each file; a folder stands for the pictures directly in it, by name."""
    files: list[Path] = []
    for path in paths:
        files += _pictures_in(path) if path.is_dir() else [path]
    return [Source(path.name, path) for path in files]


def _pictures_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES and path.is_file())


def _png_of(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know file names only
    return bytes(buffer.data().data())
