"""Engines that are killed at random moments of a run: it goes on each time, and comes to the bits of one without."""

from __future__ import annotations

import os
import random
import signal
import threading
from pathlib import Path

import pytest

from nnstudio.app.run_service import BegunRun
from nnstudio.core.training import BackendName
from nnstudio.engine.memory import SNAPSHOT_SECONDS
from nnstudio.engine.messages import BatchesDone, Event, RunEnded
from nnstudio.engine.session import EngineSession
from tests.support.engines import same_bits
from tests.support.recorded_runs import Ground, final_state, stateful_project, story

KILLS = 10
LONGEST_SECONDS = 1.5
EPOCHS = 60

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")


@pytest.mark.sweep
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("streamed", [False, True], ids=["resident", "streamed"])
@pytest.mark.parametrize("backend", ["tensorflow", "jax"])
def test_a_run_that_is_killed_again_and_again_comes_to_the_same_bits(
    tmp_path: Path, backend: BackendName, streamed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(f"{backend} {streamed}")
    project = stateful_project(EPOCHS, streamed=streamed)
    ground = Ground.open(tmp_path, backend)
    try:
        straight = ground.train(project)
    finally:
        ground.close()
    monkeypatch.setenv(SNAPSHOT_SECONDS, "0.02")
    begun = ground.begin(project)
    broken, killed = begun.run, 0
    while (status := one_life(ground, begun, chance, last=killed == KILLS)) == "crashed":
        killed += 1
        begun = ground.go_on(broken.number)
    assert status == "finished"
    assert killed > KILLS // 2
    assert same_bits(final_state(broken), final_state(straight))
    assert story(ground.folder, broken) == story(ground.folder, straight)


def one_life(ground: Ground, begun: BegunRun, chance: random.Random, *, last: bool) -> str:
    """Trains on with an engine of its own, until that is killed some time after its first batches; how it ended."""
    engine = EngineSession(ground.backend)
    timers: list[threading.Timer] = []

    def kill(session: EngineSession, event: Event) -> None:
        if isinstance(event, BatchesDone) and event.seconds and not timers and not last:
            after = chance.random() ** 2 * LONGEST_SECONDS
            timers.append(threading.Timer(after, os.kill, (session.process_id, signal.SIGKILL)))
            timers[0].start()
        if isinstance(event, RunEnded):
            for timer in timers:
                timer.cancel()
                timer.join()

    try:
        return ground.follow(begun, kill, engine).status
    finally:
        engine.close()
