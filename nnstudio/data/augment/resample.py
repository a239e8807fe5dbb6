"""Pictures resampled once, bilinearly, whatever moves their pixels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nnstudio.core.augmentation import Augmentation, Elastic, Flip
from nnstudio.data.augment.draws import Draws, Floats
from nnstudio.data.augment.maps import Maps
from nnstudio.data.augment.moves import CELLS, MOVES, Size, bends_of, maps_of, reach_of

Pixels = NDArray[np.uint8]
OfPicture = Callable[[Image.Image, int], Image.Image]

_AT_THE_EDGE = 32  # so many pixels of the edge at the least tell the background
_NEAR = 16  # values that differ by no more are of one colour


@dataclass(frozen=True, eq=False)
class Background:
    """What lies around pictures.

    Attributes:
        colours: (k, channels) the median of each picture's edge.
        plain: (k,) whether at least half of the edge has it: that goes on outside. Else the picture's mirror does.
    """

    colours: Pixels
    plain: NDArray[np.bool]


def background_of(samples: Pixels) -> Background:
    """What lies around samples (k, height, width, channels)."""
    edges = [samples[:, 0], samples[:, -1], samples[:, :, 0], samples[:, :, -1]]
    edge = np.concatenate(edges, axis=1)
    edge = edge[:, :: max(1, edge.shape[1] // _AT_THE_EDGE)]
    middle = edge.shape[1] // 2
    colours = np.partition(edge, middle, axis=1)[:, middle]
    near = (np.abs(edge.astype(np.int16) - colours[:, np.newaxis].astype(np.int16)) <= _NEAR).all(axis=2)
    return Background(colours, near.mean(axis=1) >= 0.5)


def is_moving(plan: Sequence[Augmentation]) -> bool:
    """Whether any of these moves pixels."""
    return any(type(each) in MOVES or isinstance(each, Elastic) for each in plan)


def moved(samples: Pixels, plan: Sequence[Augmentation], draws: Draws, then: OfPicture | None) -> Pixels:
    """Samples (k, height, width, 1 or 3) with their pixels moved; `then` is done to each picture right after."""
    size = samples.shape[1], samples.shape[2]
    maps = maps_of(plan, draws, size)
    kinds = {type(each) for each in plan}
    if then is None and not (kinds & MOVES.keys()) - {Flip} and Elastic not in kinds:
        return _only_flipped(samples, maps)
    move = _Moving(samples, plan, draws, maps, size) if is_moving(plan) else None
    return through_pillow(samples, move, then)


def through_pillow(samples: Pixels, move: Callable[[int], Image.Image] | None, then: OfPicture | None) -> Pixels:
    """What `move` makes of each sample, and `then` of that."""
    changed = np.empty_like(samples)
    for place in range(len(samples)):
        picture = move(place) if move is not None else picture_of(samples[place])
        if then is not None:
            picture = then(picture, place)
        changed[place] = np.asarray(picture).reshape(samples.shape[1:])
    return changed


def picture_of(sample: Pixels) -> Image.Image:
    """(height, width, 1 or 3) as Pillow has it."""
    return Image.fromarray(sample[..., 0] if sample.shape[2] == 1 else sample)


def _only_flipped(samples: Pixels, maps: Maps) -> Pixels:
    """Without resampling: the same pixels in another order."""
    changed = samples.copy()
    across, down = maps.xx < 0, maps.yy < 0
    changed[across] = changed[across, :, ::-1]
    changed[down] = changed[down, ::-1]
    return changed


class _Moving:
    """Moves the pixels of one sample after the other."""

    def __init__(
        self, samples: Pixels, plan: Sequence[Augmentation], draws: Draws, maps: Maps, size: Size
    ) -> None:
        self._size = size[1], size[0]
        background = background_of(samples)
        self._fills = [tuple(colour) for colour in background.colours.tolist()]
        reach = reach_of(plan, size)
        around = ((0, 0), (reach, reach), (reach, reach), (0, 0))
        mirrored = np.flatnonzero(~background.plain)
        with_mirrors = np.pad(samples[mirrored], around, "symmetric") if len(mirrored) else samples[:0]
        self._sources: dict[int, Pixels] = dict(enumerate(samples))
        self._sources |= dict(zip(mirrored.tolist(), with_mirrors, strict=True))
        margin = np.where(background.plain, 0, reach)
        self._method, self._data = _pillow_data(plan, draws, maps, size, margin)

    def __call__(self, place: int) -> Image.Image:
        source = picture_of(self._sources[place])
        fill = self._fills[place]
        return source.transform(
            self._size, self._method, self._data[place], Image.Resampling.BILINEAR, fillcolor=fill if len(fill) > 1 else fill[0]
        )


def _pillow_data(
    plan: Sequence[Augmentation], draws: Draws, maps: Maps, size: Size, margin: NDArray[np.int64]
) -> tuple[Image.Transform, list[Any]]:
    for each in plan:
        if isinstance(each, Elastic):
            return Image.Transform.MESH, _meshes(maps, bends_of(each, draws, size), size, margin)
    return Image.Transform.AFFINE, list(maps.coefficients(*size, margin))


def _meshes(maps: Maps, bends: tuple[Floats, Floats], size: Size, margin: NDArray[np.int64]) -> list[Any]:
    """Each sample's boxes, with the four places that their corners come from."""
    height, width = size
    columns, rows = _lines(width), _lines(height)
    x, y = np.meshgrid(columns, rows)
    from_x, from_y = maps.of(x.reshape(-1, 1) - width / 2, y.reshape(-1, 1) - height / 2)
    places = np.stack([from_x + bends[0] + width / 2 + margin, from_y + bends[1] + height / 2 + margin], axis=-1)
    boxes, corners = _boxes(columns, rows)
    quads = places[corners].transpose(2, 0, 1, 3).reshape(len(margin), len(boxes), 8).tolist()
    return [list(zip(boxes, of_sample, strict=True)) for of_sample in quads]


def _lines(side: int) -> list[int]:
    return [round(place * side / CELLS) for place in range(CELLS + 1)]


def _boxes(columns: list[int], rows: list[int]) -> tuple[list[tuple[int, int, int, int]], list[list[int]]]:
    """The cells that hold pixels, and the knots at their corners: upper left, lower left, lower right, upper right."""
    boxes, corners = [], []
    for down, (top, bottom) in enumerate(pairwise(rows)):
        for across, (left, right) in enumerate(pairwise(columns)):
            if top < bottom and left < right:
                first = down * (CELLS + 1) + across
                boxes.append((left, top, right, bottom))
                corners.append([first, first + CELLS + 1, first + CELLS + 2, first + 1])
    return boxes, corners
