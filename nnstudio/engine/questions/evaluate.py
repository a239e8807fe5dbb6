"""Figures on the test data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nnstudio.engine.questions.base import Answer, QuestionFor


@dataclass(frozen=True)
class Evaluation(Answer):
    """The means over so many test samples, by name: `loss`, and the metrics of what is learned."""

    figures: dict[str, float]
    samples: int


@dataclass(frozen=True)
class Evaluate(QuestionFor[Evaluation]):
    """How good is the network on the samples that its project tests with, of the data in this folder?"""

    data_folder: str

    answer: ClassVar[type[Answer]] = Evaluation
    answered_by: ClassVar[str] = "nnstudio.engine.keras_backend.answers.evaluate"
