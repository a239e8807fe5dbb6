"""A disk that is really full, a project that is really gone: the run goes on in memory, says so, and always ends."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from nnstudio.app.preferences import Preferences, write_preferences
from nnstudio.app.run_state import Ended, is_running
from nnstudio.core.project import Project, dense_project
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.snapshots import newest_snapshot, read_position
from tests.app.windowless import Window, folders_in
from tests.cli.conftest import environment, hear_ctrl_c

pytestmark = pytest.mark.skipif(os.name == "nt", reason="SIGINT, and disks of one's own, are POSIX")
BASE = dense_project("digits", (64,))  # snapshots of about 60 KB


def project(epochs: int) -> Project:
    return replace(BASE, training=replace(BASE.training, epochs=epochs, batch_size=256))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a small disk of its own (tmpfs)")
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"this machine mounts no tmpfs: {mounted.stderr.strip()}")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Window]:
    home = tmp_path / "window"
    write_preferences(folders_in(home).preferences, Preferences(backend="jax"))
    opened = Window(home)
    opened.ready()
    yield opened
    opened.close()


def fill(disk: Path) -> Path:
    """Takes all the room there is."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))
    return ballast


def train(folder: Path, home: Path, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "nnstudio", "train", str(folder), "--backend", "jax", "--json", *more],
        cwd=home,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=hear_ctrl_c,  # noqa: PLW1509 - one call, no lock
    )


def test_a_window_trains_on_while_the_disk_is_full_and_keeps_all_when_it_has_room(
    window: Window, small_disk: Path, tmp_path: Path
) -> None:
    studio = window.studio
    folder = ProjectFolder.create(small_disk / "p.nnstudio", project(400))
    assert studio.files.open(folder.path)
    window.wait(lambda: not studio.training.blocker)
    studio.training.start()
    window.wait(lambda: len(studio.runs.curves.epochs) >= 2)
    ballast = fill(small_disk)
    window.wait(lambda: any("can't be written to the disk" in notice.message for notice in window.notices))
    there = len(studio.runs.curves.epochs)
    window.wait(lambda: len(studio.runs.curves.epochs) > there + 5)
    assert is_running(studio.training.state)
    studio.training.stop()
    window.wait(lambda: isinstance(studio.training.state, Ended))
    told = [notice for notice in window.notices if "can't be written to the disk" in notice.message]
    assert len(told) == 1
    assert "No space left on device" in told[0].message
    assert studio.files.unsaved
    assert studio.runs.all[0].status == "stopped"
    assert window.predict(1).shape == (1, 10), "the weights live in the engine"

    assert studio.training.blocker == "The last run waits to be written to the disk."
    assert not studio.files.open(tmp_path / "another.nnstudio")
    assert not studio.files.save_as(tmp_path / "mine")
    studio.files.new()
    assert window.notices[-1].action == "Leave it and lose that"
    assert studio.files.folder == folder.path

    ballast.unlink()

    def is_kept() -> bool:
        studio.look_again()
        return not studio.files.unsaved

    window.wait(is_kept)
    assert any("is written to the disk" in notice.message for notice in window.notices)
    epochs = len(studio.runs.curves.epochs)
    kept = ProjectFolder(folder.path)
    summary = kept.history.runs()[0]
    assert (summary.status, summary.epochs_done) == ("stopped", epochs)
    newest = newest_snapshot(kept.run(1).snapshots)
    assert newest is not None
    assert read_position(kept.run(1).snapshots, newest).epoch >= epochs - 1


def test_a_command_ends_with_code_1_where_the_disk_is_full(small_disk: Path, tmp_path: Path) -> None:
    folder = ProjectFolder.create(small_disk / "p.nnstudio", project(120))
    with train(folder.path, tmp_path) as command:
        out, complaint = command.communicate(timeout=300)
    assert command.returncode == 1
    assert '"status": "finished"' in out.splitlines()[-1] or "run_kept" in out.splitlines()[-1]
    assert complaint.count("No space left on device") <= 3
    assert "is not on the disk" in complaint or "Not all of run 1 is on the disk" in complaint or "goes on" in complaint
    assert "Traceback" not in complaint


@pytest.mark.parametrize(
    "gone", ["project", *(pytest.param(part, marks=pytest.mark.sweep) for part in ("runs", "index"))]
)
def test_a_command_whose_project_goes_ends_by_itself_and_by_ctrl_c(tmp_path: Path, gone: str) -> None:
    for epochs, ends_by in ((60, "itself"), (1_000_000, "ctrl c")):
        folder = ProjectFolder.create(tmp_path / f"{epochs}.nnstudio", project(epochs))
        with train(folder.path, tmp_path) as command:
            assert command.stdout is not None
            for line in command.stdout:
                if '"epoch_done"' in line:
                    break
            match gone:
                case "project":
                    folder.path.rename(tmp_path / f"moved {epochs}")
                    shutil.rmtree(tmp_path / f"moved {epochs}")
                case "runs":
                    (folder.path / "runs").rename(tmp_path / f"moved {epochs}")
                case _:
                    (folder.path / "runs.sqlite").unlink(missing_ok=True)
            if ends_by == "ctrl c":
                command.send_signal(signal.SIGINT)
            out, complaint = command.communicate(timeout=300)
        last = out.splitlines()[-1]
        assert '"run_ended"' in last, last
        assert f'"status": "{"stopped" if ends_by == "ctrl c" else "finished"}"' in last
        assert "Traceback" not in complaint
        if gone == "index":
            assert command.returncode == (1 if ends_by == "ctrl c" else 0)
            assert ProjectFolder(folder.path).history.runs()[0].epochs_done > 0
        else:
            assert command.returncode == 1
            assert "Not all of run 1 is on the disk" in complaint
            assert not (folder.path / "runs").exists(), "what was removed is not made again"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_command_that_is_asked_to_end_keeps_what_it_has_told(tmp_path: Path, number: int) -> None:
    folder = ProjectFolder.create(tmp_path / "p.nnstudio", project(1_000_000))
    with train(folder.path, tmp_path) as command:
        assert command.stdout is not None
        for line in command.stdout:
            if '"epoch_done"' in line:
                break
        command.send_signal(number)
        out, complaint = command.communicate(timeout=120)
    assert command.returncode == 1
    assert "Traceback" not in complaint
    told = [json.loads(line) for line in out.splitlines()]
    epochs = [event["epoch"] for event in told if event["event"] == "epoch_done"]
    run = ProjectFolder(folder.path).history.runs()[0]
    assert (run.status, run.epochs_done) == ("stopped", max(epochs, default=run.epochs_done))


def test_new_on_a_full_disk_leaves_nothing(small_disk: Path, tmp_path: Path) -> None:
    fill(small_disk)
    done = subprocess.run(
        [sys.executable, "-m", "nnstudio", "new", str(small_disk / "deep" / "p")],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "Free some space on that disk." in done.stderr
    assert [path.name for path in small_disk.iterdir()] == ["ballast"]


def test_data_that_a_full_disk_does_not_hold_leaves_nothing_there(small_disk: Path, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("a,b,target\n" + "1.5,2.5,red\n2.5,1.5,blue\n" * 10_000)  # 160,000 bytes of samples
    for cache, most in ((small_disk / "cache", 100_000), (small_disk / "another", 30_000)):
        ballast = fill(small_disk)
        os.truncate(ballast, ballast.stat().st_size - most)
        done = subprocess.run(
            [sys.executable, "-m", "nnstudio", "data", "inspect", str(table)],
            cwd=tmp_path,
            env={**environment(), "NNSTUDIO_CACHE": str(cache)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"nnstudio: {cache}: ")
        assert "Free some space on that disk. NNSTUDIO_CACHE can name another folder for it." in done.stderr
        assert not [path for path in cache.rglob("*") if path.is_file()]
        ballast.unlink()
