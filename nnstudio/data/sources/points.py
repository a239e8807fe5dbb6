"""Makes points of two numbers in classes. Their arrangements are those usual in courses; noise is added to both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.sources.points import XOR, Blobs, Checkerboard, Circles, Moons, Points, Separable, Spirals
from nnstudio.core.words import say
from nnstudio.data.content import Content
from nnstudio.data.noise import Floats, normals, uniforms
from nnstudio.data.sources.base import Found, Progress, SourceReader
from nnstudio.data.sources.generated import content_of, made

Labels = NDArray[np.int64]
_NOISE = 1  # beside the seed: noise and places are independent
_PLACE = 2


@dataclass(frozen=True)
class PointsReader(SourceReader):
    """The arrangement of the source's kind."""

    reads = Points
    trusted = True

    source: Points

    def locate(self) -> Found:
        return made()

    def read(self, found: Found, progress: Progress) -> Content:
        source = self.source
        points, labels = ARRANGEMENTS[type(source)](source)
        noise = normals(2 * source.count, source.seed, _NOISE).reshape(-1, 2)
        return content_of(source, points + source.noise * noise, labels)

    @property
    def needed(self) -> str:
        return say("It is made by arithmetic.")


def _halves(source: Points) -> tuple[Labels, Floats]:
    """Each point's class, the two in turn, and its place along its class's shape, 0 to 1."""
    labels = np.arange(source.count) % 2
    place = np.arange(source.count) // 2
    last = np.maximum(np.bincount(labels, minlength=2) - 1, 1)
    return labels, place / last[labels]


def _xor(source: XOR) -> tuple[Floats, Labels]:
    corner = np.arange(source.count) % 4
    first, second = corner // 2, corner % 2
    return np.stack([first, second], axis=1).astype(float), first ^ second


def _separable(source: Separable) -> tuple[Floats, Labels]:
    """Even in the square from -1 to 1, moved away from its diagonal x2 = x1 by half the gap."""
    points = _in_square(source)
    labels = (points[:, 1] > points[:, 0]).astype(np.int64)
    away = source.gap / 2**1.5
    return points + np.stack([away * (1 - 2 * labels), away * (2 * labels - 1)], axis=1), labels


def _moons(source: Moons) -> tuple[Floats, Labels]:
    labels, place = _halves(source)
    x, y = np.cos(np.pi * place), np.sin(np.pi * place)
    upper = labels == 0
    return np.stack([np.where(upper, x, 1 - x), np.where(upper, y, 0.5 - y)], axis=1), labels


def _circles(source: Circles) -> tuple[Floats, Labels]:
    labels, place = _halves(source)
    angle = 2 * np.pi * place * (1 - 1 / np.maximum(source.count // 2, 1))
    radius = np.where(labels == 0, 1.0, source.factor)
    return _polar(radius, angle), labels


def _spirals(source: Spirals) -> tuple[Floats, Labels]:
    labels, place = _halves(source)
    along = np.sqrt(place)  # so that outer turns are as dense as inner ones
    return _polar(along, 2 * np.pi * source.turns * along + np.pi * labels), labels


def _blobs(source: Blobs) -> tuple[Floats, Labels]:
    """Centres on a circle: all the noise is the clouds themselves."""
    labels = np.arange(source.count) % source.classes
    return _polar(np.ones(source.count), 2 * np.pi * labels / source.classes), labels


def _checkerboard(source: Checkerboard) -> tuple[Floats, Labels]:
    points = _in_square(source)
    squares = np.minimum(((points + 1) / 2 * source.squares).astype(np.int64), source.squares - 1)
    return points, squares.sum(axis=1) % 2


def _in_square(source: Points) -> Floats:
    return uniforms(2 * source.count, source.seed, _PLACE).reshape(-1, 2) * 2 - 1


def _polar(radius: Floats, angle: Floats) -> Floats:
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


ARRANGEMENTS: dict[type[Points], Callable[[Any], tuple[Floats, Labels]]] = {
    XOR: _xor,
    Separable: _separable,
    Moons: _moons,
    Circles: _circles,
    Spirals: _spirals,
    Blobs: _blobs,
    Checkerboard: _checkerboard,
}
