"""What came of a file before the connection broke: its bytes, and what the server calls the version they are of.

A folder beside the file holds both. Who goes on with it renames it first, which only one process can: two downloads
of one file never write to the same bytes.
"""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

_BYTES, _VERSION, _ENDING = "bytes", "version", ".part"
_OLDEST_SECONDS = 7 * 24 * 3600.0
_LONGEST_VERSION = 500


@dataclass(frozen=True)
class Partial:
    """A file that is not whole yet, in a folder of this process's own. All methods raise OSError.

    Attributes:
        path: the file that it is to become.
    """

    path: Path
    _folder: Path

    @property
    def bytes(self) -> Path:
        """Where the bytes are written."""
        return self._folder / _BYTES

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return self.bytes.stat().st_size if self.bytes.is_file() else 0

    @property
    def version(self) -> str:
        """What the server called the file that the bytes are of, as `If-Range` takes it; empty if it gave no name."""
        try:
            return (self._folder / _VERSION).read_text("ascii")
        except (OSError, UnicodeDecodeError):
            return ""

    def begin(self, version: str) -> None:
        """Forgets the bytes that there are: those that follow are of this version."""
        fits = version.isascii() and version.isprintable() and len(version) <= _LONGEST_VERSION
        (self._folder / _VERSION).write_text(version if fits else "", "ascii")
        self.bytes.write_bytes(b"")

    @property
    def sha256(self) -> str:
        """Of the bytes that there are, in hexadecimal."""
        with self.bytes.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def complete(self) -> None:
        """Gives the file its name."""
        self.bytes.replace(self.path)

    def keep(self) -> None:
        """Leaves the bytes for whoever goes on, if there are any and nobody else left some."""
        with contextlib.suppress(OSError):  # such as that others are there already
            if self.size:
                self._folder.rename(_left(self.path))

    def discard(self) -> None:
        """Removes what there is."""
        shutil.rmtree(self._folder, ignore_errors=True)


def taken_up(path: Path) -> Partial:
    """What is there of that file, which may be nothing, in this process's own hands. Raises OSError."""
    folder = path.with_name(f".{path.name}.{secrets.token_hex(6)}{_ENDING}")
    try:
        _left(path).rename(folder)
    except FileNotFoundError:
        folder.mkdir()
    return Partial(path, folder)


def sweep(folder: Path) -> None:
    """Removes what is a week old: nobody goes on with it."""
    oldest = time.time() - _OLDEST_SECONDS
    for left in folder.glob(f".*{_ENDING}"):
        with contextlib.suppress(OSError):  # another process may be removing it
            if left.lstat().st_mtime >= oldest:
                continue
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)


def _left(path: Path) -> Path:
    return path.with_name(f".{path.name}{_ENDING}")
