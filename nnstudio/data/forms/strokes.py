"""Strokes of ink: how thick they are, and made thicker or thinner."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from nnstudio.data.forms.ground import Grey, resized

MOST_STEPS = 12


def scaled(picture: Grey, height: int, width: int) -> Grey:
    """The picture at another size, antialiased when smaller, smooth when larger."""
    smaller = height < picture.shape[0] or width < picture.shape[1]
    method = Image.Resampling.HAMMING if smaller else Image.Resampling.BILINEAR
    return resized(picture, (height, width), method)


def stroke_thickness(ink: Grey) -> float:
    """The mean thickness of the strokes, in pixels: twice the area over the outline's length.

    The outline is counted along rows and columns, which is 4/pi times its length for strokes in all directions.
    """
    seen = np.pad(ink >= 128, 1)
    area = int(seen.sum())
    edges = int((seen[1:] != seen[:-1]).sum()) + int((seen[:, 1:] != seen[:, :-1]).sum())
    return 2 * area / (edges * math.pi / 4) if edges else 0.0


def stepped(ink: Grey, steps: int) -> Grey:
    """Grows every stroke by `steps` pixels on each side (shrinks it if negative), by an octagon; so grows the size."""
    if steps > 0:
        ink = np.pad(ink, steps)
        for step in range(steps):
            ink = _widened(ink, square=step % 2 == 1)
        return ink
    for step in range(-steps):
        ink = 255 - _widened(255 - ink, square=step % 2 == 1, edge=255)
    return ink[-steps : ink.shape[0] + steps, -steps : ink.shape[1] + steps] if steps else ink


def _widened(ink: Grey, *, square: bool, edge: int = 0) -> Grey:
    padded = np.pad(ink, 1, constant_values=edge)
    if square:
        rows = np.maximum(np.maximum(padded[:-2], padded[1:-1]), padded[2:])
        return np.maximum(np.maximum(rows[:, :-2], rows[:, 1:-1]), rows[:, 2:])
    widest = np.maximum(ink, padded[:-2, 1:-1])
    for neighbour in (padded[2:, 1:-1], padded[1:-1, :-2], padded[1:-1, 2:]):
        np.maximum(widest, neighbour, out=widest)
    return np.asarray(widest, np.uint8)
