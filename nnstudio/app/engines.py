"""Engines by role: one that trains, and a warm one, which answers and trains the next run.

Each run gets a process of its own, which was warm before, so that Train never waits for an import. At rest there is the
warm one alone: the next one starts when a run's first batches are done, and who trained goes when nobody needs it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Literal

from nnstudio.app.observable import Signal
from nnstudio.app.run_service import RecordedSession, engine_title
from nnstudio.core.errors import StudioError
from nnstudio.core.training import BackendName
from nnstudio.core.words import say
from nnstudio.engine.blocks import Blocks
from nnstudio.engine.messages import Command, EngineReady, Event, Moved, Settled, Shutdown
from nnstudio.engine.session import EngineSession

EngineStatus = Literal["starting", "ready", "ended"]
Listen = Callable[[RecordedSession, Callable[[Event], None], Callable[[], None]], object]


class Engine:
    """One engine process and who listens to it.

    Attributes:
        session: the way to talk to it.
        ready: what it told of itself; None before.
        ended: whether its process is gone.
    """

    def __init__(self, backend: BackendName) -> None:
        self.backend = backend
        self.session = RecordedSession(EngineSession(backend, polite=True))
        self.ready: EngineReady | None = None
        self.ended = False
        self.worker: object = None

    @property
    def blocks(self) -> Blocks:
        """The arrays of its questions and answers."""
        return self.session.blocks

    def send(self, command: Command) -> None:
        """Sends a command."""
        self.session.send(command)

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
    """Starts engines, listens to them, and lets them go.

    Attributes:
        changed: the engine in use, or its status, changed.
        event: an event of the engine in use.
        settled: what any engine tells of a question.
        died: an engine that was not told to is gone.
    """

    def __init__(self, listen: Listen) -> None:
        self.changed: Signal[[]] = Signal()
        self.event: Signal[[Event]] = Signal()
        self.settled: Signal[[Engine, Moved | Settled]] = Signal()
        self.died: Signal[[Engine]] = Signal()
        self._listen = listen
        self._warm: Engine | None = None
        self._trainer: Engine | None = None
        self._is_training = False
        self._leaving: list[Engine] = []
        self._closing = False

    @property
    def in_use(self) -> Engine | None:
        """The engine that people are told of: the one that trains, else the warm one."""
        return self._trainer if self._is_training else self._warm or self._trainer

    @property
    def trainer(self) -> Engine | None:
        """The engine that trains, or trained last and is still there."""
        return self._trainer

    def warm(self, backend: BackendName) -> Engine:
        """The warm engine; started if there is none of that backend. Raises StudioError, as always after `close`."""
        if self._warm is not None and not self._warm.ended and self._warm.backend == backend:
            return self._warm
        if self._closing:
            raise StudioError(say("The window is being closed."))
        self._retire(self._warm)
        self._warm = None
        self._warm = self._start(backend)
        self.changed.emit()
        return self._warm

    def answering(self, backend: BackendName) -> Engine:
        """The engine that answers soonest: the warm one, or while that starts, the one that trained."""
        trained = self._trainer
        warm = self.warm(backend)
        if warm.ready is None and trained is not None and not (trained.ended or self._is_training):
            return trained
        return warm

    def begin_run(self, backend: BackendName) -> Engine:
        """Has the warm engine train from now on; the one that did before goes."""
        engine = self.warm(backend)
        self._retire(self._trainer)
        self._trainer, self._warm, self._is_training = engine, None, True
        self.changed.emit()
        return engine

    def warm_next(self) -> None:
        """Starts the next warm engine, of the same backend; not before the run's first batches, which it would slow."""
        if self._warm is None and self._trainer is not None and not self._closing:
            with suppress(StudioError):  # tried again, and told, when one is needed
                self.warm(self._trainer.backend)

    def run_ended(self) -> None:
        """The engine that trained has nothing more to do than to answer."""
        self._is_training = False
        self.changed.emit()

    def release_trainer(self) -> None:
        """Lets the engine go that trained, as soon as the warm one can take its place."""
        if not self._is_training and self._trainer is not None and self._warm is not None and self._warm.ready:
            self._retire(self._trainer)
            self._trainer = None

    def close(self) -> None:
        """Ends all engines and waits for them."""
        self._closing = True
        known = (self._trainer, self._warm, *self._leaving)
        engines = [engine for engine in known if engine is not None and not engine.ended]
        for engine in engines:
            engine.send(Shutdown())
        for engine in engines:
            engine.session.session.end()

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
            self.changed.emit()
        elif isinstance(event, Moved | Settled):
            self.settled.emit(engine, event)
        elif engine is self.in_use or engine is self._trainer:
            self.event.emit(event)

    def _on_ended(self, engine: Engine) -> None:
        engine.ended = True
        engine.worker = None
        engine.session.session.clean_up()
        if engine in self._leaving:
            self._leaving.remove(engine)
        elif not self._closing:
            self.died.emit(engine)
            self.changed.emit()
