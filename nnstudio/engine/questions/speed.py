"""How fast an engine trains a project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nnstudio.core.project import Project
from nnstudio.engine.questions.base import Answer, QuestionFor


@dataclass(frozen=True)
class Speed(Answer):
    """How fast it was.

    Attributes:
        samples_per_second: while it trained.
        preparing_seconds: until the first batch was done: the network was built and compiled.
    """

    samples_per_second: float
    preparing_seconds: float


@dataclass(frozen=True)
class MeasureSpeed(QuestionFor[Speed]):
    """How fast does this engine train the project on the data in the folder? It is about no model: none is changed.

    Attributes:
        seconds: how long it may train to find out.
    """

    project: Project
    data_folder: str
    seconds: float = 0.5

    answer: ClassVar[type[Answer]] = Speed
    answered_by: ClassVar[str] = "nnstudio.engine.keras_backend.answers.speed"
