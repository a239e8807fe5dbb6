"""Which kind of data a file or folder is that a person dropped or opened: by its name, and its first bytes.

A new kind of files is one line in `_KINDS`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.sources import MNIST, ArrayFiles, FashionMNIST, PictureFiles, Source, TableFile
from nnstudio.core.words import say
from nnstudio.data.array_set import is_idx_name
from nnstudio.data.class_folders import PICTURE_ENDINGS
from nnstudio.data.file_list import TABLE_ENDINGS, is_file_list, is_table
from nnstudio.data.idx import opened_idx
from nnstudio.data.limits import SIDE
from nnstudio.data.places import Place, is_on_a_server
from nnstudio.data.sources.cifar_files import cifar_at
from nnstudio.data.sources.idx_files import IDX_PARTS, found_in, idx_names
from nnstudio.data.table_bytes import opened_table

ARCHIVE_ENDINGS = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
ARRAY_ENDINGS = (".npz", ".npy")
IDX_ENDINGS = ("-ubyte", "-ubyte.gz", ".idx", ".idx.gz")
DATA_ENDINGS = (*ARCHIVE_ENDINGS, *ARRAY_ENDINGS, *TABLE_ENDINGS, *IDX_ENDINGS)
_MNIST_NAMES = frozenset(
    ("mnist.npz", "fashion-mnist.npz", "fashion_mnist.npz", *(name for part in IDX_PARTS for name in idx_names(part)))
)
_BEGIN = 64_000  # bytes of a table that are looked at
_MOST_LISTED = 10_000  # entries of a folder that are looked at


def may_be_data(path: Path) -> bool:
    """Whether its name is one of data's; what is in it isn't looked at."""
    return path.is_dir() or path.name.lower().endswith(ARCHIVE_ENDINGS) or _is_array(path) or is_table(path)


def recognised(path: Path) -> Source:
    """The source that reads that file or folder. Raises FormatError, with what can be opened, if none does."""
    if is_on_a_server(str(path)):
        raise FormatError(
            say("is on a server."), where=str(path), fix=say("Connect it as a drive, then open it there.")
        )
    try:
        for recognise in _KINDS:
            source = recognise(path)
            if source is not None:
                return source
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FormatError(say("can't be read ({reason}).", reason=reason), where=str(path)) from error
    message = say("does not exist.") if not os.path.lexists(path) else say("is no data that can be opened.")
    raise FormatError(message, where=str(path), fix=what_opens())


def what_opens() -> str:
    """What can be opened, in a sentence."""
    return say(
        "Open a folder or an archive with a folder of pictures for each class, a table (CSV, TSV), an array file (NPZ, "
        "NPY) or IDX files."
    )


def _known_set(path: Path) -> Source | None:
    """Files that go by the names of a set that everybody knows, and are of its form as far as their headers say."""
    if path.is_file() and path.name not in _MNIST_NAMES:
        return None
    folder = path if path.is_dir() or path.suffix == ".npz" else path.parent
    fashion = "fashion" in f"{path.name} {folder.name} {folder.parent.name}".lower()
    for kind in (FashionMNIST, MNIST) if fashion else (MNIST, FashionMNIST):
        found = found_in(Place(folder, True, ""), kind.word)
        if found is not None and all(_is_of_mnist(file) for file in found.files):
            return kind(str(folder))
    return None


def _is_of_mnist(path: Path) -> bool:
    """Whether what an IDX file declares is as in MNIST."""
    if path.suffix == ".npz":
        return True
    try:
        with opened_idx(path) as (_, header):
            return header.dtype == np.uint8 and header.shape[1:] in ((), (SIDE, SIDE))
    except StudioError:
        return True  # reading it says what is wrong


def _cifar(path: Path) -> Source | None:
    kind = cifar_at(path)
    return kind(str(path)) if kind else None


def _pictures(path: Path) -> Source | None:
    """An archive, or a folder that holds pictures below it or other folders."""
    if path.is_file():
        return PictureFiles(str(path)) if path.name.lower().endswith(ARCHIVE_ENDINGS) else None
    return None


def _arrays(path: Path) -> Source | None:
    return ArrayFiles(str(path)) if path.is_file() and _is_array(path) else None


def _table(path: Path) -> Source | None:
    if not path.is_file() or not is_table(path):
        return None
    return PictureFiles(str(path)) if _lists_pictures(path) else TableFile(str(path))


def _folder(path: Path) -> Source | None:
    """A folder of one table, or of arrays; else of pictures."""
    if not path.is_dir():
        return None
    entries = sorted(entry.name for entry in _some(path) if not entry.name.startswith("."))
    folders = any((path / name).is_dir() for name in entries)
    tables = [path / name for name in entries if is_table(path / name)]
    arrays = [path / name for name in entries if _is_array(path / name)]
    if len(tables) == 1 and (_lists_pictures(tables[0]) or not folders):
        return _table(tables[0])
    return ArrayFiles(str(path)) if arrays and not folders and not tables else PictureFiles(str(path))


def _some(path: Path) -> list[os.DirEntry[str]]:
    with os.scandir(path) as entries:
        return [entry for entry, _ in zip(entries, range(_MOST_LISTED), strict=False)]


def _is_array(path: Path) -> bool:
    name = path.name.lower()
    return name.endswith(ARRAY_ENDINGS) or is_idx_name(name)


def _lists_pictures(path: Path) -> bool:
    try:
        with opened_table(path) as table:
            return is_file_list(table.file.read(_BEGIN))
    except StudioError:
        return False  # reading it says why


def is_picture(path: Path) -> bool:
    """Whether its name is a picture's."""
    return path.suffix.lower() in PICTURE_ENDINGS


# In the order in which they are asked. Another set that everybody knows has its line beside `_known_set`.
_KINDS: tuple[Callable[[Path], Source | None], ...] = (_known_set, _cifar, _pictures, _arrays, _table, _folder)
