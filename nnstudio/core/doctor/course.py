"""What a run did, as the doctor sees it: its project and its figures, epoch by epoch and batch by batch."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nnstudio.core.project import Project
from nnstudio.core.training.figures import LOSS, VALIDATION


@dataclass(frozen=True)
class Course:
    """The course of a run so far.

    Attributes:
        project: as the run trains it.
        epochs: the figures after each epoch, by name.
        batches: the loss of each batch, before its step; of the epoch under way as well. Of very many batches the means
            of equally many in a row.
        batches_per_epoch: how many of these there are in one.
        class_shares: of the training samples, the share of each class; empty where numbers are learned, or unknown.
        lost_at: the epoch, from 1, and the batch in it, from 1, whose loss was the first that is not a number.
    """

    project: Project
    epochs: Sequence[Mapping[str, float]]
    batches: Sequence[float]
    batches_per_epoch: float
    class_shares: Sequence[float] = ()
    lost_at: tuple[int, int] | None = None

    def figures(self, name: str) -> list[float]:
        """That figure after each epoch; empty where any epoch lacks it."""
        return [each[name] for each in self.epochs] if all(name in each for each in self.epochs) else []

    @property
    def losses(self) -> list[float]:
        """The mean loss over the training samples of each epoch."""
        return self.figures(LOSS)

    @property
    def validation_losses(self) -> list[float]:
        """The same over the samples that are kept aside; empty without any."""
        return self.figures(VALIDATION + LOSS)

    @property
    def loss_of_guessing(self) -> float:
        """The cross-entropy of who knows nothing but how frequent each class is; NaN where numbers are learned.

        No network that learns anything is worse for long (Goodfellow, Bengio, Courville: Deep Learning, 3.13).
        """
        shares = [share for share in self.class_shares if share > 0]
        return -sum(share * math.log(share) for share in shares) if len(shares) > 1 else math.nan

    def epoch_of_batch(self, batch: int) -> int:
        """In which epoch, from 1, the batch at that index was."""
        return int(batch / self.batches_per_epoch) + 1 if self.batches_per_epoch else 1


def is_level(values: Sequence[float], share: float) -> bool:
    """Whether the second half of the values lies no further below the first than `share` of their mean."""
    half = len(values) // 2
    # Not fmean, which raises where a sum is larger than a float.
    first, second = sum(values[:half]) / half, sum(values[half:]) / (len(values) - half)
    return abs(first - second) <= share * max(abs(first), 1e-12)
