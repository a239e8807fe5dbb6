"""The questions to a model, in a file each.

To add one: a question and its answer here, the generator that finds it out, and its line below.
"""

from __future__ import annotations

from collections.abc import Iterator

from nnstudio.core.family import Family
from nnstudio.core.words import mark
from nnstudio.engine.questions.base import Answer, Question, QuestionFor
from nnstudio.engine.questions.evaluate import Evaluate, Evaluation
from nnstudio.engine.questions.kernel import Kernel, NodeKernel
from nnstudio.engine.questions.load_weights import LoadWeights, WeightsLoaded
from nnstudio.engine.questions.predict import Predict, Predictions
from nnstudio.engine.questions.save import Saved, SaveModel, SaveWeights
from nnstudio.engine.questions.speed import MeasureSpeed, Speed

QUESTIONS = Family(
    Question, mark("a question"), (Predict, Evaluate, Kernel, SaveWeights, LoadWeights, SaveModel, MeasureSpeed)
)


class _Answers(Family[Answer]):
    """The answers to the questions that there are: nothing to be listed twice."""

    def __iter__(self) -> Iterator[type[Answer]]:
        return iter(dict.fromkeys(question.answer for question in QUESTIONS))

    def __contains__(self, kind: object) -> bool:
        return kind in tuple(self)


ANSWERS = _Answers(Answer, mark("an answer"))

__all__ = [
    "ANSWERS",
    "QUESTIONS",
    "Answer",
    "Evaluate",
    "Evaluation",
    "Kernel",
    "LoadWeights",
    "MeasureSpeed",
    "NodeKernel",
    "Predict",
    "Predictions",
    "Question",
    "QuestionFor",
    "SaveModel",
    "SaveWeights",
    "Saved",
    "Speed",
    "WeightsLoaded",
]
