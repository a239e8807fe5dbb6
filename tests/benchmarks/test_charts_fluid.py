"""A run of a million batches is drawn, followed and zoomed about as fast as one of ten thousand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHORT, LONG = 10_000, 1_000_000
MOST_TIMES = 2.0


@pytest.mark.benchmark
def test_a_million_points_are_drawn_about_as_fast_as_ten_thousand() -> None:
    script = Path(__file__).with_name("chart_frames.py")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, str(script), str(SHORT), str(LONG)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    took: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    ordered = {int(total): sorted(frames) for total, frames in took.items()}
    for total, frames in ordered.items():
        print(
            f"\n{total:,} batches: a frame computes p50 {frames[len(frames) // 2]:.1f} ms, at most {frames[-1]:.1f} ms"
        )
    short, long = (frames[len(frames) // 2] for frames in ordered.values())
    assert long <= MOST_TIMES * short
