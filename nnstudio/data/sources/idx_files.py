"""The names of MNIST's four IDX files and of its NPZ file, and the search for them in a folder."""

from __future__ import annotations

import os
from pathlib import Path

from nnstudio.core.words import mark, say
from nnstudio.data.places import Place, from_home
from nnstudio.data.sources.base import Found
from nnstudio.disk.refusal import thing_of

IDX_PARTS = ("train-images", "train-labels", "t10k-images", "t10k-labels")
_FILES = {"idx": mark("IDX files"), "npz": mark("NPZ file")}


def idx_names(part: str) -> tuple[str, ...]:
    """The names that one of the four IDX files goes by, packed or not."""
    axes = 3 if part.endswith("images") else 1
    stems = (f"{part}-idx{axes}-ubyte", f"{part}.idx{axes}-ubyte")
    return tuple(stem + ending for ending in ("", ".gz") for stem in stems)


def found_in(place: Place, word: str) -> Found | None:
    """The files of the set that goes by this word, in that place. Raises OSError if it can't be searched."""
    if place.own and place.folder.suffix == ".npz" and place.folder.is_file():
        return _found("npz", (place.folder,), place)
    for folder in _folders(place, word):
        files = _idx_files(folder)
        if files:
            return _found("idx", files, place)
    packed = next((path for path in _npz_paths(place, word) if path.is_file()), None)
    return _found("npz", (packed,), place) if packed else None


def lack(place: Place, word: str, title: str) -> str:
    """Why that folder doesn't hold the files; empty if nothing in it is of that form."""
    if not os.path.lexists(place.folder):
        return say("does not exist.")
    if not place.folder.is_dir():
        return say("is neither a folder nor an NPZ file.")
    for path in _candidates(place, word):
        if os.path.lexists(path) and not path.is_file():
            return say("holds {name}, which is {thing}.", name=path.name, thing=_thing(path))
    for folder in _folders(place, word):
        missing = [part for part in IDX_PARTS if _idx_file(folder, part) is None]
        if len(missing) < len(IDX_PARTS):
            names = ", ".join(f"{idx_names(part)[0]}.gz" for part in missing)
            return say("holds some of the files of {title}, but not {names}.", title=title, names=names)
    return ""


def _found(form: str, files: tuple[Path, ...], place: Place) -> Found:
    """What data goes by: its folder, or the NPZ file, of which a folder may hold many."""
    path = files[0].absolute()
    words = say(
        "{files} in {place}: {folder}", files=say(_FILES[form]), place=place.words, folder=from_home(files[0].parent)
    )
    return Found(form, files, words, from_home(path if form == "npz" else path.parent))


def _thing(path: Path) -> str:
    """What stands there instead of a file."""
    try:
        return thing_of(path.stat().st_mode)
    except FileNotFoundError:
        return say("a link that leads nowhere")


def _own_names(word: str) -> tuple[str, ...]:
    """The names that a set's own folder, or its .npz file before the ending, goes by."""
    return tuple(dict.fromkeys((word, word.replace("-", "_"))))


def _folders(place: Place, word: str) -> tuple[Path, ...]:
    """The folders in which IDX files may lie."""
    named = tuple(place.folder / name for name in _own_names(word))
    return (place.folder, *named) if place.own else named


def _npz_paths(place: Place, word: str) -> tuple[Path, ...]:
    folders = dict.fromkeys((place.folder, *_folders(place, word)))
    return tuple(folder / f"{name}.npz" for folder in folders for name in _own_names(word))


def _candidates(place: Place, word: str) -> tuple[Path, ...]:
    """All paths under which one of the files may lie."""
    idx = (folder / name for folder in _folders(place, word) for part in IDX_PARTS for name in idx_names(part))
    return (*idx, *_npz_paths(place, word))


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
