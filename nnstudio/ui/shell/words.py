"""Figures and states in words, for the bars and the list of runs."""

from __future__ import annotations

import math
from datetime import datetime

from nnstudio.app.run_state import (
    Ended,
    Idle,
    Paused,
    Progress,
    RunState,
    Starting,
    Stopping,
    Training,
    seconds_left,
)
from nnstudio.app.shown_run import Loaded, ShownState
from nnstudio.core.training.figures import LOSS, figure_named, known_by
from nnstudio.core.words import say, say_count
from nnstudio.runs.history import RunSummary
from nnstudio.ui.durations import duration
from nnstudio.ui.figure_text import figure_text, in_sentence
from nnstudio.ui.run_words import age, status_word


def epoch_count(count: int) -> str:
    """`1 epoch` or `3 epochs`."""
    return say_count("{count} epoch", "{count} epochs", count=count)


def how_far(run: RunSummary) -> str:
    """What a kept run amounts to: `10 epochs`, or the file that its weights are from."""
    if run.status == "loaded":
        return run.message
    if run.status == "stopped" and not run.epochs_done:
        return say("not a whole epoch")
    return epoch_count(run.epochs_done)


def batch_count(count: int) -> str:
    """`1 batch` or `3 batches`."""
    return say_count("{count} batch", "{count} batches", count=count)


def state_text(state: ShownState) -> str:
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
        case Loaded(_, source):
            return say("Weights from {file}", file=source)


def short_state_text(state: RunState) -> str:
    """As `state_text`, where there is little room: no validation, and of a pause the epoch only."""
    match state:
        case Training(progress):
            return _epoch_text(progress)
        case Paused(progress):
            return say("Paused in epoch {epoch}", epoch=max(1, progress.epoch))
        case _:
            return state_text(state)


def _epoch_text(progress: Progress) -> str:
    return say("Epoch {epoch} of {epochs}", epoch=max(1, progress.epoch), epochs=progress.epochs)


def _ended_text(state: Ended) -> str:
    match state.status:
        case "finished":
            return say("Finished: {epochs}", epochs=epoch_count(state.progress.epoch))
        case "diverged":
            return say("Diverged: {epochs}", epochs=epoch_count(state.progress.epoch))
        case "stopped":
            return say("Stopped in epoch {epoch}", epoch=max(1, state.progress.epoch))
        case "failed":
            return say("The run failed")
        case "crashed":
            return say("The run crashed")


def left_text(state: RunState) -> str:
    """`41 s left` while that is known, else empty."""
    seconds = seconds_left(state)
    return "" if seconds is None else say("{time} left", time=duration(seconds))


def is_without_numbers(run: RunSummary) -> bool:
    """Whether its loss or its weights are not numbers: then its metrics mean nothing."""
    return run.status == "diverged" or not _is_finite(run)


def _is_finite(run: RunSummary) -> bool:
    return math.isfinite(run.figures.get(LOSS, 0.0))


def run_figure(run: RunSummary) -> str:
    """What a run is known by, in short: `97.80 %`, or that it has no figure."""
    return say("not a number") if is_without_numbers(run) else _value_text(run)


def _value_text(run: RunSummary) -> str:
    """The figure that a run is known by, such as `97.80 %`; empty if there is none."""
    name = known_by(run.figures)
    value = run.figures.get(name, math.nan)
    return "" if math.isnan(value) else figure_text(figure_named(name), value)


def run_sentence(run: RunSummary, now: datetime) -> str:
    """All that the list says of a run, in words: for screen readers and the tooltip."""
    parts = [
        say("Run {number}", number=run.number),
        status_word(run.status),
        how_far(run),
    ]
    if not _is_finite(run):
        parts.append(say("loss not a number"))
    elif run.status != "diverged" and (value := _value_text(run)) != "":
        title = figure_named(known_by(run.figures)).title
        parts.append(say("{figure} {value}", figure=in_sentence(title), value=value))
    if (ago := age(run.started, now)) != "":
        parts.append(ago)
    parts += [run.label.name, *run.label.tags, say("with a star") if run.label.is_starred else ""]
    return ", ".join(part for part in parts if part)
