"""The run's figures in words: how far, how fast, how good. Without Qt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from nnstudio.app.run_state import Ended, Paused, Stopping, Training, seconds_left
from nnstudio.app.shown_run import ShownState
from nnstudio.core.training.figures import LOSS, VALIDATION, figure_named, judged_by
from nnstudio.runs.run_log import EpochPoint
from nnstudio.ui.durations import duration, measured
from nnstudio.ui.figure_text import figure_text
from nnstudio.ui.numbers import NOTHING, decimal, whole


@dataclass(frozen=True)
class RunFigures:
    """What the row of figures shows, as text; NOTHING where there is none.

    Attributes:
        fraction: the share of the run that is done.
        best_epoch: the epoch of the best validation figure; 0 if there is none.
        best_title: which figure that is; empty if there is none.
        streaming: why samples are read while it trains; empty if they aren't.
    """

    epoch: str = NOTHING
    batch: str = NOTHING
    speed: str = NOTHING
    used: str = NOTHING
    left: str = NOTHING
    best: str = NOTHING
    best_epoch: int = 0
    best_title: str = ""
    fraction: float = 0.0
    streaming: str = ""


def figures_of(state: ShownState, best: EpochPoint | None) -> RunFigures:
    """The figures of the run that `state` is about."""
    match state:
        case Training() | Paused() | Stopping() | Ended():
            progress = state.progress
        case _:
            return RunFigures()
    left = seconds_left(state)
    return RunFigures(
        epoch=_of(progress.epoch, progress.epochs),
        batch=f"{whole(progress.batch)} / {whole(progress.batches_per_epoch)}"
        if progress.batches_per_epoch
        else NOTHING,
        speed=decimal(progress.samples_per_second, 0) if progress.samples_per_second else NOTHING,
        used=measured(progress.seconds) if progress.seconds else NOTHING,
        left=NOTHING if left is None else duration(left),
        best=_best_text(best),
        best_epoch=best.epoch if best else 0,
        best_title=figure_named(judged_by(best.figures)).title if best else "",
        fraction=progress.fraction,
        streaming=progress.streaming,
    )


def best_of(points: Sequence[EpochPoint], before: EpochPoint | None = None) -> EpochPoint | None:
    """The first point of the best validation figure that the run is judged by, among these and `before`."""
    if not points:
        return before
    name = judged_by(points[0].figures)
    sign = 1 if figure_named(name).higher_is_better else -1
    best, highest = before, sign * before.figures.get(name, math.nan) if before else math.nan
    for point in points:
        value = sign * point.figures.get(name, math.nan)
        # Where the loss is not a number, an accuracy counts answers that nobody gave.
        if math.isfinite(value) and math.isfinite(point.figures.get(VALIDATION + LOSS, 0.0)) and not value <= highest:
            best, highest = point, value
    return best


def _of(count: int, every: int) -> str:
    return f"{whole(count)} / {whole(every)}" if every else NOTHING


def _best_text(best: EpochPoint | None) -> str:
    if best is None:
        return NOTHING
    name = judged_by(best.figures)
    return figure_text(figure_named(name), best.figures[name])
