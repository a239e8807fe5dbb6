"""The cached arrays: digits as they are, damage noticed, scaling exact, and two writers at once."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.sources import Digits, Source
from nnstudio.data.cache import cache_folder
from nnstudio.data.order import split_rows
from nnstudio.data.prepare import prepare
from nnstudio.data.samples import class_counts
from nnstudio.data.scaling import scale_of
from nnstudio.data.sources.brought import brought_file
from nnstudio.data.sources.digits import FILE, read_digits
from nnstudio.data.store import Dataset, open_dataset
from tests.support.cached_data import cached

DIGITS_HASH = "eccb7521079fdd4e30df2a75b849d09a1ee40f01e200af7b0827d27f5dad3172"


def quiet(source: Source) -> Dataset:
    return prepare(source, progress=lambda share, text: None, cancelled=lambda: False)


def test_the_digits_are_scikit_learns_split_in_two(digits: Dataset) -> None:
    assert digits.x_train.shape == (1437, 8, 8, 1)
    assert digits.x_test.shape == (360, 8, 8, 1)
    assert digits.facts == Digits.expected
    assert digits.source == Digits()
    assert int(digits.x_train.max()) == 16
    assert min(class_counts(digits.y_test, 10)) >= 35
    assert digits.content_hash == DIGITS_HASH


def test_arrays_are_mapped_and_cant_be_written(digits: Dataset) -> None:
    assert isinstance(digits.x_train, np.memmap)
    with pytest.raises(ValueError, match="read-only"):
        digits.x_train[0] = 1


def test_the_second_opening_reads_no_source_again(digits: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "nnstudio.data.sources.digits.read_digits", lambda path: pytest.fail("the digits were parsed again")
    )
    again = quiet(Digits())
    assert again.folder == digits.folder
    assert cached(Digits()) is not None


@pytest.mark.parametrize("name", ["x_train.npy", "y_test.npy", "info.json"])
@pytest.mark.parametrize("damage", ["cut", "gone", "rubbish", "longer"])
def test_a_damaged_cache_is_noticed_and_made_again(digits: Dataset, name: str, damage: str) -> None:
    path = digits.folder / name
    data = path.read_bytes()
    path.unlink()
    if damage != "gone":
        path.write_bytes({"cut": data[:-5], "rubbish": b"\0" * len(data), "longer": data + b"\0"}[damage])
    with pytest.raises(FormatError):
        open_dataset(digits.folder)
    assert quiet(Digits()).content_hash == DIGITS_HASH
    assert [entry.name for entry in cache_folder().iterdir() if entry.name.startswith(".tmp")] == []


def test_labels_out_of_range_are_noticed(digits: Dataset) -> None:
    labels = np.array(digits.y_train)
    labels[3] = 10
    np.save(digits.folder / "y_train.npy", labels)
    with pytest.raises(FormatError, match="labels outside 0 to 9"):
        open_dataset(digits.folder)


@pytest.mark.parametrize(
    "change",
    [
        {"version": 1},
        {"source": {"kind": "Nothing"}},
        {"facts": {"training": 0}},
        {"facts": {"training": 10**9}},
        {"facts": {"shape": [8, 0, 1]}},
        {"facts": {"shape": [8, 8, 10**9]}},
        {"facts": {"high": 0}},
        {"facts": {"dtype": "object"}},
        {"facts": {"targets": {"kind": "Classes", "names": []}}},
        {"facts": {"targets": {"kind": "Numbers", "names": ["x"]}}},
    ],
)
def test_a_description_of_another_form_is_refused(digits: Dataset, change: dict[str, Any]) -> None:
    path = digits.folder / "info.json"
    plain = json.loads(path.read_text())
    for name, value in change.items():
        plain[name] = {**plain[name], **value} if name == "facts" else value
    path.write_text(json.dumps(plain))
    with pytest.raises(FormatError):
        open_dataset(digits.folder)


def test_a_data_folder_named_by_nobody_is_a_format_error(tmp_path: Path) -> None:
    with pytest.raises(FormatError):
        open_dataset(tmp_path / "nothing")


def prepare_digits_in_child(folder: str) -> None:
    os.environ["NNSTUDIO_CACHE"] = folder
    quiet(Digits())


def test_two_processes_that_prepare_the_same_data_both_succeed(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    shared = tmp_path / "shared-cache"
    children = [context.Process(target=prepare_digits_in_child, args=(str(shared),)) for _ in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join(30)
        assert child.exitcode == 0
        child.close()
    assert len(list(shared.glob("digits-*"))) == 1


def test_leftovers_of_killed_processes_are_swept_after_a_day(digits: Dataset) -> None:
    old, new = cache_folder() / ".tmp-1-old", cache_folder() / ".tmp-2-new"
    for folder in (old, new):
        folder.mkdir()
        (folder / "x_train.npy").write_bytes(b"half")
    os.utime(old, (1, 1))
    (digits.folder / "info.json").unlink()
    quiet(Digits())
    assert not old.exists()
    assert new.exists()


def test_a_cache_that_cant_be_made_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("NNSTUDIO_CACHE", str(tmp_path / "file"))
    with pytest.raises(StudioError, match="can't be written") as caught:
        quiet(Digits())
    assert "NNSTUDIO_CACHE" in caught.value.fix


@pytest.mark.parametrize(
    ("number", "advice"),
    [(errno.ENOSPC, "Free some space"), (errno.EROFS, "can only be read"), (errno.EACCES, "where you may do that")],
)
def test_the_advice_is_that_for_what_the_disk_refused(
    monkeypatch: pytest.MonkeyPatch, number: int, advice: str
) -> None:
    def refuse(*given: object, **named: object) -> None:
        raise OSError(number, os.strerror(number))

    for target, name in ((os, "fsync"), (Path, "mkdir")):
        with monkeypatch.context() as patch:
            patch.setattr(target, name, refuse)
            with pytest.raises(StudioError, match="can't be written") as caught:
                quiet(Digits())
        assert advice in caught.value.fix
        assert ("space" in caught.value.fix) == (number == errno.ENOSPC)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
def test_a_pipe_among_the_cached_arrays_is_damage_and_is_not_waited_for(digits: Dataset) -> None:
    for name in ("x_train.npy", "info.json"):
        (digits.folder / name).unlink()
        os.mkfifo(digits.folder / name)
        with pytest.raises(FormatError, match="is a pipe, not a file"):
            open_dataset(digits.folder)


@pytest.mark.parametrize("data", [b"", b"1,2,3\n", b"\x1f\x8b rubbish"])
def test_a_damaged_digits_file_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "digits.csv.gz"
    path.write_bytes(data)
    with pytest.raises(FormatError):
        read_digits(path)


def test_the_digits_file_is_found_without_importing_scikit_learn() -> None:
    assert brought_file(FILE).name == "digits.csv.gz"


def test_unit_scaling_brings_the_brightest_pixel_to_one(digits: Dataset) -> None:
    scaled = scale_of(digits, "unit", np.arange(4, dtype=np.int32)).apply(digits.x_train)
    assert scaled.dtype == np.float32
    assert float(scaled.max()) == 1.0
    assert float(scaled.min()) == 0.0


def test_no_scaling_leaves_the_pixels_as_stored(digits: Dataset) -> None:
    scaled = scale_of(digits, "none", np.arange(4, dtype=np.int32)).apply(digits.x_train)
    assert np.array_equal(scaled, digits.x_train)


def test_standard_scaling_gives_the_training_rows_mean_zero_and_deviation_one(digits: Dataset) -> None:
    rows, _ = split_rows(digits.y_train, validation_share=0, limit=500)
    assert len(rows) == 500
    scale = scale_of(digits, "standard", rows)
    pixels = digits.x_train[rows].astype(np.float64)
    assert scale.offsets[0] == pytest.approx(pixels.mean(), rel=1e-14)
    assert scale.factors[0] == pytest.approx(1 / pixels.std(), rel=1e-13)
    assert scale == scale_of(digits, "standard", rows[::-1])


def test_standard_scaling_of_one_value_or_of_nothing(digits: Dataset) -> None:
    flat = replace(digits, x_train=np.full((3, 8, 8, 1), 7, np.uint8))
    assert scale_of(flat, "standard", np.arange(3, dtype=np.int32)).factors == (1.0,)
    with pytest.raises(StudioError, match="no training samples"):
        scale_of(digits, "standard", np.empty(0, np.int32))
