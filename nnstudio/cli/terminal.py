"""Lines for people on a terminal: what they quote can't speak to the terminal.

File names and texts of projects come from anybody. A control character in them could move the cursor, change colours
or a window's title; a mark of direction could show a line in another order than it has; a new line could pretend to be
one of ours.
"""

from __future__ import annotations

import sys
from typing import TextIO

from nnstudio.core.shown import prints


def tell(line: str, file: TextIO | None = None) -> None:
    """Prints one line, on standard output if nothing else is said."""
    print(printable(line), file=file or sys.stdout, flush=True)


def printable(text: str) -> str:
    r"""The text as one line: whatever doesn't print, half characters too, is written as a code such as `\x1b`."""
    return "".join(c if prints(c) else c.encode("unicode_escape").decode() for c in text)
