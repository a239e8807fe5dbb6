"""Standard input, output and error, where whoever started the program closed them.

A file that is opened later would take the place of a closed stream, and be written into by whatever complains there.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

_STANDARD_ERROR = 2


def open_standard_streams() -> None:
    """Has what goes to a closed stream go nowhere."""
    while (nowhere := os.open(os.devnull, os.O_RDWR)) <= _STANDARD_ERROR:
        os.set_inheritable(nowhere, True)
    os.close(nowhere)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - for the whole program
