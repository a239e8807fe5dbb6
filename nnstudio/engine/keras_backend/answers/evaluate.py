"""The figures on the test samples."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from nnstudio.core.errors import StudioError
from nnstudio.core.training.figures import LOSS
from nnstudio.core.words import say
from nnstudio.data.store import open_dataset
from nnstudio.engine.keras_backend.answers.given import Given, Steps
from nnstudio.engine.keras_backend.learner import means_of
from nnstudio.engine.questions import Evaluate, Evaluation


def answer(question: Evaluate, given: Given) -> Steps[Evaluation]:
    """Goes through the test samples a few at a time."""
    learner = given.learner
    dataset = open_dataset(Path(question.data_folder))
    if not given.is_in_training:
        learner.load(dataset)
    samples = len(dataset.y_test)
    if not samples:
        raise StudioError(say("has no samples for the test."), where=dataset.source.said_title)
    parts, done = [], 0
    for part in learner.evaluate_in_parts(np.arange(samples, dtype=np.int32), test=True, most=learner.question_batch):
        parts.append(part)
        done += len(part[LOSS])
        if done < samples:
            yield done, samples
    return Evaluation(means_of(learner.joined(parts)), samples)
