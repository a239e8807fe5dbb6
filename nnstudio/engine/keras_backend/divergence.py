"""Whether a run's loss and weights are still numbers, and what to say where they aren't."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

from nnstudio.core.words import say
from nnstudio.runs.snapshots import WEIGHTS, Position


class Divergence:
    """Follows a run from epoch to epoch."""

    def __init__(self, *, scaled: bool) -> None:
        """`scaled`: whether pixels are brought to a small range; if not, that is the first thing to mend."""
        self._scaled = scaled
        self._lost_since: int | None = None
        self._weights_lost_since: int | None = None
        self._last_finite: int | None = None

    def look_at_losses(self, epoch: int, losses: npt.NDArray[np.floating]) -> None:
        """Takes up the losses of an epoch's batches, as far as it got."""
        if not losses.size:
            return
        if np.isfinite(losses).all():
            self._lost_since = None
        elif self._lost_since is None:
            self._lost_since = epoch

    def look_at_weights(self, position: Position) -> None:
        """Takes up whether the weights at `position` are numbers."""
        if not position.finite:
            self._weights_lost_since = self._weights_lost_since or position.epoch + bool(position.batch)
            return
        self._weights_lost_since = None
        if not position.batch:
            self._last_finite = position.epoch

    def replay(self, losses: Iterable[tuple[int, npt.NDArray[np.floating]]], positions: Iterable[Position]) -> None:
        """Takes up what was: the losses of each epoch's batches, and the last snapshots, oldest first."""
        for epoch, values in losses:
            self.look_at_losses(epoch, values)
        for position in positions:
            self.look_at_weights(position)

    @property
    def message(self) -> str:
        """Since when the loss or the weights are not numbers, which weights still are, what helps; else empty."""
        if self._lost_since is not None:
            what = say("The loss is not a number since epoch {epoch}.", epoch=self._lost_since)
        elif self._weights_lost_since is not None:
            what = say("The weights are not numbers since epoch {epoch}.", epoch=self._weights_lost_since)
        else:
            return ""
        return say("{what} {kept} {advice}", what=what, kept=self._kept_text(), advice=self._advice())

    def _kept_text(self) -> str:
        if self._last_finite is None:
            return say("The weights that it started from are not numbers either.")
        if self._last_finite == 0:
            return say("The last weights that are numbers are those from before training.")
        return say("The last weights that are numbers are those after epoch {epoch}.", epoch=self._last_finite)

    def _advice(self) -> str:
        if self._scaled:
            return say("A lower learning rate usually helps.")
        return say("Scaling the pixels usually helps, and so does a lower learning rate.")


def are_finite(tensors: Mapping[str, npt.NDArray[np.generic]]) -> bool:
    """Whether all weights of a snapshot are numbers."""
    weights = (tensor for name, tensor in tensors.items() if name.startswith(WEIGHTS))
    return all(bool(np.isfinite(tensor).all()) for tensor in weights if np.issubdtype(tensor.dtype, np.floating))
