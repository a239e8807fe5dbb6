"""The names of CIFAR's files, unpacked or not, and the search for them in a folder."""

from __future__ import annotations

import os
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from nnstudio.core.sources import CIFAR10, CIFAR100
from nnstudio.core.words import mark, say
from nnstudio.data.places import Place, from_home
from nnstudio.data.sources.base import Found
from nnstudio.disk.refusal import DiskError
from nnstudio.disk.regular import opened_regular

_FORMS = {"pickles": mark("CIFAR's batches"), "binary": mark("CIFAR's binary files"), "archive": mark("archive")}
_BLOCK = 512  # bytes of a header in a tar file; its first hundred are the name


@dataclass(frozen=True)
class Layout:
    """The files of one of the sets.

    Attributes:
        training, test: pickled batches, in their order; binary ones have `.bin` behind.
        names: the pickle that holds the classes' names.
        folders: the published archives' own folders.
        places: folders, and kept_as: archives, as Keras and people name them.
        label_bytes: how many labels a record of a binary file begins with.
    """

    training: tuple[str, ...]
    test: str
    names: str
    folders: tuple[str, str]
    places: tuple[str, ...]
    kept_as: tuple[str, ...]
    label_bytes: int

    @property
    def pickles(self) -> tuple[str, ...]:
        """All pickled batches."""
        return (*self.training, self.test)

    @property
    def binaries(self) -> tuple[str, ...]:
        """The same as binary files."""
        return tuple(f"{name}.bin" for name in self.pickles)


LAYOUTS: dict[type, Layout] = {
    CIFAR10: Layout(
        tuple(f"data_batch_{number}" for number in range(1, 6)),
        "test_batch",
        "batches.meta",
        ("cifar-10-batches-py", "cifar-10-batches-bin"),
        ("cifar-10-batches-py-target/cifar-10-batches-py", "cifar10", "cifar-10"),
        (
            "cifar-10-batches-py-target_archive",
            "cifar-10-batches-py.tar.gz",
            "cifar-10-python.tar.gz",
            "cifar-10-binary.tar.gz",
        ),
        1,
    ),
    CIFAR100: Layout(
        ("train",),
        "test",
        "meta",
        ("cifar-100-python", "cifar-100-binary"),
        ("cifar-100-python-target/cifar-100-python", "cifar100", "cifar-100"),
        ("cifar-100-python-target_archive", "cifar-100-python.tar.gz", "cifar-100-binary.tar.gz"),
        2,
    ),
}


def cifar_at(path: Path) -> type[CIFAR10 | CIFAR100] | None:
    """Which of the sets that folder or archive is, by the names of its files; None if it is neither."""
    for kind in (CIFAR10, CIFAR100):
        layout = LAYOUTS[kind]
        if path.is_dir():
            if any(files_in(folder, layout) for folder in _folders(path, layout)):
                return kind
        elif top_folder(path) in layout.folders:
            return kind
    return None


def found_in(place: Place, layout: Layout) -> Found | None:
    """The set's files in that place. Raises OSError if it can't be searched."""
    if place.own and place.folder.is_file():
        return _found("archive", (place.folder,), place)
    folders = _folders(place.folder, layout) if place.own else _folders(place.folder, layout)[1:]
    for folder in folders:
        if (found := files_in(folder, layout)) is not None:
            return _found(*found, place)
    archive = next((path for path in _archives(place, layout) if path.is_file()), None)
    return _found("archive", (archive,), place) if archive else None


def lack(place: Place, layout: Layout, title: str) -> str:
    """Why that folder doesn't hold the files; empty if nothing in it is of that form."""
    if not os.path.lexists(place.folder):
        return say("does not exist.")
    for folder in _folders(place.folder, layout):
        for names in (layout.pickles, layout.binaries):
            missing = [name for name in names if not (folder / name).is_file()]
            if len(missing) < len(names):
                listed = ", ".join(missing)
                return say("holds some of the files of {title}, but not {names}.", title=title, names=listed)
    return ""


def files_in(folder: Path, layout: Layout) -> tuple[str, tuple[Path, ...]] | None:
    """(form, files) of the set in that very folder; None unless all are there. That of names may be missing."""
    for form, names in (("pickles", layout.pickles), ("binary", layout.binaries)):
        files = tuple(folder / name for name in names)
        if all(file.is_file() for file in files):
            more = folder / layout.names
            return form, (*files, more) if form == "pickles" and more.is_file() else files
    return None


def top_folder(path: Path) -> str:
    """The folder that a gzipped tar file begins with; empty if it is none. Of the file a few bytes are read."""
    try:
        with opened_regular(path) as descriptor, os.fdopen(descriptor, "rb", closefd=False) as file:
            header = zlib.decompressobj(31).decompress(file.read(8 * _BLOCK), _BLOCK)
    except (DiskError, OSError, zlib.error):
        return ""
    name = header[:100].partition(b"\0")[0].decode("utf-8", "replace").removeprefix("./")
    return next(iter(PurePosixPath(name).parts), "")


def _folders(folder: Path, layout: Layout) -> tuple[Path, ...]:
    """The folder itself, and those in it that the files may lie in."""
    return (folder, *(folder / name for name in (*layout.folders, *layout.places)))


def _archives(place: Place, layout: Layout) -> tuple[Path, ...]:
    return tuple(place.folder / name for name in layout.kept_as)


def _found(form: str, files: tuple[Path, ...], place: Place) -> Found:
    path = (files[0] if form == "archive" else files[0].parent).absolute()
    words = say("{files} in {place}: {folder}", files=say(_FORMS[form]), place=place.words, folder=from_home(path))
    return Found(form, files, words, from_home(path))
