"""Where the files are that scikit-learn brings, and their text. scikit-learn itself is not imported."""

from __future__ import annotations

import gzip
import importlib.util
import zlib
from pathlib import Path

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.words import say

_MOST_BYTES = 1_000_000  # the largest, the digits, holds 264,712 once unpacked


def brought_file(name: str) -> Path:
    """The file of that name in the installed scikit-learn. Raises StudioError if it isn't installed whole."""
    fix = say("Install scikit-learn again, or install NN Studio again.")
    found = importlib.util.find_spec("sklearn")
    if found is None or found.origin is None:
        raise StudioError(say("scikit-learn, which brings {file}, is not installed.", file=name), fix=fix)
    path = Path(found.origin).parent / "datasets" / "data" / name
    if not path.is_file():
        raise StudioError(say("is missing."), where=str(path), fix=fix)
    return path


def text_of(path: Path) -> bytes:
    """What the file holds, unpacked if it is packed. Raises FormatError if it can't be, or is too large."""
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            data: bytes = file.read(_MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise FormatError(say("can't be unpacked ({reason}).", reason=error), where=str(path)) from error
    if len(data) > _MOST_BYTES:
        raise FormatError(say("unpacks to more than {most} bytes.", most=_MOST_BYTES), where=str(path))
    return data
