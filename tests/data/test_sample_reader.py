"""Samples read by their rows: those of the mapped arrays, without their pages in memory."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnstudio.core.errors import FormatError
from nnstudio.core.project import dense_project
from nnstudio.core.sources import Digits, Iris
from nnstudio.core.sources.facts import Classes, Facts
from nnstudio.data.content import Content
from nnstudio.data.parts import parts_of
from nnstudio.data.sample_reader import SampleReader
from nnstudio.data.store import Dataset, open_dataset, write_content
from nnstudio.disk.refusal import DiskError

TRAINING, TEST = 5000, 1200


def made(folder: Path, shape: tuple[int, ...], training: int = TRAINING, test: int = TEST) -> Dataset:
    """A data set of random pictures in files."""
    random = np.random.default_rng(1)
    arrays: dict[str, Any] = {
        "x_train": random.integers(0, 256, (training, *shape)).astype(np.uint8),
        "y_train": np.zeros(training, np.uint8),
        "x_test": random.integers(0, 256, (test, *shape)).astype(np.uint8),
        "y_test": np.zeros(test, np.uint8),
    }
    folder.mkdir()
    write_content(folder, Iris(), Content(Facts(shape, Classes(("a", "b")), training, test), arrays))
    return open_dataset(folder)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return made(tmp_path_factory.mktemp("reader") / "data", (20, 20, 1))


rows_of_any_kind = st.one_of(
    st.lists(st.integers(0, TRAINING + TEST - 1), max_size=300),
    st.tuples(st.integers(0, TRAINING), st.integers(1, TEST)).map(lambda ends: range(ends[0], ends[0] + ends[1])),
    st.integers(1, 40).map(lambda step: range(0, TRAINING + TEST, step)),
)


@settings(max_examples=20)
@given(wanted=rows_of_any_kind)
def test_samples_are_those_of_both_arrays_in_the_order_asked_for(dataset: Dataset, wanted: Any) -> None:
    rows = np.array(list(wanted), np.int32)
    every = np.concatenate([dataset.x_train, dataset.x_test])
    reader = SampleReader(dataset)
    assert np.array_equal(reader.read(rows), every[rows])
    out = np.full((len(rows) + 2, *reader.shape), 7, np.uint8)
    reader.read_sorted(np.sort(rows), out)
    assert np.array_equal(out[: len(rows)], every[np.sort(rows)])
    assert (out[len(rows) :] == 7).all()


def test_samples_larger_than_what_is_read_at_once_are_whole(tmp_path: Path) -> None:
    large = made(tmp_path / "data", (700, 700, 3), 4, 1)
    assert np.array_equal(SampleReader(large).read(np.array([3, 0, 2], np.int32)), large.x_train[[3, 0, 2]])


def test_arrays_in_memory_and_empty_ones_are_read_too(tmp_path: Path) -> None:
    mapped = made(tmp_path / "data", (2, 2, 1), 30, 0)
    for dataset in (mapped, replace(mapped, x_train=np.array(mapped.x_train))):
        read = SampleReader(dataset).read(np.array([2, 0, 29], np.int32))
        assert np.array_equal(read, mapped.x_train[[2, 0, 29]])


def test_a_file_that_became_shorter_is_said(tmp_path: Path) -> None:
    dataset = made(tmp_path / "data", (20, 20, 1))
    reader = SampleReader(dataset)
    with (dataset.folder / "x_train.npy").open("r+b") as file:
        file.truncate(100_000)
    assert len(reader.read(np.arange(100, dtype=np.int32))) == 100
    with pytest.raises(DiskError, match=r"x_train\.npy: is shorter than it was"):
        reader.read(np.array([TRAINING - 1], np.int32))


@pytest.mark.skipif(os.name == "nt", reason="Windows removes nothing that is open")
def test_data_that_another_window_removes_is_read_on(tmp_path: Path) -> None:
    dataset = made(tmp_path / "data", (20, 20, 1))
    rows = np.array([TRAINING - 1, TRAINING, 3], np.int32)
    before = SampleReader(dataset).read(rows)
    shutil.rmtree(dataset.folder)
    assert np.array_equal(SampleReader(dataset).read(rows), before)
    assert np.array_equal(SampleReader(replace(dataset, source=Digits())).read(rows), before)


def test_data_that_is_gone_is_not_opened(tmp_path: Path) -> None:
    dataset = made(tmp_path / "data", (20, 20, 1))
    (dataset.folder / "x_test.npy").unlink()
    with pytest.raises(FormatError, match=r"x_test\.npy"):
        open_dataset(dataset.folder)


@pytest.mark.skipif(os.name == "nt", reason="Windows cuts nothing that is mapped")
def test_what_the_window_shows_of_files_that_were_cut_short_is_an_error_and_not_its_death(tmp_path: Path) -> None:
    dataset = made(tmp_path / "data", (20, 20, 1))
    for name in ("x_train", "y_train", "x_test", "y_test"):
        with (dataset.folder / f"{name}.npy").open("r+b") as file:
            file.truncate(200)
    parts = parts_of(dataset, dense_project("digits"))
    assert parts.size == TRAINING + TEST
    with pytest.raises(DiskError, match="is shorter than it was"):
        parts.sample(TRAINING - 1)
    with pytest.raises(DiskError, match="is shorter than it was"):
        parts.samples(np.array([5, TRAINING + 5], np.int32))
