"""Seconds an epoch of Fashion-MNIST 784-128-10, batch 32: the studio's engine against plain `model.fit`.

Both in one run, in turn, each in a fresh process; the first epoch of each, with its compilation, is left out.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from nnstudio.core.project import dense_project
from nnstudio.core.training import BackendName
from nnstudio.engine.messages import EpochDone
from tests.support.engines import Lab, dataset_of

ROUNDS = 2
EPOCHS = 4


def fit_seconds(backend: str, data: Path) -> list[float]:
    """Plain Keras's seconds, but for the first epoch."""
    script = Path(__file__).with_name("plain_keras.py")
    done = subprocess.run(
        [sys.executable, str(script), backend, str(data), str(EPOCHS)],
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
        env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "2"},
    )
    seconds: list[float] = json.loads(done.stdout.splitlines()[-1])
    return seconds[1:]


def engine_seconds(backend: BackendName, folder: Path) -> list[float]:
    """The engine's seconds from the end of one epoch to the end of the next, all that comes with it included."""
    project = dense_project("fashion-mnist", (128,))
    project = replace(project, training=replace(project.training, epochs=EPOCHS, validation_share=0.0))
    lab = Lab.open(folder, backend)
    try:
        lab.start(project)
        ends = []
        for _ in range(EPOCHS):
            lab.wait_for(EpochDone)
            ends.append(time.perf_counter())
    finally:
        lab.close()
    return [later - earlier for earlier, later in pairwise(ends)]


@pytest.mark.benchmark
@pytest.mark.parametrize("backend", ["tensorflow", "jax"])
def test_the_engine_trains_no_slower_than_plain_keras(
    backend: BackendName, shared_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NNSTUDIO_DATA", str(shared_data))
    data = dataset_of(dense_project("fashion-mnist")).folder
    plain: list[float] = []
    ours: list[float] = []
    for turn in range(ROUNDS):
        plain += fit_seconds(backend, data)
        ours += engine_seconds(backend, tmp_path / str(turn))
    ratio = statistics.median(ours) / statistics.median(plain)
    print(
        f"\n{backend}: engine {statistics.median(ours):.2f} s, model.fit {statistics.median(plain):.2f} s an epoch, "
        f"ratio {ratio:.2f}"
    )
    assert ratio <= 1.0
