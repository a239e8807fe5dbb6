"""The rows of the index as values: each checked, as the file may come from anybody."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any, get_args

import numpy as np

from nnstudio.core.errors import FormatError
from nnstudio.core.serial import LARGEST_INTEGER, from_plain
from nnstudio.core.training import BACKENDS, BackendName
from nnstudio.core.words import say
from nnstudio.runs.history.facts import RunFacts
from nnstudio.runs.run_labels import RunLabel
from nnstudio.runs.run_log import EpochPoint, EpochRecord, RunStatus
from nnstudio.runs.run_log.entries import Floats

INDEX = "runs.sqlite"
Row = tuple[Any, ...]


class DamagedIndexError(FormatError):
    """The file is not an index of ours, or not any more: it is set aside and made anew."""


@dataclass(frozen=True)
class BestEpoch:
    """A run's best epoch by the figure that it is judged by."""

    name: str
    epoch: int
    value: float


@dataclass(frozen=True)
class RunSummary:
    """One run in the list.

    Attributes:
        started, ended: ISO 8601 in UTC; `ended` empty while it trains.
        engine: backend, version and device, as the engine told them.
        figures: of its last epoch, by name; none before the first.
        best: its best epoch; None before the first, and where no figure is a number.
        facts: its project in short; None until that was read.
        label: what a person wrote of it.
    """

    number: int
    status: RunStatus
    started: str
    ended: str
    backend: BackendName
    engine: str
    message: str
    epochs_done: int
    figures: dict[str, float] = field(default_factory=dict)
    best: BestEpoch | None = None
    facts: RunFacts | None = None
    label: RunLabel = RunLabel()


_STATUSES = frozenset(get_args(RunStatus))
_BACKENDS = frozenset(BACKENDS)
_RUN = tuple[int, RunStatus, str, str, BackendName, str, str, int]
_EPOCH = tuple[int, float, float]
_BEST = tuple[str, int, float]
_FACTS = tuple[str, int | None, str, int, int, str]
_RUN_COLUMNS, _EPOCH_COLUMNS = len(get_args(_RUN)), len(get_args(_EPOCH))
_BEST_END = _RUN_COLUMNS + len(get_args(_BEST))
_HEAD_COLUMNS = _BEST_END + len(get_args(_FACTS))


def summaries_of(rows: Iterable[Row]) -> Iterator[RunSummary]:
    """Runs, each as often as it has figures: columns of the run, its best and its facts, then name and value.

    Checks are spelt out for long lists.
    """
    for head, found in groupby(rows, itemgetter(slice(_HEAD_COLUMNS))):
        run = head[:_RUN_COLUMNS]
        number, status, started, ended, backend, engine, message, epochs = run
        if not (
            type(number) is int
            and status in _STATUSES
            and type(started) is type(ended) is type(engine) is type(message) is str
            and backend in _BACKENDS
            and type(epochs) is int
            and abs(epochs) < LARGEST_INTEGER
        ):
            checked(_RUN, run)
        figures = _figures_of([row[_HEAD_COLUMNS:] for row in found])
        best, facts = _best_of(head[_RUN_COLUMNS:_BEST_END]), _facts_of(head[_BEST_END:])
        yield RunSummary(number, status, started, ended, backend, engine, message, epochs, figures, best, facts)


def records_of(rows: Iterable[Row]) -> Iterator[EpochRecord]:
    """Epochs, each as often as it has figures: epoch, seconds, samples per second, name, value and batches."""
    for epoch, found in groupby(rows, itemgetter(slice(_EPOCH_COLUMNS))):
        number, seconds, speed = checked(_EPOCH, epoch)
        figures = [row[_EPOCH_COLUMNS:] for row in found]
        point = EpochPoint(number, _figures_of([row[:2] for row in figures]), seconds, speed)
        yield EpochRecord(point, {name: _batches(batches) for name, _, batches in figures if batches})


def figure_rows(number: int, point: EpochPoint) -> list[Row]:
    """A run's epoch as rows of run, epoch, place, name and value; the batches stand in the log."""
    return [(number, point.epoch, place, *figure) for place, figure in enumerate(point.figures.items())]


def checked(form: Any, plain: object) -> Any:
    """As `from_plain`; what hasn't the form is a damaged index."""
    try:
        return from_plain(form, plain, INDEX)
    except FormatError as error:
        raise DamagedIndexError(error.message, where=error.where) from error


def _best_of(columns: Row) -> BestEpoch | None:
    """SQLite keeps NaN as NULL: a run without any number has no best epoch."""
    name, epoch, value = columns
    if value is None:
        return None
    if not (type(name) is str and type(epoch) is int and type(value) is float):
        checked(_BEST, columns)
    return BestEpoch(name, epoch, value)


def _facts_of(columns: Row) -> RunFacts | None:
    if columns[0] is None:
        return None
    network, parameters, data, seed, planned, alike = columns
    if not (
        type(network) is type(data) is type(alike) is str
        and (parameters is None or type(parameters) is int)
        and type(seed) is type(planned) is int
    ):
        checked(_FACTS, columns)
    return RunFacts(network, parameters, data, seed, planned, alike)


def _figures_of(rows: Sequence[Row]) -> dict[str, float]:
    """Names and values; a run or an epoch without figures has one row with neither. SQLite keeps NaN as NULL."""
    figures = {}
    for name, value in rows:
        if type(name) is str and (value is None or type(value) is float):
            figures[name] = math.nan if value is None else value
        elif name is not None:
            raise DamagedIndexError(say("holds figures that can't be read."), where=INDEX)
    return figures


def _batches(stored: object) -> Floats:
    if not isinstance(stored, bytes) or len(stored) % 4:
        raise DamagedIndexError(say("holds batch figures that can't be read."), where=INDEX)
    return np.frombuffer(stored, "<f4").astype(np.float32)
