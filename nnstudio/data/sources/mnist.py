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
from nnstudio.data.places import NotInFolderError, Place, places_of, searched_text
from nnstudio.data.sources.base import Found, Progress, SourceReader
from nnstudio.data.sources.idx_files import IDX_PARTS, found_in, idx_names, lack


@dataclass(frozen=True)
class MNISTReader(SourceReader):
    """In the folder that the person chose and nowhere else; else in $NNSTUDIO_DATA, then in Keras's own cache."""

    reads = (MNIST, FashionMNIST)

    source: FolderSource

    def locate(self) -> Found | None:
        places = places_of(self.source.folder)
        if self.source.folder:
            return self._in_chosen(places[0])
        for place in places:
            try:
                found = found_in(place, self.source.word)
            except OSError:  # such as a name that is too long, or a folder that others may not enter
                continue
            if found is not None:
                return found
        return None

    def read(self, found: Found, progress: Progress) -> Content:
        files = found.files
        arrays = read_npz(files[0]) if found.form == "npz" else _read_idx(found, progress)
        check_pairs(arrays["x_train"], arrays["y_train"], str(files[0]))
        check_pairs(arrays["x_test"], arrays["y_test"], str(files[-1]))
        training, test = len(arrays["y_train"]), len(arrays["y_test"])
        return Content(replace(self.source.expected, training=training, test=test), arrays)

    @property
    def searched(self) -> str:
        return searched_text(self.source.folder)

    @property
    def needed(self) -> str:
        return say(
            "{title} is four files such as {idx}, or {npz}.",
            title=say(self.source.title),
            idx=f"{idx_names(IDX_PARTS[0])[0]}.gz",
            npz=f"{self.source.word}.npz",
        )

    def _in_chosen(self, place: Place) -> Found:
        """The files there. Raises NotInFolderError, which says what is amiss."""
        try:
            found = found_in(place, self.source.word)
            missing = "" if found else self._missing(place)
        except (OSError, ValueError) as error:
            found, missing = (
                None,
                say("can't be searched ({reason}).", reason=getattr(error, "strerror", None) or error),
            )
        if found is None:
            fix = say("Choose another folder, or clear the choice, so that the usual places are searched.")
            raise NotInFolderError(missing, where=str(place.folder), fix=fix)
        return found

    def _missing(self, place: Place) -> str:
        title = say(self.source.title)
        nothing = say("holds no files of {title}. {needed}", title=title, needed=self.needed)
        return lack(place, self.source.word, title) or nothing


def _read_idx(found: Found, progress: Progress) -> Arrays:
    files = found.files
    if len(files) != len(IDX_PARTS):
        raise FormatError(say("{count} IDX files were given instead of 4.", count=len(files)))
    progress(0.1, say("Reading the training pictures"))
    x_train, y_train = read_idx_images(files[0]), read_idx_labels(files[1])
    progress(0.6, say("Reading the test pictures"))
    x_test, y_test = read_idx_images(files[2]), read_idx_labels(files[3])
    return {"x_train": x_train, "y_train": y_train, "x_test": x_test, "y_test": y_test}
