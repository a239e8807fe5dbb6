"""How often the window does what is asked for all the time; played in no time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from nnstudio.app.asking import Asked
from nnstudio.ui.classify.pace import Pace
from nnstudio.ui.classify.page import DRAWING_MS, LEARNING_MS
from nnstudio.ui.throttle import Throttle
from nnstudio.ui.weights.feed import INTERVAL_MS, KernelFeed
from tests.support.played_time import PlayedTime

pytestmark = pytest.mark.usefixtures("qapp")


class PlayedModel:
    """Notes the questions, and answers when it is told to."""

    def __init__(self) -> None:
        self.asked: list[Callable[[Any], None]] = []

    def show_weights(self, node: str, done: Callable[[Any], None], failed: Any, *, dropped: Any) -> Asked[Any]:
        self.asked.append(done)
        return Asked(done, failed)

    def answer(self) -> None:
        self.asked[-1](np.zeros((2, 2), np.float32))


@pytest.fixture
def owner(qapp: QApplication) -> QObject:
    return QObject()


@pytest.mark.parametrize(("milliseconds", "most"), [(DRAWING_MS, 38), (LEARNING_MS, 6)])
def test_of_many_requests_the_first_counts_at_once_and_the_last_always(
    owner: QObject, milliseconds: int, most: int
) -> None:
    time, done = PlayedTime(), []
    pace = Pace(milliseconds, owner, time)
    pace.due.connect(lambda: done.append(time.now()))
    pace.request()
    time.pass_by(0)
    assert len(done) == 1
    for _ in range(240):  # 1.2 s, at a hand's pace
        pace.request()
        time.pass_by(0.005)
    time.pass_by(1)
    assert most - 2 <= len(done) <= most
    assert np.diff(done).min() >= milliseconds / 1000 - 1e-9
    asked = len(done)
    pace.request()
    pace.drop()
    time.pass_by(10)
    assert len(done) == asked


def test_what_is_poked_all_the_time_is_drawn_at_a_steady_pace(owner: QObject) -> None:
    time, drawn = PlayedTime(), []
    throttle = Throttle(lambda: drawn.append(time.now()), owner, 33, time)
    for _ in range(1000):
        throttle.poke()
        time.pass_by(0.001)
    time.pass_by(0.1)
    assert 29 <= len(drawn) <= 31


def feed_of(owner: QObject, model: PlayedModel, time: PlayedTime) -> KernelFeed:
    feed = KernelFeed(model, owner, time)  # type: ignore[arg-type]
    feed.set_active(True)
    feed.show("n3")
    time.pass_by(0)
    return feed


def test_many_changes_lead_to_one_question_at_a_time_and_not_too_often(owner: QObject) -> None:
    time, model = PlayedTime(), PlayedModel()
    feed = feed_of(owner, model, time)
    for _ in range(1000):
        feed.want()
        time.pass_by(0.01)
    assert len(model.asked) == 1, "while one is under way"
    model.answer()
    for _ in range(1000):
        feed.want()
        time.pass_by(0.001)
        if len(model.asked) > 1:
            model.answer()
    assert len(model.asked) <= 2 + 1000 / INTERVAL_MS


def test_nothing_is_asked_for_while_nobody_looks(owner: QObject) -> None:
    time, model = PlayedTime(), PlayedModel()
    feed = feed_of(owner, model, time)
    model.answer()
    feed.set_active(False)
    feed.want()
    time.pass_by(60)
    assert len(model.asked) == 1
    feed.set_active(True)
    time.pass_by(0)
    assert len(model.asked) == 2
