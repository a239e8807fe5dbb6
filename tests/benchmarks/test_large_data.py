"""A set of 4 GB trains in an engine that never has more than a part of it in memory."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnstudio.core.layers import Dense, Flatten, Input
from nnstudio.core.network import chain_network
from nnstudio.core.project import Project
from nnstudio.core.sources import Classes, DataPlan, Digits, Facts
from nnstudio.core.training import BackendName, TrainingPlan
from nnstudio.data.content import Content
from nnstudio.data.store import write_content
from nnstudio.engine.memory import SAMPLE_MEMORY
from nnstudio.engine.messages import EngineReady, RunEnded, RunStarted, StartRun
from nnstudio.engine.questions import Evaluate
from tests.support.engines import Lab

SHAPE = (64, 64, 1)
LARGE, TEST = 1_000_000, 2_000
MOST_BYTES = 1_500_000_000
ALIKE_BYTES = 150_000_000  # rows and targets are in memory: some bytes a sample


def made(folder: Path, samples: int) -> Path:
    """A set of so many samples in files."""
    folder.mkdir()
    arrays: dict[str, Any] = {}
    for part, count in (("train", samples), ("test", TEST)):
        pictures = np.memmap(folder / f"{part}.raw", np.uint8, "w+", shape=(count, *SHAPE))
        for first in range(0, count, 2000):
            some = np.random.default_rng(first).integers(0, 256, pictures[first : first + 2000].shape, np.uint8)
            pictures[first : first + 2000] = some
        pictures.flush()
        arrays |= {f"x_{part}": pictures, f"y_{part}": (np.arange(count) % 10).astype(np.uint8)}
    content = folder / "content"
    content.mkdir()
    facts = Facts(SHAPE, Classes(tuple("abcdefghij")), samples, TEST)
    write_content(content, Digits(), Content(facts, arrays))
    for part in ("train", "test"):
        (folder / f"{part}.raw").unlink()
    return content


def peak_bytes(tmp_path: Path, data: Path, samples: int, backend: BackendName) -> int:
    """The most memory that an engine had in which a set is trained for an epoch, and tested."""
    network = chain_network(Input(SHAPE), Flatten(), Dense(8), Dense(10, "softmax"))
    project = Project(DataPlan(Digits(), scaling="standard"), network, TrainingPlan(epochs=1, batch_size=1000))
    lab = Lab.open(tmp_path / str(samples), backend)
    try:
        process = lab.wait_for(EngineReady).process
        run, hold = lab.folder.begin_run(project, backend)
        hold.release()
        lab.session.send(StartRun(str(run.path), project, str(data)))
        assert lab.wait_for(RunStarted).streaming
        ended = lab.wait_for(RunEnded)
        assert ended.status == "finished", ended
        assert lab.ask(Evaluate(str(data)), run).samples == TEST
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    finally:
        lab.close()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


@pytest.mark.benchmark
@pytest.mark.timeout(1800)  # gigabytes are written and read
@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for the most memory that a process had")
@pytest.mark.parametrize("backend", ["tensorflow", "jax"])
def test_ten_times_the_samples_train_in_the_same_memory(
    backend: BackendName, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SAMPLE_MEMORY, "100000000")
    peaks = {}
    for samples in (LARGE // 10, LARGE):
        data = made(tmp_path / f"set{samples}", samples)
        peaks[samples] = peak_bytes(tmp_path, data, samples, backend)
        (data / "x_train.npy").unlink()
    small, large = peaks.values()
    print(f"\n{backend}: {small / 1e6:.0f} MB with 0.4 GB of samples, {large / 1e6:.0f} MB with 4 GB")
    assert large <= MOST_BYTES
    assert large - small <= ALIKE_BYTES
