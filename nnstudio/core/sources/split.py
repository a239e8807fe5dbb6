"""How a project's samples are divided: which learn, which validate, which test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from nnstudio.core.configured import Configured
from nnstudio.core.settings import LARGEST_SEED, Complaint, choice, number, setting_of, switch, whole
from nnstudio.core.words import mark, say

Part = Literal["training", "validation", "test"]
PARTS: tuple[Part, ...] = get_args(Part)
Way = Literal["given", "share", "folds"]
MOST_FOLDS = 20


@dataclass(frozen=True)
class Split(Configured):
    """What is kept aside. How large the share for validation is, the training plan says.

    Attributes:
        way: what validates: `given`: what the data itself keeps for that, and a share of the training samples where it
            keeps nothing; `share`: always a share; `folds`: one of so many equal parts.
        folds, fold: how many parts, and which one of them validates, from 1.
        stratified: each class has the same share of every part.
        test_share: with 0 the samples for the test are those that the data itself keeps for it; else this share of all.
        seed: another seed chooses other samples for the same shares.
    """

    title = mark("Split")

    way: Way = choice(
        "given",
        mark("Validate on"),
        mark(
            "Which samples are kept aside to see whether the network learns or memorises; a share where none are given."
        ),
        {
            "given": mark("As given"),
            "share": mark("Always a share"),
            "folds": mark("One of several folds"),
        },
    )
    folds: int = whole(
        5,
        mark("Folds"),
        mark("Into how many equal parts the training samples are divided: each validates in one run."),
        2,
        MOST_FOLDS,
    )
    fold: int = whole(1, mark("Fold"), mark("Which of the parts validates in the next run."), 1, MOST_FOLDS)
    stratified: bool = switch(
        True, mark("Same share of each class"), mark("Off: samples are chosen without looking at their class.")
    )
    test_share: float = number(
        0.0,
        mark("Test"),
        mark("The share of all samples that is kept for the test. 0: as the data itself keeps them."),
        0,
        0.5,
        decimals=2,
        percent=True,
        lowest=mark("as given"),
    )
    seed: int = whole(
        0, mark("Split seed"), mark("Another seed keeps other samples aside, of the same shares."), 0, LARGEST_SEED
    )

    def complaints(self) -> tuple[Complaint, ...]:
        found = super().complaints()
        if not found and self.way == "folds" and self.fold > self.folds:
            message = say("is {fold}, of only {folds} folds.", fold=self.fold, folds=self.folds)
            fix = say("Choose one of the folds that there are.")
            return (Complaint(setting_of(Split, "fold"), message, fix),)
        return found
