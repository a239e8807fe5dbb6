"""Loss and accuracy on the test pictures."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from nnstudio.data.arrays import open_dataset
from nnstudio.engine.keras_backend.answers.given import Given, Steps
from nnstudio.engine.keras_backend.learner import joined
from nnstudio.engine.questions import Evaluate, Evaluation


def answer(question: Evaluate, given: Given) -> Steps[Evaluation]:
    """Goes through the test pictures a few at a time."""
    learner = given.learner
    dataset = open_dataset(Path(question.data_folder))
    if not given.is_in_training:
        learner.load(dataset)
    samples = len(dataset.y_test)
    parts, done = [], 0
    for part in learner.evaluate_in_parts(np.arange(samples, dtype=np.int32), test=True, most=learner.question_batch):
        parts.append(part)
        done += len(part.losses)
        if done < samples:
            yield done, samples
    found = joined(parts)
    figures = {"loss": float(found.losses.mean(dtype=float)), "accuracy": float(found.accuracies.mean(dtype=float))}
    return Evaluation(figures, samples)
