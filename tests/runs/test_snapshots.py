"""Snapshots: any tensors come back bit for bit; damaged, truncated and foreign files are errors, never a crash."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from nnstudio.core.errors import Cancelled, FormatError, StudioError
from nnstudio.core.project import dense_project
from nnstudio.disk import system
from nnstudio.disk.folder import Folder
from nnstudio.disk.refusal import TooLargeError
from nnstudio.runs import snapshots
from nnstudio.runs.snapshots import (
    OLDER_PARTIAL,
    Array,
    DamagedSnapshotError,
    Form,
    Forms,
    Position,
    epoch_of,
    newest_snapshot,
    newest_usable,
    partial_names,
    snapshot_name,
    snapshot_names,
)
from tests.support.snapshots import checksum_of, tensor_of


def write_snapshot(path: Path, tensors: Mapping[str, Array], position: Position) -> str:
    return snapshots.write_snapshot(Folder(path.parent), path.name, tensors, position)


def read_position(path: Path) -> Position:
    return snapshots.read_position(Folder(path.parent), path.name)


def read_tensors(path: Path, prefix: str = "") -> dict[str, Array]:
    return snapshots.read_tensors(Folder(path.parent), path.name, prefix)


def read_tensor(path: Path, name: str) -> Array:
    return tensor_of(Folder(path.parent), path.name, name)


def checksum(path: Path) -> str:
    return checksum_of(Folder(path.parent), path.name)


AFTER_THREE = Position(3, 0, (0.0,), (1 / 255,))

dtypes = st.sampled_from(["<f4", ">f4", "f8", "f2", "i4", ">i8", "u1", "bool"])
shapes = arrays.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)
tensors = st.dictionaries(
    st.text("abcwn/0123456789", min_size=1, max_size=12),
    dtypes.flatmap(lambda dtype: arrays.arrays(np.dtype(dtype), shapes)),
    max_size=5,
)


@given(tensors, st.booleans())
def test_tensors_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, kept: dict[str, np.ndarray], turned: bool
) -> None:
    path = tmp_path_factory.mktemp("snapshot") / "epoch-00003.safetensors"
    written = {name: tensor.T if turned else tensor for name, tensor in kept.items()}
    sha256 = write_snapshot(path, written, AFTER_THREE)
    found = read_tensors(path)
    assert found.keys() == written.keys()
    for name, tensor in written.items():
        assert found[name].shape == tensor.shape
        assert found[name].dtype == tensor.dtype.newbyteorder("=")
        np.testing.assert_array_equal(found[name], tensor)
    assert checksum(path) == sha256


@given(
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.floats(-1e6, 1e6),
    st.floats(-1e6, 1e6),
)
def test_the_position_comes_back_to_the_last_bit(
    tmp_path_factory: pytest.TempPathFactory, epoch: int, batch: int, offset: float, factor: float
) -> None:
    path = tmp_path_factory.mktemp("snapshot") / "s.safetensors"
    position = Position(epoch, batch, (offset,), (factor,))
    write_snapshot(path, {"a": np.zeros(1)}, position)
    assert read_position(path) == position


def test_only_what_begins_with_the_prefix_is_read(tmp_path: Path) -> None:
    path = tmp_path / "s.safetensors"
    write_snapshot(path, {"weights/n2/kernel": np.ones(2), "optimizer/000": np.zeros(())}, AFTER_THREE)
    assert list(read_tensors(path, "weights/")) == ["weights/n2/kernel"]
    assert read_tensor(path, "optimizer/000").shape == ()


def test_a_tensor_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "s.safetensors"
    write_snapshot(path, {"a": np.ones(2)}, AFTER_THREE)
    with pytest.raises(FormatError):
        read_tensor(path, "b")


# Which one is newest --------------------------------------------------------------------------------------------


def keep(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_bytes(b"x")


def test_the_newest_is_the_last_epoch_by_number(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    assert newest_snapshot(folder) is None
    for epoch in (0, 9, 10, 99_999, 100_000):
        name = snapshot_name(Position(epoch, 0, (0,), (1,)))
        keep(tmp_path, name)
        assert newest_snapshot(folder) == name
        assert epoch_of(name) == epoch
    assert [epoch_of(name) for name in snapshot_names(folder)] == [100_000, 99_999, 10, 9, 0]


def test_one_from_inside_an_epoch_stands_between_the_ends_of_two(tmp_path: Path) -> None:
    places = ((7, 0), (7, 12), (7, 900), (8, 0), (8, 1_234_567))
    names = [snapshot_name(Position(epoch, batch, (0,), (1,))) for epoch, batch in places]
    keep(tmp_path, *names)
    assert snapshot_names(Folder(tmp_path)) == tuple(reversed(names))
    assert partial_names(Folder(tmp_path)) == (names[4], names[2], names[1])


def test_one_that_an_older_version_kept_inside_an_epoch_is_newer_than_all(tmp_path: Path) -> None:
    keep(tmp_path, "epoch-00007.safetensors", OLDER_PARTIAL)
    assert newest_snapshot(Folder(tmp_path)) == OLDER_PARTIAL
    assert partial_names(Folder(tmp_path)) == (OLDER_PARTIAL,)


def test_other_files_are_no_snapshots(tmp_path: Path) -> None:
    keep(tmp_path, ".0a1b.epoch-00009.safetensors", "epoch-last.safetensors", "epoch-1.txt", f"epoch-{'9' * 99}.x")
    (tmp_path / "epoch-00008.safetensors").mkdir()
    (tmp_path / OLDER_PARTIAL).mkdir()
    assert newest_snapshot(Folder(tmp_path)) is None


def test_a_folder_that_is_missing_has_no_snapshot_and_a_file_is_an_error(tmp_path: Path) -> None:
    keep(tmp_path, "file")
    assert newest_snapshot(Folder(tmp_path) / "nowhere") is None
    with pytest.raises(StudioError, match="is a file"):
        newest_snapshot(Folder(tmp_path) / "file")


# Checksums ------------------------------------------------------------------------------------------------------


def test_a_file_in_which_any_byte_of_its_content_changed_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "epoch-00001.safetensors"
    write_snapshot(path, {"weights/n1/kernel": np.arange(40.0)}, AFTER_THREE)
    content = path.read_bytes()
    for place in range(len(content)):
        changed = bytearray(content)
        changed[place] ^= 0x10
        path.write_bytes(changed)
        with pytest.raises(FormatError, match=r"epoch-00001\.safetensors"):
            read_all(path)


def test_a_file_that_changes_after_it_was_read_is_compared_again(tmp_path: Path) -> None:
    path = tmp_path / "epoch-00001.safetensors"
    write_snapshot(path, {"a": np.arange(40.0)}, AFTER_THREE)
    read_all(path)
    changed = bytearray(path.read_bytes())
    changed[-1] ^= 1
    path.write_bytes(changed)
    with pytest.raises(DamagedSnapshotError, match="checksum differs"):
        read_all(path)


def test_a_node_whose_name_looks_like_the_place_of_the_checksum_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "s.safetensors"
    write_snapshot(path, {f"weights/{'0' * 64}/kernel": np.arange(4.0)}, AFTER_THREE)
    read_all(path)


def test_of_damaged_and_endless_weights_the_last_usable_ones_are_found(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for epoch in range(5):
        write_snapshot(
            tmp_path / snapshot_name(Position(epoch, 0, (0,), (1,))),
            {"a": np.ones(3)},
            Position(epoch, 0, (0.0,), (1.0,), finite=epoch < 3),
        )
    assert newest_usable(folder) == "epoch-00002.safetensors"
    damaged = tmp_path / "epoch-00002.safetensors"
    damaged.write_bytes(damaged.read_bytes()[:-3])
    assert newest_usable(folder) == "epoch-00001.safetensors"
    assert newest_usable(folder, before="epoch-00001.safetensors") == "epoch-00000.safetensors"


# What others made -----------------------------------------------------------------------------------------------


def read_all(path: Path) -> None:
    read_position(path)
    read_tensors(path)


def test_a_file_cut_short_anywhere_is_an_error(tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    write_snapshot(whole, {"a": np.arange(10.0), "b": np.ones((2, 2), np.float32)}, AFTER_THREE)
    content = whole.read_bytes()
    for length in range(len(content)):
        cut.write_bytes(content[:length])
        with pytest.raises(FormatError, match="cut"):
            read_all(cut)


@given(st.data())
def test_damage_is_an_error_or_another_value(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    path = tmp_path_factory.mktemp("damaged") / "s.safetensors"
    write_snapshot(path, {"a": np.arange(4.0), "b": np.ones((2, 2), np.float32)}, AFTER_THREE)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    with suppress(FormatError):  # nothing else may be raised
        read_all(path)


def crafted(path: Path, header: object, data: bytes = b"") -> Path:
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)
    return path


OURS = {"format": "nnstudio-snapshot-1", "epoch": "1", "batch": "0", "offset": "0.0", "factor": "1.0"}


@pytest.mark.parametrize(
    "changed",
    [
        {"format": "pt"},
        {"epoch": "one"},
        {"epoch": "-1"},
        {"epoch": "9" * 5000},
        {"batch": "-3"},
        {"offset": "nan"},
        {"factor": "inf"},
        {"factor": ""},
    ],
)
def test_metadata_that_makes_no_sense_is_an_error(tmp_path: Path, changed: dict[str, str]) -> None:
    path = crafted(tmp_path / "s", {"__metadata__": {**OURS, **changed}})
    with pytest.raises(FormatError):
        read_position(path)


@pytest.mark.parametrize("missing", sorted(OURS))
def test_metadata_that_is_missing_is_an_error(tmp_path: Path, missing: str) -> None:
    path = crafted(tmp_path / "s", {"__metadata__": {key: value for key, value in OURS.items() if key != missing}})
    with pytest.raises(FormatError):
        read_position(path)


@pytest.mark.parametrize("kind", ["BF16", "F8_E4M3", "F8_E5M2", "QUX"])
def test_a_kind_of_number_that_numpy_does_not_have_is_an_error(tmp_path: Path, kind: str) -> None:
    path = crafted(tmp_path / "s", {"a": {"dtype": kind, "shape": [2, 2], "data_offsets": [0, 4]}}, bytes(4))
    with pytest.raises(FormatError):
        read_tensors(path)


def test_a_declared_size_beyond_the_file_is_an_error(tmp_path: Path) -> None:
    entry = {"dtype": "F32", "shape": [2**20, 2**20], "data_offsets": [0, 2**42]}
    with pytest.raises(FormatError):
        read_tensors(crafted(tmp_path / "s", {"a": entry}, bytes(16)))


def test_a_folder_or_nothing_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "folder", tmp_path / "nothing"):
        with pytest.raises(StudioError):
            read_position(path)
        with pytest.raises(StudioError):
            read_tensor(path, "a")


@pytest.mark.parametrize("metadata", [None, 7, "text", [], [1], {}, {"sha256": 7}, {"sha256": ["a"]}, {"format": {}}])
def test_metadata_of_another_kind_is_an_error(tmp_path: Path, metadata: object) -> None:
    for header in ({"__metadata__": metadata}, [metadata], metadata):
        with pytest.raises(FormatError):
            read_position(crafted(tmp_path / "s", header))


@pytest.mark.parametrize("value", [None, 7, 1e400, [], {}, {"a": "b"}, "\ud800"])
@pytest.mark.parametrize("key", sorted(OURS))
def test_metadata_with_an_odd_value_is_an_error(tmp_path: Path, key: str, value: object) -> None:
    with pytest.raises(FormatError):
        read_position(crafted(tmp_path / "s", {"__metadata__": {**OURS, key: value}}))


@pytest.mark.parametrize("deep", [b"[" * 200_000, b'{"a":' * 200_000, b'{"__metadata__":' + b"[" * 100_000])
def test_a_header_nested_too_deep_is_an_error(tmp_path: Path, deep: bytes) -> None:
    path = tmp_path / "s"
    path.write_bytes(struct.pack("<Q", len(deep)) + deep)
    with pytest.raises(FormatError, match="can't be read as a snapshot"):
        read_position(path)
    assert newest_usable(Folder(tmp_path)) is None


# How much is read -----------------------------------------------------------------------------------------------


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many bytes each read of the system gave."""
    sizes: list[int] = []
    read = system.read

    def counted(descriptor: int, count: int) -> bytes:
        part = read(descriptor, count)
        sizes.append(len(part))
        return part

    monkeypatch.setattr(system, "read", counted)
    return sizes


def sparse(path: Path, size: int) -> Path:
    """A file of that size whose header is whole; it takes next to nothing on the disk."""
    crafted(path, {"__metadata__": OURS, "a": {"dtype": "F32", "shape": [size], "data_offsets": [0, 4 * size]}})
    with path.open("r+b") as file:
        file.truncate(size)
    return path


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, taken: list[int]) -> None:
    path = sparse(tmp_path / "epoch-00001.safetensors", 1 << 40)
    folder = Folder(tmp_path)
    with pytest.raises(TooLargeError, match=r"epoch-00001\.safetensors: is too large"):
        read_position(path)
    with pytest.raises(TooLargeError, match="where 1,000 may be"):
        snapshots.read_tensors(folder, path.name, most=1000)
    with pytest.raises(TooLargeError):
        tensor_of(folder, path.name, "a", most=1000)
    assert newest_usable(folder, most=1000) is None
    assert taken == []


def test_the_bound_is_of_the_whole_file_also_if_it_was_compared_before(tmp_path: Path) -> None:
    path = tmp_path / "s.safetensors"
    write_snapshot(path, {"a": np.zeros(100)}, AFTER_THREE)
    size = path.stat().st_size
    assert snapshots.read_position(Folder(tmp_path), path.name, most=size) == AFTER_THREE
    with pytest.raises(TooLargeError):
        snapshots.read_position(Folder(tmp_path), path.name, most=size - 1)


def test_a_networks_snapshots_are_far_below_their_bound() -> None:
    network = dense_project("digits", (1000, 1000)).network
    parameters = 65 * 1000 + 1001 * 1000 + 1001 * 10
    assert snapshots.most_bytes(network) == 32 * parameters + 64_000_000
    assert snapshots.most_bytes(dense_project("digits", (60_000, 60_000)).network) == snapshots.MOST


def test_a_large_header_is_not_read(tmp_path: Path, taken: list[int]) -> None:
    path = tmp_path / "s.safetensors"
    path.write_bytes(struct.pack("<Q", 100_000_000))
    with path.open("r+b") as file:
        file.truncate(100_000_100)
    with pytest.raises(FormatError, match="header too large"):
        read_position(path)
    assert sum(taken) == 8


def test_comparing_ends_when_it_is_cancelled(tmp_path: Path, taken: list[int]) -> None:
    path = sparse(tmp_path / "epoch-00001.safetensors", 1 << 36)
    folder = Folder(tmp_path)
    looks = iter([False, False, True])
    with pytest.raises(Cancelled):
        snapshots.read_position(folder, path.name, cancelled=lambda: next(looks))
    assert len(taken) == 2 + 3  # the header and its length, then the parts
    with pytest.raises(Cancelled):
        newest_usable(folder, cancelled=lambda: True)


def test_shapes_are_shown_before_a_tensor_is_read(tmp_path: Path) -> None:
    path = tmp_path / "s.safetensors"
    write_snapshot(path, {"a": np.ones((2, 3), np.float16), "b": np.zeros(4, np.uint32)}, AFTER_THREE)
    seen: list[Forms] = []

    def choose(forms: Forms) -> list[str]:
        seen.append(forms)
        return ["b"]

    assert list(snapshots.read_chosen(Folder(tmp_path), path.name, choose)) == ["b"]
    assert seen == [{"a": Form((2, 3), "float16"), "b": Form((4,), "uint32")}]
    assert [form.family for form in seen[0].values()] == ["float", "int"]


@given(dtypes)
def test_forms_name_kinds_of_numbers_as_numpy_does(tmp_path_factory: pytest.TempPathFactory, dtype: str) -> None:
    path = tmp_path_factory.mktemp("forms") / "s.safetensors"
    write_snapshot(path, {"a": np.zeros(3, dtype)}, AFTER_THREE)

    def choose(forms: Forms) -> list[str]:
        assert forms["a"].dtype == np.dtype(dtype).name
        return []

    snapshots.read_chosen(Folder(path.parent), path.name, choose)
