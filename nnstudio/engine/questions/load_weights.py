"""Weights from a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nnstudio.engine.questions.base import Answer, QuestionFor


@dataclass(frozen=True)
class WeightsLoaded(Answer):
    """The weights fitted, and are the run's epoch-0 snapshot at `snapshot`."""

    snapshot: str
    sha256: str


@dataclass(frozen=True)
class LoadWeights(QuestionFor[WeightsLoaded]):
    """Check the `.weights.h5` at `path` against the run's network; if all fits, write them as its epoch-0 snapshot.

    Attributes:
        data_folder: the arrays that decide how pixels are scaled for this network.
    """

    data_folder: str
    path: str

    answer: ClassVar[type[Answer]] = WeightsLoaded
    answered_by: ClassVar[str] = "nnstudio.engine.keras_backend.answers.load_weights"
