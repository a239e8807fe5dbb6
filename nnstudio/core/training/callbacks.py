"""What looks at a run's figures after each epoch and may end it. Names are those of Keras's callbacks."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from nnstudio.core.configured import Configured
from nnstudio.core.family import Family
from nnstudio.core.settings import choice, number, whole
from nnstudio.core.words import mark, say

# Told the figures of each epoch in turn; gives why the run ends now, for people. Empty: it goes on.
Watch = Callable[[Mapping[str, float]], str]
Monitor = Literal["val_loss", "loss"]
_MONITORS = {"val_loss": mark("Validation loss"), "loss": mark("Training loss")}


@dataclass(frozen=True)
class Callback(Configured):
    """One callback's settings. What it decides follows from the figures alone, so that a resumed run decides alike."""

    def watch(self) -> Watch:
        """Begins to watch a run, from its first epoch."""
        return lambda figures: ""


@dataclass(frozen=True)
class EarlyStopping(Callback):
    """Ends the run when a loss has not fallen for some epochs (Prechelt 1998)."""

    title: ClassVar[str] = mark("Stop early")
    about: ClassVar[str] = mark("Ends the run when the loss no longer falls.")

    monitor: Monitor = choice(
        "val_loss", mark("Figure"), mark("The loss that is watched; without validation the training loss."), _MONITORS
    )
    patience: int = whole(
        5, mark("Patience"), mark("So many epochs in a row may pass without a lower loss."), 1, 1_000_000
    )
    min_delta: float = number(
        0.0, mark("Least fall"), mark("A loss must be lower by more than this to count."), 0, 1000, decimals=6
    )

    def watch(self) -> Watch:
        best, since = math.inf, 0

        def look(figures: Mapping[str, float]) -> str:
            nonlocal best, since
            value = figures.get(self.monitor, figures.get("loss", math.nan))
            since = 0 if value < best - self.min_delta else since + 1
            best = value if since == 0 else best
            return say("Its loss has not fallen for {count} epochs.", count=since) if since >= self.patience else ""

        return look


CALLBACKS: Family[Callback] = Family(Callback, mark("a callback"), (EarlyStopping,))
