"""A folder of a project, and the only way to what is in it.

A project may come from anybody, and anybody may change it while it is open. Nothing inside it may be a link, a
junction, a pipe, a socket or a device: a link could lead a write or a removal out of the project, a pipe would never
answer. So each call goes down from the project's root folder by folder, by descriptors that follow no link (openat with
O_NOFOLLOW, POSIX.1-2008), and looks again at what it has opened. Windows has no such descriptors: there each component
is looked at before each call.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from nnstudio.core.words import say
from nnstudio.disk import system
from nnstudio.disk.refusal import DiskError, not_plain, refused_read, refused_write, too_large
from nnstudio.disk.regular import AT_A_TIME, read_bounded

Kind = Literal["file", "folder", "other"]
Stamp = tuple[int, int, int]
_REPARSE_POINT = 0x400
_PARTIAL = ".partial-"
_IS_PARTIAL = re.compile(r"\.partial-[0-9a-f]{12}-")
_LONGEST_NAME = 200
_MOST_SHARED = 1 << 30
_DEEPEST = 64


@dataclass(frozen=True)
class _Way:
    """An open folder: its descriptor, or where there are none, its path; `name` is what the system is to be given."""

    path: Path
    descriptor: int | None

    def name(self, name: str) -> str:
        return name if self.descriptor is not None else str(self.path / name)

    def status(self, name: str) -> os.stat_result:
        return system.status(self.name(name), dir_fd=self.descriptor)

    def open(self, name: str, flags: int) -> int:
        return system.open_file(self.name(name), flags | system.NO_FOLLOW, dir_fd=self.descriptor)

    def sync(self) -> None:
        """Makes the folder's entries durable; Windows has no such call and needs none."""
        if self.descriptor is not None:
            system.sync(self.descriptor)


@dataclass(frozen=True)
class Folder:
    """A folder at or below a project's root. A value: it is looked up anew at each call.

    All calls raise DiskError where the system refuses, NotPlainError where something else than a plain file or folder
    stands in the way.

    Attributes:
        root: the project's own folder; the person chose it, so links on the way to it are followed.
        inside: the names from there down.
        identity: the root's (device, inode) once it was opened; another folder under its path is not it.
    """

    root: Path
    inside: tuple[str, ...] = ()
    identity: tuple[int, int] | None = None

    def __truediv__(self, name: str) -> Folder:
        if len(self.inside) >= _DEEPEST:
            raise DiskError(say("lies too deep in the project."), where=str(self.path))
        return Folder(self.root, (*self.inside, _checked(name)), self.identity)

    @property
    def parent(self) -> Folder:
        """The folder above, down to the root."""
        return Folder(self.root, self.inside[:-1], self.identity)

    def pinned(self) -> Folder:
        """The same folder, which from now on is only the one that stands there now. Raises DiskError."""
        try:
            found = self.root.stat()
        except (OSError, ValueError) as error:
            raise refused_read(self.root, error) from error
        return Folder(self.root, self.inside, (found.st_dev, found.st_ino))

    @property
    def path(self) -> Path:
        """Where it is, for messages and for other processes of this program."""
        return self.root.joinpath(*self.inside)

    # Looking -------------------------------------------------------------------------------------------------------

    def entries(self) -> dict[str, Kind]:
        """What is in it, by name, sorted; nothing if the folder isn't there."""
        try:
            with self._way() as way, system.listing(way.path if way.descriptor is None else way.descriptor) as found:
                kinds = {entry.name: _kind_of_entry(entry) for entry in found}
            return {name: kind for name, kind in sorted(kinds.items()) if kind is not None}
        except DiskError as error:
            if error.is_absence:
                return {}
            raise
        except OSError as error:
            raise refused_read(self.path, error) from error

    def size(self) -> int:
        """The bytes of all plain files in it and below."""
        total, below = 0, []
        try:
            with self._way() as way, system.listing(way.path if way.descriptor is None else way.descriptor) as found:
                for entry in found:
                    kind = _kind_of_entry(entry)
                    total += entry.stat(follow_symlinks=False).st_size if kind == "file" else 0
                    below += [entry.name] if kind == "folder" else []
        except DiskError as error:
            if not error.is_absence:
                raise
        except FileNotFoundError:
            pass  # went while it was looked at
        except OSError as error:
            raise refused_read(self.path, error) from error
        return total + sum((self / name).size() for name in below)

    def check_there(self) -> None:
        """Raises DiskError if the folder itself is gone."""
        with self._way():
            pass

    def kind(self, name: str) -> Kind | None:
        """What is there under that name; None: nothing."""
        found = self._status(name)
        return None if found is None else _kind_of(found)

    def stamp(self, name: str) -> Stamp | None:
        """Changes when the file does: (inode, size, time of its last change in ns). None: there is none."""
        found = self._status(name)
        return None if found is None else (found.st_ino, found.st_size, found.st_mtime_ns)

    def check(self, name: str, kind: Kind) -> None:
        """Raises NotPlainError if something else than a plain file, or folder, is there. Nothing is fine."""
        found = self._status(name)
        if found is not None and _kind_of(found) != kind:
            raise not_plain(self.path / name, found.st_mode)

    def check_plain(self, name: str) -> None:
        """Raises NotPlainError if a link, a pipe or another thing is there. A file, a folder and nothing are fine."""
        found = self._status(name)
        if found is not None and _kind_of(found) == "other":
            raise not_plain(self.path / name, found.st_mode)

    def _status(self, name: str) -> os.stat_result | None:
        try:
            with self._way() as way:
                return way.status(_checked(name))
        except DiskError as error:
            if error.is_absence:
                return None
            raise
        except OSError as error:
            if error.errno in (errno.ENOENT, errno.ENOTDIR):
                return None
            raise refused_read(self.path / name, error) from error

    # Reading -------------------------------------------------------------------------------------------------------

    def read(self, name: str, most: int) -> bytes:
        """The file's content. Raises TooLargeError if it holds more than `most` bytes."""
        with self.opened(name) as descriptor:
            return read_bounded(descriptor, self.path / name, most)

    @contextmanager
    def opened(self, name: str) -> Iterator[int]:
        """The file's descriptor, to read."""
        try:
            with self._way() as way:
                descriptor = self._open_plain(way, _checked(name), os.O_RDONLY)
        except OSError as error:
            raise refused_read(self.path / name, error) from error
        try:
            yield descriptor
        finally:
            system.close(descriptor)

    # Writing -------------------------------------------------------------------------------------------------------

    def write(self, name: str, data: bytes) -> None:
        """Writes the file, whole or not at all, to the disk."""
        self.write_parts(name, (data,))

    def write_parts(self, name: str, parts: Iterable[bytes | memoryview], *, durable: bool = True) -> None:
        """As `write`, of content that comes in parts. Not `durable`: whole for who reads it, gone with the power."""
        try:
            with self._way() as way:
                self._refuse_unplain(way, _checked(name))
                partial = f"{_PARTIAL}{secrets.token_hex(6)}-{name}"[:_LONGEST_NAME]
                try:
                    self._write_new(way, partial, parts, durable)
                    system.rename(way.name(partial), way.name(name), dir_fd=way.descriptor)
                except BaseException:
                    with suppress(OSError):
                        system.remove_file(way.name(partial), dir_fd=way.descriptor)
                    raise
                if durable:
                    way.sync()
        except (OSError, ValueError) as error:
            raise refused_write(self.path / name, error) from error

    def copy_file(self, name: str, target: Folder) -> None:
        """Copies the file to the other folder, under its name, whole or not at all."""
        with self.opened(name) as descriptor:
            target.write_parts(name, _parts_of(descriptor, self.path / name))

    def append(self, name: str, data: bytes) -> None:
        """Adds to the end of the file, all or nothing, to the disk; the file is made if there is none."""
        self.unshare(name)
        try:
            with self._way() as way:
                descriptor = self._open_plain(way, _checked(name), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
                try:
                    before = system.status_of(descriptor).st_size
                    try:
                        _write_all(descriptor, data)
                        system.sync(descriptor)
                    except OSError:
                        with suppress(OSError):  # a part that stays is passed over when the file is read
                            system.truncate(descriptor, before)
                        raise
                finally:
                    system.close(descriptor)
                if not before:
                    way.sync()
        except OSError as error:
            raise refused_write(self.path / name, error) from error

    def unshare(self, name: str) -> None:
        """Makes the file this folder's own before it is written in place: another name for it stays as it is."""
        found = self._status(name)
        if found is None or not stat.S_ISREG(found.st_mode) or found.st_nlink == 1:
            return
        if found.st_size > _MOST_SHARED:
            raise too_large(self.path / name, found.st_size, _MOST_SHARED)
        self.copy_file(name, self)

    def open_itself(self) -> int:
        """A descriptor of this folder, to lock. Whoever calls closes it. POSIX only."""
        return self._descend()

    def open_for_lock(self, name: str) -> int:
        """A descriptor of the file, made if there is none, to read, write and lock. Whoever calls closes it."""
        self.unshare(name)
        try:
            with self._way() as way:
                return self._open_plain(way, _checked(name), os.O_RDWR | os.O_CREAT)
        except OSError as error:
            raise refused_write(self.path / name, error) from error

    # Making, moving, removing --------------------------------------------------------------------------------------

    def make(self, name: str, *, may_exist: bool = False) -> Folder:
        """Makes a folder in it. Raises DiskError (EEXIST) if something is there, unless a folder may be."""
        try:
            with self._way() as way:
                try:
                    system.make_folder(way.name(_checked(name)), dir_fd=way.descriptor)
                except FileExistsError:
                    if not may_exist:
                        raise
                else:
                    self._sync_or_unmake(way, name)
        except (OSError, ValueError) as error:
            raise refused_write(self.path / name, error) from error
        self.check(name, "folder")
        return self / name

    def rename_entry(self, name: str, other: str) -> None:
        """Gives an entry another name in this folder. Raises DiskError (EEXIST) if that one is taken."""
        try:
            with self._way() as way:
                with suppress(FileNotFoundError):
                    way.status(_checked(other))
                    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
                system.rename(way.name(_checked(name)), way.name(other), dir_fd=way.descriptor)
                way.sync()
        except OSError as error:
            raise refused_write(self.path / name, error) from error

    def set_aside(self, name: str) -> str:
        """Keeps the entry under another name, which is given: `NAME.aside-1`, or the next number."""
        taken = self.entries()
        number = next(i for i in range(1, len(taken) + 2) if f"{name}.aside-{i}" not in taken)
        self.rename_entry(name, f"{name}.aside-{number}")
        return f"{name}.aside-{number}"

    def remove_file(self, name: str) -> None:
        """Removes a plain file; nothing happens if there is none."""
        try:
            with self._way() as way, suppress(FileNotFoundError):
                self._refuse_unplain(way, _checked(name))
                system.remove_file(way.name(name), dir_fd=way.descriptor)
        except OSError as error:
            raise refused_write(self.path / name, error) from error

    def remove_folder(self, name: str) -> bool:
        """Removes an empty folder; whether it is gone."""
        try:
            with self._way() as way:
                system.remove_folder(way.name(_checked(name)), dir_fd=way.descriptor)
        except FileNotFoundError:
            return True
        except OSError as error:
            if error.errno in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
                return False
            raise refused_write(self.path / name, error) from error
        return True

    def sweep(self) -> None:
        """Removes what a killed process left half written."""
        for name, kind in self.entries().items():
            if kind == "file" and _IS_PARTIAL.match(name):
                self.remove_file(name)

    # Help ----------------------------------------------------------------------------------------------------------

    @contextmanager
    def _way(self) -> Iterator[_Way]:
        if not system.HAS_DESCRIPTORS:
            yield _Way(self._looked_at(), None)
            return
        descriptor = self._descend()
        try:
            yield _Way(self.path, descriptor)
        finally:
            system.close(descriptor)

    def _descend(self) -> int:
        try:
            descriptor = system.open_file(self.root, os.O_RDONLY | system.AS_FOLDER)
            self._check_identity(descriptor)
        except (OSError, ValueError) as error:
            raise refused_read(self.root, error) from error
        for depth, name in enumerate(self.inside):
            try:
                below = system.open_file(name, os.O_RDONLY | system.AS_FOLDER | system.NO_FOLLOW, dir_fd=descriptor)
            except OSError as error:
                path = self.root.joinpath(*self.inside[: depth + 1])
                with suppress(OSError):
                    found = system.status(name, dir_fd=descriptor)
                    if not stat.S_ISDIR(found.st_mode):
                        raise not_plain(path, found.st_mode) from error
                raise refused_read(path, error) from error
            finally:
                system.close(descriptor)
            descriptor = below
        return descriptor

    def _check_identity(self, descriptor: int) -> None:
        """Raises OSError if another folder stands where this one was opened: a project may be renamed, or swapped."""
        found = system.status_of(descriptor)
        if self.identity not in (None, (found.st_dev, found.st_ino)):
            system.close(descriptor)
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))

    def _looked_at(self) -> Path:
        """The path, every component below the root looked at. For Windows."""
        path = self.root
        found = path.stat()
        if self.identity not in (None, (found.st_dev, found.st_ino)):
            raise refused_read(path, FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)))
        for name in self.inside:
            path /= name
            try:
                found = system.status(path)
            except (OSError, ValueError) as error:
                raise refused_read(path, error) from error
            if _kind_of(found) != "folder":
                raise not_plain(path, found.st_mode)
        return path

    def _refuse_unplain(self, way: _Way, name: str) -> None:
        with suppress(FileNotFoundError):
            found = way.status(name)
            if _kind_of(found) != "file":
                raise not_plain(self.path / name, found.st_mode)

    def _open_plain(self, way: _Way, name: str, flags: int) -> int:
        self._refuse_unplain(way, name)  # a device may act on being opened
        descriptor = way.open(name, flags)
        found = system.status_of(descriptor)
        if not stat.S_ISREG(found.st_mode):
            system.close(descriptor)
            raise not_plain(self.path / name, found.st_mode)
        return descriptor

    @staticmethod
    def _sync_or_unmake(way: _Way, name: str) -> None:
        try:
            way.sync()
        except OSError:
            with suppress(OSError):
                system.remove_folder(way.name(name), dir_fd=way.descriptor)
            raise

    @staticmethod
    def _write_new(way: _Way, name: str, parts: Iterable[bytes | memoryview], durable: bool) -> None:
        descriptor = way.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        try:
            for part in parts:
                _write_all(descriptor, part)
            if durable:
                system.sync(descriptor)
        finally:
            system.close(descriptor)


def descriptor_path(descriptor: int, path: Path) -> str:
    """A path that opens the very file of the descriptor, for libraries that take only paths.

    Linux and macOS have one; elsewhere it is the file's own path.
    """
    found = f"/dev/fd/{descriptor}"
    return found if system.HAS_DESCRIPTORS and os.path.exists(found) else str(path)  # noqa: PTH110 - of this process


def _parts_of(descriptor: int, path: Path) -> Iterator[bytes]:
    try:
        while part := system.read(descriptor, AT_A_TIME):
            yield part
    except OSError as error:
        raise refused_read(path, error) from error


def _write_all(descriptor: int, data: bytes | memoryview) -> None:
    left = memoryview(data)
    while left:
        left = left[system.write(descriptor, left) :]


def _kind_of(found: os.stat_result) -> Kind:
    if getattr(found, "st_file_attributes", 0) & _REPARSE_POINT:  # Windows: links, junctions
        return "other"
    if stat.S_ISREG(found.st_mode):
        return "file"
    return "folder" if stat.S_ISDIR(found.st_mode) else "other"


def _kind_of_entry(entry: os.DirEntry[str]) -> Kind | None:
    """Nothing for what went while the folder was being listed."""
    try:
        return _kind_of(entry.stat(follow_symlinks=False))
    except FileNotFoundError:
        return None


def _checked(name: str) -> str:
    """Names are the program's own, or come from a listing; a path would lead elsewhere."""
    if not name or name in (".", "..") or "/" in name or "\\" in name or "\0" in name:
        raise ValueError(f"{name!r} is no name of an entry")
    return name
