"""Seconds an epoch with samples that are read, or changed at random, while it trains, against all of them in memory."""

from __future__ import annotations

import statistics
import time
from dataclasses import replace
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

ROUNDS = 3


def dense() -> Project:
    """784-128-10 on all training pictures, batch 32."""
    return with_epochs(dense_project("fashion-mnist", (128,)), 5)


def convolutional() -> Project:
    """Two convolutions on 12,000 pictures, batch 32."""
    project = with_epochs(dense_project("fashion-mnist"), 3)
    layers = (Conv2D(16), MaxPooling2D(), Conv2D(32), MaxPooling2D(), Flatten(), Dense(64), Dense(10, "softmax"))
    network = chain_network(Input((28, 28, 1)), *layers)
    return replace(project, network=network, data=replace(project.data, training_limit=12_000))


def changed(project: Project) -> Project:
    """With its training pictures changed at random."""
    return replace(project, data=replace(project.data, augmentation=(Flip(), Rotation(), Shift())))


def with_epochs(project: Project, epochs: int) -> Project:
    return replace(project, training=replace(project.training, epochs=epochs, validation_share=0.0))


def epoch_seconds(lab: Lab, project: Project, *, streams: bool) -> list[float]:
    """From the end of one epoch to the end of the next; the first, with its compilation, is left out."""
    lab.start(project)
    assert bool(lab.wait_for(RunStarted).streaming) == streams
    ends = []
    for _ in range(project.training.epochs):
        lab.wait_for(EpochDone)
        ends.append(time.perf_counter())
    lab.wait_for(RunEnded)
    return [later - earlier for earlier, later in pairwise(ends)]


def compared(folder: Path, backend: BackendName, plain: Project, other: Project) -> float:
    """How many times as long an epoch of `other`, whose samples are read, takes as one of `plain`; in turn."""
    seconds: tuple[list[float], list[float]] = ([], [])
    resident = Lab.open(folder / "resident", backend)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SAMPLE_MEMORY, "0")
        streamed = Lab.open(folder / "streamed", backend)
    try:
        for _ in range(ROUNDS):
            seconds[0].extend(epoch_seconds(resident, plain, streams=False))
            seconds[1].extend(epoch_seconds(streamed, other, streams=True))
    finally:
        resident.close()
        streamed.close()
    # The least: what else the machine does only ever adds.
    best = tuple(min(each) for each in seconds)
    middle = tuple(statistics.median(each) for each in seconds)
    print(
        f"\n{backend}: in memory {best[0]:.3f} s, read {best[1]:.3f} s an epoch, ratio {best[1] / best[0]:.3f} "
        f"(medians {middle[0]:.3f}, {middle[1]:.3f}, {middle[1] / middle[0]:.3f})"
    )
    return best[1] / best[0]


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
