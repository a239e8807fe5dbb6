"""Colours for weights: blue below zero, orange above, and the more vivid the further from it. Without Qt.

Blue and orange stay apart for the colour-blind, and both sides get darker (on light ground) or lighter (on dark) at the
same pace, so that size reads without any colour. Mixed in Oklab (Ottosson 2020), where equal steps look equal.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from nnstudio.ui.weights.grid import GAP, NOT_A_NUMBER, TOP, ZERO

Floats = npt.NDArray[np.float64]
Table = npt.NDArray[np.uint8]

# Lightness and strength of colour at zero, half way and full size, on light and dark ground; the two hues' angles.
_LIGHTNESS = {False: (0.985, 0.72, 0.40), True: (0.19, 0.56, 0.86)}
_STRENGTH = {False: (0.0, 0.125, 0.13), True: (0.0, 0.125, 0.105)}
_BLUE, _ORANGE = np.deg2rad(253.0), np.deg2rad(55.0)
_NOT_A_NUMBER = (217, 70, 160)

_TO_LMS = np.array(
    [[1.0, 0.3963377774, 0.2158037573], [1.0, -0.1055613458, -0.0638541728], [1.0, -0.0894841775, -1.2914855480]]
)
_TO_RGB = np.array(
    [
        [4.0767416621, -3.3077115913, 0.2309699292],
        [-1.2684380046, 2.6097574011, -0.3413193965],
        [-0.0041960863, -0.7034186147, 1.7076147010],
    ]
)


@lru_cache(maxsize=8)
def colour_table(dark: bool, gap: tuple[int, int, int]) -> Table:
    """(256, 3): the colour of each level of a composed image, with `gap` between the tiles."""
    sizes = np.abs(np.arange(TOP + 1) - ZERO) / ZERO
    lightness = np.interp(sizes, (0, 0.5, 1), _LIGHTNESS[dark])
    strength = np.interp(sizes, (0, 0.5, 1), _STRENGTH[dark])
    hue = np.where(np.arange(TOP + 1) < ZERO, _BLUE, _ORANGE)
    table = np.zeros((256, 3), np.uint8)
    table[: TOP + 1] = _from_oklab(np.stack((lightness, strength * np.cos(hue), strength * np.sin(hue)), axis=1))
    table[NOT_A_NUMBER] = _NOT_A_NUMBER
    table[GAP] = gap
    table.setflags(write=False)
    return table


def _from_oklab(lab: Floats) -> Table:
    """(n, 3) of Oklab as (n, 3) of sRGB bytes; what sRGB can't show is clipped."""
    linear = np.clip((lab @ _TO_LMS.T) ** 3 @ _TO_RGB.T, 0, 1)
    encoded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    table: Table = np.rint(encoded * 255).astype(np.uint8)
    return table
