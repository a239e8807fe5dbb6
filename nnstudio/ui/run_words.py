"""A kept run in words and signs, wherever runs are listed."""

from __future__ import annotations

from datetime import datetime

from nnstudio.core.training.figures import VALIDATION, figure_named
from nnstudio.core.words import say
from nnstudio.runs.history import RunSummary
from nnstudio.runs.run_log import RunStatus
from nnstudio.ui.durations import DAY, HOUR, MINUTE
from nnstudio.ui.figure_text import figure_text, in_sentence
from nnstudio.ui.numbers import locale

STATUS_ICONS: dict[RunStatus, tuple[str, str]] = {
    "training": ("training", "accent"),
    "finished": ("finished", "good"),
    "diverged": ("warning", "warning"),
    "stopped": ("stopped", "muted"),
    "failed": ("error", "error"),
    "crashed": ("error", "error"),
    "loaded": ("loaded", "accent"),
}


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


def run_title(run: RunSummary) -> str:
    """`#3`, with the name that a person gave it: `#3 Wide`."""
    return f"#{run.number} {run.label.name}" if run.label.name else f"#{run.number}"


def figure_title(name: str) -> str:
    """The figure of that name for people; over validation samples it says so."""
    title = figure_named(name).title
    return say("Validation {figure}", figure=in_sentence(title)) if name.startswith(VALIDATION) else title


def best_text(run: RunSummary) -> str:
    """The best epoch's figure and when that was: `97.80 % in epoch 7`; empty if there is none."""
    if run.best is None:
        return ""
    value = figure_text(figure_named(run.best.name), run.best.value)
    return say("{value} in epoch {epoch}", value=value, epoch=run.best.epoch)


def bytes_text(size: int) -> str:
    """A size on the disk: `1.2 MB`."""
    return locale().formattedDataSize(size, 1, locale().DataSizeFormat.DataSizeSIFormat)
