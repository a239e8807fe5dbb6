"""The folder for an engine's output goes with its engine, or when the next one starts."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from nnstudio.disk.refusal import DiskError
from nnstudio.engine.output_folder import OutputFolder
from tests.support.engines import Lab, digits_project
from tests.support.faults import Faults

ROOT = Path(__file__).resolve().parents[2]
OWNER = """
import sys, time
from nnstudio.engine.output_folder import OutputFolder
from tests.support.engines import Lab, digits_project
folder = OutputFolder()
print(folder.log, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An own folder for temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def open_files() -> int:
    """How many files this process has open; on Windows nobody tells."""
    return len(list(Path("/dev/fd").iterdir())) if os.name != "nt" else 0


def make_old(folder: Path) -> None:
    os.utime(folder, (0, 0))


def test_what_is_printed_is_read_from_anywhere(place: Path) -> None:
    folder = OutputFolder()
    folder.log.write_text("a\n" * 5000)
    assert folder.read(9998, 100) == b"a\n"
    assert len(folder.tail()) == 4000
    folder.remove()
    folder.remove()
    assert folder.read(0, 10) == b""
    assert folder.tail() == ""
    assert list(place.iterdir()) == []


def test_the_folder_of_a_killed_program_is_removed_at_the_next_start(place: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(place)}
    with subprocess.Popen(
        [sys.executable, "-c", OWNER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True
    ) as owner:
        assert owner.stdout is not None
        log = Path(owner.stdout.readline().strip())
        make_old(log.parent)
        OutputFolder().remove()
        assert log.exists(), "its owner lives"
        owner.kill()
    make_old(log.parent)
    OutputFolder().remove()
    assert list(place.iterdir()) == []


def test_what_a_kill_left_half_made_or_half_removed_goes_too(place: Path) -> None:
    for name in ("empty", "log", "kept"):
        (place / f"nnstudio-engine-{name}").mkdir()
    (place / "nnstudio-engine-log" / "output.log").write_text("mine")
    (place / "nnstudio-engine-kept" / "temporary" / "of" / "keras").mkdir(parents=True)
    (place / "nnstudio-engine-kept" / "temporary" / "of" / "keras" / "assets.h5").write_text("half")
    (place / "nnstudio-engine-kept" / "held").write_text("")
    for folder in place.iterdir():
        make_old(folder)
    OutputFolder().remove()
    assert list(place.iterdir()) == []


def test_programs_that_start_together_all_start(place: Path) -> None:
    for number in range(60):
        (place / f"nnstudio-engine-{number}").mkdir()
        (place / f"nnstudio-engine-{number}" / "held").write_text("")
        make_old(place / f"nnstudio-engine-{number}")
    together = threading.Barrier(3)

    def start() -> None:
        together.wait()
        OutputFolder().remove()

    with ThreadPoolExecutor(3) as programs:
        for started in [programs.submit(start) for _ in range(3)]:
            started.result()
    assert list(place.iterdir()) == []


def test_where_the_disk_is_full_nothing_is_left_and_nothing_stays_open(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = Faults(monkeypatch)
    open_before = open_files()
    for at in range(1, 10):
        faults.arm(at, errno.ENOSPC)
        with suppress(DiskError):
            OutputFolder().remove()
        faults.disarm()
        assert open_files() == open_before
        assert list(place.iterdir()) == []


def test_one_that_was_just_made_is_left_alone(place: Path) -> None:
    folder = place / "nnstudio-engine-new"
    folder.mkdir()
    OutputFolder().remove()
    (folder / "held").write_text("")
    OutputFolder().remove()
    assert folder.exists()


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_only_what_the_studio_wrote_is_removed(place: Path) -> None:
    (place / "photos").mkdir()
    (place / "photos" / "held").write_text("mine")
    make_old(place / "photos")
    (place / "nnstudio-engine-link").symlink_to(place / "photos")
    (place / "nnstudio-engine-full").mkdir()
    for name in ("held", "photo.jpg"):
        (place / "nnstudio-engine-full" / name).write_text("mine")
    make_old(place / "nnstudio-engine-full")
    OutputFolder().remove()
    assert (place / "photos" / "held").read_text() == "mine"
    assert (place / "nnstudio-engine-full" / "photo.jpg").read_text() == "mine"


def test_what_tensorflow_leaves_behind_goes_with_its_engine(
    place: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    lab = Lab.open(tmp_path_factory.mktemp("runs"), "tensorflow")
    try:
        lab.train(digits_project(1))
        generated = list(place.glob("*/temporary/*.py"))
    finally:
        lab.session.close()
    assert generated
    assert list(place.iterdir()) == []
