"""A set of 4 GB is opened, looked at and learned from in a window that never has more than 300 MB of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnstudio.data.cache import CACHE_VARIABLE
from nnstudio.engine.memory import SAMPLE_MEMORY

ROOT = Path(__file__).resolve().parents[2]
SHAPE = (64, 64)
SAMPLES, TOGETHER = 1_000_000, 2_000
MOST_BYTES = 300_000_000


def make_arrays(folder: Path, samples: int) -> None:
    """Random pictures, no two alike, and their classes, as NPY files."""
    folder.mkdir()
    some: Any = np.random.default_rng(1).integers(0, 256, (TOGETHER, *SHAPE), np.uint8)
    header = {"descr": "|u1", "fortran_order": False, "shape": (samples, *SHAPE)}
    with (folder / "x.npy").open("wb") as file:
        np.lib.format.write_array_header_1_0(file, header)
        for first in range(0, samples, TOGETHER):
            numbers = np.arange(first, first + TOGETHER, dtype=np.uint32)
            some.reshape(TOGETHER, -1)[:, :4] = numbers.view(np.uint8).reshape(-1, 4)
            file.write(some.data)
    np.save(folder / "y.npy", (np.arange(samples) % 10).astype(np.uint8))


@pytest.mark.benchmark
@pytest.mark.timeout(1800)  # gigabytes are written and read
@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for the memory that is a process's own")
@pytest.mark.parametrize("backend", ["tensorflow", "jax"])
def test_the_window_has_little_of_a_large_set_in_memory(backend: str, tmp_path: Path) -> None:
    make_arrays(tmp_path / "arrays", SAMPLES)
    script = Path(__file__).with_name("window_memory.py")
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
        CACHE_VARIABLE: str(tmp_path / "cache"),
        SAMPLE_MEMORY: "100000000",
    }
    command = [sys.executable, str(script), backend, str(tmp_path / "arrays")]
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=1700)
    finally:
        for path in tmp_path.rglob("x*.npy"):
            path.unlink()
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["samples"] == SAMPLES
    print(f"\n{backend}: the window's own memory,", ", ".join(f"{k} {v / 1e6:.0f} MB" for k, v in told["most"].items()))
    assert max(told["most"].values()) <= MOST_BYTES
