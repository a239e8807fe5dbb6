"""Standard input, output and error, where whoever started the program closed them.

A file that is opened later would take the place of a closed stream, and be written into by whatever complains there.
"""

from __future__ import annotations

import io
import os
import sys

_STANDARD_ERROR = 2


def open_standard_streams() -> None:
    """Has what goes to a closed stream go nowhere."""
    while (nowhere := os.open(os.devnull, os.O_RDWR)) <= _STANDARD_ERROR:
        os.set_inheritable(nowhere, True)
    os.close(nowhere)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, io.TextIOWrapper(io.FileIO(os.devnull, mode), encoding="utf-8"))
