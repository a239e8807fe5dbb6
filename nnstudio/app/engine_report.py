"""What the person is told of the engine."""

from __future__ import annotations

from nnstudio.app.engines import Engines, EngineStatus
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
        engine = self._engines.in_use
        return engine.status if engine else "ended"

    @property
    def title(self) -> str:
        """The engine for people, such as `TensorFlow 2.21.0 on CPU`."""
        engine = self._engines.in_use
        return (engine.title if engine else "") or BACKEND_TITLES[self._preferences.now.backend]

    def take(self, event: EngineOutput) -> None:
        """Takes up what an engine printed."""
        self.log = (self.log + event.text)[-MOST_LOG:]
        self.output.emit(event.text)
