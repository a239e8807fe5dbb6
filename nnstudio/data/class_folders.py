"""Which class a picture is of, and whether it is for the test, by the folders that it lies in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from nnstudio.core.sources.split import PARTS, Part

PICTURE_ENDINGS = frozenset({".png", ".jpg", ".jpeg", ".jpe", ".bmp", ".gif", ".webp", ".tif", ".tiff"})
PART_NAMES: dict[str, Part] = {
    "train": "training",
    "training": "training",
    "val": "validation",
    "valid": "validation",
    "validation": "validation",
    "test": "test",
    "testing": "test",
}
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True)
class Sorted:
    """Pictures by class.

    Attributes:
        classes: in natural order: 2 before 10.
        training, validation, test: (name, class) of each picture; the last two are empty where no folder says so.
        unsorted: pictures that lie in no class's folder.
    """

    classes: tuple[str, ...]
    training: tuple[tuple[str, int], ...]
    validation: tuple[tuple[str, int], ...]
    test: tuple[tuple[str, int], ...]
    unsorted: tuple[str, ...]


def sort_by_folder(names: Sequence[str]) -> Sorted:
    """Sorts names with slashes; what doesn't end as pictures do is no picture.

    The folders that all pictures share are not part of a class's name, nor is one called `train`, `val` or `test`.
    Where all pictures are to validate with, or for the test, they train.
    """
    pictures = [name for name in names if _is_picture(name)]
    inside = [name.rpartition("/")[0] for name in pictures]
    folders = {folder: PurePosixPath(folder).parts for folder in inside}  # few, where pictures may be a million
    shared = _shared(list(folders.values()))
    placed = {folder: _placed(parts[shared:]) for folder, parts in folders.items()}
    unsorted = tuple(name for name, folder in zip(pictures, inside, strict=True) if not placed[folder][1])
    classes = tuple(sorted({label for _, label in placed.values() if label}, key=natural))
    number = {label: place for place, label in enumerate(classes)}
    by_part: dict[Part, list[tuple[str, int]]] = {part: [] for part in PARTS}
    for name, folder in zip(pictures, inside, strict=True):
        part, label = placed[folder]
        if label:
            by_part[part].append((name, number[label]))
    training, validation, test = (tuple(by_part[part]) for part in PARTS)
    if not training:
        return Sorted(classes, (*validation, *test), (), (), unsorted)
    return Sorted(classes, training, validation, test, unsorted)


def _is_picture(name: str) -> bool:
    stem, _, ending = name.rpartition("/")[2].rpartition(".")
    return bool(stem) and f".{ending.lower()}" in PICTURE_ENDINGS


def natural(text: str) -> tuple[object, ...]:
    """A key by which 2 comes before 10."""
    parts = ((int(part), "") if part.isdigit() else (-1, part.casefold()) for part in _DIGITS.split(text))
    return (*parts, (0, text))


def _shared(folders: Sequence[tuple[str, ...]]) -> int:
    """How many folders from the top all have in common; the only folder there is, is the class of what lies in it."""
    if not folders:
        return 0
    common = 0
    while all(len(parts) > common and parts[common] == folders[0][common] for parts in folders):
        common += 1
    return max(0, common - 1) if all(len(parts) == common for parts in folders) else common


def _placed(parts: tuple[str, ...]) -> tuple[Part, str]:
    """The part, and the class by the folders that are left; empty if none is."""
    part: Part = next((PART_NAMES[each.lower()] for each in parts if each.lower() in PART_NAMES), "training")
    return part, "/".join(each for each in parts if each.lower() not in PART_NAMES)
