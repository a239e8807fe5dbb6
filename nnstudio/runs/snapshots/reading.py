"""Reading snapshots.

A file may come from anybody, and a sparse one declares terabytes in a few kilobytes: reading is bounded by `most`
bytes, ends with Cancelled when `cancelled` answers True, and shows shapes before anything is taken into memory.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError, safe_open

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.network import Network
from nnstudio.core.network.costs import total_cost
from nnstudio.core.words import say
from nnstudio.disk import system
from nnstudio.disk.folder import Folder, descriptor_path
from nnstudio.disk.refusal import too_large
from nnstudio.runs.snapshots.checksum import FORMATS, DamagedSnapshotError, IsCancelled, another_epoch, compare
from nnstudio.runs.snapshots.names import Position, snapshot_names

Array = npt.NDArray[np.generic]
MOST = 1 << 36
_BYTES_PER_PARAMETER = 32  # eight floats: the weight, three moments, an average, a sum of gradients, one more
_BYTES_BESIDE = 64_000_000  # the header, seed states, what each optimiser counts
# What reading raises: no such file, not safetensors, a kind of number that numpy doesn't have, more than memory holds.
_FAILURES = (
    OSError,
    SafetensorError,
    ValueError,
    TypeError,
    AttributeError,
    KeyError,
    MemoryError,
    RecursionError,  # a header nested too deep
    OverflowError,
)
# How safetensors names kinds of numbers, and how numpy does.
_DTYPES = {
    "BOOL": "bool",
    **{f"F{bits}": f"float{bits}" for bits in (16, 32, 64)},
    **{f"I{bits}": f"int{bits}" for bits in (8, 16, 32, 64)},
    **{f"U{bits}": f"uint{bits}" for bits in (8, 16, 32, 64)},
    "C64": "complex64",
}


def never() -> bool:
    """What nobody cancels."""
    return False


def most_bytes(network: Network) -> int:
    """How large a snapshot of that network can be at the most."""
    return min(MOST, _BYTES_PER_PARAMETER * total_cost(network).parameters + _BYTES_BESIDE)


@dataclass(frozen=True)
class Form:
    """What a header says of a tensor.

    Attributes:
        shape: its shape.
        dtype: its kind of number as numpy names it; as safetensors does where numpy has none.
    """

    shape: tuple[int, ...]
    dtype: str

    @property
    def family(self) -> str:
        """Its kind of number whatever the size: float, int (with or without sign), bool and so on."""
        return self.dtype.removeprefix("u").rstrip("0123456789")


Forms = Mapping[str, Form]


@dataclass(frozen=True)
class _Open:
    """A file that was opened, and what its header says."""

    file: Any
    metadata: dict[str, str]


def read_position(folder: Folder, name: str, *, most: int = MOST, cancelled: IsCancelled = never) -> Position:
    """Where the snapshot stands. Raises FormatError if it isn't one, DiskError if it can't be read."""
    with _opened(folder, name, most, cancelled) as snapshot:
        metadata = snapshot.metadata
        position = Position(
            int(metadata["epoch"]),
            int(metadata["batch"]),
            _floats(metadata["offset"]),
            _floats(metadata["factor"]),
            metadata.get("finite", "1") == "1",
        )
    numbers = (*position.offsets, *position.factors)
    in_pairs = len(position.offsets) == len(position.factors)
    if min(position.epoch, position.batch) < 0 or not in_pairs or not all(map(math.isfinite, numbers)):
        raise FormatError(
            say("stands at an impossible place: {place}.", place=position),
            where=str(folder.path / name),
            fix=another_epoch(),
        )
    return position


def _floats(text: str) -> tuple[float, ...]:
    return tuple(map(float, text.split(",")))


def read_chosen(
    folder: Folder,
    name: str,
    choose: Callable[[Forms], Iterable[str]],
    *,
    most: int = MOST,
    cancelled: IsCancelled = never,
) -> dict[str, Array]:
    """The tensors that `choose` names, by full name. Raises FormatError, DiskError.

    `choose` is given the forms of all tensors before any is read; StudioErrors that it raises come through.
    """
    with _opened(folder, name, most, cancelled) as snapshot:
        forms = {key: _form_of(snapshot.file.get_slice(key)) for key in snapshot.file.keys()}  # noqa: SIM118
        return {key: snapshot.file.get_tensor(key) for key in choose(forms)}


def read_tensors(
    folder: Folder, name: str, prefix: str = "", *, most: int = MOST, cancelled: IsCancelled = never
) -> dict[str, Array]:
    """All tensors whose names start with `prefix`, by full name. Raises FormatError, DiskError."""

    def choose(forms: Forms) -> list[str]:
        return [key for key in forms if key.startswith(prefix)]

    return read_chosen(folder, name, choose, most=most, cancelled=cancelled)


def newest_usable(
    folder: Folder, before: str | None = None, *, most: int = MOST, cancelled: IsCancelled = never
) -> str | None:
    """The furthest snapshot that is whole and whose weights are numbers; of those that come before `before`."""
    names = snapshot_names(folder)
    if before in names:
        names = names[names.index(before) + 1 :]
    for name in names:
        try:
            if read_position(folder, name, most=most, cancelled=cancelled).finite:
                return name
        except StudioError:
            continue  # damaged as well
    return None


def _form_of(tensor: Any) -> Form:
    kind = str(tensor.get_dtype())
    return Form(tuple(tensor.get_shape()), _DTYPES.get(kind, kind))


@contextmanager
def _opened(folder: Folder, name: str, most: int, cancelled: IsCancelled) -> Iterator[_Open]:
    where = str(folder.path / name)
    with folder.opened(name) as descriptor:
        try:
            size = system.status_of(descriptor).st_size
            if size > most:
                raise too_large(where, size, most)
            compare(folder, name, descriptor, cancelled)
            with safe_open(descriptor_path(descriptor, folder.path / name), framework="numpy") as file:
                metadata = file.metadata() or {}
                if metadata.get("format") not in FORMATS:
                    raise FormatError(say("is not a snapshot of NN Studio."), where=where)
                yield _Open(file, metadata)
        except _FAILURES as error:
            raise DamagedSnapshotError(
                say("can't be read as a snapshot ({reason}).", reason=error), where=where, fix=another_epoch()
            ) from error
