"""Project folders from anybody: each name that the studio knows, with each thing that can stand under it."""

from __future__ import annotations

import os
import shutil
import socket
import stat
from contextlib import suppress
from pathlib import Path

import numpy as np

from nnstudio.core.project import Project
from nnstudio.runs.history import ended_now
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.run_log import EpochPoint, EpochRecord, SnapshotLine, epoch_line
from nnstudio.runs.snapshots import Position, epoch_name, write_snapshot
from tests.support.figures import figures

PLACES = (
    "project.json",
    "runs.sqlite",
    "runs.sqlite-journal",
    "runs.sqlite-wal",
    "runs.sqlite-shm",
    "held",
    "notes",
    ".partial-0123456789ab-project.json",
    "runs",
    "runs/1",
    "runs/1/project.json",
    "runs/1/run.log",
    "runs/1/held",
    "runs/1/snapshots",
    "runs/1/snapshots/epoch-00001.safetensors",
    "runs/1/snapshots/epoch-00002.safetensors",
    "runs/1/snapshots/partial.safetensors",
    "runs/1/live",
    "runs/1/live/kernel-0.safetensors",
    "runs/2",
    "runs/2/project.json",
    "runs/2024",
    "runs/more",
)
THINGS = (
    "link inside",
    "link to a file outside",
    "link to a folder outside",
    "link to a project outside",
    "link to the zero device",
    "link loop",
    "link to nothing",
    "pipe",
    "socket",
    "device",
    "folder",
    "full folder",
    "empty file",
    "huge sparse file",
    "rubbish",
    "hard link to a file outside",
    "unreadable file",
    "file of another owner",
)
CASES = [(place, thing) for place in PLACES for thing in THINGS]
PHOTO = b"a photo that nobody has twice" * 40


def good_project(path: Path, project: Project, shapes: dict[str, tuple[int, ...]]) -> ProjectFolder:
    """A project with one finished run of two epochs, all of it in place."""
    folder = ProjectFolder.create(path, project)
    run, hold = folder.begin_run(project, "jax")
    for epoch in (0, 1, 2):
        tensors = {name: np.full(shape, 0.01, np.float32) for name, shape in shapes.items()}
        sha256 = write_snapshot(run.snapshots, epoch_name(epoch), tensors, Position(epoch, 0, (0.0,), (1 / 16,)))
        line = SnapshotLine(epoch, epoch_name(epoch), sha256)
        batches = np.ones(3, np.float32)
        folder.history.add(
            run.number,
            epoch_line(EpochRecord(EpochPoint(epoch, figures(1.0, 0.5)), {"loss": batches, "accuracy": batches})),
            line,
        )
    folder.history.add(run.number, ended_now("finished"))
    hold.release()
    folder.history.runs()
    folder.history.close()
    return folder


def make_outside(path: Path, project: Project, shapes: dict[str, tuple[int, ...]]) -> None:
    """What must stay as it is: photos, in folders whose names look like runs, and another project."""
    (path / "Photos" / "2024" / "snapshots").mkdir(parents=True)
    (path / "Photos" / "1").mkdir()
    for name in ("photo.jpg", "2024/photo.jpg", "1/project.json", "2024/snapshots/epoch-00001.safetensors"):
        (path / "Photos" / name).write_bytes(PHOTO)
    good_project(path / "theirs.nnstudio", project, shapes)


def put(project: Path, place: str, thing: str, outside: Path) -> bool:
    """Puts the thing there, in place of what stands there; False where this machine or user can't."""
    path = project / place
    if not path.parent.is_dir() or path.parent.is_symlink():
        path.parent.mkdir(parents=True, exist_ok=True)
    content = path.read_bytes() if path.is_file() else PHOTO
    _clear(path)
    try:
        _make(path, thing, outside, content)
    except PermissionError:
        return False
    return True


def _make(path: Path, thing: str, outside: Path, content: bytes) -> None:
    kind, _, what = thing.partition(" ")
    if kind == "link":
        path.symlink_to(_target(path, what, outside))
    elif kind in ("pipe", "socket", "device"):
        _make_special(path, kind)
    elif thing.endswith("folder"):
        path.mkdir()
        if kind == "full":
            (path / "deep").mkdir()
            (path / "deep" / "photo.jpg").write_bytes(PHOTO)
            (path / "photo.jpg").write_bytes(PHOTO)
    else:
        _make_file(path, kind, outside, content)


def _target(path: Path, what: str, outside: Path) -> Path | str:
    project = next(parent for parent in path.parents if parent.suffix == ".nnstudio")
    targets: dict[str, Path | str] = {
        "inside": project / "project.json",
        "to a file outside": outside / "Photos" / "photo.jpg",
        "to a folder outside": outside / "Photos",
        "to a project outside": outside / "theirs.nnstudio" / path.relative_to(project),
        "to the zero device": "/dev/zero",
        "loop": path.name,
        "to nothing": outside / "nothing",
    }
    return targets[what]


def _make_special(path: Path, kind: str) -> None:
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 5))  # zero
    else:
        _make_socket(path)


def _make_file(path: Path, kind: str, outside: Path, content: bytes) -> None:
    match kind:
        case "hard":
            os.link(outside / "Photos" / "photo.jpg", path)
        case "huge":
            with path.open("wb") as file:
                file.truncate(10**12)
        case "rubbish":
            path.write_bytes(bytes(range(256)) * 100)
        case "empty":
            path.write_bytes(b"")
        case "unreadable":
            path.write_bytes(content)
            path.chmod(0)
        case _:
            path.write_bytes(content)
            path.chmod(0o600)
            os.chown(path, 65534, 65534)


def _make_socket(path: Path) -> None:
    """A socket's address is short: it is made from its own folder."""
    before = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(before)


def _clear(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        with suppress(FileNotFoundError):
            path.unlink()


def tree(path: Path) -> dict[str, tuple[int, int, bytes]]:
    """Everything below: kind and rights, links, content; a link is not followed. What a lock says isn't looked at."""
    found = {}
    for folder, folders, files in os.walk(path):
        for name in (*folders, *files):
            entry = Path(folder) / name
            status = entry.lstat()
            content = b""
            if stat.S_ISREG(status.st_mode):
                content = entry.read_bytes()
            elif stat.S_ISLNK(status.st_mode):
                content = os.fsencode(entry.readlink())
            found[str(entry.relative_to(path))] = (status.st_mode, status.st_ino, content)
    return found
