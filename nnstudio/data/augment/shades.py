"""How bright and how colourful each sample becomes: one affine map of colours a sample."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.augmentation import Augmentation, Brightness, Contrast, Tint
from nnstudio.data.augment.draws import Draws, Floats
from nnstudio.data.augment.maps import cosine_and_sine
from nnstudio.data.augment.scratch import SCRATCH

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

    def of(self, samples: Pixels) -> Pixels:
        """Samples (k, height, width, channels) with their new values, rounded and cut off at 0 and 255."""
        if self.matrices is not None:
            return self._of_colours(samples, self.matrices)
        values = SCRATCH.array("values", samples.shape, np.float32)
        np.multiply(samples, _each(self.gains, 4), out=values)
        values += _each(self.biases, 4)
        return _stored(values)

    def _of_colours(self, samples: Pixels, matrices: Floats) -> Pixels:
        """Channel by channel, each in one piece."""
        shape = samples.shape[:3]
        channels = [SCRATCH.array(f"channel {channel}", shape, np.float32) for channel in range(3)]
        for channel, values in enumerate(channels):
            values[...] = samples[..., channel]
        value, more = SCRATCH.array("values", shape, np.float32), SCRATCH.array("more", shape, np.float32)
        changed = np.empty_like(samples)
        for channel in range(3):
            value[...] = _each(self.biases, 3)
            for other, values in enumerate(channels):
                value += np.multiply(values, _each(matrices[:, channel, other] * self.gains, 3), out=more)
            changed[..., channel] = _stored(value)
        return changed


def _each(numbers: Floats, axes: int) -> NDArray[np.float32]:
    return numbers.astype(np.float32).reshape(-1, *(1,) * (axes - 1))


def _stored(values: NDArray[np.float32]) -> Pixels:
    np.rint(values, out=values)
    return np.clip(values, 0, 255, out=values).astype(np.uint8)


def shades_of(samples: Pixels, plan: Sequence[Augmentation], draws: Draws, white: int) -> Shades | None:
    """The new values of samples (k, height, width, 1 or 3), which lie from 0 to `white`; None if they stay."""
    colourful = samples.shape[3] == 3
    gains, biases, matrices, changed = np.ones(len(samples)), np.zeros(len(samples)), None, False
    for each in plan:
        match each:
            case Contrast():
                gains = 1 + draws.signed(Contrast, 1)[:, 0] * each.share
                biases = biases + means_of(samples).mean(axis=1) * (1 - gains)
            case Brightness():
                biases = biases + draws.signed(Brightness, 1)[:, 0] * (each.share * white)
            case Tint() if colourful:
                matrices = _tints(each, draws)
            case _:
                continue
        changed = True
    return Shades(gains, biases, matrices) if changed else None


def means_of(samples: Pixels) -> Floats:
    """(k, channels) the mean of each sample's values; of whole numbers, so that no order of adding can change it."""
    count, height, width, channels = samples.shape
    sums = [samples[..., channel].reshape(count, -1).sum(axis=1, dtype=np.uint32) for channel in range(channels)]
    return np.asarray(np.stack(sums, axis=1) / (height * width), np.float64)


def _tints(tint: Tint, draws: Draws) -> Floats:
    """(k, 3, 3): colours turned about grey, then further from their grey or nearer to it."""
    drawn = draws.signed(Tint, 2)
    cosine, sine = (each[:, np.newaxis, np.newaxis] for each in cosine_and_sine(drawn[:, 0] * tint.hue))
    turned = cosine * np.eye(3) + (1 - cosine) * _GREY_PART + sine * _AROUND_GREY
    strength = (1 + drawn[:, 1] * tint.saturation)[:, np.newaxis, np.newaxis]
    greys = (_LUMA[:, np.newaxis] * turned).sum(axis=1)[:, np.newaxis, :]
    return np.asarray(strength * turned + (1 - strength) * greys, np.float64)
