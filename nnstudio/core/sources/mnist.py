"""MNIST and Fashion-MNIST: four IDX files, or one NPZ file.

`published` is the content of the published pictures and labels in their published order, as
`data.content.content_hash_of` counts it; which files they came in makes no difference. Taken from files that hold,
once unpacked, the originals byte for byte: those of LeCun, Cortes and Burges 1998, whose train-images-idx3-ubyte has
the SHA-256 ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db, and those of Xiao, Rasul and Vollgraf
2017, whose packed files are the ones that are offered. Names and places of these after keras.datasets.mnist and
keras.datasets.fashion_mnist.
"""

from __future__ import annotations

from dataclasses import dataclass

from nnstudio.core.sources.base import FolderSource
from nnstudio.core.sources.facts import Classes, Facts
from nnstudio.core.sources.offer import Offer, RemoteFile
from nnstudio.core.words import mark

_BASE = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"
_CLOTHES = (
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)


@dataclass(frozen=True)
class MNIST(FolderSource):
    """Handwritten digits (LeCun et al. 1998), or files of the same form."""

    title = mark("MNIST")
    about = mark("70,000 handwritten digits of 28 × 28 pixels.")
    word = "mnist"
    expected = Facts((28, 28, 1), Classes(tuple("0123456789")), 60_000, 10_000, form="mnist")
    published = "5dcefeb1042d780a5a873174f418b3a3435eaf6a4c254b1642a309a2c4708276"
    offer = Offer(
        _BASE,
        "",
        (RemoteFile("mnist.npz", 11_490_434, "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"),),
    )


@dataclass(frozen=True)
class FashionMNIST(FolderSource):
    """Clothes in MNIST's form (Xiao, Rasul & Vollgraf 2017)."""

    title = mark("Fashion-MNIST")
    about = mark("70,000 pictures of clothes, 28 × 28 pixels.")
    word = "fashion-mnist"
    expected = Facts((28, 28, 1), Classes(_CLOTHES), 60_000, 10_000, form="clothes")
    published = "65faa3754eaa6b8bfaf2a28ae56e4bb14731c03b2d9e2553ca7406fc9ac6b371"
    offer = Offer(
        _BASE,
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
    )
