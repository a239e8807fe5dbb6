"""Runs over seeds in words: mean with interval, and whether two groups differ beyond chance."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from nnstudio.app.run_statistics import SeedGroup, Spread, compared, spread_of, told_figure
from nnstudio.core.training.figures import Figure, figure_named
from nnstudio.core.words import say
from nnstudio.ui.figure_text import figure_text
from nnstudio.ui.numbers import decimal
from nnstudio.ui.run_words import figure_title

MOST_PAIRS = 6
_LETTERS = "ABCDEFGHIJKL"
_LEAST_CHANCE = 0.001
_Named = tuple[str, Sequence[float]]


def group_name(group: SeedGroup) -> str:
    """Its runs by number: `#3, #4, #5`."""
    numbers = sorted(run.number for run in group.runs)
    named = ", ".join(f"#{number}" for number in numbers[:4])
    return f"{named}, …" if len(numbers) > 4 else named


def verdict_lines(groups: Sequence[SeedGroup]) -> list[str]:
    """What the groups tell, a sentence each; the first names what is compared. Nothing for no groups."""
    name = told_figure(groups)
    if not name:
        return []
    kind = figure_named(name)
    lines = [say("{figure} after the last epoch, over runs that differ in the seed alone:", figure=figure_title(name))]
    known = [(group, values) for group in groups if (values := group.values(name))]
    named = [(letter, values) for letter, (_, values) in zip(_LETTERS, known, strict=False)]
    for letter, (group, values) in zip(_LETTERS, known, strict=False):
        lines.append(_spread_line(letter, group, spread_of(values), kind))
    lines += [_verdict_line(first, second, kind) for first, second in list(combinations(named, 2))[:MOST_PAIRS]]
    if all(len(values) < 2 for _, values in known):
        lines.append(say("A single run does not tell what chance does: train the same again with other seeds."))
    return lines


def _spread_line(letter: str, group: SeedGroup, spread: Spread, kind: Figure) -> str:
    mean, name = figure_text(kind, spread.mean), f"{letter} ({group_name(group)})"
    if spread.half is None:
        return say("{runs}: {mean}, a single run.", runs=name, mean=mean)
    return say(
        "{runs}: {mean} ± {half} (mean of {count} runs with the 95 % interval of Student's t).",
        runs=name,
        mean=mean,
        half=figure_text(kind, spread.half),
        count=spread.count,
    )


def _verdict_line(first: _Named, second: _Named, kind: Figure) -> str:
    verdict = compared(first[1], second[1])
    if verdict is None:
        return say("{first} and {second}: too few runs to tell it from chance.", first=first[0], second=second[0])
    size, chance = _size_text(kind, abs(verdict.difference)), _chance_text(verdict.chance)
    if verdict.is_noise:
        return say(
            "{first} and {second} differ by {size}: within noise (Welch's test, {chance}).",
            first=first[0],
            second=second[0],
            size=size,
            chance=chance,
        )
    return say(
        "{first} and {second} differ by {size}: {better} is better, beyond chance (Welch's test, {chance}).",
        first=first[0],
        second=second[0],
        size=size,
        chance=chance,
        better=(first if (verdict.difference > 0) == kind.higher_is_better else second)[0],
    )


def _size_text(kind: Figure, size: float) -> str:
    """A difference of shares is told in percentage points."""
    return say("{count} percentage points", count=decimal(100 * size, 2)) if kind.is_share else figure_text(kind, size)


def _chance_text(chance: float) -> str:
    return f"p < {decimal(_LEAST_CHANCE, 3)}" if chance < _LEAST_CHANCE else f"p = {decimal(chance, 3)}"
