"""Data as arrays that every process maps: four .npy files and a description, in one cache folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import FormatError
from nnstudio.core.serial import from_json, to_json
from nnstudio.core.sources import Choices, Classes, Facts, Source
from nnstudio.core.sources.choices import check_choices
from nnstudio.core.sources.facts import check_facts
from nnstudio.core.words import say
from nnstudio.data.content import ARRAY_NAMES, Arrays, Content, bytes_of, content_hash_of, content_hash_of_files
from nnstudio.data.findings import FINDINGS, Findings, read_findings
from nnstudio.data.mapped import MENDED, in_memory, mapped
from nnstudio.data.sample_names import NAME_ENDS, NAMES, SampleNames, open_sample_names
from nnstudio.disk.held_file import HeldFile
from nnstudio.disk.refusal import DiskError, refused_write
from nnstudio.disk.regular import read_regular

Samples = NDArray[Any]
TargetValues = NDArray[Any]

INFO = "info.json"
SIZES = "sizes.npy"
FORMAT = "nnstudio-data"
VERSION = 3
BESIDE = (FINDINGS, NAMES, NAME_ENDS, SIZES)
LABEL_TYPES = ("uint8", "uint16", "int32")
_MOST_INFO = 4_000_000


@dataclass(frozen=True)
class DataInfo:
    """The description in `info.json`.

    Attributes:
        format, version: say what this file is.
        source: what the arrays were read from, wherever that was.
        facts: what is known of them.
        content_hash: SHA-256 over names, types, shapes and bytes of the four arrays.
        beside: SHA-256 of each file beside the arrays, by its name: what was found wrong, and what is known of single
            samples.
        choices: what the source's settings can be set to, as its files say.
    """

    format: str
    version: int
    source: Source
    facts: Facts
    content_hash: str
    beside: dict[str, str]
    choices: tuple[Choices, ...] = ()


@dataclass(frozen=True, eq=False)
class Dataset:
    """A data set, mapped read-only from the cache.

    Attributes:
        source: what it was read from; in a process that only knows the folder, wherever that was.
        facts: what is known of these arrays.
        folder: where the arrays are.
        content_hash: SHA-256 of the content; the same content has the same hash on every machine.
        x_train, x_test: samples (n, *facts.shape) of facts.dtype, facts.low to facts.high.
        y_train, y_test: for classes (n,) uint8, uint16 or int32, 0 to facts.outputs - 1; for numbers
            (n, facts.outputs) float32.
        held: the files of the samples by their array's name, kept open; none of arrays that are no files.
    """

    source: Source
    facts: Facts
    folder: Path
    content_hash: str
    x_train: Samples
    y_train: TargetValues
    x_test: Samples
    y_test: TargetValues
    held: Mapping[str, HeldFile] = field(default_factory=dict, kw_only=True)

    @cached_property
    def choices(self) -> tuple[Choices, ...]:
        """What the source's settings can be set to. Raises FormatError if the description is damaged."""
        return read_info(self.folder / INFO).choices

    def number(self, row: int) -> int:
        """Which one a sample is of its own array, from 1; `row` counts all samples, those for the test last."""
        return (row if row < len(self.x_train) else row - len(self.x_train)) + 1

    @cached_property
    def names(self) -> SampleNames:
        """What its samples are called. Raises FormatError if that is damaged."""
        return open_sample_names(self.folder, self.facts)

    @cached_property
    def sizes(self) -> NDArray[np.int32] | None:
        """(samples, 2) rows and columns of each picture as it was in its file, those for the test last.

        None where all are as large as they are here, or it isn't known. Raises FormatError if that is damaged.
        """
        path = self.folder / SIZES
        return in_memory(mapped(path, (len(self.names), 2), ("int32",))) if path.exists() else None

    def own_target(self, row: int) -> Any:
        """What the data itself says is to be learned of a sample: its class, or its numbers. Rows as in `names`."""
        count = len(self.y_train)
        return self.y_train[row] if row < count else self.y_test[row - count]

    @cached_property
    def findings(self) -> Findings:
        """What was found wrong with its files. Raises StudioError if that is damaged."""
        return read_findings(self.folder) if (self.folder / FINDINGS).exists() else Findings()


def open_dataset(folder: Path) -> Dataset:
    """Maps the arrays in `folder` after cheap checks: description, shapes, types, file sizes, labels in range.

    Raises FormatError if anything is missing, cut short or of another form.
    """
    try:
        return _opened(folder)
    except OSError as error:  # another process is removing it
        raise FormatError(say("isn't as it was written."), where=str(folder), fix=say(MENDED)) from error
    except DiskError as error:
        raise FormatError(error.message, where=error.where, fix=say(MENDED)) from error


def _opened(folder: Path) -> Dataset:
    info = read_info(folder / INFO)
    _check_beside(folder, info)
    counts = {"train": info.facts.training, "test": info.facts.test}
    arrays = {}
    for part, count in counts.items():
        arrays[f"x_{part}"] = mapped(folder / f"x_{part}.npy", (count, *info.facts.shape), (info.facts.dtype,))
        arrays[f"y_{part}"] = _mapped_targets(folder / f"y_{part}.npy", count, info.facts)
    held = {name: HeldFile(folder / f"{name}.npy") for name in ("x_train", "x_test")}
    return Dataset(info.source, info.facts, folder, info.content_hash, **arrays, held=held)


def is_whole(folder: Path) -> bool:
    """Whether `open_dataset` would take the folder."""
    try:
        open_dataset(folder)
    except FormatError:
        return False
    return True


def write_content(folder: Path, source: Source, content: Content) -> DataInfo:
    """Writes the four arrays and their description into a new folder, to the disk; the description comes last.

    Raises DiskError if the disk refuses.
    """
    try:
        for name in ARRAY_NAMES:
            with (folder / f"{name}.npy").open("xb") as file:
                _save(file, np.ascontiguousarray(content.arrays[name]))
                file.flush()
                os.fsync(file.fileno())
    except OSError as error:
        raise refused_write(folder, error) from error
    return write_info(folder, source, content.facts)


def write_info(folder: Path, source: Source, facts: Facts, choices: tuple[Choices, ...] = ()) -> DataInfo:
    """Writes the description of the arrays that are in the folder, and gives it. Raises DiskError, FormatError."""
    paths = {name: folder / f"{name}.npy" for name in ARRAY_NAMES}
    beside = {name: _hash_of(folder / name) for name in BESIDE if (folder / name).exists()}
    info = DataInfo(FORMAT, VERSION, source.anywhere(), facts, content_hash_of_files(paths), beside, choices)
    try:
        with (folder / INFO).open("xb") as file:
            file.write(to_json(info, indent=2).encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise refused_write(folder, error) from error
    return info


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check_beside(folder: Path, info: DataInfo) -> None:
    """Raises FormatError if a file beside the arrays is gone, or isn't the one that was written.

    Of a million names only the ends are looked at, and that when they are wanted: findings are short.
    """
    for name, wanted in info.beside.items():
        path = folder / name
        if name not in BESIDE or not path.is_file() or (name == FINDINGS and _hash_of(path) != wanted):
            raise FormatError(say("isn't as it was written."), where=str(path), fix=say(MENDED))


def _save(file: BinaryIO, array: NDArray[Any]) -> None:
    """As np.save, which loses the system's reason where a disk is full."""
    np.lib.format.write_array_header_1_0(file, np.lib.format.header_data_from_array_1_0(array))
    file.write(bytes_of(array))


def holds_content(dataset: Dataset, content_hash: str) -> bool:
    """Whether the arrays have that content. Reads them whole: about 50 ms for MNIST."""
    return content_hash_of(arrays_of(dataset)) == content_hash


def arrays_of(dataset: Dataset) -> Arrays:
    """The four arrays by their names."""
    return {name: getattr(dataset, name) for name in ARRAY_NAMES}


def read_info(path: Path) -> DataInfo:
    """The description in that file. Raises FormatError if it is none, or not one that this program wrote."""
    try:
        info = from_json(DataInfo, read_regular(path, _MOST_INFO), str(path))
    except DiskError as error:
        raise FormatError(error.message, where=str(path), fix=say(MENDED)) from error
    if info.format != FORMAT or info.version != VERSION:
        raise FormatError(
            say(
                "is {format} version {version}, not {expected}.",
                format=info.format,
                version=info.version,
                expected=f"{FORMAT} {VERSION}",
            ),
            where=str(path),
        )
    check_facts(info.facts, str(path))
    check_choices(info.choices, str(path))
    return info


def _mapped_targets(path: Path, count: int, facts: Facts) -> TargetValues:
    if not isinstance(facts.targets, Classes):
        return in_memory(mapped(path, (count, facts.outputs), ("float32",)))
    labels = in_memory(mapped(path, (count,), LABEL_TYPES))
    if count and not 0 <= int(labels.min()) <= int(labels.max()) < facts.outputs:
        raise FormatError(
            say("{name} holds labels outside 0 to {most}.", name=path.stem, most=facts.outputs - 1),
            where=str(path.parent),
            fix=say(MENDED),
        )
    return labels
