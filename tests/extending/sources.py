"""Sources that the program doesn't have: what somebody would write to add them, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import FormatError
from nnstudio.core.sources import Classes, Facts, FolderSource, Numbers, Source
from nnstudio.core.words import say
from nnstudio.data.content import Content
from nnstudio.data.sources import Found, Progress, SourceReader

SHADES = 300


@dataclass(frozen=True)
class Shades(Source):
    """Small colour pictures, each of one of many shades."""

    title = "Shades"
    about = "Colour pictures of 12 × 10 pixels, made by arithmetic."
    word = "shades"
    expected = Facts((12, 10, 3), Classes(tuple(f"shade {i}" for i in range(SHADES))), 1200, 300, form="picture")


@dataclass(frozen=True)
class ShadesReader(SourceReader):
    """Makes them."""

    reads = Shades

    def locate(self) -> Found:
        return Found("made", text="Made by arithmetic.")

    def read(self, found: Found, progress: Progress) -> Content:
        arrays: dict[str, NDArray[Any]] = {}
        for part, count in (("train", self.source.facts.training), ("test", self.source.facts.test)):
            labels = (np.arange(count) % SHADES).astype(np.uint16)
            colours = np.stack([labels % 7 * 36, labels // 7 % 7 * 36, labels // 49 * 36], axis=-1).astype(np.uint8)
            arrays[f"x_{part}"] = np.broadcast_to(colours[:, None, None], (count, 12, 10, 3)).copy()
            arrays[f"y_{part}"] = labels
        return Content(self.source.facts, arrays)


@dataclass(frozen=True)
class Sums(Source):
    """Vectors, and what they add up to."""

    title = "Sums"
    about = "Four numbers and their weighted sum."
    word = "sums"
    expected = Facts((4,), Numbers(("sum",)), 400, 100, low=-1.0, high=1.0, dtype="float32")


@dataclass(frozen=True)
class SumsReader(SourceReader):
    """Makes them."""

    reads = Sums

    def locate(self) -> Found:
        return Found("made", text="Made by arithmetic.")

    def read(self, found: Found, progress: Progress) -> Content:
        facts = self.source.facts
        values = np.random.default_rng(7).uniform(-1, 1, (facts.training + facts.test, 4)).astype(np.float32)
        sums = (values @ np.array([[1], [-2], [0.5], [3]], np.float32)).astype(np.float32)
        arrays = {
            "x_train": values[: facts.training],
            "y_train": sums[: facts.training],
            "x_test": values[facts.training :],
            "y_test": sums[facts.training :],
        }
        return Content(facts, arrays)


@dataclass(frozen=True)
class Tones(FolderSource):
    """A folder with a file a class, of which each byte is a grey sample: only reading tells what is there."""

    title = "Tones"
    about = "A folder of files; each byte is a sample."
    word = "tones"


@dataclass(frozen=True)
class TonesReader(SourceReader):
    """Every fifth byte is for the test."""

    reads = Tones

    source: Tones

    def locate(self) -> Found | None:
        folder = Path(self.source.folder)
        files = tuple(sorted(folder.glob("*.tone"))) if self.source.folder else ()
        names = ",".join(file.stem for file in files)  # the classes, and so part of what it is
        return Found(f"tones {names}", files, f"Tones in {folder}", str(folder)) if files else None

    def read(self, found: Found, progress: Progress) -> Content:
        contents = [np.frombuffer(file.read_bytes(), np.uint8) for file in found.files]
        if any(len(content) < 5 for content in contents):
            raise FormatError(say("holds less than 5 bytes."), where=str(found.files[0].parent))
        values = np.concatenate(contents)
        labels = np.repeat(np.arange(len(contents), dtype=np.uint8), [len(content) for content in contents])
        test = np.arange(len(values)) % 5 == 0
        samples = np.broadcast_to(values[:, None, None, None], (len(values), 4, 4, 1)).copy()
        classes = Classes(tuple(file.stem for file in found.files))
        facts = Facts((4, 4, 1), classes, int((~test).sum()), int(test.sum()), form="picture")
        return Content(
            facts,
            {"x_train": samples[~test], "y_train": labels[~test], "x_test": samples[test], "y_test": labels[test]},
        )
