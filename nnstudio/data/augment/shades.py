"""How bright and how colourful each sample becomes: one affine map of colours a sample."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nnstudio.core.augmentation import Augmentation, Brightness, Contrast, Tint
from nnstudio.data.augment.draws import Draws, Floats
from nnstudio.data.augment.maps import cosine_and_sine

Pixels = NDArray[np.uint8]

_LUMA = np.array([0.299, 0.587, 0.114])  # Rec. 601, as in Pillow's grey
_GREY_PART = np.full((3, 3), 1 / 3)
_AROUND_GREY = np.array([[0, -1, 1], [1, 0, -1], [-1, 1, 0]]) / np.sqrt(3)


@dataclass(frozen=True, eq=False)
class Shades:
    """New values are gain x values + bias, of colours after a matrix.

    Attributes:
        gains, biases: (k,).
        matrices: (k, 3, 3); None where colours keep their hue and saturation.
    """

    gains: Floats
    biases: Floats
    matrices: Floats | None

    def of_grey(self, samples: Pixels) -> Pixels:
        """Samples (k, height, width, 1) with their new values, rounded and cut off at 0 and 255."""
        shape = (-1, 1, 1, 1)
        values = samples * self.gains.astype(np.float32).reshape(shape) + self.biases.astype(np.float32).reshape(shape)
        np.rint(values, out=values)
        return np.clip(values, 0, 255, out=values).astype(np.uint8)

    def of_colours(self) -> Callable[[Image.Image, int], Image.Image]:
        """What gives the colour picture at a place its new values."""
        matrices = np.eye(3) if self.matrices is None else self.matrices
        matrices = matrices * self.gains[:, np.newaxis, np.newaxis]
        biases = np.broadcast_to(self.biases[:, np.newaxis, np.newaxis], (len(self.gains), 3, 1))
        rows = [tuple(row) for row in np.concatenate([matrices, biases], axis=2).reshape(-1, 12).tolist()]
        return lambda picture, place: picture.convert("RGB", rows[place])


def shades_of(samples: Pixels, plan: Sequence[Augmentation], draws: Draws, white: int) -> Shades | None:
    """The new values of samples (k, height, width, 1 or 3), which lie from 0 to `white`; None if they stay."""
    colourful = samples.shape[3] == 3
    gains, biases, matrices, changed = np.ones(len(samples)), np.zeros(len(samples)), None, False
    for each in plan:
        match each:
            case Contrast():
                gains = 1 + draws.signed(Contrast, 1)[:, 0] * each.share
                biases = biases + _means(samples) * (1 - gains)
            case Brightness():
                biases = biases + draws.signed(Brightness, 1)[:, 0] * (each.share * white)
            case Tint() if colourful:
                matrices = _tints(each, draws)
            case _:
                continue
        changed = True
    return Shades(gains, biases, matrices) if changed else None


def _means(samples: Pixels) -> Floats:
    """The mean of each sample's values; of whole numbers, so that no order of adding can change it."""
    values = samples.reshape(len(samples), -1)
    return values.sum(axis=1, dtype=np.uint32) / values.shape[1]


def _tints(tint: Tint, draws: Draws) -> Floats:
    """(k, 3, 3): colours turned about grey, then further from their grey or nearer to it."""
    drawn = draws.signed(Tint, 2)
    cosine, sine = (each[:, np.newaxis, np.newaxis] for each in cosine_and_sine(drawn[:, 0] * tint.hue))
    turned = cosine * np.eye(3) + (1 - cosine) * _GREY_PART + sine * _AROUND_GREY
    strength = (1 + drawn[:, 1] * tint.saturation)[:, np.newaxis, np.newaxis]
    greys = (_LUMA[:, np.newaxis] * turned).sum(axis=1)[:, np.newaxis, :]
    return strength * turned + (1 - strength) * greys
