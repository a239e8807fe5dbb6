"""A question of a plugin's own: how sure is the network of so many test pictures?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nnstudio.engine.blocks import Block
from nnstudio.engine.questions import Answer, QuestionFor


@dataclass(frozen=True)
class Certain(Answer):
    """The largest probability that the network gives for each picture: (pictures,) float32."""

    shares: Block


@dataclass(frozen=True)
class Certainty(QuestionFor[Certain]):
    """How sure is the network of the first `count` test pictures of that data?"""

    data_folder: str
    count: int

    answer: ClassVar[type[Answer]] = Certain
    answered_by: ClassVar[str] = "tests.extending.certainty_answer"
