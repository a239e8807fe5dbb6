"""What a network gives: probabilities of classes, or numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nnstudio.engine.blocks import Block
from nnstudio.engine.questions.base import Answer, QuestionFor


@dataclass(frozen=True)
class Predictions(Answer):
    """What the network gives for each sample: (samples, classes or numbers) float32."""

    outputs: Block


@dataclass(frozen=True)
class Predict(QuestionFor[Predictions]):
    """What does the network give for these samples?

    Attributes:
        samples: stored values before scaling, (samples, *shape) uint8 or float32.
    """

    samples: Block

    answer: ClassVar[type[Answer]] = Predictions
    answered_by: ClassVar[str] = "nnstudio.engine.keras_backend.answers.predict"
