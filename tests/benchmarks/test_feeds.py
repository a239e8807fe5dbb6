"""Seconds an epoch with samples that are read, or changed at random, while it trains, against all of them in memory."""

from __future__ import annotations

import os
import statistics
import sys
import time
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

import pytest

from nnstudio.core.augmentation import Flip, Rotation, Shift
from nnstudio.core.layers import Conv2D, Dense, Flatten, Input, MaxPooling2D
from nnstudio.core.network import chain_network
from nnstudio.core.project import Project, dense_project
from nnstudio.core.training import BackendName
from nnstudio.engine.memory import SAMPLE_MEMORY
from nnstudio.engine.messages import EpochDone, RunEnded, RunStarted
from tests.support.engines import Lab

ROUNDS = 5


def dense() -> Project:
    """784-128-10 on all training pictures, batch 32."""
    return with_epochs(dense_project("fashion-mnist", (128,)), 5)


def convolutional() -> Project:
    """Two convolutions on 6,000 pictures, batch 32."""
    project = with_epochs(dense_project("fashion-mnist"), 4)
    layers = (Conv2D(16), MaxPooling2D(), Conv2D(32), MaxPooling2D(), Flatten(), Dense(64), Dense(10, "softmax"))
    network = chain_network(Input((28, 28, 1)), *layers)
    return replace(project, network=network, data=replace(project.data, training_limit=6_000))


def changed(project: Project) -> Project:
    """With its training pictures changed at random."""
    return replace(project, data=replace(project.data, augmentation=(Flip(), Rotation(), Shift())))


def with_epochs(project: Project, epochs: int) -> Project:
    return replace(project, training=replace(project.training, epochs=epochs, validation_share=0.0))


@dataclass
class Engine:
    """An engine, and what each epoch took in it.

    Attributes:
        seconds: from the end of an epoch to the end of the next.
        processor: the seconds that its process computed meanwhile, on all cores; none where the system doesn't tell.
    """

    lab: Lab
    process: int
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    @staticmethod
    def open(folder: Path, backend: BackendName) -> Engine:
        """Starts it."""
        lab = Lab.open(folder, backend)
        return Engine(lab, lab.ready().process)

    def train(self, project: Project, *, streams: bool) -> None:
        """One turn, without its first epoch, which compiles, and its last, in which nothing is read ahead."""
        self.lab.start(project)
        assert bool(self.lab.wait_for(RunStarted).streaming) == streams
        ends = []
        for _ in range(project.training.epochs):
            self.lab.wait_for(EpochDone)
            ends.append((time.perf_counter(), processor_seconds(self.process)))
        self.lab.wait_for(RunEnded)
        for (began, computed), (ended, computed_then) in pairwise(ends[:-1]):
            self.seconds.append(ended - began)
            self.processor.append(computed_then - computed)


def processor_seconds(process: int) -> float:
    """What a process has computed so far; 0.0 where the system doesn't tell."""
    if sys.platform != "linux":
        return 0.0
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def compared(folder: Path, backend: BackendName, plain: Project, other: Project) -> float:
    """How many times as long an epoch of `other`, whose samples are read, takes as one of `plain`; in turn.

    Of both the least counts: what else the machine does only ever adds.
    """
    resident = Engine.open(folder / "resident", backend)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SAMPLE_MEMORY, "0")
        streamed = Engine.open(folder / "streamed", backend)
    try:
        for _ in range(ROUNDS):
            resident.train(plain, streams=False)
            streamed.train(other, streams=True)
    finally:
        resident.lab.close()
        streamed.lab.close()
    ratio = min(streamed.seconds) / min(resident.seconds)
    print(
        f"\n{backend}: in memory {min(resident.seconds):.3f} s, read {min(streamed.seconds):.3f} s an epoch, "
        f"ratio {ratio:.3f}; medians {statistics.median(streamed.seconds) / statistics.median(resident.seconds):.3f}; "
        f"of processors least {min(resident.processor):.3f}, {min(streamed.processor):.3f} s; "
        f"median {statistics.median(resident.processor):.3f}, {statistics.median(streamed.processor):.3f} s"
    )
    return ratio


@pytest.fixture(autouse=True)
def real_data(shared_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NNSTUDIO_DATA", str(shared_data))


@pytest.mark.benchmark
@pytest.mark.parametrize("backend", ["tensorflow", "jax"])
def test_a_dense_network_is_hardly_slower_when_samples_are_read(backend: BackendName, tmp_path: Path) -> None:
    assert compared(tmp_path, backend, dense(), dense()) <= 1.1


@pytest.mark.benchmark
@pytest.mark.parametrize("backend", ["tensorflow", "jax"])
def test_a_convolutional_network_is_not_slower_when_samples_are_read(backend: BackendName, tmp_path: Path) -> None:
    assert compared(tmp_path, backend, convolutional(), convolutional()) <= 1.02


@pytest.mark.benchmark
@pytest.mark.parametrize("backend", ["tensorflow", "jax"])
def test_a_convolutional_network_is_hardly_slower_when_pictures_are_changed(
    backend: BackendName, tmp_path: Path
) -> None:
    assert compared(tmp_path, backend, convolutional(), changed(convolutional())) <= 1.1
