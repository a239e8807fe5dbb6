"""What can be downloaded, and from where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RemoteFile:
    """A file that can be downloaded.

    Attributes:
        name: after the base address.
        size: in bytes.
        sha256: of its bytes, in hexadecimal.
        kept_as: its name in the folder, where that is another.
    """

    name: str
    size: int
    sha256: str
    kept_as: str = ""

    @property
    def saved_as(self) -> str:
        """Its name in the folder."""
        return self.kept_as or self.name


@dataclass(frozen=True)
class Offer:
    """What a download brings.

    Attributes:
        base: the address in front of each file's name.
        folder: where Keras itself keeps them, under its `datasets`.
    """

    base: str
    folder: str
    files: tuple[RemoteFile, ...]

    @property
    def size(self) -> int:
        """In bytes, of all files."""
        return sum(file.size for file in self.files)
