"""A run's figures as tables."""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path

from nnstudio.app.curves import Curves
from nnstudio.core.training.figures import LOSS, VALIDATION
from nnstudio.disk.atomic import write_text
from nnstudio.runs.run_log import EpochPoint
from nnstudio.ui.charts.png import with_ending


def epochs_csv(curves: Curves) -> str:
    """One line an epoch; a figure that isn't there is left empty."""
    names = (LOSS, *curves.metrics)
    names = (*names, *(VALIDATION + name for name in names))
    rows = [
        [str(point.epoch), *(_cell(point.figures.get(name)) for name in names), *map(_cell, _speed(point))]
        for point in curves.epochs
    ]
    return _table(("epoch", *names, "seconds", "samples_per_second"), rows)


def batches_csv(curves: Curves) -> str:
    """One line a batch, counted from 1 through the whole run, with the epoch that it is in."""
    size = max(1, curves.batches_per_epoch)
    names = tuple(name for name in (LOSS, *curves.metrics) if curves.batch(name).size or name == LOSS)
    batches = zip(*(curves.batch(name).tolist() for name in names), strict=False)
    rows = [[str(i + 1), str(i // size + 1), *map(_cell, figures)] for i, figures in enumerate(batches)]
    return _table(("batch", "epoch", *names), rows)


def save_text(path: Path, text: str) -> None:
    """Writes the file, whole or not at all. Raises OSError."""
    write_text(with_ending(path, ".csv"), text)


def _speed(point: EpochPoint) -> tuple[float, float]:
    return point.seconds, point.samples_per_second


def _cell(value: float | None) -> str:
    if value is None:
        return ""
    return repr(value) if math.isfinite(value) else {math.inf: "inf", -math.inf: "-inf"}.get(value, "nan")


def _table(titles: tuple[str, ...], rows: list[list[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(titles)
    writer.writerows(rows)
    return text.getvalue()
