"""Which data a project learns from, and how it is prepared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nnstudio.core.augmentation import Augmentation
from nnstudio.core.settings import choice, switch
from nnstudio.core.sources.base import Source
from nnstudio.core.sources.digits import Digits
from nnstudio.core.sources.edits import Edits
from nnstudio.core.sources.split import Split
from nnstudio.core.words import mark

Scaling = Literal["unit", "none", "standard", "symmetric", "imagenet"]
Balance = Literal["none", "weights", "sampling"]


@dataclass(frozen=True)
class DataPlan:
    """The project's choice of data.

    Attributes:
        source: where it comes from.
        scaling: what is done to the stored values: `unit` brings them to 0..1, `symmetric` to -1..1, `standard` to mean
            0 and deviation 1 over the training samples, `imagenet` colours to what they have over ImageNet's photos,
            `none` leaves them as stored. Columns of tables each by itself.
        training_limit: use only so many training samples, the first of a fixed shuffle; 0: all.
        split: which samples learn, validate and test.
        edits: what was changed of single samples.
        balance: what is done where some classes have more training samples than others: `none`; `weights`: samples of
            small classes count for more in the training loss; `sampling`: each epoch draws equally many of each class.
        inverted: pictures are turned to their negatives before they are scaled.
        augmentation: how training pictures are changed at random, one of a kind; nothing for other samples.
    """

    source: Source = Digits()
    scaling: Scaling = "unit"
    training_limit: int = 0
    split: Split = Split()
    edits: Edits = Edits()
    balance: Balance = choice(
        "none",
        mark("Balance classes"),
        mark("What is done where some classes have more training samples than others, so that none is neglected."),
        {
            "none": mark("No"),
            "weights": mark("Small classes count for more"),
            "sampling": mark("Equally many of each class in an epoch"),
        },
    )
    inverted: bool = switch(
        False,
        mark("Inverted"),
        mark("Turns pictures to their negatives, so that dark ink on white paper is light on dark."),
    )
    augmentation: tuple[Augmentation, ...] = ()
