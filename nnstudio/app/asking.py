"""Questions under way: every question to a model goes through here, and is settled exactly once.

All of this happens on one thread (the window's).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from nnstudio.app.tasks import Post
from nnstudio.core.errors import StudioError
from nnstudio.core.words import say
from nnstudio.engine.blocks import Blocks
from nnstudio.engine.messages import Ask, Cancel, Command, Failed, ModelRef, Moved, Settled, Told
from nnstudio.engine.questions import Answer, Question, QuestionFor

A = TypeVar("A")
Q = TypeVar("Q", bound=Answer)
Failure = Callable[[StudioError], None]


def _nothing(*_: object) -> None:
    """What is done where nobody cares."""


class Asked(Generic[A]):
    """Something that was asked for. Exactly one of the three is called, once:

    Args:
        done: it is there.
        failed: it can't be had; why.
        dropped: nobody will answer: a newer question took its place, it was cancelled, or the engine has other work;
            why. Without it `failed` is told.
    """

    def __init__(self, done: Callable[[A], None], failed: Failure, dropped: Failure | None = None) -> None:
        self._done, self._failed, self._dropped = done, failed, dropped or failed
        self.is_settled = False
        self.withdraw: Callable[[], None] = _nothing

    def answer(self, answer: A) -> None:
        """It is there."""
        self._settle(self._done, answer)

    def fail(self, error: StudioError) -> None:
        """It can't be had."""
        self._settle(self._failed, error)

    def drop(self, why: StudioError) -> None:
        """Nobody will answer."""
        self._settle(self._dropped, why)

    def cancel(self) -> None:
        """Nobody wants it any more; nothing happens if it is settled."""
        if not self.is_settled:
            self.is_settled = True
            self.withdraw()
            self._dropped(StudioError(say("It was cancelled.")))

    def _settle(self, then: Callable[[Any], None], outcome: object) -> None:
        if not self.is_settled:
            self.is_settled = True
            then(outcome)


class Answerer(Protocol):
    """What answers questions: an engine's session."""

    @property
    def blocks(self) -> Blocks:
        """The arrays of its questions and answers."""

    def send(self, command: Command) -> None:
        """Sends a command."""


@dataclass(eq=False)
class _Pending:
    """A question that isn't settled. Once it has a number: to which engine it went, and what was `sent`."""

    make: Callable[[Blocks], Question]
    model: ModelRef
    asked: Asked[Any]
    moved: Callable[[int, int], None]
    key: str
    number: int = 0
    engine: Answerer | None = None
    sent: Question | None = None


class Asking:
    """Numbers questions, sends them, and tells who asked how each ended.

    Of the questions with the same non-empty `newest_only` one is under way and one waits at the most; a newer one takes
    the place of the one that waits, which is dropped.
    """

    def __init__(self, route: Callable[[ModelRef], Answerer], post: Post) -> None:
        """`route`: who answers about that model; may raise StudioError. `post`: calls something later."""
        self._route = route
        self._post = post
        self._last = 0
        self._sent: dict[int, _Pending] = {}
        self._busy: dict[str, _Pending] = {}
        self._next: dict[str, _Pending] = {}

    def ask(
        self,
        question: QuestionFor[Q] | Callable[[Blocks], QuestionFor[Q]],
        model: ModelRef,
        done: Callable[[Q], None],
        failed: Failure,
        *,
        dropped: Failure | None = None,
        moved: Callable[[int, int], None] | None = None,
        newest_only: str = "",
    ) -> Asked[Q]:
        """Asks a question; one with arrays is made when it is sent, as its blocks go where it is answered.

        `moved` is told how much of how much is done. The answer's blocks are there until `done` returns; what was read
        of them stays readable. None of the calls comes before this one returned.
        """
        asked = Asked(done, failed, dropped)
        pending = _Pending(_maker(question), model, asked, moved or _nothing, newest_only)
        asked.withdraw = lambda: self._withdraw(pending)
        if newest_only and newest_only in self._busy:
            older, self._next[newest_only] = self._next.get(newest_only), pending
            if older is not None:
                older.asked.drop(StudioError(say("A newer question took its place.")))
        else:
            self._send(pending)
        return asked

    def waits_for(self, engine: Answerer) -> bool:
        """Whether that engine has a question to answer."""
        return any(pending.engine is engine for pending in self._sent.values())

    def take(self, engine: Answerer, event: Moved | Settled) -> None:
        """Takes up what an engine tells of a question; of one that nobody waits for only the arrays are removed."""
        pending = self._sent.get(event.number)
        if isinstance(event, Moved):
            if pending is not None:
                pending.moved(event.done, event.of)
            return
        if pending is None:
            engine.blocks.remove(event)
            return
        del self._sent[event.number]
        try:
            _tell(pending, event)
        finally:
            engine.blocks.remove(event)
            self._clean_up(pending)

    def ask_again(self, engine: Answerer) -> None:
        """Sends what that engine was asked once more, as it was dead already, and another one has its place."""
        for pending in [pending for pending in self._sent.values() if pending.engine is engine]:
            self._send(pending)

    def forget(self, why: str) -> None:
        """Drops all, as the engines have other work."""
        dropped = [*self._sent.values(), *self._next.values()]
        self._sent, self._next, self._busy = {}, {}, {}
        for pending in dropped:
            if pending.engine is not None:
                pending.engine.send(Cancel(pending.number))
            self._clean_up(pending)
        for pending in dropped:
            pending.asked.drop(StudioError(why, fix=say("Try again.")))

    def _send(self, pending: _Pending) -> None:
        if not pending.number:
            self._last += 1
            pending.number = self._last
        if pending.key:
            self._busy[pending.key] = pending
        self._sent[pending.number] = pending
        try:
            pending.engine = self._route(pending.model)
            pending.sent = pending.make(pending.engine.blocks)
        except StudioError as error:
            failure = Failed(pending.number, error.message, error.where, error.fix)
            self._post(lambda: self._fail(pending, failure))
        else:
            pending.engine.send(Ask(pending.number, pending.model, pending.sent))

    def _fail(self, pending: _Pending, failure: Failed) -> None:
        """Tells that a question could not even be sent, unless it was settled meanwhile."""
        if self._sent.pop(pending.number, None) is not None:
            try:
                _tell(pending, failure)
            finally:
                self._clean_up(pending)

    def _withdraw(self, pending: _Pending) -> None:
        """Has nobody work on a question that was cancelled."""
        if self._next.get(pending.key) is pending:
            del self._next[pending.key]
        elif self._sent.pop(pending.number, None) is not None:
            if pending.engine is not None:
                pending.engine.send(Cancel(pending.number))
            self._clean_up(pending)

    def _clean_up(self, pending: _Pending) -> None:
        """Removes the question's arrays, and sends what waited for it to be settled."""
        if pending.engine is not None:
            pending.engine.blocks.remove(pending.sent)
        if self._busy.get(pending.key) is pending:
            del self._busy[pending.key]
            waiting = self._next.pop(pending.key, None)
            if waiting is not None:
                self._send(waiting)


def _maker(question: QuestionFor[Q] | Callable[[Blocks], QuestionFor[Q]]) -> Callable[[Blocks], Question]:
    return (lambda _: question) if isinstance(question, Question) else question


def _tell(pending: _Pending, event: Settled) -> None:
    match event:
        case Told() if pending.sent is not None and isinstance(event.answer, pending.sent.answer):
            pending.asked.answer(event.answer)
        case Told():
            pending.asked.fail(StudioError(say("gave another answer than was asked for."), where=say("Engine")))
        case Failed():
            pending.asked.fail(StudioError(event.message, where=event.where, fix=event.fix))
        case _:
            pending.asked.drop(StudioError(say("It was cancelled.")))
