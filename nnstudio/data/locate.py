"""Where a data set's files are on this machine, and in which form."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from nnstudio.core.dataset import KNOWN_DATASETS, DataPlan, DatasetName
from nnstudio.data.digits import digits_file
from nnstudio.data.sources import IDX_PARTS, folder_names, idx_names, keras_datasets_folder

DATA_VARIABLE = "NNSTUDIO_DATA"

FileForm = Literal["embedded", "idx", "npz"]

_FORM_TEXT: dict[FileForm, str] = {"embedded": "embedded", "idx": "IDX files", "npz": "NPZ file"}


@dataclass(frozen=True)
class Found:
    """Files of a data set.

    Attributes:
        dataset: which one.
        form: `idx`: four files; `npz`: one file; `embedded`: the digits that come with the program.
        files: in the order training pictures, training labels, test pictures, test labels for `idx`.
        place: which of the searched places it is, in words.
    """

    dataset: DatasetName
    form: FileForm
    files: tuple[Path, ...]
    place: str

    @property
    def text(self) -> str:
        """One line for people: which files, and where."""
        if self.form == "embedded":
            return "Comes with the program."
        what = _FORM_TEXT[self.form]
        return f"{what} in {self.place}: {self.files[0].parent}"


@dataclass(frozen=True)
class _Place:
    """A place to search; `own` says whether the folder is this data set's own, so that bare IDX names count."""

    folder: Path
    own: bool
    words: str


def locate(plan: DataPlan) -> Found | None:
    """The files that the plan's data would be read from; None if there are none on this machine.

    Searched in this order: the folder that the person chose, $NNSTUDIO_DATA, Keras's own cache.
    Raises StudioError if the embedded digits are missing.
    """
    if plan.dataset == "digits":
        return Found("digits", "embedded", (digits_file(),), "the program")
    for place in _places(plan):
        files = _found_in(place, plan.dataset)
        if files is not None:
            return files
    return None


def searched_text(plan: DataPlan) -> str:
    """The places that `locate` searches, in words, for an error's fix."""
    return ", ".join(str(place.folder) for place in _places(plan))


def _places(plan: DataPlan) -> Iterator[_Place]:
    if plan.folder:
        yield _Place(Path(plan.folder).expanduser(), True, "the chosen folder")
    variable = os.environ.get(DATA_VARIABLE, "")
    if variable:
        yield _Place(Path(variable), False, f"${DATA_VARIABLE}")
    yield _Place(keras_datasets_folder(), False, "Keras's folder")


def _found_in(place: _Place, dataset: DatasetName) -> Found | None:
    if place.own and place.folder.suffix == ".npz" and place.folder.is_file():
        return Found(dataset, "npz", (place.folder,), place.words)
    folders = [place.folder / name for name in folder_names(dataset)]
    if place.own:
        folders.insert(0, place.folder)
    for folder in folders:
        files = _idx_files(folder)
        if files:
            return Found(dataset, "idx", files, place.words)
    for folder in (place.folder, *folders):
        for name in folder_names(dataset):
            path = folder / f"{name}.npz"
            if path.is_file():
                return Found(dataset, "npz", (path,), place.words)
    return None


def _idx_files(folder: Path) -> tuple[Path, ...]:
    """The four files in the order of IDX_PARTS; empty if one is missing."""
    files = []
    for part in IDX_PARTS:
        path = next((folder / name for name in idx_names(part) if (folder / name).is_file()), None)
        if path is None:
            return ()
        files.append(path)
    return tuple(files)


def needed_text(dataset: DatasetName) -> str:
    """What a folder must hold, in words."""
    title = KNOWN_DATASETS[dataset].title
    return f"{title} is four files such as {idx_names(IDX_PARTS[0])[0]}.gz, or {dataset}.npz."
