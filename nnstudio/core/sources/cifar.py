"""CIFAR-10 and CIFAR-100 (Krizhevsky 2009): small colour photos, as Python pickles or as binary files.

Addresses, hashes and the names under which Keras keeps the archives after keras.datasets.cifar10 and cifar100 of
Keras 3.15; sizes as the server tells them. The classes' names are those of the sets' own batches.meta and meta.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from nnstudio.core.errors import FormatError
from nnstudio.core.settings import choice, complaints_of
from nnstudio.core.sources.base import FolderSource
from nnstudio.core.sources.facts import Classes, Facts
from nnstudio.core.sources.offer import Offer, RemoteFile
from nnstudio.core.words import mark

CIFARLabels = Literal["fine", "coarse"]
_BASE = "https://www.cs.toronto.edu/~kriz/"
_TEN = "airplane automobile bird cat deer dog frog horse ship truck"
_COARSE = """
aquatic_mammals fish flowers food_containers fruit_and_vegetables household_electrical_devices household_furniture
insects large_carnivores large_man-made_outdoor_things large_natural_outdoor_scenes large_omnivores_and_herbivores
medium_mammals non-insect_invertebrates people reptiles small_mammals trees vehicles_1 vehicles_2
"""
_FINE = """
apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus butterfly camel can castle
caterpillar cattle chair chimpanzee clock cloud cockroach couch crab crocodile cup dinosaur dolphin elephant flatfish
forest fox girl hamster house kangaroo keyboard lamp lawn_mower leopard lion lizard lobster man maple_tree motorcycle
mountain mouse mushroom oak_tree orange orchid otter palm_tree pear pickup_truck pine_tree plain plate poppy porcupine
possum rabbit raccoon ray road rocket rose sea seal shark shrew skunk skyscraper snail snake spider squirrel streetcar
sunflower sweet_pepper table tank telephone television tiger tractor train trout tulip turtle wardrobe whale
willow_tree wolf woman worm
"""


@dataclass(frozen=True)
class CIFAR(FolderSource):
    """What both have in common."""

    @property
    def usual_names(self) -> tuple[str, ...]:
        """The classes as the published set calls them."""
        return self.expected.class_names


@dataclass(frozen=True)
class CIFAR10(CIFAR):
    """Ten kinds of animals and vehicles."""

    title = mark("CIFAR-10")
    about = mark("60,000 small colour photos of animals and vehicles, 32 × 32 pixels.")
    word = "cifar10"
    expected = Facts((32, 32, 3), Classes(tuple(_TEN.split())), 50_000, 10_000, form="picture")
    offer = Offer(
        _BASE,
        "",
        (
            RemoteFile(
                "cifar-10-python.tar.gz",
                170_498_071,
                "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce",
                kept_as="cifar-10-batches-py-target_archive",
            ),
        ),
    )


@dataclass(frozen=True)
class CIFAR100(CIFAR):
    """A hundred kinds of things, in twenty groups.

    Attributes:
        labels: whether the kinds are learned, or the groups.
    """

    title = mark("CIFAR-100")
    about = mark("60,000 small colour photos of a hundred kinds of things, 32 × 32 pixels.")
    word = "cifar100"
    expected = Facts((32, 32, 3), Classes(tuple(_FINE.split())), 50_000, 10_000, form="picture")
    offer = Offer(
        _BASE,
        "",
        (
            RemoteFile(
                "cifar-100-python.tar.gz",
                169_001_437,
                "85cd44d02ba6437773c5bbd22e183051d648de2e7d6b014e1ef29b855ba677a7",
                kept_as="cifar-100-python-target_archive",
            ),
        ),
    )

    labels: CIFARLabels = choice(
        "fine",
        mark("Classes"),
        mark("A hundred kinds, or the twenty groups that they are in: fewer classes are easier to learn."),
        {"fine": mark("100 kinds"), "coarse": mark("20 groups")},
    )

    @property
    def facts(self) -> Facts:
        """Counts are as they were read; classes as they are set."""
        facts, names = super().facts, self.usual_names
        return facts if facts.outputs == len(names) else replace(facts, targets=Classes(names))

    @property
    def usual_names(self) -> tuple[str, ...]:
        return tuple((_FINE if self.labels == "fine" else _COARSE).split())

    def check(self, where: str) -> None:
        super().check(where)
        for complaint in complaints_of(self):
            raise FormatError(complaint.message, where=f"{where}.{complaint.setting.name}", fix=complaint.fix)
