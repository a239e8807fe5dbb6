"""A data set's outside files to a folder of checked arrays. Runs in the reader process, which may die."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.dataset import DatasetName
from nnstudio.core.errors import FormatError
from nnstudio.core.words import say
from nnstudio.data.arrays import DataInfo, write_arrays
from nnstudio.data.idx import read_idx_images, read_idx_labels
from nnstudio.data.limits import check_pairs
from nnstudio.data.npz import read_npz

OutsideForm = Literal["idx", "npz"]
Progress = Callable[[float, str], None]


def convert(
    dataset: DatasetName, form: OutsideForm, files: Sequence[Path], folder: Path, progress: Progress
) -> DataInfo:
    """Reads the files, checks them against each other and writes the arrays into `folder`.

    Raises FormatError if they don't hold what they should, StudioError if the folder can't be written.
    """
    arrays = read_npz(files[0]) if form == "npz" else _read_idx(files, progress)
    check_pairs(arrays["x_train"], arrays["y_train"], str(files[0]))
    check_pairs(arrays["x_test"], arrays["y_test"], str(files[-1]))
    progress(0.7, say("Writing the arrays"))
    return write_arrays(folder, dataset, arrays)


def _read_idx(files: Sequence[Path], progress: Progress) -> dict[str, NDArray[np.uint8]]:
    if len(files) != 4:
        raise FormatError(say("{count} IDX files were given instead of 4.", count=len(files)))
    progress(0.1, say("Reading the training pictures"))
    x_train, y_train = read_idx_images(files[0]), read_idx_labels(files[1])
    progress(0.6, say("Reading the test pictures"))
    x_test, y_test = read_idx_images(files[2]), read_idx_labels(files[3])
    return {"x_train": x_train, "y_train": y_train, "x_test": x_test, "y_test": y_test}
