"""The kinds of sources, in the order in which people see them, and what a project says of its data.

A new kind is a file here with its line below, and its reader in `nnstudio.data.sources`.
"""

from __future__ import annotations

from nnstudio.core.family import Family
from nnstudio.core.sources.base import GROUPS, FolderSource, Group, Reading, Source
from nnstudio.core.sources.digits import Digits
from nnstudio.core.sources.drawn import Drawn
from nnstudio.core.sources.facts import Classes, Facts, Numbers, Targets
from nnstudio.core.sources.functions import Curve, Line
from nnstudio.core.sources.mnist import MNIST, FashionMNIST
from nnstudio.core.sources.picture_files import PictureFiles
from nnstudio.core.sources.plan import DataPlan, Scaling
from nnstudio.core.sources.points import XOR, Blobs, Checkerboard, Circles, Moons, Separable, Spirals
from nnstudio.core.sources.tables import BreastCancer, Diabetes, Iris, Wine
from nnstudio.core.words import mark

SOURCES: Family[Source] = Family(
    Source,
    mark("a source of data"),
    (
        PictureFiles,
        Drawn,
        Digits,
        MNIST,
        FashionMNIST,
        Line,
        Curve,
        XOR,
        Separable,
        Moons,
        Circles,
        Spirals,
        Blobs,
        Checkerboard,
        Iris,
        Wine,
        BreastCancer,
        Diabetes,
    ),
)

__all__ = [
    "GROUPS",
    "MNIST",
    "SOURCES",
    "XOR",
    "Blobs",
    "BreastCancer",
    "Checkerboard",
    "Circles",
    "Classes",
    "Curve",
    "DataPlan",
    "Diabetes",
    "Digits",
    "Drawn",
    "Facts",
    "FashionMNIST",
    "FolderSource",
    "Group",
    "Iris",
    "Line",
    "Moons",
    "Numbers",
    "PictureFiles",
    "Reading",
    "Scaling",
    "Separable",
    "Source",
    "Spirals",
    "Targets",
    "Wine",
    "source_of_word",
]


def source_of_word(word: str) -> Source:
    """The source that goes by this word, with its usual settings. Raises KeyError if there is none."""
    return {kind.word: kind for kind in SOURCES}[word]()
