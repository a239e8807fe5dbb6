"""Figures of a set of samples: how values, sizes and columns lie, and what the mean picture of each class is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.explore.blocks import Watch, blocks
from nnstudio.data.order import Rows
from nnstudio.data.parts import Parts
from nnstudio.data.scaling import Scale

BINS = 24


@dataclass(frozen=True, eq=False)
class Bins:
    """How many values lie in each of some equal bins from `low` to `high`."""

    low: float
    high: float
    counts: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class PictureFigures:
    """Of pictures that learn.

    Attributes:
        means, deviations: of each channel, as values are stored.
        class_means: (classes, height, width, channels) the mean picture of each class, zeros where it has none; for
            targets that are numbers one of all.
        counts: how many pictures each of them is made of.
        brightness: mean of each picture, from 0 to 1 of what can be stored.
    """

    means: tuple[float, ...]
    deviations: tuple[float, ...]
    class_means: NDArray[np.float64]
    counts: tuple[int, ...]
    brightness: Bins


@dataclass(frozen=True)
class ColumnFigures:
    """Of one column of a table: `distinct` counts its different values, `missing` those that are no number."""

    name: str
    low: float
    high: float
    mean: float
    deviation: float
    median: float
    distinct: int
    missing: int


def picture_figures(parts: Parts, rows: Rows, watch: Watch) -> PictureFigures:
    """Of the pictures in these rows, by the labels that they have now."""
    facts = parts.dataset.facts
    classes = max(1, len(facts.class_names))
    labels = parts.targets[rows] if facts.class_names else np.zeros(len(rows), np.int64)
    sums = np.zeros((classes, *facts.shape))
    squares, brightness = np.zeros(facts.shape[2]), np.zeros(len(rows))
    for place, pictures in blocks(parts, rows, watch):
        values = pictures.astype(np.float32)
        squares += np.square(values).sum(axis=(0, 1, 2), dtype=np.float64)
        brightness[place] = values.mean(axis=(1, 2, 3))
        for label in np.unique(labels[place]):
            sums[label] += values[labels[place] == label].sum(axis=0, dtype=np.float64)
    counts = np.bincount(labels, minlength=classes)
    values_a_channel = max(1, len(rows) * facts.shape[0] * facts.shape[1])
    means = sums.sum(axis=(0, 1, 2)) / values_a_channel
    deviations = np.sqrt(np.maximum(0, squares / values_a_channel - np.square(means)))
    shares = (brightness - facts.low) / (facts.high - facts.low)
    return PictureFigures(
        tuple(means.tolist()),
        tuple(deviations.tolist()),
        sums / np.maximum(1, counts).reshape(-1, 1, 1, 1),
        tuple(counts.tolist()),
        bins_of(shares, 0.0, 1.0),
    )


def column_figures(parts: Parts, rows: Rows) -> tuple[ColumnFigures, ...]:
    """Of each column of these rows of a table, and of each number that is to be learned of them."""
    facts = parts.dataset.facts
    table = parts.samples(rows).astype(np.float64)
    columns = list(zip(facts.column_names, table.T, strict=True))
    if not facts.class_names:
        columns += list(zip(facts.targets.names, parts.targets[rows].astype(np.float64).T, strict=True))
    return tuple(_column(name, values) for name, values in columns)


def _column(name: str, values: NDArray[Any]) -> ColumnFigures:
    known = values[np.isfinite(values)]
    missing = len(values) - len(known)
    if not len(known):
        return ColumnFigures(name, 0.0, 0.0, 0.0, 0.0, 0.0, 0, missing)
    figures = (known.min(), known.max(), known.mean(), known.std(), np.median(known))
    low, high, mean, deviation, median = map(float, figures)
    return ColumnFigures(name, low, high, mean, deviation, median, len(np.unique(known)), missing)


def size_bins(sizes: NDArray[np.int32]) -> Bins:
    """How the geometric mean of rows and columns lies: (n, 2) sizes in pixels."""
    edges = np.sqrt(sizes[:, 0].astype(np.float64) * sizes[:, 1])
    return bins_of(edges, float(edges.min(initial=0)), float(edges.max(initial=1)))


def bins_of(values: NDArray[Any], low: float, high: float) -> Bins:
    """The values in BINS bins; where all are one value, a bin around it."""
    if high <= low:
        low, high = low - 0.5, low + 0.5
    counts, _ = np.histogram(values, BINS, (low, high))
    return Bins(low, high, tuple(counts.tolist()))


@dataclass(frozen=True)
class SampleFigures:
    """Of one sample, as it is stored."""

    low: float
    high: float
    mean: float
    deviation: float


def sample_figures(sample: NDArray[Any]) -> SampleFigures:
    """Of that sample's values."""
    values = sample.astype(np.float64)
    return SampleFigures(float(values.min()), float(values.max()), float(values.mean()), float(values.std()))


def to_network(sample: NDArray[Any], scale: Scale) -> NDArray[np.float32]:
    """One sample as the network gets it."""
    return np.asarray(scale.apply(sample[np.newaxis])[0])
