"""What is wrong with a source, as its reader found it: kept beside the arrays, shown to the person."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from nnstudio.core.serial import from_json, to_json
from nnstudio.core.words import from_wire, to_wire
from nnstudio.disk.atomic import write_text
from nnstudio.disk.regular import read_regular

FINDINGS = "findings.json"
Matter = Literal[
    "unreadable",
    "left out",
    "duplicate",
    "leak",
    "blank",
    "unsorted",
    "few",
    "missing",
    "text",
    "constant",
    "giveaway",
    "identifier",
    "encoding",
    "contradiction",
]
MOST_FINDINGS = 2_000
MOST_NAMES = 20
_MOST_BYTES = 8_000_000


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        matter: what sort of thing.
        names: the files, or classes, that it is about, at most MOST_NAMES; of duplicates those that are alike.
        text: what was found, and what was done, as words travel between processes.
    """

    matter: Matter
    names: tuple[str, ...]
    text: str

    @property
    def said(self) -> str:
        """What was found, in the person's language."""
        try:
            return from_wire(json.loads(self.text))
        except (ValueError, RecursionError):
            return ""


@dataclass(frozen=True)
class Findings:
    """All that is wrong; `more` counts what isn't listed, as it would be too much."""

    found: tuple[Finding, ...] = ()
    more: int = 0


def finding(matter: Matter, names: Sequence[str], text: str) -> Finding:
    """A finding with these words."""
    return Finding(matter, tuple(names[:MOST_NAMES]), json.dumps(to_wire(text)))


def write_findings(folder: Path, found: Sequence[Finding]) -> None:
    """Writes them beside the arrays. Raises OSError."""
    write_text(folder / FINDINGS, to_json(Findings(tuple(found[:MOST_FINDINGS]), max(0, len(found) - MOST_FINDINGS))))


def read_findings(folder: Path) -> Findings:
    """What was found when those arrays were read. Raises StudioError if that isn't there, or damaged."""
    path = folder / FINDINGS
    return from_json(Findings, read_regular(path, _MOST_BYTES), str(path), most_bytes=_MOST_BYTES)
