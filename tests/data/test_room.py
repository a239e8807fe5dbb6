"""What a data set needs of the disk is known, and told, before its first sample is written."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from nnstudio.core.errors import StudioError
from nnstudio.core.sources import Glyphs, Source
from nnstudio.data import array_writer
from nnstudio.data.cache import cache_folder
from nnstudio.data.recognise import recognised
from tests.data.test_picture_files import as_zip, some
from tests.support.own_files import read_as, save_npz, write

pytestmark = pytest.mark.usefixtures("read_here")
FREE, TOTAL = 2_000, 40_000  # a twentieth of all, 2,000 bytes, stays free


def table(folder: Path) -> Source:
    return recognised(write(folder / "t.csv", "a,b,target\n" + "1,2,red\n2,1,blue\n" * 500))


def arrays(folder: Path) -> Source:
    return recognised(save_npz(folder / "a.npz", {"x": np.zeros((60, 8, 8)), "y": np.arange(60) % 3}))


def pictures(folder: Path) -> Source:
    return recognised(as_zip(folder, some()))


def glyphs(folder: Path) -> Source:
    return Glyphs()


@pytest.fixture
def nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def write_row(*given: object) -> None:
        raise AssertionError("a sample was written")

    monkeypatch.setattr(array_writer.ArrayWriter, "add", write_row)
    monkeypatch.setattr(array_writer.ArrayWriter, "extend", write_row)


@pytest.mark.usefixtures("nothing_is_written")
@pytest.mark.parametrize("kind", [table, arrays, pictures, glyphs])
def test_data_that_would_fill_the_disk_is_refused_before_anything_is_written(
    kind: Callable[[Path], Source], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = kind(tmp_path)
    monkeypatch.setattr("nnstudio.data.room.shutil.disk_usage", lambda _: SimpleNamespace(free=FREE, total=TOTAL))
    with pytest.raises(StudioError, match=r"samples need .* MB on this disk, where there is room for 0 MB") as caught:
        read_as(source)
    assert caught.value.where == str(cache_folder())
    assert caught.value.fix == "Free some space on that disk. NNSTUDIO_CACHE can name another folder for it."
    assert not list(cache_folder().iterdir())


def test_samples_for_which_there_is_just_room_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, needed = table(tmp_path), 1_000 * 2 * 4
    disk = SimpleNamespace(free=needed + 2_000 - 1, total=TOTAL)
    monkeypatch.setattr("nnstudio.data.room.shutil.disk_usage", lambda _: disk)
    with pytest.raises(StudioError, match="1,000 samples need"):
        read_as(source)
    disk.free += 1
    assert read_as(source).facts.training == 800


def test_a_disk_that_refuses_is_told_of_by_the_cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = table(tmp_path)

    def refuse(*given: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(array_writer.ArrayWriter, "extend", refuse)
    with pytest.raises(StudioError, match="No space left") as caught:
        read_as(source)
    assert caught.value.where == str(cache_folder())
    assert "NNSTUDIO_CACHE" in caught.value.fix
