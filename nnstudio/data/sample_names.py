"""What single samples are called: files by their names, all others by their place, such as `train/17`.

Names lie beside the arrays as one piece of UTF-8, and where each of them ends in it: a million are opened at once.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import FormatError
from nnstudio.core.sources import Facts
from nnstudio.core.words import say
from nnstudio.data.array_writer import ArrayWriter
from nnstudio.data.mapped import MENDED, in_memory, mapped, mapped_vector

NAMES = "names.npy"
NAME_ENDS = "name_ends.npy"
LONGEST = 4096  # bytes of one name


@dataclass(frozen=True, eq=False)
class SampleNames:
    """The names of all samples: those that learn first, then those for the test. Each is another one.

    Attributes:
        training, test: how many there are of each.
        text: all names, one after the other, as UTF-8; None: samples go by their places.
        ends: (training + test,) where each ends in `text`.
    """

    training: int
    test: int
    text: NDArray[np.uint8] | None = None
    ends: NDArray[np.int64] | None = None

    def __len__(self) -> int:
        return self.training + self.test

    def __getitem__(self, row: int) -> str:
        if self.text is None or self.ends is None:
            return f"train/{row}" if row < self.training else f"test/{row - self.training}"
        begin, end = (int(self.ends[row - 1]) if row else 0), int(self.ends[row])
        return bytes(self.text[begin:end][:LONGEST]).decode(errors="replace")

    def __iter__(self) -> Iterator[str]:
        return (self[row] for row in range(len(self)))

    @property
    def are_files(self) -> bool:
        """Whether samples have names of their own."""
        return self.text is not None

    def rows_of(self, names: Collection[str]) -> Mapping[str, int]:
        """The rows of those names that are there."""
        if self.are_files:
            wanted = set(names)
            return {name: row for row, name in enumerate(self) if name in wanted} if wanted else {}
        found = ((name, self._row(name)) for name in names)
        return {name: row for name, row in found if row is not None}

    def rows_with(self, text: str) -> NDArray[np.int32]:
        """The rows whose name has that text in it; of A to Z and a to z it is all the same which."""
        if not text:
            return np.arange(len(self), dtype=np.int32)
        if self.text is None or self.ends is None:
            return np.array([row for row, name in enumerate(self) if text.lower() in name], np.int32)
        wanted = text.encode(errors="replace").lower()
        within = re.compile(b"(?=" + re.escape(wanted) + b")")  # also where one lies on another, across two names
        found = np.array([each.start() for each in within.finditer(self.text.tobytes().lower())], np.int64)
        rows = np.searchsorted(self.ends, found, "right").astype(np.int32)
        return np.unique(rows[found + len(wanted) <= self.ends[rows]])

    def _row(self, place: str) -> int | None:
        part, _, digits = place.partition("/")
        count = {"train": self.training, "test": self.test}.get(part, 0)
        if not (digits.isascii() and digits.isdecimal() and len(digits) < 10 and int(digits) < count):
            return None
        row = int(digits) + (self.training if part == "test" else 0)
        return row if self[row] == place else None  # `train/007` is no name


def write_sample_names(folder: Path, names: Iterable[str]) -> None:
    """Writes the names of all samples into that folder, before its description. Raises OSError.

    Names that are no text, as those of files may be, are kept with marks for what isn't.
    """
    encoded = [name.encode(errors="replace")[:LONGEST] for name in names]
    with ArrayWriter(folder / NAMES, (), "uint8") as text, ArrayWriter(folder / NAME_ENDS, (), "int64") as ends:
        text.extend(np.frombuffer(b"".join(encoded), np.uint8))
        ends.extend(np.cumsum([len(each) for each in encoded], dtype=np.int64))


def open_sample_names(folder: Path, facts: Facts) -> SampleNames:
    """The names of the samples whose arrays are there. Raises FormatError if they are damaged."""
    training, test = facts.training, facts.test
    if not (folder / NAMES).exists():
        return SampleNames(training, test)
    text = in_memory(mapped_vector(folder / NAMES, "uint8"))
    ends = in_memory(mapped(folder / NAME_ENDS, (training + test,), ("int64",)))
    if len(ends) and (int(ends[-1]) != len(text) or int(ends[0]) < 0 or bool(np.any(ends[1:] < ends[:-1]))):
        raise FormatError(say("holds names that end elsewhere."), where=str(folder / NAME_ENDS), fix=say(MENDED))
    return SampleNames(training, test, text, ends)
