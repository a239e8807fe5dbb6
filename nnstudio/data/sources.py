"""The files of MNIST and Fashion-MNIST: their names, where they are offered, and how the published ones are known."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from nnstudio.core.dataset import DatasetName

IDX_PARTS = ("train-images", "train-labels", "t10k-images", "t10k-labels")
SIDE = 28
MOST_PICTURES = 1_000_000
CLASSES = 10

DOWNLOAD_BASE = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"


@dataclass(frozen=True)
class RemoteFile:
    """A file that can be downloaded.

    Attributes:
        name: after the base address, and in the folder.
        size: in bytes.
        sha256: of its bytes, in hexadecimal.
    """

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Offer:
    """What a download brings: files, and the folder under Keras's `datasets` where Keras itself keeps them."""

    folder: str
    files: tuple[RemoteFile, ...]


# Names and places after keras.datasets.mnist and keras.datasets.fashion_mnist; Fashion-MNIST's sizes and hashes are
# those of its authors' original files.
OFFERS: dict[DatasetName, Offer] = {
    "mnist": Offer(
        "",
        (RemoteFile("mnist.npz", 11_490_434, "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"),),
    ),
    "fashion-mnist": Offer(
        "fashion-mnist",
        (
            RemoteFile(
                "train-images-idx3-ubyte.gz",
                26_421_880,
                "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
            ),
            RemoteFile(
                "train-labels-idx1-ubyte.gz",
                29_515,
                "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
            ),
            RemoteFile(
                "t10k-images-idx3-ubyte.gz",
                4_422_102,
                "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
            ),
            RemoteFile(
                "t10k-labels-idx1-ubyte.gz",
                5_148,
                "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
            ),
        ),
    ),
}


# The published pictures and labels in their published order, as `arrays.content_hash_of` counts them; which files they
# came in makes no difference. Taken from files that hold, once unpacked, the originals byte for byte: those of LeCun,
# Cortes and Burges 1998, whose train-images-idx3-ubyte has the SHA-256
# ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db, and those of Xiao, Rasul and Vollgraf 2017, whose
# packed files are the ones in OFFERS.
PUBLISHED: dict[DatasetName, str] = {
    "mnist": "5dcefeb1042d780a5a873174f418b3a3435eaf6a4c254b1642a309a2c4708276",
    "fashion-mnist": "65faa3754eaa6b8bfaf2a28ae56e4bb14731c03b2d9e2553ca7406fc9ac6b371",
}


def is_published(dataset: DatasetName, content_hash: str) -> bool:
    """Whether that is the content of the set that goes by this name everywhere; the digits only come with us."""
    return dataset not in PUBLISHED or PUBLISHED[dataset] == content_hash


def keras_datasets_folder() -> Path:
    """Where Keras keeps data sets: `datasets` in $KERAS_HOME, else in `~/.keras`. It may not exist."""
    home = os.environ.get("KERAS_HOME", "")
    return (Path(home) if home else Path.home() / ".keras") / "datasets"


def idx_names(part: str) -> tuple[str, ...]:
    """The names that one of the four IDX files goes by, packed or not."""
    axes = 3 if part.endswith("images") else 1
    stems = (f"{part}-idx{axes}-ubyte", f"{part}.idx{axes}-ubyte")
    return tuple(stem + ending for ending in ("", ".gz") for stem in stems)


def folder_names(dataset: DatasetName) -> tuple[str, ...]:
    """The names that a data set's own folder, or its .npz file before the ending, goes by."""
    return tuple(dict.fromkeys((dataset, dataset.replace("-", "_"))))
