"""The files that a list names, beside it or in folders below it; nothing else is looked at."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from nnstudio.core.errors import StudioError
from nnstudio.core.shown import shown
from nnstudio.core.words import say
from nnstudio.data.members import LONGEST_NAME, MOST_MEMBER_BYTES, LeftOut
from nnstudio.disk.regular import read_regular


class ListedFiles:
    """As `Members`: the named files below a folder. Names that lead outside are left out, as are links."""

    def __init__(self, folder: Path, names: Iterable[str]) -> None:
        self._folder = folder.resolve()
        self.names: list[str] = []
        self.left_out: list[LeftOut] = []
        for name in dict.fromkeys(names):
            if _leads_outside(name):
                self.left_out.append(LeftOut(shown(name[:LONGEST_NAME]), say("has a name that leads outside.")))
            else:
                self.names.append(name)

    def read(self, name: str) -> bytes:
        """The file's bytes. Raises StudioError if it isn't there, is no plain file or too large."""
        path = self._folder / name
        try:
            plain = stat.S_ISREG(path.lstat().st_mode) and path.resolve().is_relative_to(self._folder)
        except (OSError, ValueError, RuntimeError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise StudioError(say("can't be read ({reason}).", reason=reason), where=shown(name)) from error
        if not plain:
            raise StudioError(say("is no plain file."), where=shown(name))
        return read_regular(path, MOST_MEMBER_BYTES)


def _leads_outside(name: str) -> bool:
    absolute = name.startswith(("/", "\\")) or ":" in name[:3]
    return absolute or ".." in PurePosixPath(name).parts or "\0" in name or len(name) > LONGEST_NAME
