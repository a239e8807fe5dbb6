"""Questions: one under way and one waiting for each purpose; each is settled exactly once, whatever happens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.app.asking import Asked, Asking
from nnstudio.core.errors import StudioError
from nnstudio.engine.messages import Cancelled, Failed, ModelRef, Moved, Told
from nnstudio.engine.questions import Evaluation, Predict, Predictions
from tests.support.answerers import FakeEngine


class Desk:
    """Asking, an engine, and what each asker was told."""

    def __init__(self) -> None:
        self.engines = [FakeEngine()]
        self.posted: list[Callable[[], None]] = []
        self.told: list[str] = []
        self.moves: list[tuple[int, int]] = []
        self.refusal: StudioError | None = None
        self.asking = Asking(self._route, self.posted.append)

    @property
    def engine(self) -> FakeEngine:
        """The engine that is asked now."""
        return self.engines[-1]

    def _route(self, model: ModelRef) -> FakeEngine:
        if self.refusal is not None:
            raise self.refusal
        return self.engine

    def ask(self, name: str, newest_only: str = "", then: Callable[[], object] = lambda: None) -> Asked[Predictions]:
        def done(answer: Predictions) -> None:
            self.told.append(name)
            then()

        return self.asking.ask(
            lambda blocks: Predict(blocks.write(np.zeros((1, 1, 1, 1), np.uint8))),
            ModelRef(name),
            done,
            lambda error: self.told.append(f"{name}: {error}"),
            dropped=lambda why: self.told.append(f"{name} dropped"),
            moved=lambda done, of: self.moves.append((done, of)),
            newest_only=newest_only,
        )

    def answer(self, index: int = -1, engine: FakeEngine | None = None) -> None:
        engine = engine or self.engine
        found = Predictions(engine.blocks.write(np.ones((1, 1), np.float32)))
        self.asking.take(engine, Told(engine.asked[index].number, found))

    @property
    def names(self) -> list[str]:
        return [ask.model.run_folder for ask in self.engine.asked]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_each_question_has_a_number_of_its_own_and_answers_in_any_order_reach_who_asked(desk: Desk) -> None:
    for name in "abc":
        desk.ask(name)
    assert [ask.number for ask in desk.engine.asked] == [1, 2, 3]
    for index in (2, 0, 1):
        desk.answer(index)
    assert desk.told == ["c", "a", "b"]


def test_a_newer_question_takes_the_place_of_the_one_that_waits_which_is_told(desk: Desk) -> None:
    for name in "abcd":
        desk.ask(name, "stroke")
    assert desk.names == ["a"]
    assert desk.told == ["b dropped", "c dropped"]
    desk.answer()
    assert desk.names == ["a", "d"]
    desk.answer()
    assert desk.told[2:] == ["a", "d"]


def test_purposes_do_not_replace_each_other(desk: Desk) -> None:
    desk.ask("a", "stroke")
    desk.ask("b", "weights")
    desk.ask("c")
    assert desk.names == ["a", "b", "c"]


def test_an_answer_to_nobody_is_dropped_with_its_arrays(desk: Desk) -> None:
    desk.ask("a")
    desk.answer()
    desk.answer()
    desk.asking.take(desk.engine, Failed(77, "x"))
    assert desk.told == ["a"]
    assert desk.engine.blocks.arrays == {}


def test_another_answer_than_was_asked_for_is_a_failure(desk: Desk) -> None:
    desk.ask("a")
    desk.asking.take(desk.engine, Told(1, Evaluation({}, 1)))
    assert desk.told == ["a: Engine: gave another answer than was asked for."]


def test_a_failure_is_told_with_its_place_and_fix_and_lets_the_next_go(desk: Desk) -> None:
    desk.ask("a", "stroke")
    desk.ask("b", "stroke")
    desk.asking.take(desk.engine, Failed(1, "broke.", "Engine", "Try again."))
    assert desk.told == ["a: Engine: broke. Try again."]
    assert desk.names == ["a", "b"]


def test_how_far_it_is_is_told_until_it_is_settled(desk: Desk) -> None:
    desk.ask("a")
    desk.asking.take(desk.engine, Moved(1, 3, 10))
    desk.answer()
    desk.asking.take(desk.engine, Moved(1, 10, 10))
    assert desk.moves == [(3, 10)]


def test_an_asker_that_asks_again_when_answered_goes_on(desk: Desk) -> None:
    desk.ask("a", "stroke", then=lambda: desk.ask("again", "stroke"))
    desk.ask("b", "stroke")
    desk.answer()
    assert desk.names == ["a", "again"]  # the newest
    desk.answer()
    desk.ask("c", "stroke")
    assert desk.names == ["a", "again", "c"]
    assert desk.told == ["a", "b dropped", "again"]


def test_an_asker_that_raises_does_not_block_those_after_it(desk: Desk) -> None:
    def broken() -> None:
        raise RuntimeError("a bug in a page")

    desk.ask("a", "stroke", then=broken)
    desk.ask("b", "stroke")
    with pytest.raises(RuntimeError):
        desk.answer()
    assert desk.names == ["a", "b"]
    desk.answer()
    assert desk.told == ["a", "b"]
    assert desk.engine.blocks.arrays == {}


def test_a_cancelled_question_is_settled_at_once_and_the_engine_told(desk: Desk) -> None:
    first, second = desk.ask("a", "stroke"), desk.ask("b", "stroke")
    desk.ask("c")
    first.cancel()
    first.cancel()
    assert desk.told == ["a dropped"]
    assert desk.engine.cancelled == [1]
    assert desk.names == ["a", "c", "b"], "what waited for it goes"
    desk.answer(0)
    desk.asking.take(desk.engine, Cancelled(1))
    second.cancel()
    assert desk.told == ["a dropped", "b dropped"]
    assert len(desk.engine.blocks.arrays) == 1, "c's"


def test_a_waiting_question_that_is_cancelled_is_never_sent(desk: Desk) -> None:
    desk.ask("a", "stroke")
    desk.ask("b", "stroke").cancel()
    desk.answer()
    assert desk.names == ["a"]
    assert desk.told == ["b dropped", "a"]
    assert desk.engine.cancelled == []


def test_forgetting_tells_all_and_lets_new_questions_go(desk: Desk) -> None:
    desk.ask("a", "stroke")
    desk.ask("b", "stroke")
    desk.ask("c")
    desk.asking.forget("The engine left.")
    assert desk.told == ["a dropped", "c dropped", "b dropped"]
    assert desk.engine.cancelled == [1, 2]
    for index in (0, 1):
        desk.answer(index)
    assert len(desk.told) == 3
    desk.ask("d", "stroke")
    assert desk.names[-1] == "d"
    assert len(desk.engine.blocks.arrays) == 1


def test_what_a_dead_engine_never_heard_is_asked_again_of_another_one(desk: Desk) -> None:
    dead = desk.engine
    desk.ask("a", "stroke")
    desk.ask("b", "stroke")
    desk.ask("c")
    desk.engines.append(FakeEngine())
    desk.asking.ask_again(dead)
    assert desk.names == ["a", "c"]
    assert [ask.number for ask in desk.engine.asked] == [1, 2]
    assert len(desk.engine.blocks.arrays) == 2, "its arrays lie where it is answered"
    desk.answer(0)
    assert desk.told == ["a"]
    assert desk.names == ["a", "c", "b"]
    assert desk.asking.waits_for(desk.engine)
    assert not desk.asking.waits_for(dead)


def test_a_question_that_cannot_be_sent_is_told_but_not_before_the_call_returned(desk: Desk) -> None:
    desk.refusal = StudioError("no room.")
    desk.ask("a", "stroke")
    desk.ask("b", "stroke")
    cancelled = desk.ask("c")
    cancelled.cancel()
    assert desk.told == ["c dropped"]
    desk.refusal = None
    while desk.posted:
        desk.posted.pop(0)()
    assert desk.told == ["c dropped", "a: no room."]
    assert desk.names == ["b"]


actions = st.tuples(
    st.sampled_from(["ask", "ask", "answer", "fail", "cancelled", "cancel", "die", "forget", "refuse", "posted"]),
    st.integers(0, 7),
    st.sampled_from(["", "x", "y"]),
)


def happen(desk: Desk, order: str, index: int) -> None:
    """Lets that happen to the engine, or to one of the questions that it was asked."""
    engine = desk.engine
    number = engine.asked[index % len(engine.asked)].number if engine.asked else 0
    match order:
        case "answer" if engine.asked:
            desk.answer(index % len(engine.asked))
        case "fail":
            desk.asking.take(engine, Failed(number, "x"))
        case "cancelled":
            desk.asking.take(engine, Cancelled(number))
        case "die":
            desk.engines.append(FakeEngine())
            desk.asking.ask_again(engine)
        case "forget":
            desk.asking.forget("why")
        case "refuse":
            desk.refusal = None if desk.refusal else StudioError("no room.")
        case "posted" if desk.posted:
            desk.posted.pop(0)()


@given(st.lists(actions, max_size=60), st.booleans())
def test_every_question_is_settled_exactly_once(orders: list[tuple[str, int, str]], again: bool) -> None:
    """In any order of asking, superseding, cancelling, answering, forgetting and engines' deaths."""
    desk = Desk()
    asked: list[tuple[str, Asked[Predictions]]] = []

    def ask(key: str) -> None:
        name = f"{key}{len(asked)}"
        more = (lambda: ask(key)) if again and len(asked) % 3 == 0 and len(asked) < 100 else lambda: None
        asked.append((name, desk.ask(name, key, more)))

    for order, index, key in orders:
        if order == "ask":
            ask(key)
        elif order == "cancel" and asked:
            asked[index % len(asked)][1].cancel()
        else:
            happen(desk, order, index)
    desk.refusal = None
    while desk.posted:
        desk.posted.pop(0)()
    open_before = -1
    while open_before != len(desk.engine.asked):
        open_before = len(desk.engine.asked)
        for index in range(open_before):
            desk.answer(index)
    told = Counter(words.split()[0].rstrip(":") for words in desk.told)
    assert told == Counter(name for name, _ in asked)
    assert all(handle.is_settled for _, handle in asked)
    assert desk.engine.blocks.arrays == {}


@given(st.lists(st.tuples(st.sampled_from(["ask", "answer"]), st.sampled_from(["x", "y"])), max_size=40))
def test_one_is_under_way_and_the_newest_is_always_answered_last(orders: list[tuple[str, str]]) -> None:
    desk = Desk()
    asked: dict[str, list[str]] = {"x": [], "y": []}
    open_questions: dict[str, list[int]] = {"x": [], "y": []}
    seen = 0

    def look() -> None:
        nonlocal seen
        for index in range(seen, len(desk.names)):
            open_questions[desk.names[index][0]].append(index)
        seen = len(desk.names)
        assert all(len(indices) <= 1 for indices in open_questions.values())

    for number, (order, key) in enumerate(orders):
        if order == "ask":
            asked[key].append(f"{key}{number}")
            desk.ask(asked[key][-1], key)
        elif open_questions[key]:
            desk.answer(open_questions[key].pop())
        look()
    for key in ("x", "y"):
        while open_questions[key]:
            desk.answer(open_questions[key].pop())
            look()
        told = [name for name in desk.told if name[0] == key and " " not in name]
        assert told == sorted(told, key=asked[key].index)
        assert told[-1:] == asked[key][-1:]
