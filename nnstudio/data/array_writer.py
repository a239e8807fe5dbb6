"""An array that is written row by row, for sets that are larger than memory."""

from __future__ import annotations

import io
import math
import os
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

_HEADER = 128  # bytes of .npy's header: room for any count


class ArrayWriter:
    """Writes `name.npy` in a folder; the count of rows goes into its header at the end. A context manager.

    Attributes:
        rows: how many are written.
    """

    def __init__(self, path: Path, shape: tuple[int, ...], dtype: str) -> None:
        """`shape` is that of one row. Raises OSError, as all methods do."""
        self.rows = 0
        self._shape, self._dtype = shape, np.dtype(dtype)
        self._file = path.open("xb")
        self._file.write(bytes(_HEADER))

    def add(self, row: NDArray[Any]) -> None:
        """Writes one more row. Raises ValueError if it has another shape or type."""
        if row.shape != self._shape or row.dtype != self._dtype:
            raise ValueError(f"a row of {row.dtype} {row.shape} among {self._dtype} {self._shape}")
        self._file.write(np.ascontiguousarray(row).data.cast("B") if math.prod(row.shape) else b"")
        self.rows += 1

    def extend(self, rows: NDArray[Any]) -> None:
        """Writes more rows, (n, *shape). Raises ValueError if they have another shape or type."""
        if rows.shape[1:] != self._shape or rows.dtype != self._dtype:
            raise ValueError(f"rows of {rows.dtype} {rows.shape} among {self._dtype} {self._shape}")
        self._file.write(np.ascontiguousarray(rows).data.cast("B") if rows.size else b"")
        self.rows += len(rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Completes the file, to the disk; after an error only closes it."""
        try:
            if kind is None:
                self._file.seek(0)
                self._file.write(self._header())
                self._file.flush()
                os.fsync(self._file.fileno())
        finally:
            self._file.close()

    def _header(self) -> bytes:
        """Version 1.0 of the format, as NumPy's documentation describes it, padded to a fixed length."""
        descr = np.lib.format.dtype_to_descr(self._dtype)
        text = f"{{'descr': {descr!r}, 'fortran_order': False, 'shape': {(self.rows, *self._shape)!r}, }}"
        begin = io.BytesIO()
        begin.write(b"\x93NUMPY\x01\x00")
        begin.write((_HEADER - 10).to_bytes(2, "little"))
        begin.write(text.encode("latin1").ljust(_HEADER - 11) + b"\n")
        return begin.getvalue()
