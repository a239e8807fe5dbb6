"""Reads folders and archives of pictures with a sub-folder for each class, and tables that list pictures with theirs.

The arrays are written piece by piece.
"""

from __future__ import annotations

import hashlib
import itertools
import math
import os
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.shown import shown
from nnstudio.core.sources.facts import MOST_NAMES, Classes, Facts
from nnstudio.core.sources.picture_files import PictureFiles
from nnstudio.core.words import say
from nnstudio.data.array_writer import ArrayWriter
from nnstudio.data.batches import Encoded, batches_of
from nnstudio.data.class_folders import Sorted, sort_by_folder
from nnstudio.data.file_list import is_table, read_list
from nnstudio.data.findings import Finding, finding, write_findings
from nnstudio.data.labels import class_names
from nnstudio.data.listed_files import ListedFiles
from nnstudio.data.listing import Looked, counted, some_of, unlooked
from nnstudio.data.members import Members, members_of
from nnstudio.data.order import split_rows
from nnstudio.data.picture_size import bytes_to_decode
from nnstudio.data.places import NotInFolderError, from_home, places_of
from nnstudio.data.room import check_room
from nnstudio.data.sample_names import write_sample_names
from nnstudio.data.sources.base import Found, Progress, SourceReader, said_found
from nnstudio.data.store import SIZES, DataInfo, write_info
from nnstudio.disk.refusal import refused_write

if TYPE_CHECKING:
    from nnstudio.data.decoding import Decoding  # Pillow, which only the reading process needs
    from nnstudio.data.picture_sample import Outcome

TEST_SHARE = 0.2
LEAST_FOR_TEST = 50
FEW = 5
_TELL_SECONDS = 0.03
_SUMMED = 32  # bytes of the sum over all files
_BESIDE = 20_000  # files beside a list whose changes are noticed
Labelled = tuple[str, int]


@dataclass(frozen=True)
class PictureFilesReader(SourceReader):
    """In the folder, zip or tar file that the person chose, or beside the table that lists them."""

    reads = PictureFiles

    source: PictureFiles

    def locate(self) -> Found | None:
        if not self.source.folder:
            return None
        path = places_of(self.source.folder)[0].folder
        with _told(path):
            if path.is_dir():
                os.scandir(path).close()  # one that can't be entered is told of here
            else:
                path.stat()
        form = "list" if is_table(path) else "pictures"
        return Found(form, (path,), from_home(path), from_home(path))

    def stamp(self, found: Found, looked: Looked = unlooked) -> str:
        with _told(found.files[0]):
            return _stamp(found.files[0], looked)

    @property
    def searched(self) -> str:
        return say("nowhere, as none is chosen")

    @property
    def needed(self) -> str:
        return say(
            "It is a folder or a zip file that holds a sub-folder of pictures for each class, or a table that lists "
            "pictures and their classes."
        )

    def write(self, found: Found, folder: Path, progress: Progress) -> DataInfo:
        from nnstudio.data.decode import strict_warnings  # Pillow, which only the reading process needs

        def looked(count: int) -> None:
            progress(0.0, said_found(count))

        with _opened(found, looked) as (members, order), strict_warnings():
            work = _Work(self.source, members, order, folder, progress)
            try:
                facts = work.do()
                write_findings(folder, work.findings)
                write_sample_names(folder, work.names)
                work.write_sizes()
            except OSError as error:
                raise refused_write(folder, error) from error
        return write_info(folder, self.source, facts)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Inside, what the system refuses is told of that folder. Raises NotInFolderError."""
    try:
        yield
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        fix = say("Choose another folder.")
        raise NotInFolderError(say("can't be read ({reason}).", reason=reason), where=str(path), fix=fix) from error


@contextmanager
def _opened(found: Found, looked: Looked) -> Iterator[tuple[Members, Sorted | None]]:
    """The files, and their classes where a table tells them."""
    path = found.files[0]
    if found.form != "list":
        with members_of(path, looked) as members:
            yield members, None
        return
    listed = read_list(path)
    order = listed.order
    files = ListedFiles(path.parent, [name for name, _ in (*order.training, *order.validation, *order.test)])
    files.left_out += listed.left_out
    allowed = {*files.names}
    training, validation, test = (
        tuple(each for each in part if each[0] in allowed) for part in (order.training, order.validation, order.test)
    )
    try:
        yield files, Sorted(order.classes, training, validation, test, ())
    except StudioError as error:
        raise type(error)(error.message, where=error.where or str(path), fix=error.fix) from error


def _stamp(path: Path, looked: Looked) -> str:
    """Changes when a file there does, as far as names, sizes and times tell; with a list, one of those beside it.

    A sum of what each file says: it needs neither their order nor all of them at once.
    """
    found = counted(path, looked) if path.is_dir() else iter([("", path.stat())])
    if is_table(path):
        found = itertools.chain(found, (each for each in some_of(path.parent, _BESIDE) if each[0] != path.name))
    total = 0
    for name, status in found:
        line = f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode(errors="surrogateescape")
        total += int.from_bytes(hashlib.blake2b(line, digest_size=_SUMMED).digest(), "little")
    return f"{total % 256**_SUMMED:x}"


@dataclass
class _Work:
    """One reading.

    Attributes:
        given: the pictures by class, where a table tells; else folders do.
        findings: what is wrong with the files.
        names: of the files whose pictures are written, those for the test last.
        sizes: rows and columns of each of these pictures in its file.
    """

    source: PictureFiles
    members: Members
    given: Sorted | None
    folder: Path
    progress: Progress
    findings: list[Finding] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    sizes: list[tuple[int, int]] = field(default_factory=list)
    _alike: dict[bytes, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    _done: int = 0
    _total: int = 0
    _told: float = 0.0

    def do(self) -> Facts:
        """Writes the four arrays. Raises StudioError if there is nothing to learn, OSError where the disk refuses."""
        from nnstudio.data.decoding import Decoding
        from nnstudio.data.picture_sample import Wanted

        order = self._sorted()
        training, test = _parts(order)
        self._total = len(training) + len(order.validation) + len(test)
        check_room(self.folder, self._total, self.source.shape, "uint8")
        with Decoding(Wanted(self.source.shape, self.source.fit), self._total) as decoding:
            y_train = self._write("train", (*training, *order.validation), decoding)
            validation = len(set(self.names).intersection(name for name, _ in order.validation))
            y_test = self._write("test", test, decoding)
        if not len(y_train):
            raise FormatError(say("holds no picture that can be read."))
        self._tell_of_alike()
        self._tell_of_classes(order.classes, y_train)
        form = self.source.form
        facts = Facts(self.source.shape, Classes(class_names(order.classes)), len(y_train), len(y_test), form=form)
        return replace(facts, validation=validation if validation < len(y_train) else 0)

    def _sorted(self) -> Sorted:
        self.findings += [finding("left out", (each.name,), each.reason) for each in self.members.left_out]
        order = self.given or sort_by_folder(self.members.names)
        fix = say("Put the pictures of each class into a folder of its own, and choose the folder that holds them.")
        if not order.classes:
            raise FormatError(say("holds no folders of pictures."), fix=fix)
        if len(order.classes) > MOST_NAMES:
            raise FormatError(say("holds more than {most} folders of pictures.", most=MOST_NAMES), fix=fix)
        if order.unsorted:
            names = tuple(map(shown, order.unsorted))
            self.findings.append(finding("unsorted", names, say("lie in no class's folder and are left out.")))
        return order

    def _write(self, part: str, pictures: Sequence[Labelled], decoding: Decoding) -> NDArray[Any]:
        """Writes the part's pictures that can be read, and their labels, which it gives."""
        labels: list[int] = []
        shape = self.source.shape
        batches = batches_of(self._encoded(pictures, part), math.prod(shape))
        with ArrayWriter(self.folder / f"x_{part}.npy", shape, "uint8") as writer:
            for batch in decoding.decoded(batches):
                samples = b"".join([self._noted(*each, labels) for each in batch.told()])
                writer.extend(np.frombuffer(samples, np.uint8).reshape(-1, *shape))
                self._done += len(batch.pictures)
                self._tell(batch.pictures[-1].name)
        y: NDArray[Any] = np.array(labels, np.uint8 if max(labels, default=0) < 256 else np.uint16)
        with ArrayWriter(self.folder / f"y_{part}.npy", (), y.dtype.name) as writer:
            writer.extend(y)
        return y

    def _tell(self, name: str) -> None:
        """Now and then: a message for each of many thousand pictures would take longer than the pictures."""
        now = time.monotonic()
        if now - self._told >= _TELL_SECONDS:
            self._told = now
            self.progress(0.9 * self._done / self._total, say("Reading {name}", name=shown(name)))

    def _encoded(self, pictures: Sequence[Labelled], part: str) -> Iterator[Encoded]:
        """The files, read when they are wanted."""
        for name, label in pictures:
            try:
                data = self.members.read(name)
            except StudioError as error:
                yield Encoded(name, label, error)
                continue
            self._alike[hashlib.blake2b(data, digest_size=16).digest()].append((name, part))
            yield Encoded(name, label, data, bytes_to_decode(data))

    def _noted(self, picture: Encoded, outcome: Outcome, labels: list[int]) -> bytes:
        """The picture's pixels, noted as written; none of one that can't be read, which is told."""
        if isinstance(outcome, StudioError):
            self.findings.append(finding("unreadable", (shown(picture.name),), outcome.message))
            return b""
        pixels = outcome.pixels
        if pixels == pixels[:1] * len(pixels):
            self.findings.append(finding("blank", (shown(picture.name),), say("is of one colour all over.")))
        labels.append(picture.label)
        self.names.append(picture.name)
        self.sizes.append(outcome.size)
        return pixels

    def write_sizes(self) -> None:
        """Writes how large the pictures are in their files, where they are not all of one size. Raises OSError."""
        if len(set(self.sizes)) > 1 or (self.sizes and self.sizes[0] != self.source.shape[:2]):
            with ArrayWriter(self.folder / SIZES, (2,), "int32") as writer:
                writer.extend(np.array(self.sizes, np.int32))

    def _tell_of_alike(self) -> None:
        """Files with the same bytes; those on both sides of the test make its figures too good."""
        for group in self._alike.values():
            if len(group) < 2:
                continue
            names = tuple(shown(name) for name, _ in group)
            if len({part for _, part in group}) > 1:
                text = say("are the same file, once to learn from and once for the test.")
                self.findings.append(finding("leak", names, text))
            else:
                self.findings.append(finding("duplicate", names, say("are the same file.")))

    def _tell_of_classes(self, classes: tuple[str, ...], labels: NDArray[Any]) -> None:
        counts = np.bincount(labels, minlength=len(classes))
        few = tuple(shown(name) for name, count in zip(classes, counts, strict=True) if count < FEW)
        if few:
            text = say("have less than {few} pictures to learn from.", few=FEW)
            self.findings.append(finding("few", few, text))
        if len(classes) == 1:
            text = say("is the only class: there is nothing to tell apart.")
            self.findings.append(finding("few", tuple(map(shown, classes)), text))


def _parts(order: Sorted) -> tuple[list[Labelled], list[Labelled]]:
    """What trains and what tests: by the folders, else a fixed fifth of each class is for the test."""
    training = list(order.training)
    if order.test or order.validation or len(training) < LEAST_FOR_TEST:
        return training, list(order.test)
    labels = np.array([label for _, label in training], np.int64)
    learns, tests = split_rows(labels, validation_share=TEST_SHARE)
    return [training[row] for row in learns], [training[row] for row in tests]
