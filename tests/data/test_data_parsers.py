"""IDX and NPZ files are hostile until every number in them is checked; at worst, a FormatError names the file."""

from __future__ import annotations

import gzip
import io
import os
import socket
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.data.idx import read_idx_images, read_idx_labels
from nnstudio.data.npz import read_npz

Arrays = dict[str, NDArray[np.uint8]]
fuzz = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


def idx(shape: tuple[int, ...], data: bytes, magic: bytes = b"") -> bytes:
    return (magic or bytes((0, 0, 8, len(shape)))) + struct.pack(f">{len(shape)}I", *shape) + data


def npz(arrays: dict[str, object], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", packing) as archive:
        for name, array in arrays.items():
            if isinstance(array, bytes):
                archive.writestr(f"{name}.npy", array)
            else:
                member = io.BytesIO()
                np.save(member, np.asarray(array), allow_pickle=True)
                archive.writestr(f"{name}.npy", member.getvalue())
    return target.getvalue()


def npy(header: str, data: bytes = b"") -> bytes:
    text = header.encode().ljust(118) + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text + data


def mutated(data: bytes) -> st.SearchStrategy[bytes]:
    """The data with a few bytes changed, cut or repeated."""
    place = st.integers(0, len(data) - 1)

    def change(edits: list[tuple[int, int]], cut: int) -> bytes:
        changed = bytearray(data)
        for position, value in edits:
            changed[position] = value
        return bytes(changed[: cut or None])

    edits = st.lists(st.tuples(place | st.integers(0, min(40, len(data) - 1)), st.integers(0, 255)), max_size=4)
    return st.builds(change, edits, st.just(0) | place)


def read_or_refuse(read: Callable[[Path], object], path: Path, data: bytes) -> None:
    path.write_bytes(data)
    try:
        read(path)
    except FormatError as error:
        assert path.name in str(error)  # noqa: PT017 - any file may also be read; what counts is how it is refused


@pytest.mark.parametrize("packed", [False, True])
def test_pictures_and_labels_are_read_packed_or_not(tmp_path: Path, small_arrays: Arrays, packed: bool) -> None:
    path = tmp_path / "file"
    for name, read in (("x_train", read_idx_images), ("y_train", read_idx_labels)):
        array = small_arrays[name]
        data = idx(array.shape, array.tobytes())
        path.write_bytes(gzip.compress(data) if packed else data)
        assert np.array_equal(read(path).reshape(array.shape), array)


BAD_IDX = {
    "empty": b"",
    "short header": b"\0\0\x08",
    "float type": idx((1, 28, 28), bytes(784), b"\0\0\x0d\x03"),
    "labels as pictures": idx((3,), bytes(3)),
    "no pictures": idx((0, 28, 28), b""),
    "other size": idx((1, 28, 29), bytes(28 * 29)),
    "too many": idx((2_000_000, 28, 28), b""),
    "cut": idx((2, 28, 28), bytes(2 * 784 - 1)),
    "longer": idx((2, 28, 28), bytes(2 * 784 + 1)),
    "declares a gigabyte": idx((1_000_000, 28, 28), bytes(1000)),
}


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", BAD_IDX)
def test_a_wrong_idx_file_is_refused_before_memory_is_taken(tmp_path: Path, name: str, packed: bool) -> None:
    path = tmp_path / "train-images"
    path.write_bytes(gzip.compress(BAD_IDX[name]) if packed else BAD_IDX[name])
    tracemalloc.start()
    with pytest.raises(FormatError, match="train-images") as caught:
        read_idx_images(path)
    assert tracemalloc.get_traced_memory()[1] < 3_000_000
    tracemalloc.stop()
    assert caught.value.fix


def test_a_gzip_bomb_stops_one_byte_after_what_it_declares(tmp_path: Path) -> None:
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress(idx((10, 28, 28), bytes(300_000_000))))
    tracemalloc.start()
    with pytest.raises(FormatError, match="goes on after"):
        read_idx_images(path)
    assert tracemalloc.get_traced_memory()[1] < 3_000_000
    tracemalloc.stop()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    for read in (read_idx_images, read_idx_labels, read_npz):
        with pytest.raises(StudioError, match="nowhere: can't be read"):
            read(tmp_path / "nowhere")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
@pytest.mark.parametrize("read", [read_idx_images, read_idx_labels, read_npz])
def test_what_is_no_plain_file_is_refused_without_waiting(tmp_path: Path, read: Callable[[Path], object]) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    (tmp_path / "device").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
        for name in ("pipe", "link", "device", "socket"):
            with pytest.raises(StudioError, match=f"{name}: is a (pipe|device|socket), not a file"):
                read(tmp_path / name)


def test_a_label_above_nine_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "labels"
    path.write_bytes(idx((3,), bytes((0, 10, 2))))
    with pytest.raises(FormatError, match="labels from 0 to 10"):
        read_idx_labels(path)


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("label_type", [np.uint8, np.int64, ">i4"])
def test_npz_is_read_as_keras_and_numpy_write_it(
    tmp_path: Path, small_arrays: Arrays, packing: int, label_type: str
) -> None:
    arrays: dict[str, object] = dict(small_arrays)
    arrays["y_train"] = small_arrays["y_train"].astype(label_type)
    arrays["x_test"] = np.asfortranarray(small_arrays["x_test"])
    path = tmp_path / "mnist.npz"
    path.write_bytes(npz(arrays, packing))
    read = read_npz(path)
    for name, array in small_arrays.items():
        assert read[name].dtype == np.uint8
        assert np.array_equal(read[name].reshape(array.shape), array)


BAD_MEMBERS: dict[str, object] = {
    "pickle": np.array([{"a": 1}], dtype=object),
    "floats": np.zeros((2, 28, 28)),
    "flat": np.zeros((2, 784), np.uint8),
    "empty": np.zeros((0, 28, 28), np.uint8),
    "no header": b"rubbish",
    "declares three gigabytes": npy("{'descr': '|u1', 'fortran_order': False, 'shape': (4000000, 28, 28), }"),
    "declares a million": npy("{'descr': '|u1', 'fortran_order': False, 'shape': (1000000, 28, 28), }"),
    "negative": npy("{'descr': '|u1', 'fortran_order': False, 'shape': (-1, 28, 28), }", bytes(784)),
    "code": npy("__import__('os').system('true')"),
    "nested": npy("(" * 100),
    "keys of two kinds": npy("{'descr': '|u1', 'shape': (1, 28, 28), 3: False}", bytes(784)),
    "version 9": b"\x93NUMPY\x09\x00" + bytes(100),
}


@pytest.mark.parametrize("name", BAD_MEMBERS)
def test_a_wrong_member_is_refused_before_its_values_are_read(tmp_path: Path, small_arrays: Arrays, name: str) -> None:
    path = tmp_path / "mnist.npz"
    path.write_bytes(npz({**small_arrays, "x_train": BAD_MEMBERS[name]}))
    tracemalloc.start()
    with pytest.raises(FormatError, match=r"mnist\.npz"):
        read_npz(path)
    assert tracemalloc.get_traced_memory()[1] < 3_000_000
    tracemalloc.stop()


def test_an_npz_bomb_is_refused_by_what_it_declares(tmp_path: Path, small_arrays: Arrays) -> None:
    path = tmp_path / "mnist.npz"
    path.write_bytes(npz({**small_arrays, "x_train": np.zeros((200_000, 28, 28), np.uint8)[:, :1]}))
    with pytest.raises(FormatError):
        read_npz(path)


def test_an_npz_without_labels_says_which_are_missing(tmp_path: Path, small_arrays: Arrays) -> None:
    path = tmp_path / "mnist.npz"
    path.write_bytes(npz({name: array for name, array in small_arrays.items() if name != "y_test"}))
    with pytest.raises(FormatError, match="holds no y_test"):
        read_npz(path)


@fuzz
@given(data=st.binary(max_size=3000))
def test_random_bytes_are_refused(tmp_path: Path, data: bytes) -> None:
    for read in (read_idx_images, read_idx_labels, read_npz):
        read_or_refuse(read, tmp_path / "random", data)
        read_or_refuse(read, tmp_path / "random", gzip.compress(data))


@fuzz
@given(data=mutated(gzip.compress(idx((3, 28, 28), bytes(range(256)) * 9 + bytes(48)), mtime=0)))
def test_a_mutated_idx_file_is_read_or_refused(tmp_path: Path, data: bytes) -> None:
    read_or_refuse(read_idx_images, tmp_path / "mutated", data)


SMALL_NPZ = npz(
    {
        "x_train": np.ones((2, 28, 28), np.uint8),
        "y_train": np.arange(2, dtype=np.uint8),
        "x_test": np.ones((1, 28, 28), np.uint8),
        "y_test": np.zeros(1, np.uint8),
    }
)


@fuzz
@given(data=mutated(SMALL_NPZ))
def test_a_mutated_npz_file_is_read_or_refused(tmp_path: Path, data: bytes) -> None:
    read_or_refuse(read_npz, tmp_path / "mutated", data)


@fuzz
@given(header=st.text(st.sampled_from("{}()[]'\",: descrfotan_shpu18<|i>TrueFalse0123456789-"), max_size=110))
def test_any_text_as_an_npy_header_is_read_or_refused(tmp_path: Path, header: str) -> None:
    members: dict[str, object] = {name: npy(header, bytes(784)) for name in ("x_train", "y_train", "x_test", "y_test")}
    read_or_refuse(read_npz, tmp_path / "header", npz(members))
