"""What a generator that finds out an answer is given."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from nnstudio.disk.atomic import replacing
from nnstudio.disk.refusal import refused_write
from nnstudio.engine.blocks import Blocks
from nnstudio.engine.keras_backend.learner import Learner
from nnstudio.engine.keras_backend.models import Model, Models
from nnstudio.engine.messages import ModelRef
from nnstudio.runs.snapshots import Position

A = TypeVar("A")
Steps = Generator[tuple[int, int], None, A]
"""Yields how much of how much is done; returns the answer."""


class Given:
    """The model that a question is about, found when it is first used, and the blocks of this engine.

    Attributes:
        asked: which model that is.
        blocks: to read the question's arrays, and write the answer's.
    """

    def __init__(self, asked: ModelRef, models: Models, blocks: Blocks) -> None:
        self.asked = asked
        self.blocks = blocks
        self._models = models

    @cached_property
    def _model(self) -> Model:
        return self._models.find(self.asked)

    @property
    def learner(self) -> Learner:
        """The model. Raises StudioError if there is none."""
        return self._model.learner

    @property
    def position(self) -> Position:
        """Where in its run the model stands. Raises StudioError as `learner`."""
        return self._model.position

    @property
    def is_in_training(self) -> bool:
        """Whether the model was used and is one that a run trains; its data is on the device then."""
        return "_model" in vars(self) and self._model.in_training


@contextmanager
def writing(path: str) -> Iterator[Path]:
    """As `replacing`; a disk that refuses is a StudioError."""
    try:
        with replacing(Path(path)) as temporary:
            yield temporary
    except OSError as error:
        raise refused_write(path, error) from error
