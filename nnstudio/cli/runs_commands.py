"""Commands on the runs that a project keeps: runs, label, delete, restore."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import get_args

from nnstudio.app.run_list import KEYS, RunFilter, data_of, ordered, seconds_of
from nnstudio.app.run_table import runs_csv
from nnstudio.cli.progress import figure_text, finite
from nnstudio.cli.project_commands import open_folder
from nnstudio.cli.terminal import tell
from nnstudio.core.errors import StudioError
from nnstudio.core.training.figures import figure_named
from nnstudio.disk.atomic import write_text
from nnstudio.runs.history import RunSummary, read_facts
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.run_labels import RunLabel
from nnstudio.runs.run_log import RunStatus

A_SLICE = 200
STATUSES = get_args(RunStatus)
_TITLES = ("Run", "Name", "Status", "Epochs", "Best", "Network", "Backend", "Started")


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds them to the command line."""
    _add_list(commands)
    label = commands.add_parser("label", help="name a run, write a note, tag or star it")
    _add_run(label)
    label.add_argument("--name", metavar="TEXT", help="its name; empty: none")
    label.add_argument("--note", metavar="TEXT", help="a note on it; empty: none")
    label.add_argument("--tag", action="append", default=[], metavar="TAG", help="a tag to add")
    label.add_argument("--untag", action="append", default=[], metavar="TAG", help="a tag to take away")
    label.add_argument("--star", action=argparse.BooleanOptionalAction, help="whether it stands out")
    label.set_defaults(command=label_run)
    until = "they stay restorable until a window opens or leaves the project"
    delete = commands.add_parser("delete", help=f"delete runs; {until}")
    restore = commands.add_parser("restore", help="bring deleted runs back")
    for parser, command in ((delete, delete_runs), (restore, restore_runs)):
        _add_run(parser, several=True)
        parser.set_defaults(command=command)


def _add_list(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    runs = commands.add_parser("runs", help="list its runs")
    runs.add_argument("project", type=Path, metavar="PROJECT", help="a project's folder")
    form = runs.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON, for programs")
    form.add_argument("--csv", type=Path, metavar="FILE", help="write a table with all figures instead")
    runs.add_argument("--search", default="", metavar="WORDS", help="only runs that have these words")
    runs.add_argument("--status", action="append", default=[], choices=STATUSES, help="only runs that ended so")
    runs.add_argument("--tag", action="append", default=[], metavar="TAG", help="only runs with this tag")
    runs.add_argument("--starred", action="store_true", help="only runs with a star")
    runs.add_argument("--sort", choices=tuple(KEYS), default="number", help="in which order")
    runs.add_argument("--reverse", action="store_true", help="the other way round")
    runs.set_defaults(command=list_runs)


def _add_run(parser: argparse.ArgumentParser, *, several: bool = False) -> None:
    parser.add_argument("project", type=Path, metavar="PROJECT", help="a project's folder")
    parser.add_argument("runs", type=int, nargs="+" if several else 1, metavar="RUN", help="its number")


def list_runs(given: argparse.Namespace) -> int:
    """Prints the runs that are asked for; by number the newest first, else the smallest."""
    folder = open_folder(given.project)
    while missing := folder.history.without_facts(A_SLICE):
        folder.history.add_facts(read_facts(missing))
    wanted = RunFilter(given.search, frozenset(given.status), frozenset(given.tag), given.starred)
    found = [run for run in folder.history.runs() if wanted.passes(run)]
    descending = (given.sort in ("number", "started", "starred", "best")) != given.reverse
    runs = ordered(found, KEYS[given.sort], descending=descending)
    if given.json:
        tell(json.dumps([plain_of(run) for run in runs]))
    elif given.csv is not None:
        write_text(given.csv, runs_csv(runs))
        tell(str(given.csv))
    elif runs:
        _tell_table([_TITLES, *(_cells(run) for run in runs)])
    else:
        tell("No runs." if wanted.is_all else "No such runs.")
    return 0


def label_run(given: argparse.Namespace) -> int:
    """Labels one run."""
    folder = open_folder(given.project)
    run = _run_of(folder, given.runs[0])
    tags = (*(tag for tag in run.label.tags if tag not in given.untag), *given.tag)
    label = RunLabel(
        run.label.name if given.name is None else given.name,
        run.label.note if given.note is None else given.note,
        tags,
        run.label.is_starred if given.star is None else given.star,
    )
    folder.history.labels.label(run.number, label)
    return 0


def delete_runs(given: argparse.Namespace) -> int:
    """Takes runs out of the list."""
    folder = open_folder(given.project)
    for number in [_run_of(folder, number).number for number in dict.fromkeys(given.runs)]:
        folder.delete_run(number)
    return 0


def restore_runs(given: argparse.Namespace) -> int:
    """Puts runs back into the list."""
    folder = open_folder(given.project)
    for number in dict.fromkeys(given.runs):
        if number not in folder.deleted_runs:
            raise StudioError(f"Run {number} can't be restored.", where=folder.title)
        folder.restore_run(number)
    return 0


def plain_of(run: RunSummary) -> dict[str, object]:
    """All that is known of a run, as JSON values."""
    facts, best, label = run.facts, run.best, run.label
    return {
        "run": run.number,
        "status": run.status,
        "started": run.started,
        "ended": run.ended,
        "seconds": seconds_of(run),
        "epochs": run.epochs_done,
        "backend": run.backend,
        "engine": run.engine,
        "message": run.message,
        "figures": {name: finite(value) for name, value in run.figures.items()},
        "best": None if best is None else {"figure": best.name, "epoch": best.epoch, "value": finite(best.value)},
        "network": "" if facts is None else facts.network,
        "parameters": None if facts is None else facts.parameters,
        "data": data_of(run),
        "seed": None if facts is None else facts.seed,
        "name": label.name,
        "note": label.note,
        "tags": list(label.tags),
        "starred": label.is_starred,
    }


def _run_of(folder: ProjectFolder, number: int) -> RunSummary:
    run = folder.history.run(number)
    if run is None:
        raise StudioError(f"has no run {number}.", where=folder.title, fix="See `nnstudio runs`.")
    return run


def _cells(run: RunSummary) -> tuple[str, ...]:
    star = "*" if run.label.is_starred else ""
    network = "" if run.facts is None else run.facts.network
    started = run.started.replace("T", " ").removesuffix("+00:00")
    head = f"{run.number}{star}", run.label.name, run.status, str(run.epochs_done)
    return *head, _best_text(run), network, run.backend, started


def _best_text(run: RunSummary) -> str:
    if run.best is None:
        return ""
    value = figure_text(figure_named(run.best.name), run.best.value)
    return f"{run.best.name} {value} in epoch {run.best.epoch}"


def _tell_table(rows: list[tuple[str, ...]]) -> None:
    """Columns as wide as their widest cells; those that are empty in every run are left out."""
    columns = [column for column in zip(*rows, strict=True) if any(column[1:])]
    widths = [max(map(len, column)) for column in columns]
    for row in zip(*columns, strict=True):
        tell("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())
