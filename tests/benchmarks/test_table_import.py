"""Ten times the rows of a table take about ten times as long to read."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from nnstudio.core.sources import TableFile
from nnstudio.data.prepare import prepare
from nnstudio.data.reader import shared_reader

TENFOLD = 10.5
SMALL = 30_000
ROUNDS = 3


def made(folder: Path, rows: int, turn: int) -> Path:
    """Another table each turn, so that none is in the cache."""
    lines = "".join(f"{(row + turn) % 97},{row * 31 % 1009}.5,{'abc'[row % 3]},{row % 2}\n" for row in range(rows))
    path = folder / f"{rows}-{turn}.csv"
    path.write_text(f"a,b,c,d\n{lines}")
    return path


def seconds(path: Path) -> float:
    began = time.perf_counter()
    prepare(TableFile(str(path)), progress=lambda *_: None, cancelled=lambda: False)
    return time.perf_counter() - began


@pytest.mark.benchmark
def test_ten_times_the_rows_take_ten_times_as_long(tmp_path: Path) -> None:
    seconds(made(tmp_path, 100, 0))  # the process that reads is started
    few, many = (min(seconds(made(tmp_path, count, turn)) for turn in range(ROUNDS)) for count in (SMALL, 10 * SMALL))
    shared_reader().close()
    print(f"\n{SMALL:,} rows {few:.2f} s, ten times as many {many:.2f} s, ratio {many / few:.1f}")
    assert many / few <= TENFOLD
