"""500 short runs in one window: descriptors, threads and memory stay level. A history of 300,000 rows opens at once."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from nnstudio.core.project import dense_project
from nnstudio.runs.history.store import RunIndex
from nnstudio.runs.project_folder import ProjectFolder

pytestmark = pytest.mark.benchmark
ROOT = Path(__file__).resolve().parents[2]
RUNS = 500
ROWS = 300_000


@pytest.mark.timeout(3600)
def test_five_hundred_runs_leave_the_window_as_it_was(own_folders: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "benchmarks" / "many_runs.py"), str(RUNS)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    held = json.loads(done.stdout)
    for line in held:
        print(
            f"after {line['runs']} runs: {line['descriptors']} descriptors, {line['threads']} threads,"
            f" {line['bytes'] / 1e6:.0f} MB"
        )
    first, last = held[1], held[-1]
    assert last["descriptors"] <= first["descriptors"] + 2
    assert last["threads"] <= first["threads"] + 1
    assert last["bytes"] <= 1.1 * first["bytes"]


def test_a_history_of_many_unfinished_rows_opens_at_once(tmp_path: Path) -> None:
    """Against reading the very rows with nothing but SQLite and Python."""
    folder = ProjectFolder.create(tmp_path / "p.nnstudio", dense_project("digits"))
    (folder.path / "runs.sqlite").write_bytes(RunIndex().content())
    rows = [(number, "training", "2026-01-01T00:00:00+00:00", "jax") for number in range(1, ROWS + 1)]
    with closing(sqlite3.connect(folder.path / "runs.sqlite")) as database:
        database.executemany("INSERT INTO runs (number, status, started, backend) VALUES (?, ?, ?, ?)", rows)
        database.commit()
    began = time.perf_counter()
    with closing(sqlite3.connect(folder.path / "runs.sqlite")) as database:
        plain = len([tuple(row) for row in database.execute("SELECT * FROM runs")])
    plain_seconds = time.perf_counter() - began
    began = time.perf_counter()
    listed = ProjectFolder(folder.path).history.runs()
    seconds = time.perf_counter() - began
    print(f"{plain:,} rows: {seconds:.2f} s, plain reading {plain_seconds:.2f} s")
    assert len(listed) == 10_000
    assert listed[0].status == "crashed"
    assert seconds <= 5 * plain_seconds
