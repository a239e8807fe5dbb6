"""The figures on the test samples."""

from __future__ import annotations

from pathlib import Path

from nnstudio.core.errors import StudioError
from nnstudio.core.training.figures import LOSS
from nnstudio.core.words import say
from nnstudio.data.parts import parts_of
from nnstudio.data.store import open_dataset
from nnstudio.engine.keras_backend.answers.given import Given, Steps
from nnstudio.engine.keras_backend.feeds import StreamedFeed
from nnstudio.engine.questions import Evaluate, Evaluation
from nnstudio.runs.run_folder import RunFolder


def answer(question: Evaluate, given: Given) -> Steps[Evaluation]:
    """Goes through the test samples of the run's project a few at a time."""
    learner = given.learner
    dataset = open_dataset(Path(question.data_folder))
    parts = parts_of(dataset, RunFolder.at(Path(given.asked.run_folder)).read_project())
    rows = parts.rows["test"]
    if not len(rows):
        raise StudioError(say("has no samples for the test."), where=dataset.source.said_title)
    if not given.is_in_training:
        learner.learn(dataset.facts.targets)
    found, done = [], 0
    feed = StreamedFeed(parts, learner.place)
    for figures in learner.evaluate_in_parts(feed, rows, most=learner.question_batch):
        if figures is not None:
            found.append(figures)
            done += len(figures[LOSS])
        if done < len(rows):
            yield done, len(rows)
    return Evaluation(learner.over_all(found), len(rows))
