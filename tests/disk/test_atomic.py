"""Files are written whole or not at all, whatever happens in the middle."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from nnstudio.core.errors import StudioError
from nnstudio.disk.atomic import replacing, write_bytes, write_text

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with something in it, alone in its folder."""
    path = tmp_path / "kept.json"
    path.write_text("old")
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_replaced_by_the_new_text(file: Path) -> None:
    write_text(file, "new × ü")
    assert file.read_text(encoding="utf-8") == "new × ü"
    assert names(file.parent) == ["kept.json"]


@pytest.mark.parametrize("problem", [ValueError, OSError, KeyboardInterrupt, SystemExit])
def test_an_exception_in_the_middle_leaves_the_old_file_and_nothing_else(
    file: Path, problem: type[BaseException]
) -> None:
    def write() -> None:
        with replacing(file) as path:
            path.write_text("half of the ne")
            raise problem

    with pytest.raises(problem):
        write()
    assert file.read_text() == "old"
    assert names(file.parent) == ["kept.json"]


def test_a_writer_that_writes_nothing_leaves_the_old_file(file: Path) -> None:
    with pytest.raises(OSError, match="No such file"), replacing(file):
        pass
    assert file.read_text() == "old"


def test_the_temporary_name_keeps_the_ending_and_the_folder(file: Path) -> None:
    with replacing(file.with_name("a.weights.h5")) as temporary:
        assert temporary.name.endswith(".weights.h5")
        assert temporary.parent == file.parent
        temporary.write_bytes(b"x")


def test_something_that_is_in_the_way_stays(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(StudioError, match="is a folder, not a file"):
        write_bytes(tmp_path / "taken", b"x")
    assert names(tmp_path) == ["taken"]


@pytest.mark.skipif(os.name == "nt", reason="pipes with a name are POSIX")
def test_the_name_of_a_pipe_does_not_become_a_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(StudioError, match="is a pipe, not a file"):
        write_bytes(tmp_path / "pipe", b"x")
    assert (tmp_path / "pipe").is_fifo()


def test_text_with_the_name_of_a_file_that_is_not_utf8_is_written(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9")
    write_text(tmp_path / "names", name)
    assert (tmp_path / "names").read_bytes().decode("utf-8", "surrogatepass") == name


KILLED = """
import os, signal, sys
from pathlib import Path
from nnstudio.disk.atomic import replacing
with replacing(Path(sys.argv[1])) as temporary:
    temporary.write_text("half of the ne")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")
def test_a_kill_in_the_middle_leaves_the_old_file(file: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", KILLED, str(file)], env=environment, check=False)
    assert done.returncode == -9
    assert file.read_text() == "old"
    write_text(file, "new")
    assert file.read_text() == "new"


def test_of_many_writers_one_wins_whole(file: Path) -> None:
    texts = [letter * 50_000 for letter in "abcdefgh"]
    seen: set[str] = set()
    reading = threading.Event()

    def read() -> None:
        while not reading.is_set():
            seen.add(file.read_text())

    reader = threading.Thread(target=read)
    writers = [threading.Thread(target=write_text, args=(file, text)) for text in texts]
    reader.start()
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    reading.set()
    reader.join()
    assert seen <= {"old", *texts}
    assert file.read_text() in texts
    assert names(file.parent) == ["kept.json"]
