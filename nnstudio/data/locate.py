"""Where a data set's files are on this machine, and in which form."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from nnstudio.core.dataset import KNOWN_DATASETS, DataPlan, DatasetName
from nnstudio.core.errors import StudioError
from nnstudio.core.words import mark, say
from nnstudio.data.digits import digits_file
from nnstudio.data.sources import IDX_PARTS, folder_names, idx_names, keras_datasets_folder

DATA_VARIABLE = "NNSTUDIO_DATA"

FileForm = Literal["embedded", "idx", "npz"]

_FORM_TEXT: dict[FileForm, str] = {"embedded": mark("embedded"), "idx": mark("IDX files"), "npz": mark("NPZ file")}


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
            return say("Comes with the program.")
        files = say(_FORM_TEXT[self.form])
        return say("{files} in {place}: {folder}", files=files, place=self.place, folder=self.files[0].parent)


@dataclass(frozen=True)
class _Place:
    """A place to search; `own` says whether the folder is this data set's own, so that bare IDX names count."""

    folder: Path
    own: bool
    words: str


def locate(plan: DataPlan) -> Found | None:
    """The files that the plan's data would be read from; None if there are none on this machine.

    Searched in this order: the folder that the person chose, $NNSTUDIO_DATA, Keras's own cache.
    A place that can't be searched, such as a home that nobody has, holds nothing.
    Raises StudioError if the embedded digits are missing, or if the chosen folder is one to stay away from.
    """
    if plan.dataset == "digits":
        return Found("digits", "embedded", (digits_file(),), say("the program"))
    for place in _places(plan):
        try:
            found = _found_in(place, plan.dataset)
        except OSError:  # such as a name that is too long, or a folder that others may not enter
            continue
        if found is not None:
            return found
    return None


def searched_text(plan: DataPlan) -> str:
    """The places that `locate` searches, in words, for an error's fix."""
    return ", ".join(str(place.folder) for place in _places(plan))


def is_on_a_server(folder: str, *, windows: bool = os.name == "nt") -> bool:
    """Whether Windows would contact a server, with the person's name and password's hash, just to look there.

    Two slashes of either kind begin a server's name or a device's; `\\??\\` is another way to write the latter.
    """
    return windows and (folder[:2].replace("\\", "/") == "//" or folder.replace("\\", "/").startswith("/??/"))


def _places(plan: DataPlan) -> Iterator[_Place]:
    """The places to search. Raises StudioError for a chosen folder on a server: the project may be anybody's."""
    if plan.folder:
        if is_on_a_server(plan.folder):
            raise StudioError(
                say("is on a server, which is not contacted just because a project says so."),
                where=plan.folder,
                fix=say("Connect it as a drive, then choose the folder there."),
            )
        yield _Place(_at_home(plan.folder), True, say("the chosen folder"))
    variable = os.environ.get(DATA_VARIABLE, "")
    if variable:
        yield _Place(Path(variable), False, f"${DATA_VARIABLE}")
    yield _Place(keras_datasets_folder(), False, say("Keras's folder"))


def _at_home(folder: str) -> Path:
    """The folder with `~` replaced, unless that is a home that nobody has."""
    try:
        return Path(folder).expanduser()
    except RuntimeError:
        return Path(folder)


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
    return say(
        "{title} is four files such as {idx}, or {npz}.",
        title=KNOWN_DATASETS[dataset].said_title,
        idx=f"{idx_names(IDX_PARTS[0])[0]}.gz",
        npz=f"{dataset}.npz",
    )
