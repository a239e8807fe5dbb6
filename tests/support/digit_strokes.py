"""Digits as plain strokes: points as shares of the canvas, x to the right, y down."""

from __future__ import annotations

import math

Stroke = list[tuple[float, float]]


def _arc(centre: tuple[float, float], radii: tuple[float, float], start: float, end: float, steps: int = 16) -> Stroke:
    """Points of an ellipse's arc, angles in degrees, clockwise from the right."""
    angles = [math.radians(start + (end - start) * i / steps) for i in range(steps + 1)]
    return [(centre[0] + radii[0] * math.cos(a), centre[1] + radii[1] * math.sin(a)) for a in angles]


STROKES: dict[str, list[Stroke]] = {
    "0": [_arc((0.5, 0.5), (0.19, 0.3), -90, 270, 28)],
    "1": [[(0.42, 0.28), (0.53, 0.18), (0.53, 0.82)]],
    "3": [_arc((0.47, 0.34), (0.17, 0.15), -150, 90), _arc((0.47, 0.66), (0.19, 0.17), -90, 150)],
    "4": [[(0.47, 0.18), (0.29, 0.58), (0.73, 0.58)], [(0.61, 0.36), (0.61, 0.84)]],
    "7": [[(0.3, 0.2), (0.7, 0.2), (0.45, 0.82)]],
}
