"""What the network gives for stored samples."""

from __future__ import annotations

import numpy as np

from nnstudio.core.errors import StudioError
from nnstudio.core.words import say
from nnstudio.engine.keras_backend.answers.given import Given, Steps
from nnstudio.engine.questions import Predict, Predictions


def answer(question: Predict, given: Given) -> Steps[Predictions]:
    """Goes through the samples a few at a time."""
    samples = given.blocks.read(question.samples)
    expected = tuple(given.learner.model.input_shape[1:])
    if samples.dtype not in (np.uint8, np.float32) or samples.shape[1:] != expected or not len(samples):
        message = say(
            "{shape} values of type {type} are not what the network takes.",
            shape=" × ".join(map(str, samples.shape)),
            type=samples.dtype,
        )
        raise StudioError(message)
    parts, done = [], 0
    for part in given.learner.predict_in_parts(samples):
        parts.append(part)
        done += len(part)
        if done < len(samples):
            yield done, len(samples)
    return Predictions(given.blocks.write(np.concatenate(parts)))
