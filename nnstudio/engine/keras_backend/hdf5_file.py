"""HDF5 files from anybody: opened, and looked into, so that what they declare costs neither memory nor time.

HDF5's C library reads through a file object that rations bytes and calls, so that no tree of groups, header or
attribute is larger than what was allowed. If it gets lost in a circle, this process ends. Only hard links are
followed: links, virtual datasets and external storage name other files, and opening those could wait for ever.
"""

from __future__ import annotations

import faulthandler
import io
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import h5py

from nnstudio.core.errors import StudioError
from nnstudio.core.words import say

SIGNATURE = b"\x89HDF\r\n\x1a\n"
ZIP = b"PK\x03\x04"
MOST_BYTES = 16 << 20
MOST_READS = 100_000
# That HDF5 may go on without asking for a byte. A tree of forty nodes, each the child of its parent many times over,
# would keep it busy for years, and nothing but the end of the process stops it.
STUCK_SECONDS = 10
STDERR = 2
# What HDF5 and h5py raise for a damaged file: the kind depends on where in the C library it was noticed.
_DAMAGE = (ArithmeticError, LookupError, OSError, RuntimeError, SystemError, TypeError, ValueError, zlib.error)


class RationedFile(io.FileIO):
    """A file's content, to be read in so many bytes and calls. `descriptor` stays open.

    Attributes:
        size: the file's bytes.
    """

    def __init__(self, descriptor: int) -> None:
        super().__init__(descriptor, "rb", closefd=False)
        self.size = self.seek(0, io.SEEK_END)
        self._bytes_left = MOST_BYTES
        self._reads_left = MOST_READS
        self._watched_since: float | None = None

    def allow(self, bytes_more: int, reads_more: int) -> None:
        """Adds to what may be read."""
        self._bytes_left += bytes_more
        self._reads_left += reads_more

    @property
    def is_spent(self) -> bool:
        """Whether more was asked for than is allowed."""
        return self._bytes_left < 0 or self._reads_left < 0

    def watch(self) -> None:
        """Ends the process, with a traceback, as soon as about STUCK_SECONDS pass without a read.

        There is one such timer in a process: faulthandler's.
        """
        self._watched_since = time.monotonic()
        faulthandler.dump_traceback_later(STUCK_SECONDS, exit=True, file=STDERR)

    def unwatch(self) -> None:
        """Takes `watch` back."""
        self._watched_since = None
        faulthandler.cancel_dump_traceback_later()

    def readinto(self, buffer: Any, /) -> int:
        """Fills the buffer as far as the file goes. Raises OSError when the ration is spent."""
        view = memoryview(buffer).cast("B")
        self._bytes_left -= len(view)
        self._reads_left -= 1
        if self.is_spent:
            raise OSError("the ration is spent")
        done = self._filled(view)
        # Not after each read: on a busy computer the timer takes 2 ms to be set again.
        if self._watched_since is not None and time.monotonic() - self._watched_since > 1:
            self.watch()
        return done

    def _filled(self, view: memoryview) -> int:
        done = 0
        # Linux reads at most 2 GB a call.
        while done < len(view) and (got := super().readinto(view[done:])):
            done += got
        return done


@contextmanager
def opened_hdf5(descriptor: int) -> Iterator[tuple[Any, RationedFile]]:
    """The file's root group (a h5py.h5g.GroupID) and its ration. It is watched until `unwatch`.

    Raises StudioError if it is no HDF5 file, or if it turns out damaged or too large while it is used.
    """
    file = RationedFile(descriptor)
    try:
        _check_start(file)
        file.watch()  # not before: a disk that sleeps takes its time to wake
        with h5py.File(file, "r") as opened:
            yield h5py.h5g.open(opened.id, b"/"), file
    except MemoryError as error:
        raise StudioError(
            say("can't be read: the computer's memory ran out."), fix=say("Close other programs, then try again.")
        ) from error
    except _DAMAGE as error:
        if file.is_spent:
            raise StudioError(say("can't be read: it holds far more than these weights.")) from error
        raise StudioError(
            say("can't be read: it is damaged or not whole."), fix=say("Get the file again, or save the weights again.")
        ) from error
    finally:
        file.unwatch()


class Groups:
    """The groups and arrays below a root group, by their paths; each group is opened once."""

    def __init__(self, root: Any) -> None:
        self._opened = {"": root}

    def group(self, path: str) -> Any:
        """The GroupID there, or None. Raises StudioError for anything else than a group."""
        if path not in self._opened:
            found = self._found(path)
            if found is None:
                return None
            if not isinstance(found, h5py.h5g.GroupID):
                raise StudioError(say("holds something else where a group of weights belongs."))
            self._opened[path] = found
        return self._opened[path]

    def array(self, path: str) -> Any:
        """The DatasetID there, whose values lie in this very file, or None. Raises StudioError for anything else."""
        found = self._found(path)
        if found is None:
            return None
        if not isinstance(found, h5py.h5d.DatasetID):
            raise StudioError(say("holds something else where an array of weights belongs."))
        plist = found.get_create_plist()
        # Before anything else is asked: the shape of a virtual dataset may depend on other files, which HDF5 opens.
        if plist.get_layout() == h5py.h5d.VIRTUAL or plist.get_external_count():
            raise StudioError(say("refers to other files for its weights."))
        return found

    def _found(self, path: str) -> Any:
        above, _, name = path.rpartition("/")
        group = self.group(above)
        return None if group is None else child(group, name.encode())


def child(group: Any, name: bytes) -> Any:
    """What the group holds under that name: a GroupID, DatasetID or TypeID; None for nothing.

    Raises StudioError for a link to another place.
    """
    if not group.links.exists(name):
        return None
    if group.links.get_info(name).type != h5py.h5l.TYPE_HARD:
        raise StudioError(say("holds a link where weights belong."))
    return h5py.h5o.open(group, name)


def names_in(group: Any, most: int, longest: int) -> list[bytes]:
    """The names in the group as they are stored, each cut to `longest` bytes.

    Raises StudioError if there are more than `most`.
    """
    names: list[bytes] = []

    def add(name: bytes) -> bool | None:
        names.append(name[:longest])
        return len(names) > most or None

    # In native order: HDF5 sorts for others, and holds all names at once.
    group.links.iterate(add, order=h5py.h5.ITER_NATIVE)
    if len(names) > most:
        raise StudioError(say("holds more than {most} layers.", most=most))
    return names


def _check_start(file: RationedFile) -> None:
    """HDF5 starts at the first byte, or after a block of 512, 1024, 2048 ... bytes that it leaves to others."""
    if not file.size:
        raise StudioError(say("can't be read: it is empty."))
    starts = [0, *(512 << i for i in range(60) if 512 << i < file.size)]
    if not any(_start(file, at) == SIGNATURE for at in starts):
        if _start(file, 0).startswith(ZIP):
            raise StudioError(
                say("can't be read as weights: it is a zip archive, such as a whole model (.keras)."),
                fix=say("Load it in Keras, save its weights as .weights.h5, then choose that file."),
            )
        raise StudioError(say("can't be read as weights: it is not an HDF5 file."))


def _start(file: RationedFile, at: int) -> bytes:
    file.seek(at)
    return file.read(len(SIGNATURE))
