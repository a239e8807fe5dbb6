"""Sources that are made by arithmetic: as many points as wanted, with as much noise, always the same for a seed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from nnstudio.core.errors import FormatError
from nnstudio.core.settings import LARGEST_SEED, complaints_of, number, whole
from nnstudio.core.sources.base import Source
from nnstudio.core.sources.facts import Facts, Targets, vector_facts
from nnstudio.core.words import mark

TEST_SHARE = 5  # every fifth point is for the test
LEAST_FOR_TEST = 50
MOST_POINTS = 100_000


def counted(default: int, low: int = 2) -> Any:
    """The setting of how many points there are."""
    return whole(default, mark("Points"), mark("How many points there are."), low, MOST_POINTS)


def noisy(default: float) -> Any:
    """The setting of how much noise there is."""
    about = mark("How far points stray: the standard deviation of what is added to them.")
    return number(default, mark("Noise"), about, 0, 10, decimals=3)


@dataclass(frozen=True)
class Generated(Source):
    """Points that a rule makes.

    Attributes:
        columns: what the numbers of a point are called.
        targets: what is to be learned of each.
        count: how many points there are; from LEAST_FOR_TEST on every fifth is kept for the test.
        noise: standard deviation of what is added.
        seed: which points, and which noise.
    """

    group = "points"
    columns: ClassVar[tuple[str, ...]]
    targets: ClassVar[Targets]

    count: int = counted(200)
    noise: float = noisy(0.0)
    seed: int = whole(1, mark("Seed"), mark("Another seed gives other points of the same kind."), 0, LARGEST_SEED)

    @property
    def facts(self) -> Facts:
        test = self.count // TEST_SHARE if self.count >= LEAST_FOR_TEST else 0
        return vector_facts(self.columns, self.named_targets, self.count - test, test)

    @property
    def named_targets(self) -> Targets:
        """What is to be learned, under these settings."""
        return self.targets

    def check(self, where: str) -> None:
        """Refuses settings out of their limits: a project may ask for a billion points."""
        for complaint in complaints_of(self):
            raise FormatError(complaint.message, where=f"{where}.{complaint.setting.name}", fix=complaint.fix)
