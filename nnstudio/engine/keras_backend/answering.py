"""The questions under way: each does a step when its turn comes, so that none waits for the end of another.

An answer is found out by a generator, which yields how far it is. Between two steps the engine hears commands, goes on
with the other questions and, while a run is on, with the run.
"""

from __future__ import annotations

import importlib
import time
import traceback
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from nnstudio.core.errors import StudioError
from nnstudio.core.words import say
from nnstudio.engine.blocks import Blocks
from nnstudio.engine.keras_backend.answers.given import Given, Steps
from nnstudio.engine.keras_backend.models import Models
from nnstudio.engine.messages import Ask, Cancelled, Event, Failed, Moved, Told
from nnstudio.engine.questions import Answer

TURN_SECONDS = 0.03
SIGN_SECONDS = 0.1


class _UnderWay:
    """One question, from its first step to its last.

    Where its model goes on training in between, all steps but the first compute with the weights of the first.
    """

    def __init__(self, ask: Ask, models: Models, blocks: Blocks) -> None:
        self.number = ask.number
        self._question = ask.question
        self._given = Given(ask.model, models, blocks)
        self._steps: Steps[Answer] | None = None
        self._weights: Any = None
        self._told = time.monotonic()

    def step(self) -> Event | None:
        """Does a step; what is to be told after it."""
        try:
            with self._as_it_was():
                done, of = next(self._begun())
        except StopIteration as end:
            return Told(self.number, end.value)
        if self._weights is None and self._given.is_in_training:
            self._weights = self._given.learner.weights()
        if time.monotonic() - self._told < SIGN_SECONDS:
            return None
        self._told = time.monotonic()
        return Moved(self.number, done, of)

    def close(self) -> None:
        """Ends it before its last step."""
        if self._steps is not None:
            self._steps.close()

    def _begun(self) -> Steps[Answer]:
        if self._steps is None:
            module = importlib.import_module(self._question.answered_by)
            self._steps = module.answer(self._question, self._given)
        return self._steps

    def _as_it_was(self) -> AbstractContextManager[None]:
        return nullcontext() if self._weights is None else self._given.learner.computing_with(self._weights)


class Answering:
    """The questions under way, in turn."""

    def __init__(self, models: Models, blocks: Blocks, send: Callable[[Event], None]) -> None:
        self._models = models
        self._blocks = blocks
        self._send = send
        self._under_way: deque[_UnderWay] = deque()

    @property
    def is_busy(self) -> bool:
        """Whether a question waits for its turn."""
        return bool(self._under_way)

    def begin(self, ask: Ask) -> None:
        """Takes up a question; its first step comes with its turn."""
        self._under_way.append(_UnderWay(ask, self._models, self._blocks))

    def cancel(self, number: int) -> None:
        """Gives up that question, unless its answer was told already."""
        for question in tuple(self._under_way):
            if question.number == number:
                self._under_way.remove(question)
                self._tell(question.close, question)
                self._send(Cancelled(number))

    def step(self) -> None:
        """One step of the question whose turn it is."""
        if not self._under_way:
            return
        question = self._under_way.popleft()
        event = self._tell(question.step, question)
        if event is None or isinstance(event, Moved):
            self._under_way.append(question)

    def turn(self, interrupted: Callable[[], bool]) -> None:
        """Steps for as long as a run may wait, or until `interrupted()`."""
        until = time.monotonic() + TURN_SECONDS
        self.step()
        while self._under_way and time.monotonic() < until and not interrupted():
            self.step()

    def _tell(self, work: Callable[[], Event | None], question: _UnderWay) -> Event | None:
        """What `work` tells, or why it failed; it was sent."""
        try:
            if event := work():
                self._send(event)
        except StudioError as error:
            event = Failed(question.number, error.message, error.where, error.fix)
            self._send(event)
        except MemoryError:
            event = Failed(question.number, say("The computer's memory ran out."), fix=say("Ask about fewer samples."))
            self._send(event)
        except Exception as error:  # noqa: BLE001 - whatever Keras raises must reach the person, with its traceback
            traceback.print_exc()
            event = Failed(question.number, f"{type(error).__name__}: {error}")
            self._send(event)
        return event
