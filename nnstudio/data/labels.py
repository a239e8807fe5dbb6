"""What is to be learned, from labels as files hold them: numbers, texts, one-hot rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import FormatError
from nnstudio.core.shown import shown
from nnstudio.core.sources import Classes, Numbers, Targets
from nnstudio.core.sources.facts import LARGEST, LONGEST_NAME, MOST_NAMES
from nnstudio.core.sources.selection import against_rest, place_of_class
from nnstudio.core.words import say
from nnstudio.data.class_folders import natural

FEW_VALUES = 20  # so many different whole numbers in fractional or table columns are classes rather than numbers
MOST_CLASSES = 1000  # of whole numbers in an array of labels, unless they are said to be classes
MOST_OUTPUTS = 1000
MOST_LETTERS = 500_000  # of all names, which every project with the data keeps
Task = Literal["", "classes", "numbers"]
Labels = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Learned:
    """What is to be learned of each row.

    Attributes:
        values: (n,) class numbers of a type that the cache takes, or (n, k) float32.
        usable: (n,) which rows have a label at all; the others have 0.
    """

    targets: Targets
    values: NDArray[Any]
    usable: NDArray[np.bool_]

    @property
    def task(self) -> str:
        """`classes` or `numbers`."""
        return "classes" if isinstance(self.targets, Classes) else "numbers"


def learned_from(labels: Labels, task: Task, *, few: int = MOST_CLASSES, names: tuple[str, ...] = ()) -> Learned:
    """What labels (n,) or (n, k) mean.

    Args:
        task: as it is asked for; empty: texts, one-hot rows and up to `few` different whole numbers are classes.
        few: how many different whole numbers are classes.
        names: what numbers are called, one for each.

    Raises FormatError if they can't be what is asked for.
    """
    if labels.ndim == 2 and labels.shape[1] == 1:
        labels = labels[:, 0]
    if labels.ndim == 2:
        return _of_rows(labels, task, names)
    if labels.dtype.kind in "US":
        return _of_texts(labels, task, names)
    values = labels.astype(np.float64)
    usable = np.isfinite(values) & (np.abs(values) <= LARGEST)
    if task == "classes" or (task == "" and _are_classes(labels, values[usable], few)):
        return _whole_classes(labels) if labels.dtype.kind in "iu" else _classes(values, usable)
    return _numbers(values[:, np.newaxis], usable, names)


def against_all(learned: Learned, chosen: str) -> Learned:
    """One class against all others together, 1 for that one. Raises FormatError if there is none of that name."""
    place = place_of_class(learned.targets.names, chosen)
    return Learned(Classes(against_rest(chosen)), (learned.values == place).astype(np.uint8), learned.usable)


def class_names(names: Iterable[str]) -> tuple[str, ...]:
    """Classes as people read them, each by another name: those that are cut to the same one are numbered."""
    taken: dict[str, None] = {}
    again: Counter[str] = Counter()
    for name in names:
        said = text = shown(name)[:LONGEST_NAME]
        while text in taken:
            again[said] += 1
            ending = f" ({again[said] + 1})"
            text = said[: LONGEST_NAME - len(ending)] + ending
        taken[text] = None
    return tuple(taken)


def class_type(count: int) -> np.dtype[Any]:
    """The type that numbers of so many classes are stored in."""
    return np.dtype(np.uint8 if count <= 256 else np.uint16 if count <= 65_536 else np.int32)


def _are_classes(labels: Labels, values: NDArray[np.float64], few: int) -> bool:
    """Whole numbers of which each is there again and again; of fractional types only few."""
    if labels.dtype.kind == "b":
        return True
    if not len(values) or (values != np.floor(values)).any():
        return False
    different = len(np.unique(values))
    if different > (few if labels.dtype.kind in "iu" else min(few, FEW_VALUES)):
        return False
    numbered = 0 <= values.min() <= 1 and values.max() <= different < len(values)
    return different <= 3 or 2 * different <= len(values) or bool(numbered)


def _of_rows(labels: Labels, task: Task, names: tuple[str, ...]) -> Learned:
    if labels.dtype.kind in "US" or not 1 <= labels.shape[1] <= MOST_OUTPUTS:
        message = say(
            "has labels of shape {shape}: a class or up to {most} numbers for each sample are read.",
            shape=labels.shape,
            most=MOST_OUTPUTS,
        )
        raise FormatError(message, fix=say("Give each sample the number of its class."))
    values = labels.astype(np.float64)
    one_hot = ((values == 0) | (values == 1)).all() and (values.sum(axis=1) == 1).all()
    if one_hot and task != "numbers":
        classes = Classes(tuple(map(str, range(labels.shape[1]))))
        return Learned(
            classes, values.argmax(axis=1).astype(class_type(labels.shape[1])), np.ones(len(values), np.bool_)
        )
    if task == "classes":
        fix = say("Give each sample the number of its class, or a row with a 1 at its class and 0 elsewhere.")
        raise FormatError(say("has labels that are no classes: their rows are not one-hot."), fix=fix)
    usable: NDArray[np.bool_] = np.all(np.abs(values) <= LARGEST, axis=1)
    return _numbers(values, usable, names)


def _of_texts(labels: Labels, task: Task, names: tuple[str, ...]) -> Learned:
    found, of_row = np.unique(labels, return_inverse=True)
    texts = [_text(each).strip() for each in found]
    if task == "numbers":
        numbers = np.array([_number(text) for text in texts])
        if not np.isfinite(numbers).any():
            message = say("has labels that are no numbers, such as {label}.", label=shown(texts[-1])[:40])
            raise FormatError(message, fix=say("Choose classes, or other labels."))
        values = numbers[of_row]
        return _numbers(values[:, np.newaxis], np.isfinite(values), names)
    order = sorted({text for text in texts if text}, key=natural)
    _check_count(len(order))
    place = {text: number for number, text in enumerate(order)}
    codes = np.array([place.get(text, -1) for text in texts], np.int64)[of_row]
    return coded(class_names(order), codes)


def _classes(values: NDArray[np.float64], usable: NDArray[np.bool_]) -> Learned:
    found = np.unique(values[usable])
    _check_count(len(found))
    codes = np.where(usable, np.searchsorted(found, np.where(usable, values, found[0] if len(found) else 0)), -1)
    return coded(tuple(f"{value:.15g}" for value in found), codes)


def _whole_classes(labels: Labels) -> Learned:
    """As `_classes`, of whole numbers: as fractions those beyond 2**53 would be the same as their neighbours."""
    found, codes = np.unique(labels, return_inverse=True)
    _check_count(len(found))
    return coded(tuple(map(str, found.tolist())), codes.reshape(-1))


def coded(names: tuple[str, ...], codes: NDArray[np.integer[Any]]) -> Learned:
    """Rows of classes by their numbers (n,); -1 where there is no label. Raises FormatError for too many names."""
    if sum(map(len, names)) > MOST_LETTERS:
        message = say("has class names of more than {most} letters in all.", most=MOST_LETTERS)
        raise FormatError(message, fix=say("Choose another target."))
    usable = codes >= 0
    return Learned(Classes(names), np.where(usable, codes, 0).astype(class_type(len(names))), usable)


def _numbers(values: NDArray[np.float64], usable: NDArray[np.bool_], names: tuple[str, ...]) -> Learned:
    if not usable.any():
        raise FormatError(say("has no label that is a number."), fix=say("Choose another target."))
    kept = np.where(usable[:, np.newaxis], values, 0).astype(np.float32)
    count = values.shape[1]
    named = names or (("y",) if count == 1 else tuple(f"y{place}" for place in range(1, count + 1)))
    return Learned(Numbers(named), kept, usable)


def _check_count(count: int) -> None:
    if not 1 <= count <= MOST_NAMES:
        message = say("has {count} classes; 1 to {most} can be told apart.", count=count, most=MOST_NAMES)
        raise FormatError(message, fix=say("Choose another target."))


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return np.nan
