"""Which array holds samples and which their labels, by names and shapes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from nnstudio.core.errors import FormatError
from nnstudio.core.words import say
from nnstudio.data.stored_array import StoredArray

_TESTS = ("test", "testing", "t10k", "holdout")
_VALIDATES = ("val", "valid", "validation", "dev")
_TRAINS = ("train", "training")
_SAMPLES = re.compile(r"xs?|im(?:age|g)s?|data|(?:sample|feature|input|pixel|picture|face)s?")
_LABELS = re.compile(r"ys?|t|(?:label|target|output)s?|class(?:es)?|categor(?:y|ies)")
_PARTS = re.compile("|".join(sorted((*_TESTS, *_VALIDATES, *_TRAINS), key=len, reverse=True)))
_PIECE = re.compile(r"[a-z]+|\d+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True)
class Roles:
    """The names of the arrays that are used; those to validate with and for the test are empty where there are none."""

    samples: str = ""
    labels: str = ""
    test_samples: str = ""
    test_labels: str = ""
    validation_samples: str = ""
    validation_labels: str = ""


@dataclass(frozen=True)
class _Named:
    """What an array's name says.

    Attributes:
        part: `training`, `validation`, `test`, or empty.
        role: `samples`, `labels`, or empty.
    """

    part: str
    role: str


def guessed_roles(arrays: Mapping[str, StoredArray], asked: Roles, first: str = "") -> Roles:
    """Fills in what isn't asked for.

    Args:
        first: the array that must be among those to learn from; empty: any.

    Raises FormatError if an array that is asked for isn't there, or if no two arrays belong together.
    """
    _check_asked(arrays, asked)
    named = {name: _named(name) for name in arrays}
    pair = _best(_training_pairs(arrays, asked, first), arrays, named, "training")
    if pair is None:
        raise _no_labels(arrays, asked, first)
    samples, labels = pair
    rest = {name: array for name, array in arrays.items() if name not in pair}
    others = _other_pairs(rest, named, asked, arrays[samples], arrays[labels])
    tests = [pair for pair in others if asked.test_samples or named[pair[0]].part != "validation"]
    test = _best(tests, arrays, named, "test") or ("", "")
    validates = [pair for pair in others if named[pair[0]].part == "validation" and not {*pair} & {*test}]
    validation = _best(validates, arrays, named, "validation") or ("", "")
    return Roles(samples, labels, *test, *validation)


def _check_asked(arrays: Mapping[str, StoredArray], asked: Roles) -> None:
    for name in (asked.samples, asked.labels, asked.test_samples, asked.test_labels):
        if name and name not in arrays:
            message = say("holds no array {name}; there are {names}.", name=name, names=_listed(arrays))
            raise FormatError(message, fix=say("Choose one of these, or leave it to be guessed."))


def _training_pairs(arrays: Mapping[str, StoredArray], asked: Roles, first: str) -> list[tuple[str, str]]:
    """All that can belong together."""
    pairs = []
    for samples, labels in product(_one_of(asked.samples, arrays), _one_of(asked.labels, arrays)):
        if samples == labels or not _are_pair(arrays[samples], arrays[labels]):
            continue
        if not first or first in (samples, labels) or asked.samples or asked.labels:
            pairs.append((samples, labels))
    return pairs


def _other_pairs(
    rest: Mapping[str, StoredArray],
    named: Mapping[str, _Named],
    asked: Roles,
    samples: StoredArray,
    labels: StoredArray,
) -> list[tuple[str, str]]:
    """Those of the rest that are like the ones to learn from, but not the same by another name."""
    if asked.test_samples and asked.test_labels:
        return [(asked.test_samples, asked.test_labels)]
    return [
        (one, other)
        for one, other in product(_one_of(asked.test_samples, rest), _one_of(asked.test_labels, rest))
        if one != other
        and one in rest
        and other in rest
        and _are_pair(rest[one], rest[other])
        and rest[one].shape[1:] == samples.shape[1:]
        and rest[other].shape[1:] == labels.shape[1:]
        and rest[other].dtype.kind in _like(labels)
        and named[one].role != "labels"
        and (asked.test_samples or named[one].part in ("test", "validation") or rest[one].rows != samples.rows)
    ]


def _like(labels: StoredArray) -> str:
    """The kinds of values that labels for the test may have."""
    return "US" if labels.dtype.kind in "US" else "uifb"


def _one_of(asked: str, arrays: Iterable[str]) -> Sequence[str]:
    return (asked,) if asked else tuple(arrays)


def _are_pair(samples: StoredArray, labels: StoredArray) -> bool:
    """Whether by shape and type the one can be samples and the other their labels."""
    numbers = samples.dtype.kind in "uifb" and 1 <= len(samples.shape) <= 4
    fit = samples.rows == labels.rows > 0 and 1 <= len(labels.shape) <= 2
    return numbers and fit and labels.dtype.kind in "uifbUS"


def _best(
    pairs: Sequence[tuple[str, str]], arrays: Mapping[str, StoredArray], named: Mapping[str, _Named], part: str
) -> tuple[str, str] | None:
    """The pair whose names and shapes fit best; of equals the one with most rows, then the first."""

    def fitness(pair: tuple[str, str]) -> tuple[int, ...]:
        samples, labels = (named[name] for name in pair)
        return (
            _part_fits(samples.part, part) + _part_fits(labels.part, part),
            samples.part == labels.part,
            (samples.role == "samples") + (labels.role == "labels") - (labels.role == "samples"),
            arrays[pair[0]].row_bytes > arrays[pair[1]].row_bytes,
            -len(arrays[pair[1]].shape),
            arrays[pair[1]].dtype.kind not in "f",
            arrays[pair[0]].rows,
        )

    return max(pairs, key=fitness, default=None)


def _part_fits(found: str, wanted: str) -> int:
    """How well: what says nothing is better than what says otherwise."""
    return 2 if found == wanted else 0 if found else 1


def _named(name: str) -> _Named:
    plain = _CAMEL.sub("_", name).lower()
    found = _PARTS.findall(plain)
    part = ""
    if found:
        part = "test" if found[0] in _TESTS else "validation" if found[0] in _VALIDATES else "training"
    pieces = _PIECE.findall(_PARTS.sub(" ", plain))
    if any(map(_LABELS.fullmatch, pieces)):
        return _Named(part, "labels")
    return _Named(part, "samples" if any(map(_SAMPLES.fullmatch, pieces)) else "")


def _no_labels(arrays: Mapping[str, StoredArray], asked: Roles, first: str) -> FormatError:
    """Why no two arrays belong together, and what to do."""
    fix = say("Save samples and as many labels together, such as with numpy.savez(file, x=..., y=...).")
    if len(arrays) == 1:
        return FormatError(say("holds one array, {name}, and no labels.", name=next(iter(arrays))), fix=fix)
    if asked.samples and asked.labels:
        one, other = arrays[asked.samples], arrays[asked.labels]
        message = say(
            "{samples} of shape {shape} and {labels} of shape {other} don't belong together.",
            samples=one.name,
            shape=one.shape,
            labels=other.name,
            other=other.shape,
        )
        return FormatError(message, fix=say("Choose other arrays, or leave it to be guessed."))
    told = asked.samples or asked.labels or first
    if told:
        message = say("no other array has as many rows as {name}; there are {names}.", name=told, names=_listed(arrays))
        return FormatError(message, fix=fix)
    return FormatError(say("holds no samples with labels: the arrays are {names}.", names=_listed(arrays)), fix=fix)


def _listed(arrays: Mapping[str, StoredArray]) -> str:
    """Some of the arrays with their shapes."""
    listed = [f"{name} {array.shape}" for name, array in list(arrays.items())[:8]]
    return ", ".join(listed) + (", …" if len(arrays) > len(listed) else "")
