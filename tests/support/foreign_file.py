"""A question whose answer names a file that is not the engine's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from nnstudio.engine.blocks import Block
from nnstudio.engine.questions import Answer, QuestionFor

if TYPE_CHECKING:
    from nnstudio.engine.keras_backend.answers.given import Given, Steps


@dataclass(frozen=True)
class ForeignFile(Answer):
    """The file that was named."""

    values: Block


@dataclass(frozen=True)
class NamesForeignFile(QuestionFor[ForeignFile]):
    """What is in that file?"""

    path: str

    answer: ClassVar[type[Answer]] = ForeignFile
    answered_by: ClassVar[str] = __name__


def answer(question: NamesForeignFile, given: Given) -> Steps[ForeignFile]:
    """Names it as if it were a block."""
    yield 0, 1
    return ForeignFile(Block(question.path, (4,), "uint8"))
