"""Class probabilities of stored pixels."""

from __future__ import annotations

import numpy as np

from nnstudio.core.errors import StudioError
from nnstudio.core.words import say
from nnstudio.engine.keras_backend.answers.given import Given, Steps
from nnstudio.engine.questions import Predict, Predictions


def answer(question: Predict, given: Given) -> Steps[Predictions]:
    """Goes through the pictures a few at a time."""
    pixels = given.blocks.read(question.pixels)
    if pixels.dtype != np.uint8 or pixels.ndim != 4 or not len(pixels):
        shape = " × ".join(map(str, pixels.shape))
        raise StudioError(say("{shape} values of type {type} are no pictures.", shape=shape, type=pixels.dtype))
    parts, done = [], 0
    for part in given.learner.predict_in_parts(pixels):
        parts.append(part)
        done += len(part)
        if done < len(pixels):
            yield done, len(pixels)
    return Predictions(given.blocks.write(np.concatenate(parts)))
