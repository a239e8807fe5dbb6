"""Training samples changed at random on several threads, while the device computes with those before."""

from __future__ import annotations

import os
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np

from nnstudio.core.augmentation import Augmentation, can_augment
from nnstudio.core.project import Project
from nnstudio.data.augment import augmented
from nnstudio.data.order import Rows
from nnstudio.data.parts import Parts
from nnstudio.data.store import Samples

THREADS = os.cpu_count() or 1
_SHARES_A_THREAD = 2  # so that none waits long for the slowest


@dataclass(frozen=True)
class Augmenting:
    """How a run changes its training samples.

    Attributes:
        plan: what is done.
        seed: of the run.
        high: the greatest value that can be stored.
    """

    plan: tuple[Augmentation, ...]
    seed: int
    high: int

    def change(self, samples: Samples, rows: Rows, epoch: int, threads: Executor) -> None:
        """Changes the samples in their place: each by what (seed, epoch, row) says, however they are shared out."""

        def change(part: slice) -> None:
            samples[part] = augmented(samples[part], rows[part], self.plan, seed=self.seed, epoch=epoch, high=self.high)

        ends = np.linspace(0, len(rows), min(len(rows), THREADS * _SHARES_A_THREAD) + 1).astype(int).tolist()
        for _ in threads.map(change, map(slice, ends[:-1], ends[1:])):
            pass  # what was raised is raised here


def augmenting_of(parts: Parts, project: Project) -> Augmenting | None:
    """What the project does to such samples; None: nothing."""
    facts = parts.dataset.facts
    if not project.data.augmentation or not can_augment(facts):
        return None
    return Augmenting(project.data.augmentation, project.training.seed, int(facts.high))
