"""Pictures as PNG files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from nnstudio.disk.atomic import write_bytes


def save_png(path: Path, picture: QImage) -> None:
    """Writes the file, whole or not at all, its name ending in `.png`. Raises OSError."""
    write_bytes(with_ending(path, ".png"), png_bytes(picture))


def png_bytes(picture: QImage) -> bytes:
    """The picture as a PNG file's content. Raises OSError if it can't be encoded, as when memory runs out."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    if not writer.write(picture):
        raise OSError(writer.errorString())
    return bytes(buffer.data().data())


def with_ending(path: Path, ending: str) -> Path:
    """The path, with that ending added if it hasn't got it."""
    return path if path.suffix.lower() == ending else path.with_name(path.name + ending)
