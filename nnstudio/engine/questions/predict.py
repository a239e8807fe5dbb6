"""Class probabilities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nnstudio.engine.blocks import Block
from nnstudio.engine.questions.base import Answer, QuestionFor


@dataclass(frozen=True)
class Predictions(Answer):
    """What the network gives for each picture: (pictures, classes) float32."""

    probabilities: Block


@dataclass(frozen=True)
class Predict(QuestionFor[Predictions]):
    """What does the network give for these pictures?

    Attributes:
        pixels: stored values before scaling, (pictures, height, width, channels) uint8.
    """

    pixels: Block

    answer: ClassVar[type[Answer]] = Predictions
    answered_by: ClassVar[str] = "nnstudio.engine.keras_backend.answers.predict"
