"""The files in a folder or an archive, by names that stay inside it. Nothing is unpacked to the disk.

What could lead outside, or isn't a plain file, is left out and told: absolute names, `..`, links, pipes, devices,
names that are there twice or differ only in case, encrypted members, members that declare more than they can hold.
"""

from __future__ import annotations

import lzma
import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Protocol

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.shown import shown
from nnstudio.core.words import say
from nnstudio.data.limits import DEFLATE_MOST
from nnstudio.data.listing import DEEPEST, Looked, counted, is_seen, unlooked
from nnstudio.data.tar_files import FREE_BYTES, MOST_RATIO, opened_tar, read_member
from nnstudio.data.zip_files import usual_member
from nnstudio.disk.regular import opened_regular, read_regular

MOST_MEMBERS = 1_000_000
MOST_MEMBER_BYTES = 64_000_000
LONGEST_NAME = 4_096
_DAMAGED = (
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
    NotImplementedError,
)


@dataclass(frozen=True)
class LeftOut:
    """Something that is not read, and why."""

    name: str
    reason: str


class Members(Protocol):
    """What a folder or an archive holds.

    Attributes:
        names: of the files, with slashes, in an order in which they are read fast.
        left_out: what is not read.
    """

    @property
    def names(self) -> Sequence[str]: ...

    @property
    def left_out(self) -> Sequence[LeftOut]: ...

    def read(self, name: str) -> bytes:
        """The file's bytes. Raises StudioError if it can't be read, is damaged or too large."""
        ...


@dataclass
class _Listed:
    """Names as they are found, those that may not be used told apart."""

    names: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    _folded: set[str] = field(default_factory=set)

    def take(self, name: str, size: int, *, is_file: bool, reason: str = "") -> bool:
        """Whether the file may be read under that name."""
        reason = reason or self._reason(name, size, is_file)
        if reason:
            self.left_out.append(LeftOut(shown(name[:LONGEST_NAME]), reason))
            return False
        if len(self.names) >= MOST_MEMBERS:
            raise FormatError(say("holds more than {most} files.", most=MOST_MEMBERS))
        self._folded.add(name.casefold())
        self.names.append(name)
        return True

    def _reason(self, name: str, size: int, is_file: bool) -> str:
        if not is_file:
            return say("is no plain file.")
        if name.startswith(("/", "\\")) or _climbs(name) or "\\" in name or "\0" in name or ":" in name[:3]:
            return say("has a name that leads outside.")
        if name.count("/") >= DEEPEST or len(name) > LONGEST_NAME:
            return say("lies too deep.")
        if name.casefold() in self._folded:
            return say("is there twice, or differs from another only in small and capital letters.")
        if size > MOST_MEMBER_BYTES:
            return say(
                "is too large: {size} MB, where {most} may be.", size=size // 10**6, most=MOST_MEMBER_BYTES // 10**6
            )
        return ""


@contextmanager
def members_of(path: Path, looked: Looked = unlooked) -> Iterator[Members]:
    """What is in that folder, zip or tar file. Raises StudioError if it is none of these, or can't be read.

    `looked` is told how many files of a folder were found so far.
    """
    try:
        if path.is_dir():
            yield _Folder(path, looked)
        else:
            with _archive(path) as members:
                yield members
    except StudioError as error:
        raise type(error)(error.message, where=error.where or str(path), fix=error.fix) from error
    except _DAMAGED as error:
        raise FormatError(say("is damaged ({reason}).", reason=error), where=str(path)) from error


@contextmanager
def _archive(path: Path) -> Iterator[Members]:
    with ExitStack() as stack:
        descriptor = stack.enter_context(opened_regular(path))
        file = stack.enter_context(os.fdopen(descriptor, "rb", closefd=False))
        if zipfile.is_zipfile(file):
            yield _Zip(stack.enter_context(zipfile.ZipFile(file)), path)
            return
        try:
            archive = stack.enter_context(opened_tar(path))
        except (tarfile.ReadError, EOFError, zlib.error, lzma.LZMAError, OSError) as error:
            raise FormatError(say("is neither a folder nor a zip or tar file."), where=str(path)) from error
        yield _Tar(archive, path)


def _climbs(name: str) -> bool:
    return ".." in name and ".." in PurePosixPath(name).parts


class _Folder:
    """A folder, without following links in it."""

    def __init__(self, path: Path, looked: Looked) -> None:
        self._path = path
        listed = _Listed()
        found = ((name, status.st_size, stat.S_ISREG(status.st_mode)) for name, status in counted(path, looked))
        for name, size, is_file in sorted(found):
            listed.take(name, size, is_file=is_file)
        self.names, self.left_out = listed.names, listed.left_out

    def read(self, name: str) -> bytes:
        return read_regular(self._path / name, MOST_MEMBER_BYTES)


class _Zip:
    """A zip file."""

    def __init__(self, archive: zipfile.ZipFile, path: Path) -> None:
        self._archive, self._path = archive, path
        if sum(info.file_size for info in archive.infolist()) > max(FREE_BYTES, MOST_RATIO * path.stat().st_size):
            raise FormatError(say("unpacks to far more bytes than such a file can hold."), where=str(path))
        listed = _Listed()
        for info in archive.infolist():
            if info.is_dir() or not is_seen(info.filename):
                continue
            mode = info.external_attr >> 16
            reason = say("is encrypted.") if info.flag_bits & 1 else ""
            if info.compress_type == zipfile.ZIP_DEFLATED and info.file_size > info.compress_size * DEFLATE_MOST + 1024:
                reason = say("declares more bytes than it can hold.")
            listed.take(
                info.filename, info.file_size, is_file=not mode or stat.S_IFMT(mode) in (0, stat.S_IFREG), reason=reason
            )
        self.names, self.left_out = sorted(listed.names), listed.left_out

    def read(self, name: str) -> bytes:
        try:
            info = self._archive.getinfo(name)
            if self._archive.fp and (data := usual_member(self._archive.fp, info, MOST_MEMBER_BYTES)) is not None:
                return data
            with self._archive.open(info) as member:
                return _checked(member.read(MOST_MEMBER_BYTES + 1), name)
        except _DAMAGED as error:
            raise FormatError(say("is damaged ({reason}).", reason=error), where=shown(name)) from error


class _Tar:
    """A tar file, packed or not. Its members are read fast in their own order only."""

    def __init__(self, archive: tarfile.TarFile, path: Path) -> None:
        self._archive, self._path = archive, path
        self._infos: dict[str, tarfile.TarInfo] = {}
        listed = _Listed()
        for info in archive:
            name = info.name.removeprefix("./")
            if (
                not info.isdir()
                and is_seen(name)
                and listed.take(name, info.size, is_file=info.isreg() and not info.issparse())
            ):
                self._infos[name] = info
        self.names, self.left_out = listed.names, listed.left_out

    def read(self, name: str) -> bytes:
        try:
            return _checked(read_member(self._archive, self._infos[name], MOST_MEMBER_BYTES), name)
        except _DAMAGED as error:
            raise FormatError(say("is damaged ({reason}).", reason=error), where=shown(name)) from error


def _checked(data: bytes, name: str) -> bytes:
    if len(data) > MOST_MEMBER_BYTES:
        raise FormatError(say("unpacks to more than {most} bytes.", most=MOST_MEMBER_BYTES), where=shown(name))
    return data
