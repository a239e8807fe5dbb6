"""What all questions to a model, and all answers, share."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

A_co = TypeVar("A_co", bound="Answer", covariant=True)


class Answer:
    """What an engine finds out: a frozen dataclass, whose arrays are blocks."""


class Question:
    """What can be asked of a model: a frozen dataclass, whose arrays are blocks.

    Attributes:
        answer: the class of its answer.
        answered_by: the module whose `answer(question, given)` finds it out; only an engine's process imports that.
    """

    answer: ClassVar[type[Answer]]
    answered_by: ClassVar[str]


class QuestionFor(Question, Generic[A_co]):
    """A question whose answer is an `A_co`."""
