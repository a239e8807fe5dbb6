"""Weights from anybody's files: what doesn't fit takes no memory, closing doesn't wait, and every failure is told."""

from __future__ import annotations

import hashlib
import json
import os
import struct
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from nnstudio.app import model, reading, weights_check
from nnstudio.app.asking import Asking
from nnstudio.app.current_run import CurrentRun
from nnstudio.app.kernels import kept_kernel
from nnstudio.app.model import Model
from nnstudio.app.notices import Notice, Notices
from nnstudio.app.observable import Signal
from nnstudio.app.reading import Reading
from nnstudio.app.runs import Runs
from nnstudio.app.usable_weights import unusable_weights
from nnstudio.app.weights_check import WEIGHTS, WeightsCheck
from nnstudio.core.errors import Cancelled, FormatError
from nnstudio.core.project import Project, dense_project
from nnstudio.disk import system
from nnstudio.engine.blocks import Block
from nnstudio.engine.messages import ModelRef, Told
from nnstudio.engine.questions import Predictions
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.run_folder import RunFolder
from nnstudio.runs.snapshots import Position, epoch_name, write_snapshot
from tests.support.answerers import FakeEngine
from tests.support.snapshots import tensor_of

WIDE = dense_project("digits", (100_000,))  # its snapshots may hold 300 MB
SMALL = dense_project("digits", (16,))
SNAPSHOT = epoch_name(0)
PATIENCE = 20.0


def run_of(path: Path, project: Project) -> RunFolder:
    """A run of the project without weights."""
    made = ProjectFolder.create(path / "sent.nnstudio", project)
    run, hold = made.begin_run(project, "jax")
    hold.release()
    return run


def sparse_snapshot(run: RunFolder, shapes: dict[str, tuple[int, ...]]) -> None:
    """A snapshot of zeros whose checksum is right; whatever its size, it takes next to nothing on the disk."""
    metadata = {"format": "nnstudio-snapshot-2", "epoch": "0", "batch": "0", "offset": "0.0", "factor": "1.0"}
    header: dict[str, object] = {"__metadata__": {**metadata, "sha256": "0" * 64}}
    size = 0
    for name, shape in shapes.items():
        end = size + 4 * int(np.prod(shape))
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [size, end]}
        size = end
    blank = json.dumps(header, separators=(",", ":")).encode()
    digest = hashlib.sha256(blank)
    for start in range(0, size, 1 << 20):
        digest.update(bytes(min(1 << 20, size - start)))
    told = blank.replace(b"0" * 64, digest.hexdigest().encode())
    path = run.snapshots.path / SNAPSHOT
    path.write_bytes(struct.pack("<Q", len(told)) + told)
    with path.open("r+b") as file:
        file.truncate(8 + len(told) + size)


def taken(work: Callable[[], object]) -> int:
    """The most memory that `work` had at once, in bytes."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


# Memory ---------------------------------------------------------------------------------------------------------


def test_a_kernel_that_does_not_fit_takes_no_memory(tmp_path: Path) -> None:
    run = run_of(tmp_path, WIDE)
    sparse_snapshot(run, {"weights/n3/kernel": (500_000, 100)})

    def refused() -> None:
        words = "weights/n3/kernel holds float32 of shape 500,000 × 100; the network has 64 × 100,000 there"
        with pytest.raises(FormatError, match=words):
            kept_kernel(run, None, WIDE.network, "n3")

    assert taken(refused) < 20e6
    assert taken(lambda: tensor_of(run.snapshots, SNAPSHOT, "weights/n3/kernel")) > 200e6  # so it can be measured


def test_a_snapshot_larger_than_the_network_can_have_is_told(tmp_path: Path) -> None:
    run = run_of(tmp_path, SMALL)
    write_snapshot(run.snapshots, SNAPSHOT, {"weights/n3/kernel": np.ones((64, 16))}, Position(0, 0, (0.0,), (1.0,)))
    newest = run.snapshots.path / epoch_name(1)
    newest.touch()
    os.truncate(newest, 1 << 40)
    with pytest.raises(FormatError, match="is too large"):
        kept_kernel(run, None, SMALL.network, "n3")
    with pytest.raises(Cancelled):
        unusable_weights(run, cancelled=lambda: True)
    found = unusable_weights(run)
    assert found is not None
    assert "is too large" in found.problem
    assert (found.instead, found.is_damaged) == (0, True)


class Thinned(RunFolder):
    """A run that another program trains: once its snapshots are listed, the newest gives place to a newer one."""

    def read_project(self) -> Project:
        (self.snapshots.path / epoch_name(0)).unlink(missing_ok=True)
        kept_after(self, 1)
        return super().read_project()


def kept_after(run: RunFolder, epoch: int) -> None:
    place = Position(epoch, 0, (0.0,), (1.0,))
    write_snapshot(run.snapshots, epoch_name(epoch), {"weights/n3/kernel": np.ones((64, 16))}, place)


def test_weights_that_give_place_to_newer_ones_are_not_told_as_lost(tmp_path: Path) -> None:
    run = run_of(tmp_path, SMALL)
    kept_after(run, 0)
    assert unusable_weights(Thinned(run.number, run.files)) is None


ENGINE = """
import sys, tracemalloc
from pathlib import Path
from nnstudio.core.errors import StudioError
from nnstudio.data.scaling import Scale
from nnstudio.engine.keras_backend import models
from nnstudio.runs.run_folder import RunFolder
run = RunFolder.at(Path(sys.argv[1]))
learner = models.learner_of(run.read_project(), Scale((0.0,), (1.0,)))
models.learner_of = lambda project, scale: learner
tracemalloc.start()
try:
    models.read_learner(run, sys.argv[2])
    print("taken over")
except StudioError as error:
    print(error)
print(tracemalloc.get_traced_memory()[1])
"""


def engine_reads(run: RunFolder) -> tuple[str, int]:
    """What an engine's process says when it takes over the snapshot, and the memory that it takes for it."""
    done = subprocess.run(
        [sys.executable, "-c", ENGINE, str(run.path), SNAPSHOT],
        env={**os.environ, "KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu", "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    *said, memory = done.stdout.splitlines()
    return said[-1], int(memory)


def test_the_engine_reads_only_what_fits(tmp_path: Path) -> None:
    run = run_of(tmp_path, WIDE)
    fits = {"weights/n3/kernel": (64, 100_000), "weights/n3/bias": (100_000,)}
    fits |= {"weights/n4/kernel": (100_000, 10), "weights/n4/bias": (10,)}
    sparse_snapshot(run, {**fits, "weights/n3/kernel": (500_000, 100)})
    said, memory = engine_reads(run)
    assert "does not fit its run's network: the snapshot does not hold weights/n3/kernel as (64, 100000)." in said
    assert memory < 20e6
    sparse_snapshot(run, {**fits, "weights/n99/kernel": (500_000, 100)})
    said, memory = engine_reads(run)
    assert said == "taken over"
    assert memory < 150e6  # its own weights are 30 MB, copied


# The model -------------------------------------------------------------------------------------------------------


@dataclass
class ShownRun:
    """What the model asks the runs for."""

    folder: RunFolder
    project: Project
    epoch: int | None = None
    shown_changed: Signal[[]] = field(default_factory=Signal)

    @property
    def model(self) -> ModelRef:
        return ModelRef(str(self.folder.path))


class Desk:
    """A Model, what it posted, and what the person was told."""

    def __init__(self, run: RunFolder, engine: FakeEngine | None = None) -> None:
        self.posted: list[Callable[[], None]] = []
        self.told: list[str] = []
        self.notices: list[Notice] = []
        self.shown = ShownRun(run, SMALL)
        self.current = CurrentRun()
        told = Notices()
        told.told.connect(self.notices.append)
        self.asking = Asking(lambda model: engine or pytest.fail("asked the engine"), self.posted.append)
        runs, unused = cast(Runs, self.shown), cast(Any, None)
        self.reading = Reading(self.posted.append)
        self.model = Model(
            unused, unused, runs, unused, self.current, self.asking, self.reading, unused, told, self.posted.append
        )
        self.check = WeightsCheck(runs, self.current, self.reading, told)

    def ask(self) -> None:
        self.model.show_weights("n3", lambda found: self.told.append("weights"), self.told.append)

    def wait(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < end
            while self.posted:
                self.posted.pop(0)()
            time.sleep(0.01)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    run = run_of(tmp_path, SMALL)
    kernel = np.ones((64, 16), np.float32)
    write_snapshot(run.snapshots, SNAPSHOT, {"weights/n3/kernel": kernel}, Position(0, 0, (0.0,), (1.0,)))
    return Desk(run)


def readers() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "snapshots"]


def test_weights_are_read_one_after_the_other(desk: Desk) -> None:
    assert readers() == []  # until something is to be read
    for _ in range(3):
        desk.ask()
    desk.wait(lambda: len(desk.told) == 3)
    assert desk.told == ["weights"] * 3
    assert [thread.daemon for thread in readers()] == [True]
    desk.reading.close()
    assert readers() == []


def test_closing_does_not_wait_for_a_disk_that_does_not_answer(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, goes_on = threading.Event(), threading.Event()
    read = system.read

    def slow(descriptor: int, count: int) -> bytes:
        begun.set()
        assert goes_on.wait(PATIENCE)
        return read(descriptor, count)

    monkeypatch.setattr(system, "read", slow)
    desk.ask()
    desk.ask()
    assert begun.wait(PATIENCE)
    start = time.monotonic()
    desk.reading.close()
    assert time.monotonic() - start < reading.CLOSE_SECONDS + 1
    goes_on.set()
    for thread in readers():
        thread.join(PATIENCE)
    assert readers() == []
    assert desk.posted == []


def test_closing_ends_what_is_compared(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = desk.shown.folder.snapshots.path / SNAPSHOT
    os.truncate(path, 60_000_000)
    many = threading.Event()
    calls: list[int] = []
    read = system.read

    def slow(descriptor: int, count: int) -> bytes:
        calls.append(count)
        if len(calls) > 5:
            many.set()
            time.sleep(0.05)
        return read(descriptor, count)

    monkeypatch.setattr(system, "read", slow)
    desk.ask()
    assert many.wait(PATIENCE)
    desk.reading.close()
    assert readers() == []
    assert len(calls) < 40
    assert desk.posted == []


def test_nothing_is_read_after_closing(desk: Desk) -> None:
    desk.reading.close()
    desk.ask()
    desk.shown.shown_changed.emit()
    assert readers() == []
    assert desk.posted == []


def test_what_nobody_expected_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*anything: object, **more: object) -> None:
        raise ZeroDivisionError("of a kind")

    monkeypatch.setattr(model, "kept_kernel", broken)
    monkeypatch.setattr(weights_check, "unusable_weights", broken)
    desk.ask()
    desk.shown.shown_changed.emit()
    desk.wait(lambda: bool(desk.notices) and bool(desk.told))
    assert desk.told == ["ZeroDivisionError: of a kind"]
    (notice,) = desk.notices
    assert (notice.key, notice.severity) == (WEIGHTS, "error")
    assert notice.message.endswith("ZeroDivisionError: of a kind")
    monkeypatch.undo()
    desk.ask()
    desk.wait(lambda: len(desk.told) == 2)
    assert desk.told[-1] == "weights"
    desk.reading.close()


def test_a_header_nested_too_deep_is_told(desk: Desk) -> None:
    deep = b"[" * 200_000
    (desk.shown.folder.snapshots.path / SNAPSHOT).write_bytes(struct.pack("<Q", len(deep)) + deep)
    desk.ask()
    desk.shown.shown_changed.emit()
    desk.wait(lambda: bool(desk.notices) and bool(desk.told))
    assert "can't be read as a snapshot" in desk.told[0]
    assert "can't be read as a snapshot" in desk.notices[0].message
    desk.reading.close()


def test_an_answer_whose_file_is_gone_is_a_failure_that_is_told(tmp_path: Path) -> None:
    engine = FakeEngine()
    desk = Desk(run_of(tmp_path, SMALL), engine)
    told: list[str] = []
    pixels = np.zeros((1, 8, 8, 1), np.uint8)
    desk.model.predict(pixels, lambda found: pytest.fail(f"answered {found}"), told.append)
    gone = Block(str(tmp_path / "block-0123456789abcdef.raw"), (1, 10), "float32")
    desk.asking.take(engine, Told(engine.asked[0].number, Predictions(gone)))
    assert len(told) == 1
    assert "can't be read (No such file or directory)" in told[0]
