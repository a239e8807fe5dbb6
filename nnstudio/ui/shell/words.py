"""Figures and states in words, for the bars and the list of runs."""

from __future__ import annotations

import math
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from nnstudio.app.run_state import Ended, Idle, Paused, Progress, RunState, Starting, Stopping, Training
from nnstudio.core.training.figures import LOSS, figure_named, known_by
from nnstudio.runs.history import RunSummary
from nnstudio.runs.run_log import RunStatus
from nnstudio.ui.figure_text import figure_text, in_sentence
from nnstudio.ui.numbers import whole

MINUTE, HOUR, DAY = 60, 3600, 86_400


def _tr(text: str) -> str:
    return QCoreApplication.translate("words", text)


def duration(seconds: float) -> str:
    """A span of time as a person says it: `41 s`, `3 min 20 s`, `2 h 5 min`."""
    whole = max(0, round(seconds))
    if whole < MINUTE:
        return _tr("{seconds} s").format(seconds=whole)
    if whole < HOUR:
        return _tr("{minutes} min {seconds} s").format(minutes=whole // MINUTE, seconds=whole % MINUTE)
    return _tr("{hours} h {minutes} min").format(hours=whole // HOUR, minutes=whole % HOUR // MINUTE)


def age(started: str, now: datetime) -> str:
    """How long ago that ISO 8601 moment was: `now`, `5 min ago`, `3 h ago`, `2 days ago`; empty if unreadable."""
    try:
        seconds = (now - datetime.fromisoformat(started)).total_seconds()
    except (ValueError, TypeError):
        return ""
    if seconds < MINUTE:
        return _tr("now")
    if seconds < HOUR:
        return _tr("{count} min ago").format(count=int(seconds // MINUTE))
    if seconds < DAY:
        return _tr("{count} h ago").format(count=int(seconds // HOUR))
    days = int(seconds // DAY)
    return _tr("yesterday") if days == 1 else _tr("{count} days ago").format(count=days)


def epoch_count(count: int) -> str:
    """`1 epoch` or `3 epochs`."""
    return _tr("1 epoch") if count == 1 else _tr("{count} epochs").format(count=whole(count))


def state_text(state: RunState) -> str:
    """Where the run is: `Epoch 3 of 10`, `Paused in epoch 3 of 10, batch 12`, `Finished after 10 epochs`."""
    match state:
        case Idle():
            return _tr("No run yet")
        case Starting():
            return _tr("Starting…")
        case Training(progress) if progress.validation_samples:
            return _tr("Epoch {epoch} of {epochs}, validating").format(
                epoch=whole(max(1, progress.epoch)), epochs=whole(progress.epochs)
            )
        case Training(progress):
            return _epoch_text(progress)
        case Paused(progress):
            return _tr("Paused in epoch {epoch} of {epochs}, batch {batch}").format(
                epoch=whole(max(1, progress.epoch)), epochs=whole(progress.epochs), batch=whole(progress.batch)
            )
        case Stopping():
            return _tr("Stopping…")
        case Ended():
            return _ended_text(state)


def short_state_text(state: RunState) -> str:
    """As `state_text`, where there is little room: validation is part of its epoch."""
    if isinstance(state, Training):
        return _epoch_text(state.progress)
    return state_text(state)


def _epoch_text(progress: Progress) -> str:
    return _tr("Epoch {epoch} of {epochs}").format(epoch=whole(max(1, progress.epoch)), epochs=whole(progress.epochs))


def _ended_text(state: Ended) -> str:
    match state.status:
        case "finished":
            return _tr("Finished: {epochs}").format(epochs=epoch_count(state.progress.epochs))
        case "diverged":
            return _tr("Diverged: {epochs}").format(epochs=epoch_count(state.progress.epochs))
        case "stopped":
            return _tr("Stopped in epoch {epoch}").format(epoch=whole(max(1, state.progress.epoch)))
        case "failed":
            return _tr("The run failed")
        case "crashed":
            return _tr("The engine was lost")


def left_text(state: RunState) -> str:
    """`41 s left` while that is known, else empty."""
    if not isinstance(state, Training):
        return ""
    seconds = state.progress.seconds_left
    return "" if seconds is None else _tr("{time} left").format(time=duration(seconds))


def status_word(status: RunStatus) -> str:
    """How a kept run ended, in one word."""
    words: dict[RunStatus, str] = {
        "training": _tr("training"),
        "finished": _tr("finished"),
        "diverged": _tr("diverged"),
        "stopped": _tr("stopped"),
        "failed": _tr("failed"),
        "crashed": _tr("crashed"),
        "loaded": _tr("loaded from a file"),
    }
    return words[status]


def is_without_numbers(run: RunSummary) -> bool:
    """Whether its loss or its weights are not numbers: then its metrics mean nothing."""
    return run.status == "diverged" or not _is_finite(run)


def _is_finite(run: RunSummary) -> bool:
    return math.isfinite(run.figures.get(LOSS, 0.0))


def run_figure(run: RunSummary) -> str:
    """What a run is known by, in short: `97.8 %`, or that it has no figure."""
    return _tr("not a number") if is_without_numbers(run) else _value_text(run)


def _value_text(run: RunSummary) -> str:
    """The figure that a run is known by, such as `97.8 %`; empty if there is none."""
    name = known_by(run.figures)
    value = run.figures.get(name, math.nan)
    return "" if math.isnan(value) else figure_text(figure_named(name), value, 1)


def run_sentence(run: RunSummary, now: datetime) -> str:
    """All that the list says of a run, in words: for screen readers and the tooltip."""
    parts = [
        _tr("Run {number}").format(number=run.number),
        status_word(run.status),
        epoch_count(run.epochs_done),
    ]
    if not _is_finite(run):
        parts.append(_tr("loss not a number"))
    elif run.status != "diverged" and (value := _value_text(run)) != "":
        title = figure_named(known_by(run.figures)).title
        parts.append(_tr("{figure} {value}").format(figure=in_sentence(title), value=value))
    if (ago := age(run.started, now)) != "":
        parts.append(ago)
    return ", ".join(parts)
