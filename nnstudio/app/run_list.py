"""The list of runs as people look at it: which of them, in which order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from nnstudio.core.training.figures import figure_named
from nnstudio.core.words import from_wire
from nnstudio.runs.history import RunSummary
from nnstudio.runs.run_log import RunStatus

Figured = int | float | str | None


@dataclass(frozen=True)
class RunFilter:
    """Which runs are wanted; without anything: all.

    Attributes:
        text: words, each of which is to be found in number, name, note, tags, network, data, backend or `status_words`.
        statuses: how it may have ended.
        tags: all of which it must have.
        status_words: how each status is called, for a search.
    """

    text: str = ""
    statuses: frozenset[RunStatus] = frozenset()
    tags: frozenset[str] = frozenset()
    starred: bool = False
    status_words: Mapping[RunStatus, str] = field(default_factory=dict, hash=False)

    @property
    def is_all(self) -> bool:
        """Whether every run passes."""
        return not (self.text.strip() or self.statuses or self.tags or self.starred)

    def passes(self, run: RunSummary) -> bool:
        """Whether that run is wanted."""
        if self.starred and not run.label.is_starred:
            return False
        if (self.statuses and run.status not in self.statuses) or not self.tags <= set(run.label.tags):
            return False
        words = self.text.casefold().split()
        return not words or all(word in self._searched(run) for word in words)

    def _searched(self, run: RunSummary) -> str:
        facts, label = run.facts, run.label
        parts = [f"#{run.number}", label.name, label.note, *label.tags, run.backend, run.engine, run.message]
        parts += [facts.network, data_of(run)] if facts is not None else []
        return "\n".join([*parts, self.status_words.get(run.status, run.status)]).casefold()


def seconds_of(run: RunSummary) -> float | None:
    """From its start to its end; None while it trains, for loaded weights, and where the times can't be read."""
    if run.status == "loaded" or not run.ended:
        return None
    try:
        seconds = (datetime.fromisoformat(run.ended) - datetime.fromisoformat(run.started)).total_seconds()
    except (ValueError, TypeError):
        return None
    return seconds if seconds >= 0 else None


def data_of(run: RunSummary) -> str:
    """What it learns from, in the person's language; empty where that isn't known."""
    return _data_text(run.facts.data) if run.facts is not None else ""


@lru_cache(maxsize=1000)
def _data_text(wire: str) -> str:
    try:
        return from_wire(json.loads(wire)) if wire else ""
    except (ValueError, RecursionError):
        return ""


def goodness_of(run: RunSummary) -> float | None:
    """Larger for better runs."""
    if run.best is None:
        return None
    return run.best.value if figure_named(run.best.name).higher_is_better else -run.best.value


Key = Callable[[RunSummary], Figured]
KEYS: dict[str, Key] = {
    "number": lambda run: run.number,
    "starred": lambda run: int(run.label.is_starred),
    "name": lambda run: run.label.name.casefold() or None,
    "status": lambda run: run.status,
    "started": lambda run: run.started or None,
    "duration": seconds_of,
    "epochs": lambda run: run.epochs_done,
    "best": goodness_of,
    "network": lambda run: (run.facts.network or None) if run.facts is not None else None,
    "parameters": lambda run: run.facts.parameters if run.facts is not None else None,
    "backend": lambda run: run.backend,
    "data": lambda run: data_of(run) or None,
    "seed": lambda run: run.facts.seed if run.facts is not None else None,
    "tags": lambda run: ", ".join(run.label.tags).casefold() or None,
    "note": lambda run: run.label.note.casefold() or None,
}


def ordered(runs: Iterable[RunSummary], key: Key, *, descending: bool = False) -> list[RunSummary]:
    """The runs by that key, those without a value last; equal ones newest first."""
    newest = sorted(runs, key=lambda run: run.number, reverse=True)
    known = [run for run in newest if key(run) is not None]
    unknown = [run for run in newest if key(run) is None]
    known.sort(key=lambda run: _comparable(key(run)), reverse=descending)
    return known + unknown


def _comparable(value: Figured) -> tuple[int, float, str]:
    return (0, float(value), "") if isinstance(value, int | float) else (1, 0.0, value or "")
