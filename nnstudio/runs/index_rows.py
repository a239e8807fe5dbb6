"""The rows of the index as values: each checked, as the file may come from anybody."""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass, fields
from typing import Any, get_args

import numpy as np

from nnstudio.core.errors import FormatError
from nnstudio.core.serial import LARGEST_INTEGER, from_plain
from nnstudio.core.training import BACKENDS, BackendName
from nnstudio.core.words import say
from nnstudio.runs.run_log import EpochPoint, EpochRecord, RunStatus


class DamagedIndexError(FormatError):
    """The file is not an index of ours, or not any more: it is set aside and made anew."""


@dataclass(frozen=True)
class RunSummary:
    """One run in the list.

    Attributes:
        started, ended: ISO 8601 in UTC; `ended` empty while it trains.
        engine: backend, version and device, as the engine told them.
        loss ... validation_accuracy: of its last epoch; None before the first.
    """

    number: int
    status: RunStatus
    started: str
    ended: str
    backend: BackendName
    engine: str
    message: str
    epochs_done: int
    loss: float | None = None
    accuracy: float | None = None
    validation_loss: float | None = None
    validation_accuracy: float | None = None


_STATUSES = frozenset(get_args(RunStatus))
_BACKENDS = frozenset(BACKENDS)
_FIGURE = (float, type(None))


def summary_of(row: tuple[object, ...], where: str) -> RunSummary:
    """A run's row. Its checks are spelt out, as a list may be long."""
    number, status, started, ended, backend, engine, message, epochs, *figures = row
    if (
        type(number) is int
        and status in _STATUSES
        and type(started) is type(ended) is type(engine) is type(message) is str
        and backend in _BACKENDS
        and type(epochs) is int
        and abs(epochs) < LARGEST_INTEGER
        and all(type(figure) in _FIGURE for figure in figures)
    ):
        loss, accuracy, checked_loss, checked_accuracy = figures
        if (loss is None) == (accuracy is None) and (checked_loss is None) == (checked_accuracy is None):
            return RunSummary(*row)  # type: ignore[arg-type]
    plain = dict(zip((field.name for field in fields(RunSummary)), row, strict=True))
    summary: RunSummary = checked(RunSummary, _with_nans(plain), where)
    return summary


def record_of(row: tuple[object, ...], where: str) -> EpochRecord:
    """An epoch's row."""
    *figures, losses, accuracies = row
    plain = dict(zip((field.name for field in fields(EpochPoint)), figures, strict=True))
    point: EpochPoint = checked(EpochPoint, _with_nans({**plain, "accuracy": _nan_if_none(plain)}), where)
    if not isinstance(losses, bytes) or not isinstance(accuracies, bytes) or len(losses) % 4 or len(accuracies) % 4:
        raise DamagedIndexError(say("holds batch figures that can't be read."), where=where)
    return EpochRecord(point, np.frombuffer(losses, "<f4"), np.frombuffer(accuracies, "<f4"))


def checked(form: Any, plain: object, where: str) -> Any:
    """As `from_plain`; what hasn't the form is a damaged index."""
    try:
        return from_plain(form, plain, where)
    except FormatError as error:
        raise DamagedIndexError(error.message, where=error.where) from error


def _nan_if_none(plain: dict[str, object]) -> object:
    return math.nan if plain["accuracy"] is None else plain["accuracy"]


def _with_nans(plain: dict[str, object]) -> dict[str, object]:
    """SQLite keeps NaN as NULL: a loss that is missing where its accuracy is known was not a number."""
    for loss, accuracy in (("loss", "accuracy"), ("validation_loss", "validation_accuracy")):
        if plain[loss] is None and plain[accuracy] is not None:
            plain = {**plain, loss: math.nan}
    return plain


def epoch_row(number: int, record: EpochRecord) -> tuple[object, ...]:
    """A run's epoch as a row."""
    batches = (part.astype("<f4").tobytes() for part in (record.batch_losses, record.batch_accuracies))
    return (number, *astuple(record.point), *batches)
