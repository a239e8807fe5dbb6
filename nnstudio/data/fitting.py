"""Ink to each data set's own form: the size, the place and the stroke thickness that its pictures have.

Each form follows what is known of how the data was made, checked against the data itself:

- MNIST: scaled into 20 × 20 with its aspect kept, antialiased, placed by whole pixels with its centre of mass in the
  centre of 28 × 28 (LeCun et al. 1998).
- Digits: NIST's normalisation (Garris et al., NISTIR 5469), then the set pixels of each 4 × 4 block of 32 × 32 counted
  (Alpaydin & Kaynak 1998). NIST scaled to 20 × 32 whatever the aspect, evened the stroke thickness by eroding or
  dilating, and sheared away the slant, so that the leftmost pixels of the top and the bottom row share a column. The
  data shows it: a 0 is 20 wide in every picture, and the set pixels are about 313 of 1,024 (nine tenths: 260 to 367)
  for every class, a 1 as well as an 8. Plain strokes of a brush are told apart best near the upper half of that range.
- Fashion-MNIST: the longest edge to 28, the rest extended evenly (Xiao, Rasul & Vollgraf 2017); greys are kept.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nnstudio.data.ink import resized

Grey = NDArray[np.uint8]

_FINE = 4  # fine pixels along each pixel of MNIST while strokes are thickened
_MNIST_BOX, _MNIST_SIDE = 20, 28
_MNIST_STROKE = (1.9, 3.6)  # the middle nine tenths of the data's stroke thickness, in pixels
_DIGITS_SIDE, _DIGITS_FINE = 8, 8
_DIGITS_WIDTH = 20 / 32
_DIGITS_INK = (0.32, 0.325)  # of the square
_MOST_STRETCH = 1.6  # a 1 without serifs must not become a block
_END_BANDS = (0.06, 0.1)  # of the height
_MOST_SHEAR = 0.4  # columns a row; handwriting leans less
_MOST_STEPS = 12


def fitted_mnist(ink: Grey) -> tuple[Grey, Grey]:
    """Ink cropped to its box, as (fitted into 20 × 20, placed in 28 × 28), both 0 to 255."""
    fine = _with_stroke(ink, _MNIST_BOX * _FINE)
    fitted = _averaged_blocks(_padded_to_blocks(fine, _FINE), _FINE)
    return fitted, _placed_by_mass(fitted, _MNIST_SIDE)


def fitted_digits(ink: Grey) -> tuple[Grey, Grey]:
    """Ink cropped to its box, as (fitted into a fine square 0 to 255, counted in 8 × 8 blocks 0 to 16)."""
    side = _DIGITS_SIDE * _DIGITS_FINE
    square = _upright(_with_ink(ink, side))
    blocks = square.reshape(_DIGITS_SIDE, _DIGITS_FINE, _DIGITS_SIDE, _DIGITS_FINE).mean((1, 3))
    return square, np.rint(blocks * (16 / 255)).astype(np.uint8)


def fitted_clothes(picture: Grey) -> tuple[Grey, Grey]:
    """A bright object cropped to its box, as (its longest edge 28, centred in 28 × 28), both 0 to 255."""
    height, width = picture.shape
    factor = _MNIST_SIDE / max(height, width)
    fitted = scaled(picture, max(1, round(height * factor)), max(1, round(width * factor)))
    square = np.zeros((_MNIST_SIDE, _MNIST_SIDE), np.uint8)
    top, left = (_MNIST_SIDE - fitted.shape[0]) // 2, (_MNIST_SIDE - fitted.shape[1]) // 2
    square[top : top + fitted.shape[0], left : left + fitted.shape[1]] = fitted
    return fitted, square


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


def _with_stroke(ink: Grey, side: int) -> Grey:
    """The ink with its longest edge at `side`, its strokes thickened or thinned to what MNIST has."""
    low, high = (_FINE * bound for bound in _MNIST_STROKE)
    thickness = stroke_thickness(_boxed(ink, side, side, 0))
    steps = 0
    if thickness < low:
        steps = math.ceil((low - thickness) / 2)
    elif thickness > high:
        steps = -math.ceil((thickness - high) / 2)
    return _boxed(ink, side, side, max(-_MOST_STEPS, min(_MOST_STEPS, steps)))


def _boxed(ink: Grey, height: int, width: int, steps: int) -> Grey:
    """The ink scaled, aspect kept, and dilated (or eroded) by so many steps, so that it then fits the box."""
    room_height, room_width = height - 2 * steps, width - 2 * steps
    factor = min(room_height / ink.shape[0], room_width / ink.shape[1])
    return _stepped(scaled(ink, max(1, round(ink.shape[0] * factor)), max(1, round(ink.shape[1] * factor))), steps)


def _with_ink(ink: Grey, side: int) -> Grey:
    """The ink over the full height, dilated or eroded until its amount is in the data's range.

    A step is coarse, so the last two are mixed to meet the nearer end of the range.
    """
    low, high = (share * side * side * 255 for share in _DIGITS_INK)
    fine = _digit_square(ink, side, 0)
    amount = float(fine.sum(dtype=np.int64))
    if low <= amount <= high:
        return fine
    direction, wanted = (1, low) if amount < low else (-1, high)
    for step in range(1, _MOST_STEPS + 1):
        candidate = _digit_square(ink, side, direction * step)
        next_amount = float(candidate.sum(dtype=np.int64))
        if direction * (next_amount - amount) <= 0:
            break
        part = (wanted - amount) / (next_amount - amount)
        if part <= 1:
            return np.rint(fine + part * (candidate.astype(np.float32) - fine)).astype(np.uint8)
        fine, amount = candidate, next_amount
    return fine


def _digit_square(ink: Grey, side: int, steps: int) -> Grey:
    """The ink in the middle of a square, over its full height, after so many dilations."""
    fine = _digit_boxed(ink, side, steps)
    square = np.zeros((side, side), np.uint8)
    left = (side - fine.shape[1]) // 2
    square[: fine.shape[0], left : left + fine.shape[1]] = fine
    return square


def _upright(square: Grey) -> Grey:
    """The square sheared about its middle row until its ink's leftmost ends, top and bottom, share a column.

    Of the leans that a thin and a thicker band at the ends show, the smaller counts: one corner of a bar that is not
    quite level must not tip the digit over.
    """
    side = len(square)
    lean = min((_lean(square, band) for band in _END_BANDS), key=abs)
    lean = max(-_MOST_SHEAR, min(_MOST_SHEAR, lean))
    shear = (1.0, lean, -lean * (side - 1) / 2, 0.0, 1.0, 0.0)
    image = Image.fromarray(square).transform((side, side), Image.Transform.AFFINE, shear, Image.Resampling.BILINEAR)
    return np.asarray(image)


def _lean(square: Grey, band: float) -> float:
    """How far the leftmost ink moves to the right from the top to the bottom, for each row."""
    seen = square >= 128
    rows = np.flatnonzero(seen.any(axis=1))
    if len(rows) < 3:
        return 0.0
    thick = max(1, round(len(square) * band))
    top, bottom = seen[rows[0] : rows[0] + thick], seen[rows[-1] + 1 - thick : rows[-1] + 1]
    ends = [int(np.flatnonzero(part.any(axis=0))[0]) for part in (top, bottom)]
    return (ends[1] - ends[0]) / len(rows)


def _digit_boxed(ink: Grey, side: int, steps: int) -> Grey:
    room_height = max(1, side - 2 * steps)
    room_width = max(1, round(side * _DIGITS_WIDTH) - 2 * steps)
    natural = ink.shape[1] * room_height / ink.shape[0]
    width = min(room_width, max(1, round(natural * _MOST_STRETCH)))
    return _stepped(scaled(ink, room_height, width), steps)


def _stepped(ink: Grey, steps: int) -> Grey:
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


def _padded_to_blocks(fine: Grey, block: int) -> Grey:
    """Ground around the picture, evenly, until both sides are whole blocks."""
    more = [-side % block for side in fine.shape]
    return np.pad(fine, [(missing // 2, missing - missing // 2) for missing in more])


def _averaged_blocks(fine: Grey, block: int) -> Grey:
    height, width = fine.shape[0] // block, fine.shape[1] // block
    means = fine.reshape(height, block, width, block).mean((1, 3))
    return np.asarray(np.rint(means), np.uint8)


def _placed_by_mass(picture: Grey, side: int) -> Grey:
    """The picture in a square, its centre of mass in the centre as nearly as whole pixels allow, nothing cut off."""
    total = float(picture.sum(dtype=np.int64)) or 1.0
    square = np.zeros((side, side), np.uint8)
    corner = []
    for axis in (0, 1):
        length = picture.shape[axis]
        mass = float((picture.sum(axis=1 - axis, dtype=np.int64) * np.arange(length)).sum()) / total
        corner.append(min(max(0, round(side / 2 - mass)), side - length))
    square[corner[0] : corner[0] + picture.shape[0], corner[1] : corner[1] + picture.shape[1]] = picture
    return square
