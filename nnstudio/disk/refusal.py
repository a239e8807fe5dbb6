"""What the person is told when a disk refuses: what happened, where, and the advice that fits the cause."""

from __future__ import annotations

import errno
import stat
from os import PathLike, fspath

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.words import mark, say

_ADVICE = {
    errno.ENOSPC: mark("Free some space on that disk."),
    errno.EDQUOT: mark("Free some space on that disk."),
    errno.EFBIG: mark("Choose a disk that holds files of that size."),
    errno.EACCES: mark("Choose a place where you may do that."),
    errno.EPERM: mark("Choose a place where you may do that."),
    errno.EROFS: mark("That disk can only be read: choose another one."),
    errno.EIO: mark("The disk may be failing: copy your work to another one."),
    errno.ENOENT: mark("See whether it was moved or deleted."),
    errno.ENOTDIR: mark("See whether it was moved or deleted."),
    errno.ENAMETOOLONG: mark("Choose a shorter name."),
    errno.EMFILE: mark("Close other windows of the program, then try again."),
}


class DiskError(StudioError):
    """The system refused.

    Attributes:
        number: the cause as in `errno`; 0 where there is none.
    """

    def __init__(self, message: str, *, where: str = "", fix: str = "", number: int = 0) -> None:
        super().__init__(message, where=where, fix=fix)
        self.number = number

    @property
    def is_absence(self) -> bool:
        """Whether nothing was there."""
        return self.number in (errno.ENOENT, errno.ENOTDIR)


class NotPlainError(FormatError):
    """A link, a pipe, a device or another thing stands where only a plain file or folder may."""


class TooLargeError(FormatError):
    """A file is larger than it may be.

    Attributes:
        size: its bytes, as far as they are known.
    """

    def __init__(self, message: str, *, where: str = "", fix: str = "", size: int = 0) -> None:
        super().__init__(message, where=where, fix=fix)
        self.size = size


def refused_read(path: str | PathLike[str], error: OSError | ValueError) -> DiskError:
    """The error for what could not be read."""
    return _refused(say("can't be read ({reason}).", reason=_reason(error)), path, error)


def refused_write(path: str | PathLike[str], error: OSError | ValueError) -> DiskError:
    """The error for what could not be written."""
    return _refused(say("can't be written ({reason}).", reason=_reason(error)), path, error)


def not_plain(path: str | PathLike[str], mode: int) -> NotPlainError:
    """The error for what is not the plain file, or folder, that belongs there; `mode` as in `stat_result.st_mode`."""
    if stat.S_ISDIR(mode):
        return NotPlainError(say("is a folder, where a file belongs."), where=fspath(path), fix=say("Move it away."))
    if stat.S_ISREG(mode):
        return NotPlainError(say("is a file, where a folder belongs."), where=fspath(path), fix=say("Move it away."))
    return NotPlainError(
        say("is {thing}, where a project holds only plain files and folders.", thing=thing_of(mode)),
        where=fspath(path),
        fix=say("If you trust where the project comes from, put the file itself there."),
    )


def too_large(path: str | PathLike[str], size: int, most: int) -> TooLargeError:
    """The error for a file of more than `most` bytes; `size` 0: not known how many."""
    if size:
        message = say("is too large: {size} bytes, where {most} may be.", size=size, most=most)
    else:
        message = say("is too large: more than the {most} bytes that may be.", most=most)
    return TooLargeError(message, where=fspath(path), size=size)


def thing_of(mode: int) -> str:
    """What such an entry of a folder is, in words."""
    kinds = (
        (stat.S_ISLNK, say("a link")),
        (stat.S_ISFIFO, say("a pipe")),
        (stat.S_ISSOCK, say("a socket")),
        (stat.S_ISDIR, say("a folder")),
        (stat.S_ISREG, say("a file")),
    )
    return next((words for check, words in kinds if check(mode)), say("a device"))


def _refused(message: str, path: str | PathLike[str], error: OSError | ValueError) -> DiskError:
    number = getattr(error, "errno", None) or 0
    fix = say(_ADVICE[number]) if number in _ADVICE else ""
    return DiskError(message, where=fspath(path), fix=fix, number=number)


def _reason(error: OSError | ValueError) -> str:
    return str(getattr(error, "strerror", None) or error)
