"""What the person is told of the engine."""

from __future__ import annotations

from nnstudio.app.engines import Engine, Engines, EngineStatus
from nnstudio.app.observable import Signal
from nnstudio.app.preference_store import PreferenceStore
from nnstudio.app.run_service import BACKEND_TITLES
from nnstudio.engine.messages import EngineOutput

MOST_LOG = 200_000  # characters


class EngineReport:
    """The engine in use, and what engines print.

    Attributes:
        changed: `status` or `title` changed.
        output: text for the log pane.
        log: the end of what engines printed since the start, bounded; `output` tells of more.
    """

    def __init__(self, engines: Engines, preferences: PreferenceStore) -> None:
        self.changed: Signal[[]] = Signal()
        self.output: Signal[[str]] = Signal()
        self.log = ""
        self._engines = engines
        self._preferences = preferences

    @property
    def status(self) -> EngineStatus:
        """Whether the engine process is there."""
        return self._engine.status if self._engine else "ended"

    @property
    def title(self) -> str:
        """The engine for people, such as `TensorFlow 2.21.0 on CPU`."""
        return (self._engine.title if self._engine else "") or BACKEND_TITLES[self._preferences.now.backend]

    @property
    def _engine(self) -> Engine | None:
        """The engine in use; the one that trained last for as long as the next one of its backend only starts."""
        engine, trained = self._engines.in_use, self._engines.trainer
        if engine is None or engine.ready is not None or trained is None or trained.status != "ready":
            return engine
        return trained if trained.backend == engine.backend else engine

    def take(self, event: EngineOutput) -> None:
        """Takes up what an engine printed."""
        self.log = (self.log + event.text)[-MOST_LOG:]
        self.output.emit(event.text)
