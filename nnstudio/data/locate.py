"""Where a data set's files are on this machine, and in which form."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from nnstudio.core.dataset import KNOWN_DATASETS, DataPlan, DatasetName
from nnstudio.core.errors import StudioError
from nnstudio.core.words import mark, say
from nnstudio.data.digits import digits_file
from nnstudio.data.sources import IDX_PARTS, folder_names, idx_names, keras_datasets_folder
from nnstudio.disk.refusal import thing_of

DATA_VARIABLE = "NNSTUDIO_DATA"

FileForm = Literal["embedded", "idx", "npz"]

_FORM_TEXT: dict[FileForm, str] = {"embedded": mark("embedded"), "idx": mark("IDX files"), "npz": mark("NPZ file")}


class NotInFolderError(StudioError):
    """The folder that the person chose isn't there, can't be looked into, or doesn't hold the data."""


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

    @property
    def folder(self) -> str:
        """Where the files are, as people write it: their folder, or the NPZ file, of which a folder may hold many."""
        path = self.files[0].absolute()
        return from_home(path if self.form == "npz" else path.parent)


@dataclass(frozen=True)
class _Place:
    """A place to search; `own` says whether the folder is this data set's own, so that bare IDX names count."""

    folder: Path
    own: bool
    words: str


def locate(plan: DataPlan) -> Found | None:
    """The files that the plan's data would be read from; None if there are none on this machine.

    In the folder that the person chose, and nowhere else; where none was chosen, first in $NNSTUDIO_DATA, then in
    Keras's own cache. Of these, one that can't be searched, such as a home that nobody has, holds nothing.
    Raises NotInFolderError if the chosen folder doesn't hold them; StudioError if it is one to stay away from, or if
    the embedded digits are missing.
    """
    if plan.dataset == "digits":
        return Found("digits", "embedded", (digits_file(),), say("the program"))
    if plan.folder:
        return _in_chosen_folder(_chosen(plan.folder), plan.dataset)
    for place in _usual_places():
        try:
            found = _found_in(place, plan.dataset)
        except OSError:  # such as a name that is too long, or a folder that others may not enter
            continue
        if found is not None:
            return found
    return None


def searched_text(plan: DataPlan) -> str:
    """The places that `locate` searches, in words, for an error's fix."""
    places = (_chosen(plan.folder),) if plan.folder else _usual_places()
    return ", ".join(str(place.folder) for place in places)


def from_home(path: Path) -> str:
    """The path as people write it: from `~` on, where it is in their home; what can't be shown is marked."""
    try:
        text = str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):  # elsewhere, or nobody's home is known
        text = str(path)
    return shown(text)


def shown(name: str) -> str:
    """A file's or folder's name with marks for what would change how it is shown, such as line ends and directions."""
    return "".join(
        c if c.isprintable() or unicodedata.category(c) == "Zs" else "\N{REPLACEMENT CHARACTER}" for c in name
    )


def is_on_a_server(folder: str, *, windows: bool = os.name == "nt") -> bool:
    """Whether Windows would contact a server, with the person's name and password's hash, just to look there.

    Two slashes of either kind begin a server's name or a device's; `\\??\\` is another way to write the latter.
    """
    return windows and (folder[:2].replace("\\", "/") == "//" or folder.replace("\\", "/").startswith("/??/"))


def _chosen(folder: str) -> _Place:
    """The place that the person chose. Raises StudioError for one on a server: the project may be anybody's."""
    if is_on_a_server(folder):
        raise StudioError(
            say("is on a server, which is not contacted just because a project says so."),
            where=folder,
            fix=say("Connect it as a drive, then choose the folder there."),
        )
    return _Place(_at_home(folder), True, say("the chosen folder"))


def _usual_places() -> Iterator[_Place]:
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


def _in_chosen_folder(place: _Place, dataset: DatasetName) -> Found:
    """The files there. Raises NotInFolderError, which says what is amiss."""
    try:
        found = _found_in(place, dataset)
        lack = "" if found else _lack(place, dataset)
    except (OSError, ValueError) as error:
        found, lack = None, say("can't be searched ({reason}).", reason=getattr(error, "strerror", None) or error)
    if found is None:
        fix = say("Choose another folder, or clear the choice, so that the usual places are searched.")
        raise NotInFolderError(lack, where=str(place.folder), fix=fix)
    return found


def _lack(place: _Place, dataset: DatasetName) -> str:
    """Why that folder doesn't hold the files."""
    if not os.path.lexists(place.folder):
        return say("does not exist.")
    if not place.folder.is_dir():
        return say("is neither a folder nor an NPZ file.")
    for path in _candidates(place, dataset):
        if os.path.lexists(path) and not path.is_file():
            return say("holds {name}, which is {thing}.", name=path.name, thing=_thing(path))
    for folder in _folders(place, dataset):
        missing = [part for part in IDX_PARTS if _idx_file(folder, part) is None]
        if len(missing) < len(IDX_PARTS):
            names = ", ".join(f"{idx_names(part)[0]}.gz" for part in missing)
            return say("holds some of the files of {title}, but not {names}.", title=_title(dataset), names=names)
    return say("holds no files of {title}. {needed}", title=_title(dataset), needed=needed_text(dataset))


def _thing(path: Path) -> str:
    """What stands there instead of a file."""
    try:
        return thing_of(path.stat().st_mode)
    except FileNotFoundError:
        return say("a link that leads nowhere")


def _found_in(place: _Place, dataset: DatasetName) -> Found | None:
    if place.own and place.folder.suffix == ".npz" and place.folder.is_file():
        return Found(dataset, "npz", (place.folder,), place.words)
    for folder in _folders(place, dataset):
        files = _idx_files(folder)
        if files:
            return Found(dataset, "idx", files, place.words)
    packed = next((path for path in _npz_paths(place, dataset) if path.is_file()), None)
    return Found(dataset, "npz", (packed,), place.words) if packed else None


def _folders(place: _Place, dataset: DatasetName) -> tuple[Path, ...]:
    """The folders in which IDX files may lie."""
    named = tuple(place.folder / name for name in folder_names(dataset))
    return (place.folder, *named) if place.own else named


def _npz_paths(place: _Place, dataset: DatasetName) -> tuple[Path, ...]:
    folders = dict.fromkeys((place.folder, *_folders(place, dataset)))
    return tuple(folder / f"{name}.npz" for folder in folders for name in folder_names(dataset))


def _candidates(place: _Place, dataset: DatasetName) -> tuple[Path, ...]:
    """All paths under which one of the files may lie."""
    idx = (folder / name for folder in _folders(place, dataset) for part in IDX_PARTS for name in idx_names(part))
    return (*idx, *_npz_paths(place, dataset))


def _idx_files(folder: Path) -> tuple[Path, ...]:
    """The four files in the order of IDX_PARTS; empty if one is missing."""
    files = []
    for part in IDX_PARTS:
        path = _idx_file(folder, part)
        if path is None:
            return ()
        files.append(path)
    return tuple(files)


def _idx_file(folder: Path, part: str) -> Path | None:
    return next((folder / name for name in idx_names(part) if (folder / name).is_file()), None)


def _title(dataset: DatasetName) -> str:
    return KNOWN_DATASETS[dataset].said_title


def needed_text(dataset: DatasetName) -> str:
    """What a folder must hold, in words."""
    return say(
        "{title} is four files such as {idx}, or {npz}.",
        title=_title(dataset),
        idx=f"{idx_names(IDX_PARTS[0])[0]}.gz",
        npz=f"{dataset}.npz",
    )
