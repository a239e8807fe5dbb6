"""Commands about data: which there is, and what is in it."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

import numpy as np

from nnstudio.cli.plan_options import settings_given
from nnstudio.cli.progress import reading_progress
from nnstudio.cli.terminal import tell
from nnstudio.core.errors import StudioError
from nnstudio.core.sources import SOURCES, Classes, Source
from nnstudio.core.usual import usual_project
from nnstudio.core.words import say
from nnstudio.data.explore.blocks import unwatched
from nnstudio.data.explore.report import look, report
from nnstudio.data.parts import parts_of
from nnstudio.data.prepare import prepare
from nnstudio.data.recognise import recognised
from nnstudio.data.samples import class_counts
from nnstudio.data.store import Dataset


def source_named(name: str) -> Source:
    """The source that goes by this word, or of the file or folder of that name.

    Settings may follow behind a colon, as of kinds in other options: `iris:columns=petal length,against=setosa`.
    Raises StudioError, with all words, if there is neither; if the file is no data; or if a setting can't be so.
    """
    source = _named(name)
    if source is not None:
        return source
    start, colon, settings = name.rpartition(":")
    while colon and _named(start) is None:  # names and settings may have colons too
        start, colon, more = start.rpartition(":")
        settings = f"{more}:{settings}"
    source = _named(start) if colon else None
    if source is not None:
        return _with_given(source, settings)
    words = ", ".join(kind.word for kind in SOURCES if kind.group != "own")
    raise StudioError(f"{name!r} is no data.", fix=f"Name a file or a folder, or one of {words}.")


def _named(name: str) -> Source | None:
    kinds = {kind.word: kind for kind in SOURCES if kind.group != "own"}
    if name in kinds:
        return kinds[name]()
    path = Path(name)
    return recognised(path.absolute()) if name and path.exists() else None


def _with_given(source: Source, settings: str) -> Source:
    """The source with these settings. Raises StudioError for one that it doesn't have, or that can't be so."""
    try:
        changed = replace(source, **settings_given(type(source), settings))
    except argparse.ArgumentTypeError as error:
        raise StudioError(f"{error}.") from error
    changed.check(source.word)
    return changed


def known(source: Source) -> Source:
    """The source with what is in it; read where only reading tells. Raises StudioError."""
    if source.facts.shape:
        return source
    with reading_progress(say(source.title)) as report:
        return prepare(source, progress=report, cancelled=lambda: False).source


def inspect(given: argparse.Namespace) -> int:
    """Prints what is in the data."""
    source = source_named(given.source)
    with reading_progress(say(source.title)) as tell_progress:
        dataset = prepare(source, progress=tell_progress, cancelled=lambda: False)
    problems = problems_of(dataset)
    facts = {**facts_of(dataset), "problems": problems}
    if given.json:
        tell(json.dumps(facts))
        return 0
    for name, value in facts.items():
        if name != "problems":
            tell(f"{name + ':':<12} {_text(value)}")
    for problem in problems:
        tell(f"{problem['problem']}: {_text(problem['names'])}: {problem['text']}")
    return 0


def facts_of(dataset: Dataset) -> dict[str, object]:
    """What is in the data, for programs: counts are of training and test samples."""
    facts = dataset.facts
    told: dict[str, object] = {
        "kind": dataset.source.word,
        "title": dataset.source.said_title,
        "samples": {"training": facts.training, "test": facts.test},
        "shape": list(facts.shape),
        "dtype": facts.dtype,
    }
    if facts.columns:
        told["columns"] = list(facts.columns)
    if isinstance(facts.targets, Classes):
        told["classes"] = list(facts.class_names)
        both = (class_counts(labels, facts.outputs) for labels in (dataset.y_train, dataset.y_test))
        told["counts"] = [training + test for training, test in zip(*both, strict=True)]
    else:
        values = np.concatenate([dataset.y_train, dataset.y_test])
        told["targets"] = {
            name: {"min": float(column.min()), "max": float(column.max()), "mean": float(column.mean(dtype=float))}
            for name, column in zip(facts.targets.names, values.T, strict=True)
        }
    guessed = {each.setting: each.guess for each in dataset.choices if each.guess}
    if guessed:
        told["guessed"] = guessed
    told["content"] = dataset.content_hash
    return told


def problems_of(dataset: Dataset) -> list[dict[str, object]]:
    """What its reader found wrong with the files, and what looking at all samples tells; divided as usual."""
    findings, parts = dataset.findings, parts_of(dataset, usual_project(dataset.source))
    noted = report(parts, look(parts, unwatched))
    told: list[dict[str, object]] = [
        {"problem": each.finding.matter, "names": list(each.finding.names), "text": each.finding.said} for each in noted
    ]
    return [*told, {"problem": "more", "names": [], "text": f"{findings.more} more"}] if findings.more else told


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(f"{name} {_text(part)}" for name, part in value.items())
    return str(value)
