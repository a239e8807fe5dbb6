"""Finding, converting, keeping: the way from files on the disk to mapped arrays."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from nnstudio.core.dataset import DataPlan, DatasetName
from nnstudio.core.errors import Cancelled, FormatError, StudioError
from nnstudio.data.arrays import Dataset
from nnstudio.data.cache import cache_folder
from nnstudio.data.locate import locate
from nnstudio.data.prepare import cached, prepare
from nnstudio.data.samples import class_counts
from nnstudio.data.sources import keras_datasets_folder

Arrays = dict[str, NDArray[np.uint8]]
WriteIdx = Callable[..., Path]


def quiet(plan: DataPlan) -> Dataset:
    return prepare(plan, progress=lambda share, text: None, cancelled=lambda: False, allow_download=False)


@pytest.mark.parametrize("spelling", ["-", "."])
@pytest.mark.parametrize("packed", [True, False])
def test_idx_files_are_found_under_every_usual_name(
    tmp_path: Path, write_idx: WriteIdx, spelling: str, packed: bool
) -> None:
    folder = write_idx(tmp_path / "my data", spelling=spelling, packed=packed)
    found = locate(DataPlan("mnist", folder=str(folder)))
    assert found is not None
    assert found.form == "idx"
    assert [path.name[:8] for path in found.files] == ["train-im", "train-la", "t10k-ima", "t10k-lab"]
    assert str(folder) in found.text
    assert "chosen" in found.text


@pytest.mark.parametrize("name", ["fashion-mnist", "fashion_mnist"])
def test_both_spellings_of_the_folder_under_the_variable_are_found(
    tmp_path: Path, write_idx: WriteIdx, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_idx(tmp_path / "all" / name)
    monkeypatch.setenv("NNSTUDIO_DATA", str(tmp_path / "all"))
    found = locate(DataPlan("fashion-mnist"))
    assert found is not None
    assert "NNSTUDIO_DATA" in found.text
    assert locate(DataPlan("mnist")) is None


def test_kerass_own_cache_is_found_in_its_layout(write_idx: WriteIdx, small_arrays: Arrays) -> None:
    write_idx(keras_datasets_folder() / "fashion-mnist")
    np.savez_compressed(keras_datasets_folder() / "mnist.npz", **small_arrays)  # type: ignore[arg-type]
    fashion, mnist = locate(DataPlan("fashion-mnist")), locate(DataPlan("mnist"))
    assert fashion is not None
    assert mnist is not None
    assert (fashion.form, mnist.form) == ("idx", "npz")
    assert quiet(DataPlan("mnist")).content_hash == quiet(DataPlan("fashion-mnist")).content_hash


def test_the_chosen_folder_comes_before_the_others(
    tmp_path: Path, write_idx: WriteIdx, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = write_idx(tmp_path / "chosen")
    monkeypatch.setenv("NNSTUDIO_DATA", str(write_idx(tmp_path / "all" / "mnist").parent))
    found = locate(DataPlan("mnist", folder=str(chosen)))
    assert found is not None
    assert found.files[0].parent == chosen


def test_small_data_is_converted_and_counted(tmp_path: Path, write_idx: WriteIdx, small_arrays: Arrays) -> None:
    steps: list[tuple[float, str]] = []
    plan = DataPlan("mnist", folder=str(write_idx(tmp_path / "small")))
    dataset = prepare(plan, progress=lambda *step: steps.append(step), cancelled=lambda: False)
    assert (dataset.known.training, dataset.known.test) == (30, 12)
    assert np.array_equal(dataset.x_train[..., 0], small_arrays["x_train"])
    assert np.array_equal(dataset.y_test, small_arrays["y_test"])
    assert [share for share, _ in steps] == sorted(share for share, _ in steps)
    assert steps[-1] == (1.0, "Ready")


def test_the_second_time_no_file_is_parsed(
    tmp_path: Path, write_idx: WriteIdx, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = DataPlan("mnist", folder=str(write_idx(tmp_path / "small")))
    first = quiet(plan)
    monkeypatch.setattr("nnstudio.data.prepare.shared_reader", lambda: pytest.fail("the files were parsed again"))
    assert quiet(plan).folder == first.folder
    assert cached(plan) is not None


def test_a_changed_file_is_read_again(tmp_path: Path, write_idx: WriteIdx) -> None:
    folder = write_idx(tmp_path / "small", packed=False)
    plan = DataPlan("mnist", folder=str(folder))
    first = quiet(plan)
    path = folder / "t10k-images-idx3-ubyte"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(1, 1))
    assert cached(plan) is None
    assert quiet(plan).content_hash != first.content_hash


def test_converted_data_outlives_its_files(tmp_path: Path, write_idx: WriteIdx) -> None:
    folder = write_idx(keras_datasets_folder() / "mnist")
    first = quiet(DataPlan("mnist"))
    for path in folder.iterdir():
        path.unlink()
    assert quiet(DataPlan("mnist")).folder == first.folder


def test_missing_data_says_where_it_was_looked_for_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="not on this machine") as caught:
        quiet(DataPlan("mnist", folder=str(tmp_path / "nothing")))
    assert str(tmp_path / "nothing") in caught.value.message
    assert "mnist.npz" in caught.value.fix


def test_labels_that_dont_match_the_pictures_are_refused(tmp_path: Path, write_idx: WriteIdx) -> None:
    folder = write_idx(tmp_path / "small")
    (folder / "train-labels-idx1-ubyte.gz").write_bytes((folder / "t10k-labels-idx1-ubyte.gz").read_bytes())
    with pytest.raises(FormatError, match="12 labels for 30 pictures"):
        quiet(DataPlan("mnist", folder=str(folder)))
    assert not list(cache_folder().glob("mnist-*"))
    assert not list(cache_folder().glob(".tmp-*"))


def test_cancelling_leaves_nothing_behind(tmp_path: Path, write_idx: WriteIdx) -> None:
    plan = DataPlan("mnist", folder=str(write_idx(tmp_path / "small")))
    with pytest.raises(Cancelled):
        prepare(plan, progress=lambda share, text: None, cancelled=lambda: True)
    assert not list(cache_folder().glob("*"))


@pytest.mark.parametrize(("name", "each"), [("mnist", 5421), ("fashion-mnist", 6000)])
def test_the_real_data_comes_whole(
    shared_data: Path, monkeypatch: pytest.MonkeyPatch, name: DatasetName, each: int
) -> None:
    monkeypatch.setenv("NNSTUDIO_DATA", str(shared_data))
    dataset = quiet(DataPlan(name))
    assert dataset.x_train.shape == (60_000, 28, 28, 1)
    assert dataset.x_test.shape == (10_000, 28, 28, 1)
    assert min(class_counts(dataset.y_train, 10)) == each
