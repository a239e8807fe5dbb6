"""Finding, converting, keeping: the way from files on the disk to mapped arrays."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from nnstudio.core.errors import Cancelled, FormatError, StudioError
from nnstudio.core.serial import to_json
from nnstudio.core.sources import MNIST, FashionMNIST, FolderSource, Source
from nnstudio.data import cache
from nnstudio.data import prepare as preparing
from nnstudio.data.cache import cache_folder
from nnstudio.data.cached import key_of
from nnstudio.data.content import content_hash_of
from nnstudio.data.convert import convert
from nnstudio.data.places import NotInFolderError, from_home, keras_datasets_folder
from nnstudio.data.prepare import prepare
from nnstudio.data.samples import class_counts
from nnstudio.data.sources import Found, reader_of
from nnstudio.data.sources.mnist import MNISTReader
from nnstudio.data.store import DataInfo, Dataset, holds_content
from tests.support.cached_data import cached

Arrays = dict[str, NDArray[np.uint8]]
WriteIdx = Callable[..., Path]


def locate(source: Source) -> Found | None:
    return reader_of(source).locate()


def quiet(source: Source) -> Dataset:
    return prepare(source, progress=lambda share, text: None, cancelled=lambda: False, allow_download=False)


@pytest.mark.parametrize("spelling", ["-", "."])
@pytest.mark.parametrize("packed", [True, False])
def test_idx_files_are_found_under_every_usual_name(
    tmp_path: Path, write_idx: WriteIdx, spelling: str, packed: bool
) -> None:
    folder = write_idx(tmp_path / "my data", spelling=spelling, packed=packed)
    found = locate(MNIST(folder=str(folder)))
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
    found = locate(FashionMNIST())
    assert found is not None
    assert "NNSTUDIO_DATA" in found.text
    assert locate(MNIST()) is None


def test_kerass_own_cache_is_found_in_its_layout(write_idx: WriteIdx, small_arrays: Arrays) -> None:
    write_idx(keras_datasets_folder() / "fashion-mnist")
    np.savez_compressed(keras_datasets_folder() / "mnist.npz", **small_arrays)  # type: ignore[arg-type]
    fashion, mnist = locate(FashionMNIST()), locate(MNIST())
    assert fashion is not None
    assert mnist is not None
    assert (fashion.form, mnist.form) == ("idx", "npz")
    assert quiet(MNIST()).content_hash == quiet(FashionMNIST()).content_hash


def test_the_chosen_folder_comes_before_the_others(
    tmp_path: Path, write_idx: WriteIdx, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = write_idx(tmp_path / "chosen")
    monkeypatch.setenv("NNSTUDIO_DATA", str(write_idx(tmp_path / "all" / "mnist").parent))
    found = locate(MNIST(folder=str(chosen)))
    assert found is not None
    assert found.files[0].parent == chosen


def test_small_data_is_converted_and_counted(tmp_path: Path, write_idx: WriteIdx, small_arrays: Arrays) -> None:
    steps: list[tuple[float, str]] = []
    source = MNIST(folder=str(write_idx(tmp_path / "small")))
    dataset = prepare(source, progress=lambda *step: steps.append(step), cancelled=lambda: False)
    assert (dataset.facts.training, dataset.facts.test) == (30, 12)
    assert np.array_equal(dataset.x_train[..., 0], small_arrays["x_train"])
    assert np.array_equal(dataset.y_test, small_arrays["y_test"])
    assert [share for share, _ in steps] == sorted(share for share, _ in steps)
    assert steps[-1] == (1.0, "Ready")


def test_the_second_time_no_file_is_parsed(
    tmp_path: Path, write_idx: WriteIdx, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = MNIST(folder=str(write_idx(tmp_path / "small")))
    first = quiet(source)
    monkeypatch.setattr("nnstudio.data.prepare.shared_reader", lambda: pytest.fail("the files were parsed again"))
    assert quiet(source).folder == first.folder
    assert cached(source) is not None


def test_a_changed_file_is_read_again(tmp_path: Path, write_idx: WriteIdx) -> None:
    folder = write_idx(tmp_path / "small", packed=False)
    source = MNIST(folder=str(folder))
    first = quiet(source)
    path = folder / "t10k-images-idx3-ubyte"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(1, 1))
    assert cached(source) is None
    assert quiet(source).content_hash != first.content_hash


@pytest.fixture
def published(small_arrays: Arrays, monkeypatch: pytest.MonkeyPatch) -> str:
    """Takes the small data for the published MNIST; returns its content's hash."""
    shaped = {name: array[..., np.newaxis] if array.ndim == 3 else array for name, array in small_arrays.items()}
    content = content_hash_of(shaped)
    monkeypatch.setattr(MNIST, "published", content)
    monkeypatch.setattr(MNIST, "expected", replace(MNIST.expected, training=30, test=12))
    return content


def test_the_published_pictures_outlive_their_files(write_idx: WriteIdx, published: str) -> None:
    folder = write_idx(keras_datasets_folder() / "mnist")
    first = quiet(MNIST())
    shutil.rmtree(folder)
    again = quiet(MNIST())
    assert (again.folder, again.content_hash) == (first.folder, published)
    assert again.source.said_title == "MNIST"


def test_pictures_of_another_projects_folder_are_never_taken_for_the_published_ones(
    tmp_path: Path, write_idx: WriteIdx
) -> None:
    quiet(MNIST(folder=str(write_idx(tmp_path / "other project"))))
    with pytest.raises(StudioError, match="not on this machine"):
        quiet(MNIST())
    assert cached(MNIST()) is None


def test_a_cache_that_only_claims_to_hold_the_published_pictures_is_not_used(
    tmp_path: Path, write_idx: WriteIdx, published: str
) -> None:
    folder = quiet(MNIST(folder=str(write_idx(tmp_path / "small")))).folder
    with (folder / "x_train.npy").open("r+b") as file:
        file.seek(-1, os.SEEK_END)
        file.write(b"\x99")
    with pytest.raises(StudioError, match="not on this machine"):
        quiet(MNIST())


def test_the_other_clothes_are_not_taken_for_digits(tmp_path: Path, write_idx: WriteIdx, published: str) -> None:
    """The same content under another name is another data set: its classes mean something else."""
    folder = str(write_idx(tmp_path / "small"))
    assert quiet(FashionMNIST(folder=folder)).facts.class_names[0] == "T-shirt/top"
    with pytest.raises(StudioError, match="not on this machine"):
        quiet(MNIST())
    assert quiet(MNIST(folder=folder)).facts.class_names[0] == "0"
    assert quiet(FashionMNIST(folder=folder)).facts.class_names[0] == "T-shirt/top"


@pytest.mark.parametrize("place", ["chosen", "variable", "keras"])
def test_pictures_that_are_not_the_published_ones_are_named_by_their_folder(
    tmp_path: Path, write_idx: WriteIdx, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    folder = keras_datasets_folder() / "mnist" if place == "keras" else tmp_path / place / "mnist"
    write_idx(folder)
    if place == "variable":
        monkeypatch.setenv("NNSTUDIO_DATA", str(folder.parent))
    source = MNIST(folder=str(folder) if place == "chosen" else "")
    for dataset in (quiet(source), quiet(source), cached(source)):
        assert dataset is not None
        assert dataset.source.said_title == f"MNIST in {from_home(folder)}"
        assert (dataset.facts.training, dataset.facts.test) == (30, 12)


def test_an_npz_file_is_named_whole_as_a_folder_may_hold_many(tmp_path: Path, small_arrays: Arrays) -> None:
    for name, shift in (("first", 0), ("second", 1)):
        arrays = {part: np.roll(array, shift) for part, array in small_arrays.items()}
        np.savez_compressed(tmp_path / f"{name}.npz", **arrays)  # type: ignore[arg-type]
    first, second = (quiet(MNIST(folder=str(tmp_path / f"{name}.npz"))) for name in ("first", "second"))
    assert first.source.said_title == f"MNIST in {tmp_path / 'first.npz'}"
    assert second.source.said_title == f"MNIST in {tmp_path / 'second.npz'}"
    assert first.content_hash != second.content_hash


def test_the_same_pictures_in_two_folders_are_named_by_each_ones_own(tmp_path: Path, write_idx: WriteIdx) -> None:
    first, second = (write_idx(tmp_path / name) for name in ("first", "second"))
    titles = [quiet(MNIST(folder=str(folder))).source.said_title for folder in (first, second, first)]
    assert titles == [f"MNIST in {first}", f"MNIST in {second}", f"MNIST in {first}"]


def test_a_relative_folder_is_named_whole(tmp_path: Path, write_idx: WriteIdx, monkeypatch: pytest.MonkeyPatch) -> None:
    write_idx(tmp_path / "small")
    monkeypatch.chdir(tmp_path)
    assert quiet(MNIST(folder="small")).source.said_title == f"MNIST in {tmp_path / 'small'}"


# Which folder ---------------------------------------------------------------------------------------------------


def other_content(folder: Path) -> None:
    """Changes one pixel; neither name nor size nor time of the file tells."""
    path = folder / "t10k-images-idx3-ubyte"
    status = path.stat()
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def test_a_folder_that_was_replaced_with_sizes_and_times_restored_is_read_again(
    tmp_path: Path, write_idx: WriteIdx
) -> None:
    folder = write_idx(tmp_path / "small", packed=False)
    first = quiet(MNIST(folder=str(folder)))
    other_content(folder)
    assert quiet(MNIST(folder=str(folder))).content_hash != first.content_hash


def test_a_link_that_leads_elsewhere_is_followed_anew(tmp_path: Path, write_idx: WriteIdx) -> None:
    first, second = (write_idx(tmp_path / name, packed=False) for name in ("first", "second"))
    for path in first.iterdir():
        os.utime(second / path.name, ns=(1, 1))
        os.utime(path, ns=(1, 1))
    other_content(second)
    link = tmp_path / "mnist"
    link.symlink_to(first)
    before = quiet(MNIST(folder=str(link)))
    link.unlink()
    link.symlink_to(second)
    after = quiet(MNIST(folder=str(link)))
    assert before.content_hash != after.content_hash
    assert before.content_hash == quiet(MNIST(folder=str(first))).content_hash


def test_files_that_change_while_they_are_read_are_nobodys(
    tmp_path: Path, write_idx: WriteIdx, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_idx(tmp_path / "small", packed=False)
    source = MNIST(folder=str(folder))
    before = key_of(source, Found("idx", tuple(sorted(folder.iterdir()))), lambda: False)

    def fill(source: Source, found: Found, target: Path, *_: object) -> DataInfo:
        other_content(folder)
        return convert(source, found, target, lambda share, text: None)

    monkeypatch.setattr(preparing, "_fill", fill)
    with pytest.raises(StudioError, match="was changed while it was read"):
        quiet(source)
    assert not list(cache_folder().glob("mnist-*"))
    assert key_of(source, Found("idx", tuple(sorted(folder.iterdir()))), lambda: False) != before


def test_a_reader_that_lies_about_its_arrays_is_not_believed(
    tmp_path: Path, write_idx: WriteIdx, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(source: Source, found: Found, target: Path, *_: object) -> DataInfo:
        info = convert(source, found, target, lambda share, text: None)
        lie = replace(info, content_hash=MNIST.published)
        (target / "info.json").write_text(to_json(lie))
        return lie

    monkeypatch.setattr(preparing, "_fill", fill)
    with pytest.raises(FormatError, match="other arrays than it says"):
        quiet(MNIST(folder=str(write_idx(tmp_path / "small"))))
    assert not list(cache_folder().glob("mnist-*"))


def test_a_damaged_conversion_is_made_again_when_the_files_are_converted_anew(
    tmp_path: Path, write_idx: WriteIdx
) -> None:
    source = MNIST(folder=str(write_idx(tmp_path / "small")))
    first = quiet(source)
    damaged = first.folder / "x_train.npy"
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"\x99")
    shutil.rmtree(cache_folder() / "sources")
    assert holds_content(quiet(source), first.content_hash)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_a_file_that_becomes_a_pipe_or_goes_is_told_without_waiting(
    tmp_path: Path, write_idx: WriteIdx, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_idx(tmp_path / "small")
    source = MNIST(folder=str(folder))
    found = locate(source)
    assert found is not None
    monkeypatch.setattr(MNISTReader, "locate", lambda reader: found)
    found.files[0].unlink()
    with pytest.raises(StudioError, match=r"train-images-idx3-ubyte\.gz: can't be read \(No such file"):
        quiet(source)
    os.mkfifo(found.files[0])
    with pytest.raises(StudioError, match=r"train-images-idx3-ubyte\.gz: is a pipe, not a file"):
        quiet(source)


def test_a_file_too_large_for_any_data_set_is_not_read_whole(
    tmp_path: Path, write_idx: WriteIdx, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "MOST_SOURCE_BYTES", 1000)
    with pytest.raises(StudioError, match=r"is too large: .* bytes, where 1,000 may be"):
        quiet(MNIST(folder=str(write_idx(tmp_path / "small"))))


def test_missing_data_says_where_it_was_looked_for_and_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NNSTUDIO_DATA", str(tmp_path / "nothing"))
    with pytest.raises(StudioError, match="not on this machine") as caught:
        quiet(MNIST())
    assert str(tmp_path / "nothing") in caught.value.message
    assert "mnist.npz" in caught.value.fix


def test_a_chosen_folder_without_the_data_is_told_and_nothing_is_downloaded_instead(
    tmp_path: Path, write_idx: WriteIdx, monkeypatch: pytest.MonkeyPatch, published: str
) -> None:
    monkeypatch.setattr(preparing, "fetched", lambda *_: pytest.fail("downloaded"))
    write_idx(keras_datasets_folder() / "mnist")
    quiet(MNIST())
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotInFolderError, match="holds no files of MNIST") as caught:
        prepare(MNIST(str(tmp_path / "empty")), progress=lambda *_: None, cancelled=lambda: False)
    assert caught.value.where == str(tmp_path / "empty")


def test_labels_that_dont_match_the_pictures_are_refused(tmp_path: Path, write_idx: WriteIdx) -> None:
    folder = write_idx(tmp_path / "small")
    (folder / "train-labels-idx1-ubyte.gz").write_bytes((folder / "t10k-labels-idx1-ubyte.gz").read_bytes())
    with pytest.raises(FormatError, match="12 labels for 30 pictures"):
        quiet(MNIST(folder=str(folder)))
    assert not list(cache_folder().glob("mnist-*"))
    assert not list(cache_folder().glob(".tmp-*"))


def test_cancelling_leaves_nothing_behind(tmp_path: Path, write_idx: WriteIdx) -> None:
    source = MNIST(folder=str(write_idx(tmp_path / "small")))
    with pytest.raises(Cancelled):
        prepare(source, progress=lambda share, text: None, cancelled=lambda: True)
    assert not list(cache_folder().glob("*"))


@pytest.mark.parametrize(("kind", "each"), [(MNIST, 5421), (FashionMNIST, 6000)])
def test_the_real_data_comes_whole(
    shared_data: Path, monkeypatch: pytest.MonkeyPatch, kind: type[FolderSource], each: int
) -> None:
    monkeypatch.setenv("NNSTUDIO_DATA", str(shared_data))
    dataset = quiet(kind())
    assert dataset.x_train.shape == (60_000, 28, 28, 1)
    assert dataset.x_test.shape == (10_000, 28, 28, 1)
    assert min(class_counts(dataset.y_train, 10)) == each
    assert dataset.content_hash == kind.published
    assert (dataset.source, dataset.facts) == (kind(), kind.expected)
    monkeypatch.delenv("NNSTUDIO_DATA")
    assert quiet(kind()).folder == dataset.folder
