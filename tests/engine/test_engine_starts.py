"""Engines that don't start, or start as something else: that is told, and nothing is left."""

from __future__ import annotations

import errno
import multiprocessing
import os
import tempfile
from collections.abc import Iterator
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest

from nnstudio.core.errors import StudioError
from nnstudio.core.training import BackendName
from nnstudio.engine.messages import Ask, EngineReady, Event, Failed, ModelRef, RunEnded, StartRun
from nnstudio.engine.questions import Kernel
from nnstudio.engine.session import EngineSession
from tests.support import nonsense_engine
from tests.support.engines import digits_project


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An own folder for temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_where_the_system_starts_no_process_that_is_told(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(process: SpawnProcess) -> None:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr(SpawnProcess, "start", refused)
    with pytest.raises(StudioError, match="The engine could not start"):
        EngineSession("jax")
    assert list(place.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="only Linux tells what a process has loaded")
@pytest.mark.parametrize("backend", ["tensorflow", "jax"])
def test_an_engine_starts_without_what_it_does_not_need(backend: BackendName) -> None:
    before = set(multiprocessing.active_children())
    session = EngineSession(backend)
    try:
        [engine] = set(multiprocessing.active_children()) - before
        while not isinstance(session.next_event(120.0), EngineReady):
            pass
        loaded = Path(f"/proc/{engine.pid}/maps").read_text()
    finally:
        session.close()
    assert "numpy" in loaded
    assert "sklearn" not in loaded
    assert ("tensorflow" in loaded) == (backend == "tensorflow")
    assert ("jaxlib" in loaded) == (backend == "jax")


def events_of(session: EngineSession) -> Iterator[Event]:
    """All that it tells, to its end."""
    while True:
        try:
            event = session.next_event(60.0)
        except EOFError:
            return
        assert event is not None, "it tells nothing, and does not end"
        yield event


def test_one_that_speaks_nonsense_is_ended_and_all_is_settled(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnstudio.engine.session.child.main", nonsense_engine.main)
    session = EngineSession("jax")
    session.send(StartRun("/run", digits_project(), "/data"))
    session.send(Ask(7, ModelRef("/run"), Kernel("n1")))
    ended, failed = events_of(session)
    assert isinstance(ended, RunEnded)
    assert (ended.run, ended.status) == ("/run", "crashed")
    assert isinstance(failed, Failed)
    assert failed.number == 7
    assert ended.message.startswith("epoch: expected a whole number")
    assert failed.message == ended.message
    session.close()
    assert list(place.iterdir()) == []
    assert not [child for child in multiprocessing.active_children() if child.name == "engine jax"]
