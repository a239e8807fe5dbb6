"""What a person, or a program, sees while the command line works."""

from __future__ import annotations

import contextlib
import json
import math
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from nnstudio.app.run_state import RunState, progress_of
from nnstudio.cli.terminal import printable, tell
from nnstudio.core.serial import to_plain
from nnstudio.core.training.figures import LOSS, VALIDATION, Figure, figure_named
from nnstudio.engine.messages import EpochDone, Event, RunStarted


class TrainingDisplay(Protocol):
    """Shows a run's events."""

    def show(self, state: RunState, event: Event | None) -> None:
        """Shows what came; None: nothing came for a while."""


@contextlib.contextmanager
def display_for(as_json: bool) -> Iterator[TrainingDisplay]:
    """JSON lines for programs, a progress bar on a terminal, a line an epoch elsewhere."""
    if as_json:
        yield JsonLines()
    elif sys.stderr.isatty():
        with _progress(Console(stderr=True)) as progress:
            yield Bar(progress)
    else:
        yield Lines()


class JsonLines:
    """One object a line; `event` names its kind. Numbers that JSON doesn't have become null."""

    def show(self, state: RunState, event: Event | None) -> None:
        """Prints the event."""
        if event is not None:
            print(json.dumps({"event": event_name(event), **_fields(event)}), flush=True)


class Lines:
    """One line an epoch."""

    def show(self, state: RunState, event: Event | None) -> None:
        """Prints an epoch's figures, and before the first of them what is to be known of the run."""
        for text in _told_at_start(event):
            tell(text, sys.stderr)
        if isinstance(event, EpochDone):
            tell(_epoch_text(event, progress_of(state).epochs))


class Bar:
    """A progress bar over the whole run, and a line an epoch above it."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID = progress.add_task("Starting the engine", total=None)

    def show(self, state: RunState, event: Event | None) -> None:
        """Moves the bar."""
        done = progress_of(state)
        for text in _told_at_start(event):
            self._progress.console.print(printable(text), highlight=False, markup=False, soft_wrap=True)
        if isinstance(event, EpochDone):
            self._progress.console.print(_epoch_text(event, done.epochs), highlight=False, soft_wrap=True)
        if done.epochs:
            self._progress.update(
                self._task,
                description=f"Epoch {done.epoch}/{done.epochs}",
                total=done.epochs * done.batches_per_epoch,
                completed=max(0, done.epoch - 1) * done.batches_per_epoch + done.batch,
            )


@contextlib.contextmanager
def reading_progress(title: str) -> Iterator[Callable[[float, str], None]]:
    """Progress of reading data, on a terminal only, and only if it takes a while."""
    if not sys.stderr.isatty():
        yield lambda fraction, text: None
        return
    with _progress(Console(stderr=True), transient=True) as progress:
        task = progress.add_task(printable(title), total=1.0)
        yield lambda fraction, text: progress.update(
            task, completed=fraction, description=printable(f"{title}: {text}")
        )


def _told_at_start(event: Event | None) -> tuple[str, ...]:
    """Why samples are read while it trains, and what to know of how a run goes on."""
    if not isinstance(event, RunStarted):
        return ()
    return tuple(text for text in (event.streaming, event.note) if text)


def event_name(event: Event) -> str:
    """`RunEnded` -> `run_ended`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(event).__name__).lower()


def _fields(event: Event) -> dict[str, Any]:
    plain = to_plain(event)
    del plain["kind"]
    return {key: finite(value) for key, value in (plain | plain.pop("figures", {})).items()}


def finite(value: Any) -> Any:
    """The value, or a list's values, with None for what JSON has no number for."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return [finite(item) for item in value] if isinstance(value, list) else value


def _epoch_text(event: EpochDone, epochs: int) -> str:
    checked = {name: value for name, value in event.figures.items() if name.startswith(VALIDATION)}
    seen = {name: value for name, value in event.figures.items() if name not in checked}
    text = f"epoch {event.epoch}/{epochs}  {'  '.join(figure_texts(seen))}"
    if checked:
        text += f"  validation {'  '.join(figure_texts(checked))}"
    return f"{text}  {event.samples_per_second:,.0f}/s"


def figure_texts(figures: Mapping[str, float]) -> list[str]:
    """Each figure with its title. Where the loss is not a number, the others mean nothing."""
    kinds = {name: figure_named(name) for name in figures}
    if not all(math.isfinite(figures[name]) for name, kind in kinds.items() if kind.name == LOSS):
        return ["loss is not a number"]
    return [f"{kind.title.lower()} {figure_text(kind, figures[name])}" for name, kind in kinds.items()]


def figure_text(kind: Figure, value: float) -> str:
    """A share as percent, another figure as a number."""
    return f"{value:.2%}" if kind.is_share else f"{value:.4f}"


def _progress(console: Console, *, transient: bool = False) -> Progress:
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=transient,
    )
