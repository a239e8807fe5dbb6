"""Figures and states in words, for the bars and the list of runs."""

from __future__ import annotations

import math
from datetime import datetime

from nnstudio.app.run_state import Ended, Idle, Paused, Progress, RunState, Starting, Stopping, Training
from nnstudio.core.training.figures import LOSS, figure_named, known_by
from nnstudio.core.words import say, say_count
from nnstudio.runs.history import RunSummary
from nnstudio.runs.run_log import RunStatus
from nnstudio.ui.figure_text import figure_text, in_sentence

MINUTE, HOUR, DAY = 60, 3600, 86_400


def duration(seconds: float) -> str:
    """A span of time as a person says it: `41 s`, `3 min 20 s`, `2 h 5 min`."""
    whole = max(0, round(seconds))
    if whole < MINUTE:
        return say("{seconds} s", seconds=whole)
    if whole < HOUR:
        return say("{minutes} min {seconds} s", minutes=whole // MINUTE, seconds=whole % MINUTE)
    return say("{hours} h {minutes} min", hours=whole // HOUR, minutes=whole % HOUR // MINUTE)


def age(started: str, now: datetime) -> str:
    """How long ago that ISO 8601 moment was: `now`, `5 min ago`, `3 h ago`, `2 days ago`; empty if unreadable."""
    try:
        seconds = (now - datetime.fromisoformat(started)).total_seconds()
    except (ValueError, TypeError):
        return ""
    if seconds < MINUTE:
        return say("now")
    if seconds < HOUR:
        return say("{count} min ago", count=int(seconds // MINUTE))
    if seconds < DAY:
        return say("{count} h ago", count=int(seconds // HOUR))
    days = int(seconds // DAY)
    return say("yesterday") if days == 1 else say("{count} days ago", count=days)


def epoch_count(count: int) -> str:
    """`1 epoch` or `3 epochs`."""
    return say_count("{count} epoch", "{count} epochs", count=count)


def state_text(state: RunState) -> str:
    """Where the run is: `Epoch 3 of 10`, `Paused in epoch 3 of 10, batch 12`, `Finished after 10 epochs`."""
    match state:
        case Idle():
            return say("No run yet")
        case Starting():
            return say("Starting…")
        case Training(progress) if progress.validation_samples:
            return say(
                "Epoch {epoch} of {epochs}, validating",
                epoch=max(1, progress.epoch),
                epochs=progress.epochs,
            )
        case Training(progress):
            return _epoch_text(progress)
        case Paused(progress):
            return say(
                "Paused in epoch {epoch} of {epochs}, batch {batch}",
                epoch=max(1, progress.epoch),
                epochs=progress.epochs,
                batch=progress.batch,
            )
        case Stopping():
            return say("Stopping…")
        case Ended():
            return _ended_text(state)


def short_state_text(state: RunState) -> str:
    """As `state_text`, where there is little room: without what is part of an epoch."""
    if isinstance(state, Training):
        return _epoch_text(state.progress)
    if isinstance(state, Paused):
        return say("Paused in epoch {epoch}", epoch=max(1, state.progress.epoch))
    return state_text(state)


def _epoch_text(progress: Progress) -> str:
    return say("Epoch {epoch} of {epochs}", epoch=max(1, progress.epoch), epochs=progress.epochs)


def _ended_text(state: Ended) -> str:
    match state.status:
        case "finished":
            return say("Finished: {epochs}", epochs=epoch_count(state.progress.epochs))
        case "diverged":
            return say("Diverged: {epochs}", epochs=epoch_count(state.progress.epochs))
        case "stopped":
            return say("Stopped in epoch {epoch}", epoch=max(1, state.progress.epoch))
        case "failed":
            return say("The run failed")
        case "crashed":
            return say("The engine was lost")


def left_text(state: RunState) -> str:
    """`41 s left` while that is known, else empty."""
    if not isinstance(state, Training):
        return ""
    seconds = state.progress.seconds_left
    return "" if seconds is None else say("{time} left", time=duration(seconds))


def status_word(status: RunStatus) -> str:
    """How a kept run ended, in one word."""
    words: dict[RunStatus, str] = {
        "training": say("training"),
        "finished": say("finished"),
        "diverged": say("diverged"),
        "stopped": say("stopped"),
        "failed": say("failed"),
        "crashed": say("crashed"),
        "loaded": say("loaded from a file"),
    }
    return words[status]


def is_without_numbers(run: RunSummary) -> bool:
    """Whether its loss or its weights are not numbers: then its metrics mean nothing."""
    return run.status == "diverged" or not _is_finite(run)


def _is_finite(run: RunSummary) -> bool:
    return math.isfinite(run.figures.get(LOSS, 0.0))


def run_figure(run: RunSummary) -> str:
    """What a run is known by, in short: `97.8 %`, or that it has no figure."""
    return say("not a number") if is_without_numbers(run) else _value_text(run)


def _value_text(run: RunSummary) -> str:
    """The figure that a run is known by, such as `97.8 %`; empty if there is none."""
    name = known_by(run.figures)
    value = run.figures.get(name, math.nan)
    return "" if math.isnan(value) else figure_text(figure_named(name), value, 1)


def run_sentence(run: RunSummary, now: datetime) -> str:
    """All that the list says of a run, in words: for screen readers and the tooltip."""
    parts = [
        say("Run {number}", number=run.number),
        status_word(run.status),
        epoch_count(run.epochs_done),
    ]
    if not _is_finite(run):
        parts.append(say("loss not a number"))
    elif run.status != "diverged" and (value := _value_text(run)) != "":
        title = figure_named(known_by(run.figures)).title
        parts.append(say("{figure} {value}", figure=in_sentence(title), value=value))
    if (ago := age(run.started, now)) != "":
        parts.append(ago)
    return ", ".join(parts)
