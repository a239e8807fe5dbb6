"""Window, command line and engine are killed at any moment: what was acknowledged is there at the next start, the
state is told truthfully, no process remains.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import pytest

from nnstudio.core.project import dense_project
from nnstudio.runs.history import RunSummary
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.snapshots import read_tensors, snapshot_names
from tests.engine.test_engine_deaths import is_alive

pytestmark = pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")
ROOT = Path(__file__).resolve().parents[2]
BASE = dense_project("digits", (8,))
FOREVER = replace(BASE, training=replace(BASE.training, epochs=1_000_000, batch_size=256))
Victim = Literal["command line", "window", "engine"]
VICTIMS: tuple[Victim, ...] = ("command line", "window", "engine")
WRITTEN_WITHIN = 5.0  # short epochs are written together every half second; a busy disk takes its time for that
LIVES = (0.2, 1.5, 8.0)


@dataclass
class Killed:
    """What a killed program had said.

    Attributes:
        snapshots: files told of as written.
        epochs: when each epoch was told, by its number.
        engines: the processes of its engines.
        code: its exit code.
    """

    snapshots: list[str] = field(default_factory=list)
    epochs: dict[int, float] = field(default_factory=dict)
    engines: list[int] = field(default_factory=list)
    ended: str = ""
    when: float = 0.0
    code: int = 0

    def take(self, line: dict[str, Any]) -> None:
        match line["event"]:
            case "engine_ready":
                self.engines.append(line["process"])
            case "epoch_done":
                self.epochs[line["epoch"]] = time.monotonic()
            case "snapshot_written":
                self.snapshots.append(Path(line["path"]).name)
            case "run_ended":
                self.ended = line["status"]


class Ground:
    """A project that is trained and killed again and again."""

    def __init__(self, path: Path) -> None:
        self.home = path
        self.folder = ProjectFolder.create(path / "p.nnstudio", FOREVER)
        (path / "tmp").mkdir()
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "TMPDIR": str(path / "tmp"),
            "NNSTUDIO_CACHE": str(path / "cache"),
            "QT_QPA_PLATFORM": "offscreen",
        }
        self.known: list[RunSummary] = []

    def kill(self, victim: Victim, dice: random.Random) -> None:
        """One life: starts the program, kills the victim some time into the run, checks what is left."""
        killed = self._live(victim, dice)
        for engine in killed.engines:
            until = time.monotonic() + 10
            while is_alive(engine) and time.monotonic() < until:
                time.sleep(0.01)
            assert not is_alive(engine), "an engine outlives its parent"
        self._check(killed)

    def _live(self, victim: Victim, dice: random.Random) -> Killed:
        window = [
            str(ROOT / "tests" / "support" / "train_in_window.py"),
            str(self.folder.path),
            str(self.home / "home"),
        ]
        line = ["-m", "nnstudio", "train", str(self.folder.path), "--backend", "jax", "--json"]
        killed = Killed()
        with subprocess.Popen(
            [sys.executable, *(window if victim == "window" else line)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=self.environment,
            cwd=self.home,
            text=True,
        ) as program:
            assert program.stdout is not None
            lines = iter(program.stdout)
            for text in lines:
                killed.take(json.loads(text))
                if killed.epochs:
                    break
            assert killed.epochs, program.communicate()[1]
            until = time.monotonic() + dice.random() * dice.choice(LIVES)
            for text in lines:
                killed.take(json.loads(text))
                if time.monotonic() >= until:
                    break
            time.sleep(dice.random() * 0.02)
            killed.when = time.monotonic()
            os.kill(killed.engines[-1] if victim == "engine" else program.pid, signal.SIGKILL)
            for text in lines:
                if text.endswith("\n"):
                    killed.take(json.loads(text))
            program.wait(60)
            killed.code = program.returncode
        if victim == "engine":
            assert (killed.ended, killed.code) == ("crashed", 1)
        else:
            assert killed.code == -signal.SIGKILL
        return killed

    def _check(self, killed: Killed) -> None:
        folder = ProjectFolder(self.folder.path)
        folder.check()
        assert folder.read_project() == FOREVER
        # What a project is in short is found out when somebody looks at the list.
        newest, *older = [replace(run, facts=None) for run in folder.history.runs()]
        assert older == self.known
        assert newest.status == "crashed"
        assert newest.message
        acknowledged = [epoch for epoch, told in killed.epochs.items() if told < killed.when - WRITTEN_WITHIN]
        assert newest.epochs_done >= max(acknowledged, default=0)
        assert [record.point.epoch for record in folder.history.epochs(newest.number)] == list(
            range(1, newest.epochs_done + 1)
        )
        snapshots = folder.run(newest.number).snapshots
        there = snapshot_names(snapshots)
        for name in there:
            read_tensors(snapshots, name)
        if len(killed.snapshots) < 150:  # of a longer run some are dropped again
            assert set(killed.snapshots) <= set(there)
        self.known = [newest, *older]
        folder.history.close()


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    return Ground(tmp_path)


def test_a_kill_loses_nothing_that_was_acknowledged(ground: Ground) -> None:
    """Each victim once, and the first again: what earlier kills left stays as it is."""
    dice = random.Random(5)
    for victim in (*VICTIMS, VICTIMS[0]):
        ground.kill(victim, dice)


@pytest.mark.sweep
@pytest.mark.timeout(3600)
def test_a_hundred_kills_lose_nothing(ground: Ground) -> None:
    dice = random.Random()
    for number in range(102):
        ground.kill(VICTIMS[number % 3], dice)
