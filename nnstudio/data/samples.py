"""Looking at data: how many of each class, which rows to show, and a sheet of thumbnails as one picture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import ShapeError, StudioError
from nnstudio.core.words import say
from nnstudio.data.arrays import Dataset
from nnstudio.data.pictures import picture_of

_MOST_SHEET_BYTES = 64_000_000


def class_counts(labels: NDArray[np.integer], classes: int) -> tuple[int, ...]:
    """How many rows each class has, for labels 0 to classes - 1."""
    return tuple(int(count) for count in np.bincount(labels, minlength=classes)[:classes])


def sample_rows(
    labels: NDArray[np.integer], *, label: int | None = None, first: int = 0, count: int = 100
) -> NDArray[np.int32]:
    """The rows of one class (None: of all), from the `first`th on, at most `count`, in the data's order."""
    rows = np.arange(len(labels)) if label is None else np.flatnonzero(labels == label)
    start = max(0, first)
    return rows[start : start + max(0, count)].astype(np.int32)


def thumbnail_sheet(
    dataset: Dataset, rows: NDArray[np.int32], *, columns: int, zoom: int = 1, gap: int = 1, test: bool = False
) -> NDArray[np.uint8]:
    """These rows' pictures, row by row, as one picture 0 to 255: (height, width) grey or (height, width, 3).

    Args:
        dataset: whose training pictures (test pictures, if `test`) are shown.
        rows: which ones.
        columns: how many side by side.
        zoom: each pixel becomes zoom × zoom pixels.
        gap: dark pixels between the pictures.

    Raises StudioError if a measure is below what makes sense or the sheet would be too large, ShapeError if a row
    doesn't exist.
    """
    pictures = dataset.x_test if test else dataset.x_train
    if len(rows) and (int(rows.min()) < 0 or int(rows.max()) >= len(pictures)):
        raise ShapeError(
            say("rows reach beyond the {count} pictures.", count=f"{len(pictures):,}"), where=say("Gallery")
        )
    if columns < 1 or zoom < 1 or gap < 0:
        raise StudioError(
            say(
                "columns {columns}, zoom {zoom} and gap {gap} don't make a sheet.", columns=columns, zoom=zoom, gap=gap
            ),
            where=say("Gallery"),
        )
    down = max(1, -(-len(rows) // columns))
    height, width, channels = dataset.known.shape
    tall, wide = down * (height * zoom + gap) - gap, columns * (width * zoom + gap) - gap
    if tall * wide * channels > _MOST_SHEET_BYTES:
        raise StudioError(
            say("{count} pictures are too many for one sheet.", count=f"{len(rows):,}"),
            where=say("Gallery"),
            fix=say("Show fewer."),
        )
    sheet = np.zeros((max(0, tall), max(0, wide), *((channels,) if channels > 1 else ())), np.uint8)
    for position, row in enumerate(rows):
        picture = picture_of(np.asarray(pictures[row]), dataset.known).repeat(zoom, axis=0).repeat(zoom, axis=1)
        top, left = position // columns * (height * zoom + gap), position % columns * (width * zoom + gap)
        sheet[top : top + height * zoom, left : left + width * zoom] = picture
    return sheet
