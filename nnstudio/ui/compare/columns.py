"""The columns of the table of runs; a new one is its line here, and its key to sort by in `app.run_list`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QDateTime, QLocale

from nnstudio.app.run_list import KEYS, Key, data_of, seconds_of
from nnstudio.app.run_service import BACKEND_TITLES
from nnstudio.core.words import Marked, mark, say
from nnstudio.runs.history import RunSummary
from nnstudio.ui.durations import measured
from nnstudio.ui.numbers import NOTHING, locale, whole
from nnstudio.ui.run_words import age, best_text, bytes_text, figure_title, status_word

Sizes = Mapping[int, int]


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        name: its key in preferences.
        title, about: for people.
        text: what it shows of a run; empty shows a dash.
        tip: what more there is to say of a run.
        is_number: it stands at the right.
        falls: sorting begins with the largest.
    """

    name: str
    title: Marked
    about: Marked
    text: Callable[[RunSummary, Sizes], str]
    is_number: bool = False
    falls: bool = False
    tip: Callable[[RunSummary], str] = lambda _: ""

    def key(self, sizes: Sizes) -> Key:
        """What it is sorted by."""
        return (lambda run: sizes.get(run.number)) if self.name == "size" else KEYS[self.name]

    def shown(self, run: RunSummary, sizes: Sizes) -> str:
        """What stands in the cell."""
        return self.text(run, sizes) or NOTHING


def _duration(run: RunSummary, _: Sizes) -> str:
    seconds = seconds_of(run)
    return "" if seconds is None else measured(seconds)


def _epochs(run: RunSummary, _: Sizes) -> str:
    planned = run.facts.epochs if run.facts is not None and run.facts.alike else 0
    if run.status == "loaded":
        return ""
    return (
        say("{done} of {planned}", done=run.epochs_done, planned=planned)
        if planned > run.epochs_done
        else whole(run.epochs_done)
    )


def _parameters(run: RunSummary, _: Sizes) -> str:
    parameters = run.facts.parameters if run.facts is not None else None
    return "" if parameters is None else whole(parameters)


def _size(run: RunSummary, sizes: Sizes) -> str:
    return bytes_text(sizes[run.number]) if run.number in sizes else ""


def _started(run: RunSummary) -> str:
    """The moment itself."""
    try:
        seconds = datetime.fromisoformat(run.started).timestamp()
    except (ValueError, OverflowError, OSError):
        return ""
    return locale().toString(QDateTime.fromSecsSinceEpoch(int(seconds)), QLocale.FormatType.ShortFormat)


def _best_tip(run: RunSummary) -> str:
    return (
        "" if run.best is None else say("{figure}: {value}", figure=figure_title(run.best.name), value=best_text(run))
    )


COLUMNS: dict[str, Column] = {
    column.name: column
    for column in (
        Column("number", mark("Run"), mark("Its number in the project."), lambda run, _: f"#{run.number}", falls=True),
        Column("name", mark("Name"), mark("What you named it."), lambda run, _: run.label.name),
        Column(
            "status",
            mark("Status"),
            mark("How it ended, or that it is under way."),
            lambda run, _: status_word(run.status),
            tip=lambda run: run.message,
        ),
        Column(
            "best",
            mark("Best"),
            mark(
                "The best epoch's figure: over validation samples if there are any, of its first metric if it has one."
            ),
            lambda run, _: best_text(run),
            True,
            True,
            _best_tip,
        ),
        Column("epochs", mark("Epochs"), mark("How many were done, of how many."), _epochs, True, True),
        Column(
            "duration", mark("Duration"), mark("From its start to its end, pauses included."), _duration, True, True
        ),
        Column(
            "network",
            mark("Network"),
            mark("The layers that learn, with their sizes."),
            lambda run, _: run.facts.network if run.facts is not None else "",
            tip=lambda run: run.facts.network if run.facts is not None else "",
        ),
        Column(
            "parameters", mark("Parameters"), mark("How many numbers the network has learned."), _parameters, True, True
        ),
        Column("data", mark("Data"), mark("What it learned from."), lambda run, _: data_of(run), tip=data_of),
        Column(
            "backend",
            mark("Backend"),
            mark("Which library computed it."),
            lambda run, _: BACKEND_TITLES[run.backend],
            tip=lambda run: run.engine,
        ),
        Column(
            "seed",
            mark("Seed"),
            mark("What its first weights and the order of samples follow from."),
            lambda run, _: str(run.facts.seed) if run.facts is not None and run.facts.alike else "",
            True,
        ),
        Column(
            "started",
            mark("Started"),
            mark("How long ago it began."),
            lambda run, _: age(run.started, datetime.now(UTC)),
            falls=True,
            tip=_started,
        ),
        Column("tags", mark("Tags"), mark("Words that you gave it."), lambda run, _: ", ".join(run.label.tags)),
        Column(
            "note",
            mark("Note"),
            mark("What you wrote of it."),
            lambda run, _: " ".join(run.label.note.split()),
            tip=lambda run: run.label.note,
        ),
        Column("size", mark("On the disk"), mark("What its folder takes, with all snapshots."), _size, True, True),
    )
}


def columns_named(names: tuple[str, ...]) -> tuple[Column, ...]:
    """Those of these names that there are, each once; the first column if none is."""
    found = tuple(COLUMNS[name] for name in dict.fromkeys(names) if name in COLUMNS)
    return found or tuple(COLUMNS.values())[:1]
