"""Brings a project's drawings to their form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import StudioError
from nnstudio.core.sources import Drawn
from nnstudio.core.sources.drawn import MOST_DRAWINGS
from nnstudio.core.sources.facts import UNKNOWN
from nnstudio.core.words import say
from nnstudio.data.content import Content
from nnstudio.data.drawings import name_of, pixels_of
from nnstudio.data.sample_names import write_sample_names
from nnstudio.data.sources.base import Found, Progress, SourceReader
from nnstudio.data.store import DataInfo
from nnstudio.disk.refusal import refused_write


@dataclass(frozen=True)
class DrawnReader(SourceReader):
    """The drawings are in the project itself, in which nothing runs and nothing is larger than it may be."""

    reads = Drawn
    trusted = True

    source: Drawn

    def locate(self) -> Found:
        return Found("drawn", text=say("Kept in the project."))

    def write(self, found: Found, folder: Path, progress: Progress) -> DataInfo:
        try:
            write_sample_names(folder, _names(self.source))
        except OSError as error:
            raise refused_write(folder, error) from error
        return super().write(found, folder, progress)

    def read(self, found: Found, progress: Progress) -> Content:
        facts, count = self.source.facts, self.source.count
        if not count:
            raise StudioError(say("hold nothing yet."), where=self.source.said_title, fix=self.needed)
        samples = np.zeros((count, *facts.shape), np.uint8)
        targets = np.zeros(count, np.uint8)
        row = 0
        for label, each in enumerate(self.source.classes):
            for drawing in each.drawings:
                samples[row], targets[row] = _sample(drawing, facts.form, facts.shape), label
                progress(0.7 * row / count, say("Reading drawings"))
                row += 1
        return Content(facts, {"x_train": samples, "y_train": targets, "x_test": samples[:0], "y_test": targets[:0]})

    @property
    def needed(self) -> str:
        return say("Draw some samples of each class.")


@lru_cache(maxsize=2 * MOST_DRAWINGS)
def _sample(drawing: str, form: str, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """Kept, as each drawing that is added has all of them read again."""
    from nnstudio.data.forms import FORMS  # Pillow, which the window starts without

    facts = replace(UNKNOWN, shape=shape, form=form)
    return np.asarray(FORMS[form](pixels_of(drawing), facts).pixels, np.uint8)


def _names(source: Drawn) -> Iterator[str]:
    """Other drawings, added or removed, leave a drawing's name; the second that is the same has another."""
    seen: Counter[str] = Counter()
    for each in source.classes:
        for drawing in each.drawings:
            name = name_of(drawing)
            seen[name] += 1
            yield name if seen[name] == 1 else f"{name}-{seen[name]}"
