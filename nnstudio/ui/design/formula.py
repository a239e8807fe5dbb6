"""Sums spelled out: how a layer comes to its parameters, and sizes in words."""

from __future__ import annotations

from nnstudio.core.costs import layer_cost
from nnstudio.core.layers import BatchNormalization, Conv2D, Dense, Layer, Shape
from nnstudio.ui.numbers import decimal, whole

_UNITS = ((1e9, "GB"), (1e6, "MB"), (1e3, "kB"))
_MAGNITUDES = ((1e12, "T"), (1e9, "G"), (1e6, "M"))


def parameter_formula(layer: Layer, given: Shape, gives: Shape) -> str:
    """The layer's parameters as a sum, such as `(784 + 1) × 128 = 100,480`; empty if it has none."""
    count = layer_cost(layer, given, gives).parameters
    match layer:
        case Dense():
            inputs = f"({whole(given[-1])} + 1)" if layer.use_bias else whole(given[-1])
            return f"{inputs} × {whole(layer.units)} = {whole(count)}"
        case Conv2D():
            window = f"{layer.kernel_size[0]} × {layer.kernel_size[1]} × {whole(given[2])}"
            inputs = f"({window} + 1)" if layer.use_bias else window
            return f"{inputs} × {whole(layer.filters)} = {whole(count)}"
        case BatchNormalization():
            return f"4 × {whole(given[-1])} = {whole(count)}"
        case _:
            return ""


def bytes_text(count: float) -> str:
    """About how much memory: `402 kB`."""
    for size, unit in _UNITS:
        if count >= size:
            return f"{decimal(count / size, 0 if count >= 10 * size else 1)} {unit}"
    return f"{decimal(count, 0)} B"


def count_text(count: int) -> str:
    """A count in full as long as it is short: `101,632`, `12.4 M`."""
    for size, letter in _MAGNITUDES:
        if count >= 10 * size:
            return f"{decimal(count / size, 1)} {letter}"
    return whole(count)
