"""This window's newest run, as all parts see it."""

from __future__ import annotations

from dataclasses import dataclass, field

from nnstudio.app.run_state import Idle, RunState, is_running


@dataclass
class CurrentRun:
    """What the newest run that this window started is doing.

    Attributes:
        state: of the run.
        number: the run's, once this window has started one.
        data_folder: the cache's folder that it learns from, wherever the window looks by now; empty before any run.
    """

    state: RunState = field(default_factory=Idle)
    number: int | None = None
    data_folder: str = ""

    @property
    def is_running(self) -> bool:
        """Whether it trains, or is paused."""
        return is_running(self.state)

    def forget(self) -> None:
        """As before any run."""
        self.state, self.number, self.data_folder = Idle(), None, ""
