"""A run's figures by name, as Keras names them: `loss`, the metrics, and each again with `val_` before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nnstudio.core.training.metrics import METRICS
from nnstudio.core.words import say

LOSS = "loss"
VALIDATION = "val_"  # over the samples that are kept aside
SPEED = "samples_per_second"  # not measured by the model: how fast it trains


@dataclass(frozen=True)
class Figure:
    """How people read a figure.

    Attributes:
        name: its name, without `val_`.
        title: its name for people, in their language.
        higher_is_better: whether learning makes it grow.
        is_share: whether it is written as percent.
    """

    name: str
    title: str
    higher_is_better: bool = False
    is_share: bool = False


def figure_named(name: str) -> Figure:
    """How the figure of that name is read, with or without `val_`; of one that is no longer known, by its name."""
    bare = name.removeprefix(VALIDATION)
    if bare == LOSS:
        return Figure(LOSS, say("Loss"))
    if bare == SPEED:
        return Figure(SPEED, say("Samples/s"), higher_is_better=True)
    kind = next((kind for kind in METRICS if kind.name() == bare), None)
    if kind is None:
        return Figure(bare, bare)
    return Figure(bare, kind.said_title(), kind.higher_is_better, kind.is_share)


def metric_names(names: Iterable[str]) -> tuple[str, ...]:
    """What is measured besides the loss, in order, over training samples or over validation samples alone."""
    bare = dict.fromkeys(name.removeprefix(VALIDATION) for name in names)
    return tuple(name for name in bare if name != LOSS)


def judged_by(names: Iterable[str]) -> str:
    """The name of the figure that tells how good a run with these became, over validation samples if there are any.

    That is its first metric, else its loss.
    """
    return VALIDATION + next(iter(metric_names(names)), LOSS)


def known_by(figures: Mapping[str, float]) -> str:
    """The same, over training samples where there are no others."""
    name = judged_by(figures)
    return name if name in figures else name.removeprefix(VALIDATION)
