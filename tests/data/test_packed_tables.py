"""Tables that are packed with gzip, progress by what was read of the file, and classes with long names."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest

from nnstudio.core.sources import PictureFiles, TableFile
from nnstudio.data import table_bytes
from nnstudio.data.prepare import prepare
from nnstudio.data.recognise import recognised
from nnstudio.data.store import arrays_of
from tests.support.own_files import read, refusal, write

pytestmark = pytest.mark.usefixtures("read_here")
TABLE = "width,colour,kind\n" + "".join(f"{row}.5,{'rgb'[row % 3]},{'ab'[row % 2]}\n" for row in range(200))


def packed(path: Path, text: str) -> Path:
    path.write_bytes(gzip.compress(text.encode()))
    return path


@pytest.mark.parametrize("name", ["packed.csv.gz", "PACKED.TSV.GZ", "packed but not called so.csv"])
def test_a_packed_table_is_the_same_data(name: str, tmp_path: Path) -> None:
    path = packed(tmp_path / name, TABLE)
    assert isinstance(recognised(path), TableFile)
    plain, unpacked = read(write(tmp_path / "plain.csv", TABLE)), read(path)
    assert unpacked.facts == plain.facts
    for name_of, array in arrays_of(plain).items():
        np.testing.assert_array_equal(arrays_of(unpacked)[name_of], array)


def test_a_packed_list_of_pictures_is_recognised(tmp_path: Path) -> None:
    path = packed(tmp_path / "list.csv.gz", "file,label\n" + "a.png,x\nb.png,y\n" * 20)
    assert isinstance(recognised(path), PictureFiles)


def test_a_packed_table_that_is_cut_short_is_damaged(tmp_path: Path) -> None:
    path = packed(tmp_path / "short.csv.gz", TABLE)
    path.write_bytes(path.read_bytes()[:-20])
    assert "is damaged" in refusal(path).message


def test_a_small_file_does_not_unpack_to_any_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_bytes, "FREE_BYTES", 10_000)
    path = packed(tmp_path / "bomb.csv.gz", "a,b\n" + "\n" * 3_000_000)
    assert path.stat().st_size < 4_000
    assert "unpacks to far more bytes than such a file can hold" in refusal(path).message


@pytest.mark.parametrize("name", ["large.csv", "large.csv.gz"])
def test_progress_goes_by_what_was_read_of_the_file(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnstudio.data.table_rows._BLOCK_CELLS", 3_000)
    rng = np.random.default_rng(0)
    text = "a,b,kind\n" + "".join(f"{a},{b},{'xy'[a > 0.5]}\n" for a, b in rng.random((20_000, 2)).tolist())
    path = packed(tmp_path / name, text) if name.endswith(".gz") else write(tmp_path / name, text)
    told: list[float] = []
    prepare(recognised(path), progress=lambda share, _: told.append(share), cancelled=lambda: False)
    assert told == sorted(told)
    assert np.diff(told).max() < 0.3
    assert len({round(share, 2) for share in told if share < 0.5}) > 4


@pytest.mark.parametrize("count", [2, 12])
def test_classes_whose_names_differ_after_200_characters_stay_apart(count: int, tmp_path: Path) -> None:
    names = ["x" * 200 + "abcdefghijkl"[place] for place in range(count)]
    dataset = read(write(tmp_path / "long.csv", "a,kind\n" + "".join(f"{n}.5,{names[n % count]}\n" for n in range(48))))
    told = dataset.facts.class_names
    assert len(set(told)) == count
    assert {len(name) for name in told} == {200}
    assert [name[-4:] for name in told][:2] == ["xxxx", " (2)"]
