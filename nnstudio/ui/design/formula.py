"""Sums spelled out: how a layer comes to its parameters, and sizes in words."""

from __future__ import annotations

from nnstudio.core.layers import Layer, Shape, Shapes, Weight, values_in
from nnstudio.ui.numbers import decimal, whole

_UNITS = ((1e9, "GB"), (1e6, "MB"), (1e3, "kB"))


def parameter_formula(layer: Layer, given: Shapes) -> str:
    """The layer's parameters as a sum, such as `(784 + 1) × 128 = 100,480`; empty if it has none."""
    weights = layer.arrays(given)
    if not weights:
        return ""
    count = sum(values_in(weight.shape) for weight in weights)
    return f"{_sum_of(weights)} = {whole(count)}"


def _sum_of(weights: tuple[Weight, ...]) -> str:
    """As it is thought of: what each unit sees, and its bias, times the units; so many arrays of the same size."""
    first, *others = (weight.shape for weight in weights)
    if first[-1:] == (others or [first])[0] and len(first) > 1:
        return f"({_times(first[:-1])} + 1) × {whole(first[-1])}"
    if not others:
        return f"{_times(first[:-1])} × {whole(first[-1])}" if len(first) > 1 else whole(values_in(first))
    if all(shape == first for shape in others):
        return f"{len(weights)} × {_times(first)}"
    return " + ".join(_times(shape) for shape in (first, *others))


def _times(shape: Shape) -> str:
    return " × ".join(whole(axis) for axis in shape)


def bytes_text(count: float) -> str:
    """About how much memory: `402 kB`."""
    for size, unit in _UNITS:
        if count >= size:
            return f"{decimal(count / size, 0 if count >= 10 * size else 1)} {unit}"
    return f"{decimal(count, 0)} B"
