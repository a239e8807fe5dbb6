"""The engine in use, and a spare one kept warm, so that Train never waits for an import.

Each run gets a process of its own; after its run an engine still answers for the model, until the next run.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from nnstudio.app.observable import Signal
from nnstudio.app.run_service import RecordedSession, engine_title
from nnstudio.core.training import BackendName
from nnstudio.engine.messages import EngineReady, Event, Shutdown
from nnstudio.engine.session import EngineSession

EngineStatus = Literal["starting", "ready", "ended"]
Listen = Callable[[RecordedSession, Callable[[Event], None], Callable[[], None]], object]


class Engine:
    """One engine process and who listens to it.

    Attributes:
        session: the way to talk to it.
        ready: what it told of itself; None before.
        ended: whether its process is gone.
        used: whether it had a run.
    """

    def __init__(self, backend: BackendName) -> None:
        self.backend = backend
        self.session = RecordedSession(EngineSession(backend, polite=True))
        self.ready: EngineReady | None = None
        self.ended = False
        self.used = False
        self.worker: object = None

    @property
    def status(self) -> EngineStatus:
        """Whether it can compute."""
        if self.ended:
            return "ended"
        return "ready" if self.ready else "starting"

    @property
    def title(self) -> str:
        """The engine for people; empty before it is ready."""
        return engine_title(self.ready) if self.ready else ""


class Engines:
    """Starts engines, listens to them, and replaces them.

    Attributes:
        changed: the engine in use, or its status, changed.
        event: an event of the engine in use.
    """

    def __init__(self, listen: Listen) -> None:
        self.changed: Signal[[]] = Signal()
        self.event: Signal[[Event]] = Signal()
        self._listen = listen
        self._current: Engine | None = None
        self._spare: Engine | None = None
        self._leaving: list[Engine] = []
        self._closing = False

    @property
    def current(self) -> Engine | None:
        """The engine in use."""
        return self._current

    def use(self, backend: BackendName) -> Engine:
        """The engine in use; started if there is none, or another one if it has the other backend.

        Nothing is started after `close`.
        """
        if self._closing and self._current is not None:
            return self._current
        if self._current is None or self._current.ended or self._current.backend != backend:
            self._retire(self._current)
            self._current = self._spare_of(backend) or self._start(backend)
            self.changed.emit()
        return self._current

    def use_fresh(self, backend: BackendName) -> Engine:
        """An engine that had no run yet, for the next run."""
        if self._current is not None and self._current.used:
            self._retire(self._current)
            self._current = None
        return self.use(backend)

    def warm(self, backend: BackendName) -> None:
        """Starts the spare engine, if there is none of that backend."""
        if self._closing:
            return
        if self._spare is not None and self._spare.backend != backend:
            self._retire(self._spare)
            self._spare = None
        if self._spare is None or self._spare.ended:
            self._spare = self._start(backend)

    def close(self) -> None:
        """Ends all engines and waits for them."""
        self._closing = True
        engines = [engine for engine in (self._current, self._spare, *self._leaving) if engine is not None]
        for engine in engines:
            engine.session.send(Shutdown())
        for engine in engines:
            engine.session.session.end()

    def _spare_of(self, backend: BackendName) -> Engine | None:
        spare, self._spare = self._spare, None
        if spare is None or spare.ended or spare.backend != backend:
            self._retire(spare)
            return None
        return spare

    def _start(self, backend: BackendName) -> Engine:
        engine = Engine(backend)
        engine.worker = self._listen(
            engine.session, lambda event: self._on_event(engine, event), lambda: self._on_ended(engine)
        )
        return engine

    def _retire(self, engine: Engine | None) -> None:
        """Asks it to end; it is let go when its process is gone."""
        if engine is not None and not engine.ended:
            engine.session.session.end_soon()
            self._leaving.append(engine)

    def _on_event(self, engine: Engine, event: Event) -> None:
        if isinstance(event, EngineReady):
            engine.ready = event
        if engine is self._current:
            self.event.emit(event)
            if isinstance(event, EngineReady):
                self.changed.emit()

    def _on_ended(self, engine: Engine) -> None:
        engine.ended = True
        engine.worker = None
        engine.session.session.clean_up()
        if engine in self._leaving:
            self._leaving.remove(engine)
        if engine is self._current and not self._closing:
            self.changed.emit()
