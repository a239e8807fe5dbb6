"""Requests: one under way and one waiting for each purpose; late and failed answers reach the right one, or nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.app.requests import Request, Requests
from nnstudio.core.errors import StudioError
from nnstudio.engine.messages import Answer, ModelRef, Predict, Predicted, RequestFailed, Saved, SaveWeights


class Desk:
    """Requests, what was sent, and what each asker was told."""

    def __init__(self) -> None:
        self.sent: list[Request] = []
        self.told: list[str] = []
        self.requests = Requests(self.sent.append)

    def ask(self, name: str, newest_only: str = "", then: Callable[[], None] = lambda: None) -> None:
        request = Predict(0, ModelRef(name), (1, 1, 1, 1), "")

        def done(answer: Answer) -> None:
            self.told.append(name)
            then()

        def failed(error: StudioError) -> None:
            self.told.append(f"{name}: {error}")

        self.requests.ask(request, done, failed, newest_only=newest_only)

    def answer(self, index: int = -1) -> None:
        self.requests.answered(Predicted(self.sent[index].request, ((1.0,),)))

    @property
    def names(self) -> list[str]:
        return [request.model.run_folder for request in self.sent if isinstance(request, Predict)]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_each_request_has_a_number_of_its_own(desk: Desk) -> None:
    for name in "abc":
        desk.ask(name)
    assert [request.request for request in desk.sent] == [1, 2, 3]


def test_answers_in_any_order_reach_who_asked(desk: Desk) -> None:
    for name in "abc":
        desk.ask(name)
    for index in (2, 0, 1):
        desk.answer(index)
    assert desk.told == ["c", "a", "b"]


def test_a_newer_request_takes_the_place_of_the_one_that_waits(desk: Desk) -> None:
    for name in "abcd":
        desk.ask(name, "stroke")
    assert desk.names == ["a"]
    desk.answer()
    assert desk.names == ["a", "d"]
    desk.answer()
    assert desk.told == ["a", "d"]


def test_purposes_do_not_replace_each_other(desk: Desk) -> None:
    desk.ask("a", "stroke")
    desk.ask("b", "weights")
    desk.ask("c")
    assert desk.names == ["a", "b", "c"]


def test_an_answer_to_nobody_is_dropped(desk: Desk) -> None:
    desk.ask("a")
    desk.answer()
    desk.answer()
    desk.requests.answered(Saved(77, "x"))
    assert desk.told == ["a"]


def test_a_failure_is_told_with_its_place_and_fix_and_lets_the_next_go(desk: Desk) -> None:
    desk.ask("a", "stroke")
    desk.ask("b", "stroke")
    desk.requests.answered(RequestFailed(1, "broke.", "Engine", "Try again."))
    assert desk.told == ["a: Engine: broke. Try again."]
    assert desk.names == ["a", "b"]


def test_an_asker_that_asks_again_when_answered_goes_on(desk: Desk) -> None:
    desk.ask("a", "stroke", then=lambda: desk.ask("again", "stroke"))
    desk.ask("b", "stroke")
    desk.answer()
    assert desk.names == ["a", "again"]  # the newest
    desk.answer()
    desk.ask("c", "stroke")
    assert desk.names == ["a", "again", "c"]


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


def test_forgetting_tells_only_who_cannot_just_ask_again(desk: Desk) -> None:
    desk.ask("a", "stroke")
    desk.ask("b", "stroke")
    desk.requests.ask(
        SaveWeights(0, ModelRef("x"), "w.weights.h5"), lambda _: None, lambda error: desk.told.append(str(error))
    )
    desk.requests.forget("The engine left.")
    assert desk.told == ["The engine left. Try again."]
    for index in range(len(desk.sent)):
        desk.answer(index)
    assert desk.told == ["The engine left. Try again."]
    desk.ask("c", "stroke")
    assert desk.names[-1] == "c"


def test_what_a_dead_engine_never_heard_is_asked_again(desk: Desk) -> None:
    desk.ask("a", "stroke")
    desk.ask("b", "stroke")
    desk.ask("c")
    desk.requests.ask_again()
    assert desk.names == ["a", "c", "a", "c"]
    assert [request.request for request in desk.sent] == [1, 2, 1, 2]
    desk.answer(2)
    assert desk.told == ["a"]
    assert desk.names[4:] == ["b"]


@given(st.lists(st.tuples(st.sampled_from(["ask", "answer"]), st.sampled_from(["x", "y"])), max_size=40))
def test_one_is_under_way_and_the_newest_is_always_answered_last(orders: list[tuple[str, str]]) -> None:
    desk = Desk()
    asked: dict[str, list[str]] = {"x": [], "y": []}
    open_requests: dict[str, list[int]] = {"x": [], "y": []}
    seen = 0
    for number, (order, key) in enumerate(orders):
        if order == "ask":
            asked[key].append(f"{key}{number}")
            desk.ask(asked[key][-1], key)
        elif open_requests[key]:
            desk.answer(open_requests[key].pop())
        for index in range(seen, len(desk.sent)):
            open_requests[desk.names[index][0]].append(index)
        seen = len(desk.sent)
        assert all(len(indices) <= 1 for indices in open_requests.values())
    for key in ("x", "y"):
        while open_requests[key]:
            desk.answer(open_requests[key].pop())
            open_requests[key] += range(seen, len(desk.sent))
            seen = len(desk.sent)
        told = [name for name in desk.told if name[0] == key]
        assert told == sorted(told, key=asked[key].index)
        assert told[-1:] == asked[key][-1:]
