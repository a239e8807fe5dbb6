"""Reads MNIST, Fashion-MNIST and a person's own pictures in their form: four IDX files, or an NPZ file."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nnstudio.core.errors import FormatError
from nnstudio.core.sources import MNIST, FashionMNIST, FolderSource
from nnstudio.core.words import say
from nnstudio.data.content import Arrays, Content
from nnstudio.data.idx import read_idx_images, read_idx_labels
from nnstudio.data.limits import check_pairs
from nnstudio.data.npz import read_npz
from nnstudio.data.places import Place
from nnstudio.data.sources.base import Found, Progress
from nnstudio.data.sources.idx_files import IDX_PARTS, found_in, idx_names, lack
from nnstudio.data.sources.kept import KeptReader


@dataclass(frozen=True)
class MNISTReader(KeptReader):
    """Of the four IDX files or the NPZ file."""

    reads = (MNIST, FashionMNIST)

    source: FolderSource

    def found_in(self, place: Place) -> Found | None:
        return found_in(place, self.source.word)

    def lack(self, place: Place) -> str:
        return lack(place, self.source.word, say(self.source.title))

    def read(self, found: Found, progress: Progress) -> Content:
        files = found.files
        arrays = read_npz(files[0]) if found.form == "npz" else _read_idx(found, progress)
        check_pairs(arrays["x_train"], arrays["y_train"], str(files[0]))
        check_pairs(arrays["x_test"], arrays["y_test"], str(files[-1]))
        training, test = len(arrays["y_train"]), len(arrays["y_test"])
        return Content(replace(self.source.expected, training=training, test=test), arrays)

    @property
    def needed(self) -> str:
        return say(
            "{title} is four files such as {idx}, or {npz}.",
            title=say(self.source.title),
            idx=f"{idx_names(IDX_PARTS[0])[0]}.gz",
            npz=f"{self.source.word}.npz",
        )


def _read_idx(found: Found, progress: Progress) -> Arrays:
    files = found.files
    if len(files) != len(IDX_PARTS):
        raise FormatError(say("{count} IDX files were given instead of 4.", count=len(files)))
    progress(0.1, say("Reading the training pictures"))
    x_train, y_train = read_idx_images(files[0]), read_idx_labels(files[1])
    progress(0.6, say("Reading the test pictures"))
    x_test, y_test = read_idx_images(files[2]), read_idx_labels(files[3])
    return {"x_train": x_train, "y_train": y_train, "x_test": x_test, "y_test": y_test}
