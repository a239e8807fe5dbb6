"""The process that may die: it dies, is slow or lies, and the program says so and goes on."""

from __future__ import annotations

import io
import os
import signal
import struct
import subprocess
import sys
import threading
import time
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nnstudio.core.errors import Cancelled, FormatError, StudioError
from nnstudio.core.sources import MNIST
from nnstudio.data.pictures import decode_picture, read_picture
from nnstudio.data.reader import Reader
from nnstudio.data.reader_child import Limits
from nnstudio.data.sources import Found

posix = pytest.mark.skipif(os.name == "nt", reason="stops processes by signals, which Windows has none of")
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the address space")


def png(size: tuple[int, int] = (6, 4), colour: tuple[int, int, int] = (1, 2, 3)) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, colour).save(target, "png")
    return target.getvalue()


def png_of_declared_size(width: int, height: int) -> bytes:
    """A small PNG whose header declares another size."""
    body = b"IHDR" + struct.pack(">II", width, height) + png()[24:29]
    return png()[:12] + body + struct.pack(">I", zlib.crc32(body)) + png()[33:]


def ended(pid: int, seconds: float = 5) -> bool:
    """Whether the process goes within that time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def test_one_child_reads_many_pictures_and_reports_errors_without_dying(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png())
    assert reader.process_id is None
    assert reader.picture(tmp_path / "a.png").tolist() == [[[1, 2, 3]] * 6] * 4
    child = reader.process_id
    with pytest.raises(FormatError, match=r"b\.png: is not a picture") as caught:
        reader.picture_from(b"rubbish", "b.png")
    assert caught.value.fix
    with pytest.raises(StudioError, match=r"nowhere\.png"):
        reader.picture(tmp_path / "nowhere.png")
    with pytest.raises(StudioError, match="is a folder, not a file"):
        reader.picture(tmp_path)
    assert reader.picture_from(png(), "c.png").shape == (4, 6, 3)
    assert reader.process_id == child


@posix
@pytest.mark.parametrize("thing", ["pipe", "link to a pipe", "device"])
def test_a_picture_that_never_comes_is_refused_at_once(reader: Reader, tmp_path: Path, thing: str) -> None:
    path = tmp_path / "a.png"
    if thing == "device":
        path.symlink_to("/dev/zero")
    else:
        os.mkfifo(tmp_path / "pipe")
        path.symlink_to(tmp_path / "pipe") if thing.startswith("link") else (tmp_path / "pipe").rename(path)
    reader.start()
    before = time.monotonic()
    with pytest.raises(StudioError, match=r"^a\.png: is a (pipe|device), not a file\.$"):
        reader.picture(path)
    assert time.monotonic() - before < 5


def test_a_picture_that_is_too_large_is_said_so_by_the_child(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "wide.png"
    path.write_bytes(png_of_declared_size(30_000, 20_000))
    with pytest.raises(FormatError, match=r"^wide\.png: is too large: 30,000 × 20,000 pixels, where 50,000,000 may be"):
        reader.picture(path)
    with path.open("wb") as file:
        file.truncate(65_000_000)
    with pytest.raises(FormatError, match=r"^wide\.png: is too large: 65,000,000 bytes, where 64,000,000 may be"):
        reader.picture(path)
    with pytest.raises(FormatError, match=r"^x: is too large: 65,000,000 bytes, where 64,000,000 may be\. Make it"):
        reader.picture_from(bytes(65_000_000), "x")


def test_the_shared_reader_serves_the_pictures_module(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png())
    assert read_picture(tmp_path / "a.png").shape == (4, 6, 3)
    assert decode_picture(png((3, 3)), "pasted").shape == (3, 3, 3)


@posix
def test_a_child_killed_in_mid_request_is_an_error_and_the_next_request_works(reader: Reader) -> None:
    reader.start()
    child = reader.process_id
    assert child is not None
    os.kill(child, signal.SIGSTOP)  # so that the request is under way when the child dies
    threading.Timer(0.3, os.kill, (child, signal.SIGKILL)).start()
    with pytest.raises(StudioError, match="the reader process died") as caught:
        reader.picture_from(png(), "photo.png")
    assert caught.value.where == "photo.png"
    assert caught.value.fix
    assert reader.picture_from(png(), "photo.png").shape == (4, 6, 3)
    assert reader.process_id != child


@posix
def test_a_child_that_takes_too_long_is_killed() -> None:
    reader = Reader(Limits(seconds=0.4))
    reader.start()
    child = reader.process_id
    assert child is not None
    os.kill(child, signal.SIGSTOP)
    began = time.monotonic()
    with pytest.raises(StudioError, match=r"within 0\.4 seconds"):
        reader.picture_from(png(), "slow.png")
    assert time.monotonic() - began < 3
    assert ended(child)
    reader.close()


@posix
def test_cancelling_a_conversion_ends_the_child(reader: Reader, tmp_path: Path) -> None:
    reader.start()
    child = reader.process_id
    assert child is not None
    os.kill(child, signal.SIGSTOP)
    with pytest.raises(Cancelled):
        reader.convert(MNIST(), Found("npz", (tmp_path / "x.npz",)), tmp_path, cancelled=lambda: True)
    assert ended(child)


@linux
def test_a_child_that_runs_out_of_memory_says_so_and_lives() -> None:
    reader = Reader(Limits(memory=60_000_000))
    with pytest.raises(StudioError, match="memory"):
        reader.picture_from(png((6000, 6000)), "wide.png")
    assert reader.picture_from(png(), "small.png").shape == (4, 6, 3)
    reader.close()


def test_a_closed_reader_starts_again_when_asked(reader: Reader) -> None:
    reader.picture_from(png(), "a.png")
    reader.close()
    assert reader.process_id is None
    assert reader.picture_from(png(), "a.png").shape == (4, 6, 3)


def test_threads_wait_for_each_other(reader: Reader) -> None:
    results: list[int] = []

    def ask(side: int) -> None:
        results.extend(reader.picture_from(png((side, side)), f"{side}.png").shape[0] == side for _ in range(5))

    threads = [threading.Thread(target=ask, args=(side,)) for side in (3, 7, 11)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert results == [True] * 15


PARENT = """
from nnstudio.data.reader import shared_reader
if __name__ == "__main__":
    shared_reader().start()
    print(shared_reader().process_id, flush=True)
    input()
"""


@posix
@pytest.mark.parametrize("way", ["killed", "ended"])
def test_the_child_never_outlives_its_parent(tmp_path: Path, way: str) -> None:
    script = tmp_path / "main.py"
    script.write_text(PARENT)
    with subprocess.Popen(
        [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdin is not None
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        if way == "killed":
            parent.kill()
        else:
            parent.stdin.write("\n")
            parent.stdin.flush()
        parent.wait(10)
        assert ended(child)
    if way == "ended":
        assert parent.returncode == 0


def test_importing_the_package_is_light() -> None:
    code = (
        "import sys, nnstudio.data.prepare, nnstudio.data.reader, nnstudio.data.order, nnstudio.data.scaling\n"
        "heavy = {'sklearn', 'scipy', 'keras', 'tensorflow', 'jax', 'PySide6', 'PIL', 'urllib.request'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_pixels_from_the_child_are_what_was_in_the_file(reader: Reader) -> None:
    random = np.random.default_rng(2).integers(0, 256, (40, 30), np.uint8)
    target = io.BytesIO()
    Image.fromarray(random).save(target, "png")
    assert np.array_equal(reader.picture_from(target.getvalue(), "grey.png"), random)
