"""Requests under way: who is told of each answer, and which requests replace each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from nnstudio.core.errors import StudioError
from nnstudio.core.words import say
from nnstudio.engine.messages import (
    Answer,
    Evaluate,
    LoadWeights,
    Predict,
    RequestFailed,
    SaveModel,
    SaveWeights,
    ShowWeights,
)

Request = Predict | Evaluate | ShowWeights | SaveWeights | LoadWeights | SaveModel
Done = Callable[[Answer], None]
Failed = Callable[[StudioError], None]
R = TypeVar("R", bound=Request)


@dataclass(frozen=True)
class _Waiting:
    request: Request
    done: Done
    failed: Failed
    newest_only: str


class Requests:
    """Numbers requests, sends them, and hands each answer to who asked."""

    def __init__(self, send: Callable[[Request], None]) -> None:
        self._send = send
        self._last = 0
        self._asked: dict[int, _Waiting] = {}
        self._under_way: set[str] = set()
        self._next: dict[str, _Waiting] = {}

    def ask(self, request: Request, done: Done, failed: Failed, *, newest_only: str = "") -> None:
        """Sends the request (its number is set here).

        Of those with the same non-empty `newest_only` one is under way and one waits at the most; a newer one takes
        the place of the waiting one, whose callbacks are then never called.
        """
        if newest_only and newest_only in self._under_way:
            self._next[newest_only] = _Waiting(request, done, failed, newest_only)
            return
        self._last += 1
        numbered = replace(request, request=self._last)
        self._asked[self._last] = _Waiting(numbered, done, failed, newest_only)
        if newest_only:
            self._under_way.add(newest_only)
        self._send(numbered)

    def ask_again(self) -> None:
        """Sends all that is under way once more, as it went to an engine that was already dead."""
        for asked in list(self._asked.values()):
            self._send(asked.request)

    def answered(self, answer: Answer) -> None:
        """Hands an answer on. One to a request that nobody waits for any more is dropped."""
        asked = self._asked.pop(answer.request, None)
        if asked is None:
            return
        try:
            if isinstance(answer, RequestFailed):
                asked.failed(StudioError(answer.message, where=answer.where, fix=answer.fix))
            else:
                asked.done(answer)
        finally:
            self._send_waiting(asked.newest_only)

    def _send_waiting(self, key: str) -> None:
        """Sends what waited for the answer that just came."""
        self._under_way.discard(key)
        waiting = self._next.pop(key, None)
        if waiting is not None:
            self.ask(waiting.request, waiting.done, waiting.failed, newest_only=key)

    def forget(self, why: str = "") -> None:
        """Drops all, such as when the engine that should answer is replaced. Who can't just ask again is told why."""
        why = why or say("The engine was restarted before it could answer.")
        asked = list(self._asked.values())
        self._asked.clear()
        self._under_way.clear()
        self._next.clear()
        for dropped in asked:
            if not dropped.newest_only:
                dropped.failed(StudioError(why, fix=say("Try again.")))
