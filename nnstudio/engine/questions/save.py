"""Files for Keras."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nnstudio.engine.questions.base import Answer, QuestionFor


@dataclass(frozen=True)
class Saved(Answer):
    """The file is at `path`, whole."""

    path: str


@dataclass(frozen=True)
class SaveWeights(QuestionFor[Saved]):
    """Write the weights to `path` as Keras's `.weights.h5`, whole or not at all."""

    path: str

    answer: ClassVar[type[Answer]] = Saved
    answered_by: ClassVar[str] = "nnstudio.engine.keras_backend.answers.save_weights"


@dataclass(frozen=True)
class SaveModel(QuestionFor[Saved]):
    """Write the whole model to `path` as `.keras`, whole or not at all."""

    path: str

    answer: ClassVar[type[Answer]] = Saved
    answered_by: ClassVar[str] = "nnstudio.engine.keras_backend.answers.save_model"
