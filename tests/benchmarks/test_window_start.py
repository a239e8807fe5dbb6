"""The window is usable within a quarter of the time that importing TensorFlow takes, measured in one run."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 5


def run(*arguments: str) -> str:
    """A new Python's output."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=True, timeout=120
    )
    return done.stdout


@pytest.mark.benchmark
def test_the_window_is_usable_within_a_quarter_of_importing_tensorflow() -> None:
    windows, imports = [], []
    for turn in range(ROUNDS + 1):  # the first warms the disk's cache for both
        window = float(run(str(Path(__file__).with_name("window_start.py")), repr(time.time())).splitlines()[0])
        began = time.time()
        run("-c", "import tensorflow")
        if turn:
            windows.append(window)
            imports.append(time.time() - began)
    ratio = statistics.median(w / i for w, i in zip(windows, imports, strict=True))
    print(
        f"\nwindow usable {statistics.median(windows):.2f} s, import tensorflow {statistics.median(imports):.2f} s, "
        f"ratio {ratio:.2f}"
    )
    assert ratio <= 0.25
