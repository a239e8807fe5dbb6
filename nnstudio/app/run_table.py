"""The list of runs as a table for other programs."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence

from nnstudio.app.run_list import data_of, seconds_of
from nnstudio.runs.history import RunSummary

_HEAD = ("run", "name", "starred", "status", "started", "ended", "seconds", "epochs", "planned_epochs")
_TAIL = ("network", "parameters", "data", "seed", "backend", "engine", "tags", "note")
_BEST = ("best_figure", "best_epoch", "best_value")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def runs_csv(runs: Sequence[RunSummary]) -> str:
    """One line a run, with every figure of its last epoch; what isn't there is left empty."""
    names = tuple(dict.fromkeys(name for run in runs for name in run.figures))
    rows = [
        [*_head(run), *_best(run), *(_number(run.figures.get(name)) for name in names), *_tail(run)] for run in runs
    ]
    return table((*_HEAD, *_BEST, *names, *_TAIL), rows)


def table(titles: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """As CSV with a line of titles."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(titles)
    writer.writerows(rows)
    return text.getvalue()


def cell(text: str) -> str:
    """What a person wrote, so that no spreadsheet takes it for a formula (OWASP, "CSV injection")."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _head(run: RunSummary) -> list[str]:
    planned = str(run.facts.epochs) if run.facts is not None and run.facts.alike else ""
    star = "1" if run.label.is_starred else ""
    seconds = seconds_of(run)
    return [
        str(run.number),
        cell(run.label.name),
        star,
        run.status,
        run.started,
        run.ended,
        "" if seconds is None else f"{seconds:g}",
        str(run.epochs_done),
        planned,
    ]


def _best(run: RunSummary) -> list[str]:
    best = run.best
    return ["", "", ""] if best is None else [best.name, str(best.epoch), _number(best.value)]


def _tail(run: RunSummary) -> list[str]:
    facts, label = run.facts, run.label
    known = facts is not None and facts.alike
    parameters = str(facts.parameters) if facts is not None and facts.parameters is not None else ""
    return [
        facts.network if facts is not None else "",
        parameters,
        cell(data_of(run)),
        str(facts.seed) if facts is not None and known else "",
        run.backend,
        run.engine,
        cell(", ".join(label.tags)),
        cell(label.note),
    ]


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return repr(value) if math.isfinite(value) else {math.inf: "inf", -math.inf: "-inf"}.get(value, "nan")
