"""What several runs of the same, with other seeds, tell together; and whether two such groups differ beyond chance."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, stdev, variance

from nnstudio.core.training.figures import known_by
from nnstudio.runs.history import RunSummary

CONFIDENCE = 0.95
MOST_CHANCE = 0.05  # a difference that chance alone makes more often is within noise


@dataclass(frozen=True)
class SeedGroup:
    """Runs that finished and are equal but for their seeds, newest first."""

    runs: tuple[RunSummary, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The figures that all of them have."""
        first, *others = self.runs
        return tuple(name for name in first.figures if all(name in run.figures for run in others))

    def values(self, name: str) -> tuple[float, ...]:
        """The figure after the last epoch of each run, of those in which it is a number."""
        found = (run.figures[name] for run in self.runs if name in run.figures)
        return tuple(value for value in found if math.isfinite(value))


@dataclass(frozen=True)
class Spread:
    """A mean over runs.

    Attributes:
        count: how many runs.
        half: half the width of the mean's interval of 95 % by Student's t; None for a single run.
    """

    mean: float
    count: int
    half: float | None


@dataclass(frozen=True)
class Verdict:
    """Two groups of runs against each other.

    Attributes:
        difference: of the means, the first minus the second.
        chance: how probable a difference as large is if both come from the same, by Welch's test.
    """

    difference: float
    chance: float

    @property
    def is_noise(self) -> bool:
        """Whether chance alone explains it."""
        return self.chance >= MOST_CHANCE


def seed_groups(runs: Iterable[RunSummary]) -> tuple[SeedGroup, ...]:
    """The finished runs in groups that differ in their seeds alone, in the order of their newest runs.

    Backend and epochs are the same within a group, and each seed counts once, with its newest run: the same seed gives
    the same run again.
    """
    found: dict[tuple[object, ...], dict[int, RunSummary]] = {}
    for run in runs:
        if run.status == "finished" and run.facts is not None and run.facts.alike and run.figures:
            group = found.setdefault((run.facts.alike, run.backend, run.epochs_done), {})
            if run.facts.seed not in group or group[run.facts.seed].number < run.number:
                group[run.facts.seed] = run
    return tuple(SeedGroup(tuple(group.values())) for group in found.values())


def spread_of(values: Sequence[float]) -> Spread:
    """Mean and interval of at least one value."""
    if len(values) < 2:
        return Spread(fmean(values), len(values), None)
    from scipy.special import stdtrit

    quantile = float(stdtrit(len(values) - 1, 0.5 + CONFIDENCE / 2))
    return Spread(fmean(values), len(values), quantile * stdev(values) / math.sqrt(len(values)))


def compared(first: Sequence[float], second: Sequence[float]) -> Verdict | None:
    """Welch's t-test, two-sided (Welch 1947, "The generalization of Student's problem"); None below two values each.

    Values without any spread leave nothing to chance: 0 if the means differ, else 1.
    """
    if min(len(first), len(second)) < 2:
        return None
    difference = fmean(first) - fmean(second)
    shares = [variance(values) / len(values) for values in (first, second)]
    if not sum(shares):
        return Verdict(difference, 0.0 if difference else 1.0)
    from scipy.special import stdtr

    freedom = sum(shares) ** 2 / sum(s**2 / (len(v) - 1) for s, v in zip(shares, (first, second), strict=True))
    return Verdict(difference, 2 * float(stdtr(freedom, -abs(difference) / math.sqrt(sum(shares)))))


def told_figure(groups: Sequence[SeedGroup]) -> str:
    """The figure that groups are compared by: the one that the first's newest run is known by, if all have it."""
    if not groups:
        return ""
    shared = [name for name in groups[0].names if all(name in group.names for group in groups)]
    return known_by(dict.fromkeys(shared, 0.0)) if shared else ""
