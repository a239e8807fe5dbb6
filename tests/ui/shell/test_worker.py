"""The poster and the worker: other threads' news arrive in order on the window's thread, and nothing is lost."""

from __future__ import annotations

import queue
import threading
import time

import pytest
from PySide6.QtCore import QCoreApplication, QThread, QTimer
from pytestqt.qtbot import QtBot

from nnstudio.engine.messages import EngineOutput, Event
from nnstudio.ui import training_worker
from nnstudio.ui.shell.poster import Poster
from nnstudio.ui.throttle import Throttle
from nnstudio.ui.training_worker import finish_listening, listen


class Session:
    """An engine that says what the test puts in; None: it is gone."""

    def __init__(self) -> None:
        self.events: queue.Queue[Event | None] = queue.Queue()

    def next_event(self, timeout: float | None) -> Event | None:
        try:
            event = self.events.get(timeout=timeout)
        except queue.Empty:
            return None
        if event is None:
            raise EOFError
        return event


@pytest.mark.usefixtures("qapp")
def test_posted_calls_run_later_in_order_and_on_this_thread(qtbot: QtBot) -> None:
    poster = Poster()
    ran: list[tuple[int, bool]] = []

    def post_some() -> None:
        for number in range(100):
            poster.post(lambda number=number: ran.append((number, threading.current_thread() is main)))  # type: ignore[misc]

    main = threading.current_thread()
    other = threading.Thread(target=post_some)
    other.start()
    other.join()
    assert ran == []
    qtbot.waitUntil(lambda: len(ran) == 100)
    assert ran == [(number, True) for number in range(100)]


@pytest.mark.usefixtures("qapp")
def test_a_call_posted_on_this_thread_does_not_run_inside_post(qtbot: QtBot) -> None:
    poster = Poster()
    ran: list[str] = []
    poster.post(lambda: ran.append("posted"))
    ran.append("after")
    qtbot.waitUntil(lambda: ran == ["after", "posted"])


@pytest.mark.usefixtures("qapp")
def test_events_arrive_in_order_before_the_end_and_on_this_thread(qtbot: QtBot) -> None:
    session = Session()
    heard: list[object] = []
    threads: set[threading.Thread] = set()

    def hear(event: object) -> None:
        heard.append(event)
        threads.add(threading.current_thread())

    listen(session, hear, lambda: heard.append("end"))
    sent = [EngineOutput(str(number)) for number in range(5000)]
    for event in sent:
        session.events.put(event)
    session.events.put(None)
    qtbot.waitUntil(lambda: "end" in heard, timeout=20_000)
    assert heard == [*sent, "end"]
    assert threads == {threading.main_thread()}
    finish_listening()


@pytest.mark.usefixtures("qapp")
def test_a_flood_of_events_leaves_turns_to_the_window(qtbot: QtBot) -> None:
    """While 2000 events that cost 0.2 ms each are delivered, a timer of the window still ticks many times."""
    session = Session()
    heard: list[object] = []
    ticks: list[int] = []
    timer = QTimer()
    timer.setInterval(0)
    timer.timeout.connect(lambda: ticks.append(len(heard)))

    def hear(event: object) -> None:
        heard.append(event)
        end = time.perf_counter() + 0.0002
        while time.perf_counter() < end:
            pass

    for number in range(2000):
        session.events.put(EngineOutput(str(number)))
    timer.start()
    listen(session, hear, lambda: heard.append("end"))
    session.events.put(None)
    qtbot.waitUntil(lambda: "end" in heard, timeout=20_000)
    timer.stop()
    assert len({count for count in ticks if 0 < count < 2000}) >= 10
    finish_listening()


@pytest.mark.usefixtures("qapp")
def test_a_worker_lives_until_its_engine_is_gone_though_nobody_holds_it(qtbot: QtBot) -> None:
    session = Session()
    heard: list[object] = []
    listen(session, heard.append, lambda: heard.append("end"))
    import gc

    gc.collect()
    session.events.put(EngineOutput("still here"))
    qtbot.waitUntil(lambda: heard == [EngineOutput("still here")])
    session.events.put(None)
    qtbot.waitUntil(lambda: heard[-1] == "end")
    finish_listening()


@pytest.mark.usefixtures("qapp")
def test_at_the_end_of_the_program_workers_are_waited_for_and_their_last_news_told() -> None:
    session = Session()
    heard: list[object] = []
    listen(session, heard.append, lambda: heard.append("end"))
    session.events.put(EngineOutput("last words"))
    session.events.put(None)
    finish_listening()
    assert heard == [EngineOutput("last words"), "end"]


@pytest.mark.usefixtures("qapp")
def test_an_engine_that_will_not_end_does_not_hold_up_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training_worker, "LISTEN_SECONDS", 0.01)
    worker: QThread = listen(Session(), lambda _: None, lambda: None)
    finish_listening(seconds=0.05)
    assert worker.isFinished()
    QCoreApplication.processEvents()


@pytest.mark.usefixtures("qapp")
def test_a_throttle_draws_at_a_pace_and_once_after_the_last_poke(qtbot: QtBot) -> None:
    holder = QTimer()
    state, drawn = [0], list[int]()
    throttle = Throttle(lambda: drawn.append(state[0]), holder, milliseconds=20)
    for number in range(1, 10_001):
        state[0] = number
        throttle.poke()
    assert drawn == []
    qtbot.waitUntil(lambda: drawn == [10_000])
    throttle.poke()
    qtbot.waitUntil(lambda: drawn == [10_000, 10_000])
