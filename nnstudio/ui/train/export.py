"""A run's figures as tables."""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path

from nnstudio.app.curves import Curves
from nnstudio.disk.atomic import write_text
from nnstudio.ui.charts.png import with_ending

EPOCH_COLUMNS = (
    "epoch",
    "loss",
    "accuracy",
    "validation_loss",
    "validation_accuracy",
    "seconds",
    "samples_per_second",
)
BATCH_COLUMNS = ("batch", "epoch", "loss", "accuracy")


def epochs_csv(curves: Curves) -> str:
    """One line an epoch; a figure that isn't there is left empty."""
    rows = [[_cell(getattr(point, name)) for name in EPOCH_COLUMNS] for point in curves.epochs]
    return _table(EPOCH_COLUMNS, rows)


def batches_csv(curves: Curves) -> str:
    """One line a batch, counted from 1 through the whole run, with the epoch that it is in."""
    size = max(1, curves.batches_per_epoch)
    pairs = zip(curves.batch_loss.values.tolist(), curves.batch_accuracy.values.tolist(), strict=False)
    rows = [[str(i + 1), str(i // size + 1), _cell(loss), _cell(accuracy)] for i, (loss, accuracy) in enumerate(pairs)]
    return _table(BATCH_COLUMNS, rows)


def save_text(path: Path, text: str) -> None:
    """Writes the file, whole or not at all. Raises OSError."""
    write_text(with_ending(path, ".csv"), text)


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
