"""The callbacks of a run, told the figures of each epoch; of a run that goes on, also those of the epochs before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nnstudio.core.training import Callback

Figures = Mapping[str, float]


class Watches:
    """What the callbacks of a plan make of its figures."""

    def __init__(self, callbacks: Iterable[Callback]) -> None:
        self._callbacks = tuple(callbacks)
        self._watches = [callback.watch() for callback in self._callbacks]

    def look(self, figures: Figures) -> str:
        """Why one of them ends the run after the epoch with these figures; empty if none does."""
        reasons = [watch(figures) for watch in self._watches]
        return next((reason for reason in reasons if reason), "")

    def replay(self, epochs: Iterable[Figures], *, further: bool) -> str:
        """Looks at all epochs of a run again; why it ended after the last one, empty if nothing ended it.

        A callback that ended it before it went on, or does so `further`, begins anew from there.
        """
        reasons: list[str] = []
        for figures in epochs:
            self._renew(reasons)
            reasons = [watch(figures) for watch in self._watches]
        if further:
            self._renew(reasons)
            return ""
        return next((reason for reason in reasons if reason), "")

    def _renew(self, reasons: Iterable[str]) -> None:
        for place, reason in enumerate(reasons):
            if reason:
                self._watches[place] = self._callbacks[place].watch()
