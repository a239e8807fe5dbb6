"""Commands about data: which there is, and what is in it."""

from __future__ import annotations

import argparse
import json

import numpy as np

from nnstudio.cli.progress import reading_progress
from nnstudio.cli.terminal import tell
from nnstudio.core.errors import StudioError
from nnstudio.core.sources import SOURCES, Classes, Source, source_of_word
from nnstudio.core.words import say
from nnstudio.data.prepare import prepare
from nnstudio.data.samples import class_counts
from nnstudio.data.store import Dataset


def source_named(name: str) -> Source:
    """The source that goes by this word. Raises StudioError, with all words, if none does."""
    try:
        return source_of_word(name)
    except KeyError as error:
        words = ", ".join(kind.word for kind in SOURCES)
        raise StudioError(f"{name!r} is no data.", fix=f"Choose one of {words}.") from error


def inspect(given: argparse.Namespace) -> int:
    """Prints what is in the data."""
    source = source_named(given.source)
    with reading_progress(say(source.title)) as report:
        dataset = prepare(source, progress=report, cancelled=lambda: False)
    facts = facts_of(dataset)
    if given.json:
        tell(json.dumps(facts))
        return 0
    for name, value in facts.items():
        tell(f"{name + ':':<12} {_text(value)}")
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
    told["content"] = dataset.content_hash
    return told


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(f"{name} {_text(part)}" for name, part in value.items())
    return str(value)
