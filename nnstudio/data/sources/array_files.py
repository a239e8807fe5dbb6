"""Reads arrays of a person's own: an NPZ file, or NPY or IDX files that lie in one folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.sources import ArrayFiles, Choices, Facts
from nnstudio.core.sources.choices import MOST_VALUES
from nnstudio.core.sources.facts import LARGEST, Classes
from nnstudio.core.words import say, say_count
from nnstudio.data.array_guess import Roles, guessed_roles
from nnstudio.data.array_set import MOST_ARRAYS, Arrays, arrays_of, is_idx_name
from nnstudio.data.findings import Finding, finding, write_findings
from nnstudio.data.labels import Learned, learned_from
from nnstudio.data.repeat_findings import told_repeats
from nnstudio.data.sample_form import Range, SampleForm, form_of
from nnstudio.data.sources.base import Found, Progress
from nnstudio.data.sources.own_files import OwnFilesReader, found_files, told_of
from nnstudio.data.split_writer import SplitWriter, rows_for_test
from nnstudio.data.store import DataInfo, write_info
from nnstudio.data.stored_array import StoredArray

FEW = 5
T = TypeVar("T")


@dataclass(frozen=True)
class ArrayFilesReader(OwnFilesReader):
    """In the file that the person chose, with the other arrays beside it; or in the files of a folder."""

    reads = ArrayFiles

    source: ArrayFiles

    def found_at(self, path: Path) -> Found | None:
        return found_arrays(path)

    @property
    def needed(self) -> str:
        return say("It is an NPZ file with samples and labels, or two NPY or IDX files in one folder.")

    def write(self, found: Found, folder: Path, progress: Progress) -> DataInfo:
        form, _, alone = found.form.partition(" ")
        with told_of(found.files[0], folder):
            arrays, left_out = arrays_of(form, found.files)
            work = _Work(self.source, arrays, folder, progress)
            work.findings += [finding("left out", (each.name,), each.reason) for each in left_out]
            facts = work.do(next(iter(arrays)) if alone else "")
            write_findings(folder, work.findings)
        return write_info(folder, self.source, facts, work.choices())


def found_arrays(path: Path) -> Found | None:
    """The files of arrays there; None if there are none. Raises OSError.

    Of a file, those beside it may be its other half: it comes first then, and ` alone` in the form says that it must be
    used.
    """
    name = path.name.lower()
    if path.is_dir():
        return _in_folder(path)
    if not path.is_file():
        return None
    if name.endswith(".npz"):
        return found_files("npz", (path,), path)
    for form, ours in _FORMS.items():
        if ours(name):
            others = [other for other in _files_in(path.parent) if ours(other.name.lower()) and other != path]
            return found_files(f"{form} alone", (path, *others[: MOST_ARRAYS - 1]), path)
    return None


def _in_folder(folder: Path) -> Found | None:
    files = _files_in(folder)
    packed = [path for path in files if path.name.lower().endswith(".npz")]
    if packed:
        return found_files("npz", packed, folder) if len(packed) == 1 else None
    for form, ours in _FORMS.items():
        chosen = [path for path in files if ours(path.name.lower())]
        if chosen:
            return found_files(form, chosen[:MOST_ARRAYS], folder)
    return None


def _is_npy_name(name: str) -> bool:
    return name.endswith(".npy")


_FORMS: dict[str, Callable[[str], bool]] = {"idx": is_idx_name, "npy": _is_npy_name}


def _files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if not path.name.startswith(".") and path.is_file())


@dataclass
class _Work:
    """One reading.

    Attributes:
        findings: what is wrong with the arrays.
    """

    source: ArrayFiles
    arrays: Arrays
    folder: Path
    progress: Progress
    findings: list[Finding] = field(default_factory=list)
    _roles: Roles = Roles()
    _form: SampleForm = SampleForm("row", (1,))
    _task: str = ""

    def do(self, first: str) -> Facts:
        """Writes the four arrays. Raises StudioError if they can't be learned from, OSError where the disk refuses.

        Args:
            first: the array that must be used; empty: any.
        """
        source = self.source
        asked = Roles(source.samples, source.labels, source.test_samples, source.test_labels)
        self._roles = guessed_roles(self.arrays, asked, first)
        samples = self.arrays[self._roles.samples]
        self._check_test(samples)
        learned = self._learned()
        kind = f"{samples.dtype.kind}{samples.dtype.itemsize}"
        self._form = _in(samples.where, lambda: form_of(samples.shape[1:], kind, source.form, source.channels))
        span, usable = self._looked_through()
        keeps = usable & learned.usable
        if not keeps.any():
            fix = say("Save numbers for each sample, and a label.")
            raise FormatError(say("holds no sample that can be learned from."), where=samples.where, fix=fix)
        self._tell_of_lost(usable, learned.usable)
        tests = self._tests(learned, keeps)
        dtype = "uint8" if self._form.are_pictures and span.are_bytes else "float32"
        self._write(learned, keeps, tests, dtype)
        facts = self._facts(learned, span, dtype, int((keeps & ~tests).sum()), int((keeps & tests).sum()))
        return replace(facts, validation=self._validation(keeps))

    def choices(self) -> tuple[Choices, ...]:
        """What the settings can be set to, and what was guessed."""
        names = tuple(self.arrays)[:MOST_VALUES]
        roles = self._roles
        form = "pictures" if self._form.are_pictures else "rows"
        channels = self._form.layout if self._form.layout in ("last", "first") else ""
        return (
            Choices("samples", roles.samples, names),
            Choices("labels", roles.labels, names),
            Choices("test_samples", roles.test_samples, names),
            Choices("test_labels", roles.test_labels, names),
            Choices("task", self._task),
            Choices("form", form),
            Choices("channels", channels),
        )

    def _all(self) -> list[StoredArray]:
        """The arrays of samples: those to learn from, to validate with, for the test."""
        roles = self._roles
        return [self.arrays[name] for name in (roles.samples, roles.validation_samples, roles.test_samples) if name]

    def _check_test(self, samples: StoredArray) -> None:
        roles = self._roles
        if not roles.test_samples:
            return
        test, labels = self.arrays[roles.test_samples], self.arrays[roles.test_labels]
        if test.shape[1:] != samples.shape[1:] or test.rows != labels.rows:
            message = say(
                "{samples} {shape} and {labels} {other} can't be the test of samples of shape {sample}.",
                samples=test.name,
                shape=test.shape,
                labels=labels.name,
                other=labels.shape,
                sample=samples.shape[1:],
            )
            raise FormatError(message, where=test.where, fix=say("Choose other arrays for the test."))

    def _learned(self) -> Learned:
        """What is to be learned of all samples, in the order of these."""
        roles = self._roles
        parts = [self.arrays[name] for name in (roles.labels, roles.validation_labels, roles.test_labels) if name]
        for part in parts:
            part.check()
        read = [part.read() for part in parts]
        if len({part.shape[1:] for part in parts}) > 1:
            read = [each.reshape(len(each), -1) for each in read]
        if len({each.shape[1:] for each in read}) > 1 or len({each.dtype.kind in "US" for each in read}) > 1:
            fix = say("Choose other arrays for the test.")
            raise FormatError(say("has labels of another form for the test."), where=parts[-1].where, fix=fix)
        learned = _in(parts[0].where, lambda: learned_from(np.concatenate(read), self.source.task))
        self._task = learned.task
        return learned

    def _looked_through(self) -> tuple[Range, NDArray[np.bool_]]:
        """What values the samples have, and which of them are whole; 8-bit pictures need no look."""
        span = Range()
        if all(array.dtype == np.uint8 for array in self._all()):
            return Range(0.0, 255.0), np.ones(sum(array.rows for array in self._all()), np.bool_)
        usable = [span.add(block) for block in self._blocks(0.0, 0.4)]
        return span, np.concatenate(usable)

    def _blocks(self, begin: float, end: float) -> Iterator[NDArray[Any]]:
        """All samples as they are in the files, with progress between these shares."""
        total, done = sum(array.rows for array in self._all()), 0
        for array in self._all():
            for block in array.blocks():
                yield block
                done += len(block)
                text = say("Reading {name}", name=array.name)
                self.progress(begin + (end - begin) * done / total, text)

    def _tests(self, learned: Learned, keeps: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which samples are for the test: those in arrays of their own, else a fixed share."""
        tests = np.zeros(len(keeps), np.bool_)
        learns = keeps & (np.arange(len(keeps)) < self.arrays[self._roles.samples].rows)
        if self._roles.test_samples:
            tests[len(tests) - self.arrays[self._roles.test_samples].rows :] = True
            if (tests | ~keeps).all():
                raise FormatError(say("holds no sample to learn from."), fix=say("Choose other arrays for the test."))
        else:
            tests[learns] = rows_for_test(learned.values[learns])
        return tests

    def _validation(self, keeps: NDArray[np.bool_]) -> int:
        """How many samples are to validate with: the last of those that aren't for the test."""
        if not self._roles.validation_samples:
            return 0
        first = self.arrays[self._roles.samples].rows
        count = int(keeps[first : first + self.arrays[self._roles.validation_samples].rows].sum())
        return count if keeps[:first].any() else 0

    def _write(self, learned: Learned, keeps: NDArray[np.bool_], tests: NDArray[np.bool_], dtype: str) -> None:
        done = 0
        with SplitWriter(self.folder, int(keeps.sum()), self._form.shape, dtype) as writer:
            for block in self._blocks(0.4, 0.9):
                chosen = keeps[done : done + len(block)]
                samples = self._form.of(block[chosen]).astype(dtype)
                writer.add(samples, tests[done : done + len(block)][chosen])
                done += len(block)
            writer.add_targets(learned.values[keeps], tests[keeps])
        groups, values = writer.repeats.groups(), learned.values[keeps]
        self.findings += told_repeats(groups, tests[keeps], values, self._roles.samples, each=True)
        self._tell_of_classes(learned, keeps & ~tests)

    def _tell_of_lost(self, usable: NDArray[np.bool_], labelled: NDArray[np.bool_]) -> None:
        lost, bare = int((~usable).sum()), int((~labelled).sum())
        if lost:
            text = say_count(
                "{count} sample holds values that are no numbers and is left out.",
                "{count} samples hold values that are no numbers and are left out.",
                lost,
            )
            self.findings.append(finding("missing", (self._roles.samples,), text))
        if bare:
            text = say_count(
                "{count} sample has no label and is left out.", "{count} samples have no label and are left out.", bare
            )
            self.findings.append(finding("missing", (self._roles.labels,), text))
        if self._form.alpha:
            text = say("has a fourth channel, which is left out.")
            self.findings.append(finding("left out", (self._roles.samples,), text))

    def _tell_of_classes(self, learned: Learned, trains: NDArray[np.bool_]) -> None:
        if not isinstance(learned.targets, Classes):
            return
        names = learned.targets.names
        counts = np.bincount(learned.values[trains], minlength=len(names))
        few = [name for name, count in zip(names, counts, strict=True) if count < FEW]
        if few:
            self.findings.append(finding("few", few, say("have less than {few} samples to learn from.", few=FEW)))
        if len(names) == 1:
            self.findings.append(finding("few", names, say("is the only class: there is nothing to tell apart.")))

    def _facts(self, learned: Learned, span: Range, dtype: str, training: int, test: int) -> Facts:
        shape = self._form.shape
        if not self._form.are_pictures:
            return Facts(shape, learned.targets, training, test, -LARGEST, LARGEST, "float32")
        if dtype == "uint8":
            return Facts(shape, learned.targets, training, test, form="picture")
        low, high = span.limits
        return Facts(shape, learned.targets, training, test, low, high, "float32", "picture")


def _in(where: str, work: Callable[[], T]) -> T:
    """What the work gives; what is wrong with the array is said of it."""
    try:
        return work()
    except StudioError as error:
        raise type(error)(error.message, where=error.where or where, fix=error.fix) from error
