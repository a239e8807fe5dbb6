"""The folder for an engine's output goes with its engine, or when the next one starts."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from nnstudio.engine.output_folder import OutputFolder
from tests.support.engines import Lab, digits_project

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


def make_old(folder: Path) -> None:
    os.utime(folder / "held", (0, 0))


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
    os.utime(place / "photos" / "held", (0, 0))
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
