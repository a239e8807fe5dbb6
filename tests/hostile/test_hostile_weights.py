"""A `.weights.h5` from anybody: it is loaded or refused in one sentence, in bounded memory and time, all or nothing."""

from __future__ import annotations

import errno
import json
import os
import random
import socket
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnstudio.core.errors import StudioError
from nnstudio.core.words import from_wire, to_wire
from nnstudio.disk import system
from nnstudio.engine.keras_backend.hdf5_array import MOST_CHUNKS, decoded, inflated
from nnstudio.engine.keras_backend.weights_file import load_weights

ROOT = Path(__file__).parent.parent.parent
KERNEL, BIAS, LAST = "layers/dense/vars/0", "layers/dense/vars/1", "layers/dense_1/vars/1"
SHAPES = {KERNEL: (64, 10), BIAS: (10,), "layers/dense_1/vars/0": (10, 3), LAST: (3,)}
MEGABYTE = 1 << 20
GIGABYTES = 3662 * MEGABYTE
MUTANTS = 300
Array = npt.NDArray[Any]


class Variable:
    """As Keras's: a name, a shape, and what was assigned."""

    def __init__(self, name: str, shape: tuple[int, ...]) -> None:
        self.name = name
        self.shape = shape
        self.value: Array | None = None

    def assign(self, value: Array) -> None:
        assert value.shape == self.shape
        assert value.dtype == np.float32
        self.value = value


class Dense:
    """As Keras's, which names the group in the file by the class."""

    def __init__(self, name: str, rows: int, columns: int) -> None:
        self.name = name
        self.weights = [Variable("kernel", (rows, columns)), Variable("bias", (columns,))]


class Network:
    """Two Dense layers in the place of a keras.Model."""

    def __init__(self, rows: int = 64) -> None:
        self.layers = [Dense("n1", rows, 10), Dense("n2", 10, 3)]

    @property
    def values(self) -> list[Array | None]:
        return [variable.value for layer in self.layers for variable in layer.weights]


def load(path: Path, network: Network) -> None:
    load_weights(path, network, {"n1": "Dense 1", "n2": "Dense 2"})


def refused(path: Path, network: Network | None = None) -> StudioError:
    """The refusal: one sentence that names the file and what to do; nothing is assigned, and it didn't take long."""
    network = network or Network()
    begun = time.monotonic()
    with pytest.raises(StudioError) as caught:
        load(path, network)
    assert time.monotonic() - begun < 5
    error = caught.value
    assert error.where == path.name
    assert error.message.isprintable()
    assert len(error.message) < 160
    assert error.message.endswith(".")
    assert error.fix
    assert all(value is None for value in network.values)
    assert from_wire(to_wire(error.message)) == error.message
    return error


def values_of(shape: tuple[int, ...]) -> Array:
    return np.random.default_rng(5).normal(size=shape).astype(np.float32)


def good(path: Path, **options: Any) -> Path:
    """A file as Keras writes it for the network; `options` of h5py.File."""
    with h5py.File(path, "w", **options) as file:
        for place, shape in SHAPES.items():
            file[place] = values_of(shape)
        file.create_group("layers/input_layer/vars")
        file.create_group("layers/flatten/vars")
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return good(tmp_path / "sent.weights.h5")


def replaced(path: Path, place: str = KERNEL, **how: Any) -> Any:
    """Puts another array in that place; `how` of create_dataset, which takes the old shape and float32 otherwise."""
    with h5py.File(path, "r+") as file:
        del file[place]
        options = {"shape": SHAPES[place], "dtype": "f4"} | how
        if "data" in options:
            del options["shape"]
        return file.create_dataset(place, **options)


def in_place(path: Path, change: Callable[[Any], object], place: str = KERNEL) -> None:
    """`change(file)` after what is in that place was taken away."""
    with h5py.File(path, "r+") as file:
        del file[place]
        change(file)


# What loads ---------------------------------------------------------------------------------------------------


def loads(path: Path, kernel: Array | None = None) -> None:
    network = Network()
    load(path, network)
    expected = [values_of(shape) for shape in SHAPES.values()]
    if kernel is not None:
        expected[0] = kernel
    for found, wanted in zip(network.values, expected, strict=True):
        np.testing.assert_array_equal(found, wanted)


def test_a_good_file_loads(path: Path) -> None:
    loads(path)


@pytest.mark.parametrize("dtype", ["<f2", ">f2", "<f4", ">f4", "<f8", ">f8"])
@pytest.mark.parametrize("chunks", [None, (64, 10), (7, 3), (1, 10)])
def test_every_ordinary_way_to_store_an_array_loads(path: Path, dtype: str, chunks: tuple[int, ...] | None) -> None:
    values = values_of((64, 10)).astype(dtype)
    for shuffle, gzip, checksum in product((False, True), (None, 0, 9), (False, True)):
        options: dict[str, Any] = {
            "shuffle": shuffle,
            "compression": None if gzip is None else "gzip",
            "compression_opts": gzip,
            "fletcher32": checksum,
        }
        replaced(path, data=values, chunks=chunks, dtype=dtype, **(options if chunks else {}))
        loads(path, values.astype(np.float32))


@pytest.mark.parametrize("longest", [None, (64, 10), (None, 10), (None, None)])
def test_every_kind_of_chunk_index_loads(tmp_path: Path, longest: tuple[int | None, ...] | None) -> None:
    path = good(tmp_path / "new.weights.h5", libver="latest")
    for chunks, gzip in product(((64, 10), (16, 5), (100, 20)), (None, "gzip")):
        if chunks[0] > 64 and longest != (None, None):
            continue
        replaced(path, data=values_of((64, 10)), chunks=chunks, maxshape=longest, compression=gzip)
        loads(path)


def test_a_compact_array_loads(path: Path) -> None:
    def compact(file: Any) -> None:
        plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        plist.set_layout(h5py.h5d.COMPACT)
        space = h5py.h5s.create_simple(SHAPES[KERNEL])
        made = h5py.h5d.create(file.id, KERNEL.encode(), h5py.h5t.IEEE_F32LE, space, dcpl=plist)
        made.write(h5py.h5s.ALL, h5py.h5s.ALL, values_of(SHAPES[KERNEL]))

    in_place(path, compact)
    loads(path)


def test_a_chunk_that_no_filter_was_applied_to_loads(path: Path) -> None:
    values = values_of((64, 10))
    stored(path, values.tobytes(), mask=0b11, shuffle=True, compression="gzip")
    loads(path)


def test_a_user_block_is_skipped(tmp_path: Path) -> None:
    path = good(tmp_path / "sent.weights.h5", userblock_size=1024)
    with path.open("r+b") as file:
        file.write(b"#!/bin/sh\nrm -rf /\n")
    loads(path)


def test_what_else_keras_saves_is_not_looked_at(path: Path) -> None:
    with h5py.File(path, "r+") as file:
        file["optimizer/vars/0"] = 7
        file["elsewhere"] = h5py.ExternalLink("/dev/zero", "/x")
    loads(path)


# What is no such file -----------------------------------------------------------------------------------------


def without_permission(path: Path, patch: pytest.MonkeyPatch) -> None:
    """The administrator may open everything: the refusal is made up."""

    def denied(name: object, flags: int, **_: object) -> int:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(name))

    path.write_bytes(b"")
    patch.setattr(system, "open_file", denied)


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


NOT_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: None, "can't be read (No such file or directory)."),
    "a folder": (Path.mkdir, "is a folder, not a file."),
    "a pipe": (a_pipe, "is a pipe, not a file."),
    "a socket": (a_socket, "is a socket, not a file."),
    "a link to a device": (lambda path: path.symlink_to("/dev/zero"), "is a device, not a file."),
    "a link to itself": (lambda path: path.symlink_to(path), "can't be read (Too many levels of symbolic links)."),
}


@pytest.mark.parametrize("kind", NOT_FILES)
def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket is short
    path = Path("sent.weights.h5")
    make, message = NOT_FILES[kind]
    make(path)
    assert refused(path).message == message


def test_a_file_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sent.weights.h5"
    without_permission(path, monkeypatch)
    assert refused(path).message == "can't be read (Permission denied)."


def a_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("config.json", "{}")


def older_keras(path: Path) -> None:
    with h5py.File(path, "w") as file:
        file.attrs["layer_names"] = ["dense"]
        file["dense/dense/kernel:0"] = values_of((64, 10))


def older_model(path: Path) -> None:
    with h5py.File(path, "w") as file:
        file["model_weights/dense/dense/kernel:0"] = values_of((64, 10))


NOT_HDF5: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (lambda path: path.write_bytes(b""), "it is empty"),
    "text": (lambda path: path.write_text("weights"), "not an HDF5 file"),
    "noise": (lambda path: path.write_bytes(random.Random(1).randbytes(100_000)), "not an HDF5 file"),
    "a whole model": (a_zip, "zip archive"),
    "the start alone": (lambda path: path.write_bytes(b"\x89HDF\r\n\x1a\n"), "damaged or not whole"),
    "older Keras": (older_keras, "older Keras"),
    "an older model": (older_model, "older Keras"),
    "nothing in it": (lambda path: h5py.File(path, "w").close(), "no layers"),
}


@pytest.mark.parametrize("kind", NOT_HDF5)
def test_what_is_no_file_of_weights_is_refused_by_what_it_is(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "sent.weights.h5"
    make, message = NOT_HDF5[kind]
    make(path)
    assert message in refused(path).message


def test_a_file_that_was_cut_off_anywhere_is_refused(path: Path) -> None:
    whole = path.read_bytes()
    for length in range(0, len(whole), len(whole) // 97):
        path.write_bytes(whole[:length])
        refused(path)


# Arrays that are no arrays ------------------------------------------------------------------------------------


def virtual(file: Any) -> None:
    layout = h5py.VirtualLayout(SHAPES[KERNEL], "f4")
    layout[:] = h5py.VirtualSource("/dev/zero", "x", SHAPES[KERNEL])
    file.create_virtual_dataset(KERNEL, layout)


def endless_virtual(file: Any) -> None:
    """Its shape depends on a file that can't be opened without waiting."""
    os.mkfifo("pipe")
    layout = h5py.VirtualLayout((64, 10), "f4", maxshape=(None, 10))
    source = h5py.VirtualSource("pipe", "x", (64, 10), "f4", maxshape=(None, 10))
    layout[: h5py.h5s.UNLIMITED, :] = source[: h5py.h5s.UNLIMITED, :]
    file.create_virtual_dataset(KERNEL, layout)


def external_storage(file: Any) -> None:
    file.create_dataset(KERNEL, SHAPES[KERNEL], "f4", external=[("/etc/passwd", 0, 2560)])


def in_another_file(file: Any) -> None:
    os.mkfifo("pipe")
    del file["layers/dense"]
    file["layers/dense"] = h5py.ExternalLink("pipe", "/x")
    file["layers/dense_1/vars/2"] = 1


NO_ARRAYS: dict[str, tuple[Callable[[Any], object], str]] = {
    "a soft link": (lambda f: f.__setitem__(KERNEL, h5py.SoftLink("/" + BIAS)), "holds a link"),
    "an external link": (lambda f: f.__setitem__(KERNEL, h5py.ExternalLink("/dev/zero", "/x")), "holds a link"),
    "a group by link": (in_another_file, "holds a link"),
    "virtual": (virtual, "refers to other files"),
    "virtual without end": (endless_virtual, "refers to other files"),
    "external storage": (external_storage, "refers to other files"),
    "a group": (lambda f: f.create_group(KERNEL), "something else where an array"),
    "a type": (lambda f: f.__setitem__(KERNEL, np.dtype("f4")), "something else where an array"),
}


@pytest.mark.parametrize("kind", NO_ARRAYS)
def test_what_stands_where_an_array_belongs_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.chdir(path.parent)
    make, message = NO_ARRAYS[kind]
    in_place(path, make)
    assert message in refused(path).message


@pytest.mark.parametrize("place", ["layers", "layers/dense", "layers/dense/vars"])
def test_an_array_where_a_group_belongs_is_refused(path: Path, place: str) -> None:
    in_place(path, lambda file: file.__setitem__(place, 1.0), place)
    assert "something else where a group" in refused(path).message


DTYPES: dict[str, Any] = {
    "whole numbers": "i4",
    "truth": "?",
    "complex": "c8",
    "compound": [("a", "f4"), ("b", "f4")],
    "huge compound": [("a", "V1000000"), ("b", "f4")],
    "text": h5py.string_dtype(),
    "text of a length": "S1000000",
    "lists": h5py.vlen_dtype(np.dtype("f4")),
    "references": h5py.ref_dtype,
    "regions": h5py.regionref_dtype,
    "choices": h5py.enum_dtype({"a": 1}),
    "opaque": h5py.opaque_dtype(np.dtype("V8")),
    "long double": np.longdouble,
    "arrays": np.dtype(("f4", (2, 2))),
}


@pytest.mark.parametrize("kind", DTYPES)
def test_what_are_no_ordinary_numbers_is_refused(path: Path, kind: str) -> None:
    replaced(path, dtype=DTYPES[kind])
    assert (
        refused(path).message == "does not fit the network: Dense 1 kernel: holds no ordinary floating-point numbers."
    )


def test_numbers_of_a_gigabyte_each_are_refused(path: Path) -> None:
    def wide(file: Any) -> None:
        kind = h5py.h5t.create(h5py.h5t.OPAQUE, 1 << 30)
        h5py.h5d.create(file.id, KERNEL.encode(), kind, h5py.h5s.create_simple(SHAPES[KERNEL]))

    in_place(path, wide)
    assert "no ordinary floating-point numbers" in refused(path).message


def test_floats_of_another_form_are_refused(path: Path) -> None:
    def odd(file: Any) -> None:
        kind = h5py.h5t.IEEE_F32LE.copy()
        kind.set_ebias(3)
        h5py.h5d.create(file.id, KERNEL.encode(), kind, h5py.h5s.create_simple(SHAPES[KERNEL]))

    in_place(path, odd)
    assert "no ordinary floating-point numbers" in refused(path).message


SHAPES_OF_OTHERS: dict[str, tuple[Any, str]] = {
    "none": (h5py.Empty("f4"), "nothing in the file"),
    "scalar": (np.float32(1), "one number in the file"),
    "no rows": (np.zeros((0, 10), np.float32), "0 × 10 in the file"),
    "one column more": (np.zeros((64, 11), np.float32), "64 × 11 in the file"),
    "twenty axes": (np.zeros((1,) * 20, np.float32), "an array of 20 axes in the file"),
}


@pytest.mark.parametrize("kind", SHAPES_OF_OTHERS)
def test_another_shape_is_told(path: Path, kind: str) -> None:
    data, words = SHAPES_OF_OTHERS[kind]
    replaced(path, data=data, dtype=None)
    error = refused(path)
    assert error.message == f"does not fit the network: Dense 1 kernel: {words}, the network needs 64 × 10."


@pytest.mark.parametrize("shape", [(2**40, 2**20), (100_000, 100_000, 10), (2**62,)])
def test_an_enormous_shape_is_told(path: Path, shape: tuple[int, ...]) -> None:
    replaced(path, shape=shape, chunks=(1,) * len(shape))
    assert f"{shape[0]:,}" in refused(path).message


def test_what_is_not_finite_is_refused(path: Path) -> None:
    for place, value in product(SHAPES, (np.nan, np.inf, 1e300)):
        replaced(good(path), place, data=np.full(SHAPES[place], value), dtype="f8")
        assert refused(path).message.endswith("holds values that are infinite or not numbers.")
    replaced(good(path), data=np.full(SHAPES[KERNEL], 1e300), dtype="f8", chunks=(8, 8), compression="gzip")
    refused(path)


# How arrays are stored ----------------------------------------------------------------------------------------


def stored(path: Path, data: bytes, mask: int = 0, **how: Any) -> None:
    """A kernel of one chunk, of which the file holds these bytes."""
    with h5py.File(path, "r+") as file:
        del file[KERNEL]
        how = {"chunks": (64, 10)} | how
        made = file.create_dataset(KERNEL, SHAPES[KERNEL], "f4", **how)
        made.id.write_direct_chunk((0, 0), data, mask)


def deflated_zeros(megabytes: int) -> bytes:
    """A zlib stream of zeros, made without holding them."""
    stream = zlib.compressobj(9)
    block = bytes(MEGABYTE)
    first = stream.compress(block) + stream.flush(zlib.Z_FULL_FLUSH)
    other = stream.compress(block) + stream.flush(zlib.Z_FULL_FLUSH)
    adler = (megabytes * MEGABYTE % 65521) << 16 | 1
    return first + other * (megabytes - 1) + b"\x03\x00" + adler.to_bytes(4, "big")


def with_filter(path: Path, *filters: tuple[int, tuple[int, ...]]) -> None:
    """A kernel of one chunk with these filters."""

    def make(file: Any) -> None:
        plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        plist.set_chunk((64, 10))
        for code, arguments in filters:
            plist.set_filter(code, h5py.h5z.FLAG_OPTIONAL, arguments)
        space = h5py.h5s.create_simple(SHAPES[KERNEL])
        made = h5py.h5d.create(file.id, KERNEL.encode(), h5py.h5t.IEEE_F32LE, space, dcpl=plist)
        made.write_direct_chunk((0, 0), bytes(2560), (1 << len(filters)) - 1)

    in_place(path, make)


WHOLE = values_of((64, 10)).tobytes()
GZIP: dict[str, Any] = {"compression": "gzip"}
STORED: dict[str, tuple[Callable[[Path], object], str]] = {
    "never written": (replaced, "Dense 1 kernel is not whole"),
    "a chunk never written": (lambda p: replaced(p, chunks=(8, 10)), "damaged or not whole"),
    "a large chunk": (lambda p: replaced(p, chunks=(10**6, 960), maxshape=(None, None), **GZIP), "larger than itself"),
    "too long a stream": (lambda p: stored(p, zlib.compress(WHOLE + b"\0"), **GZIP), "kernel is damaged"),
    "a very long stream": (lambda p: stored(p, zlib.compress(bytes(10**6)), **GZIP), "kernel is damaged"),
    "too short a stream": (lambda p: stored(p, zlib.compress(WHOLE[1:]), **GZIP), "kernel is damaged"),
    "a stream that stops": (lambda p: stored(p, zlib.compress(WHOLE)[:-9], **GZIP), "kernel is damaged"),
    "more after the stream": (lambda p: stored(p, zlib.compress(WHOLE) + b"more", **GZIP), "kernel is damaged"),
    "no stream": (lambda p: stored(p, b"none", **GZIP), "kernel is damaged"),
    "nothing stored": (lambda p: stored(p, b"\1", fletcher32=True), "damaged"),
    "too few bytes": (lambda p: stored(p, WHOLE[1:], shuffle=True), "kernel is damaged"),
    "too many bytes": (lambda p: stored(p, WHOLE + b"\0", shuffle=True), "kernel is damaged"),
    "a wrong checksum": (lambda p: stored(p, WHOLE + b"\1\2\3\4", fletcher32=True), "kernel is damaged"),
    "another compression": (
        lambda p: replaced(p, data=values_of((64, 10)), compression="lzf"),
        "is compressed in a way",
    ),
    "rounding": (lambda p: replaced(p, chunks=True, scaleoffset=3), "is compressed in a way"),
    "an unknown filter": (lambda p: with_filter(p, (32_015, (3,))), "is compressed in a way"),
    "gzip twice": (lambda p: with_filter(p, (1, (9,)), (1, (9,))), "is compressed in a way"),
    "gzip thirty times": (lambda p: with_filter(p, *[(1, (9,))] * 30), "is compressed in a way"),
    "shuffled after gzip": (lambda p: with_filter(p, (1, (9,)), (2, (4,))), "is compressed in a way"),
}


@pytest.mark.parametrize("kind", STORED)
def test_an_array_that_is_stored_otherwise_is_refused(path: Path, kind: str) -> None:
    make, message = STORED[kind]
    make(path)
    assert message in refused(path).message


def test_an_array_in_very_many_chunks_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sent.weights.h5"
    rows = MOST_CHUNKS // 10 + 1
    with h5py.File(path, "w") as file:
        file.create_dataset(KERNEL, (rows, 10), "f4", chunks=(1, 1))
        for place in (BIAS, "layers/dense_1/vars/0", LAST):
            file[place] = values_of(SHAPES[place])
    assert refused(path, Network(rows)).message == "Dense 1 kernel is stored in too many pieces."


def test_chunks_that_share_their_bytes_are_no_larger_than_the_file(tmp_path: Path) -> None:
    """The index names one place ten times: so could a small file stand for gigabytes."""
    path = tmp_path / "sent.weights.h5"
    rows = 640
    whole = bytes(rows * 40)
    with h5py.File(path, "w") as file:
        made = file.create_dataset(KERNEL, (10 * rows, 10), "f4", chunks=(rows, 10), shuffle=True)
        for i in range(10):
            made.id.write_direct_chunk((i * rows, 0), whole if i == 0 else b"short")
        places = [made.id.get_chunk_info(i).byte_offset for i in range(10)]
        for place in (BIAS, "layers/dense_1/vars/0", LAST):
            file[place] = values_of(SHAPES[place])
    data = path.read_bytes()
    for i, place in enumerate(places):
        key = struct.pack("<IIQQQQ", 5, 0, i * rows, 0, 0, place)
        assert (key in data) == (i > 0)
        data = data.replace(key, struct.pack("<IIQQQQ", len(whole), 0, i * rows, 0, 0, places[0]))
    path.write_bytes(data)
    assert len(data) < 2 * len(whole)
    assert refused(path, Network(10 * rows)).message == "Dense 1 kernel is damaged in this file."


def test_nothing_is_assigned_if_the_last_array_is_damaged(path: Path) -> None:
    replaced(path, LAST, data=np.full(3, np.nan, np.float32))
    refused(path)


@given(st.binary(max_size=2000), st.integers(0, 9), st.integers(-3, 3))
@settings(derandomize=True)
def test_a_stream_gives_exactly_what_was_asked_for_or_nothing(data: bytes, level: int, more: int) -> None:
    found = inflated(memoryview(zlib.compress(data, level)), max(0, len(data) + more))
    assert (found is not None and found.tobytes() == data) == (len(data) == max(0, len(data) + more))


@given(st.binary(max_size=5000))
@settings(derandomize=True)
def test_noise_is_decoded_or_refused(data: bytes) -> None:
    for filters in product((False, True), repeat=3):
        codes = [code for code, used in zip((2, 1, 3), filters, strict=True) if used]
        found = decoded(memoryview(data), codes, 40, 4)
        assert found is None or len(found) == 40


# Trees of groups ----------------------------------------------------------------------------------------------


def with_group(path: Path, name: bytes) -> None:
    """A layer of that name, with one array."""
    with h5py.File(path, "r+") as file:
        made = h5py.h5g.create(file["layers"].id, name)
        h5py.Group(made)["vars/0"] = 1.0


NAMES: dict[str, tuple[bytes, str]] = {
    "a layer too many": (b"dense_2", '"dense_2"'),
    "long": (b"x" * 60_000, '"' + "x" * 36 + "..."),
    "codes": (b"a\n\x1b[2J\r", '"a\\n\\u001b[2J\\r"'),
    "no text": (b"\xff\xfe", '"\\udcff\\udcfe"'),
    "right to left": ("\u202eabc".encode(), '"\\u202eabc"'),
}


@pytest.mark.parametrize("kind", NAMES)
def test_a_layer_too_many_is_told_by_a_short_name(path: Path, kind: str) -> None:
    name, shown = NAMES[kind]
    with_group(path, name)
    assert refused(path).message == f"does not fit the network: {shown}: in the file, but not in the network."


@pytest.mark.parametrize("name", [b"a/b", b".", b"/"])
def test_a_name_that_is_a_path_is_not_followed(path: Path, name: bytes) -> None:
    with h5py.File(path, "r+") as file:
        file["layers/a"] = h5py.ExternalLink("/dev/zero", "/x")
    path.write_bytes(path.read_bytes().replace(b"a\0\0\0\0\0\0\0", name.ljust(8, b"\0")))
    refused(path)


def test_an_array_too_many_in_a_layer_is_told(path: Path) -> None:
    with h5py.File(path, "r+") as file:
        file["layers/dense/vars/2"] = 1.0
    message = refused(path).message
    assert message == 'does not fit the network: "dense": holds more arrays than the network uses.'


def test_many_misfits_are_told_in_lines_of_which_each_is_said(path: Path) -> None:
    for i in range(12):
        with_group(path, f"other_{i:02}".encode())
    replaced(path, data=np.zeros(3, np.float32))
    with pytest.raises(StudioError) as caught:
        load(path, Network())
    lines = caught.value.message.split("\n")
    assert lines[0] == "does not fit the network in 13 places:"
    assert lines[1] == "• Dense 1 kernel: 3 in the file, the network needs 64 × 10"
    assert lines[2] == '• "other_00": in the file, but not in the network'
    assert lines[-1] == "• and 5 more"
    assert from_wire(to_wire(caught.value.message)) == caught.value.message


@pytest.mark.parametrize("version", ["earliest", "latest"])
def test_an_enormous_number_of_layers_is_refused(tmp_path: Path, version: str) -> None:
    path = good(tmp_path / "sent.weights.h5", libver=version)
    with h5py.File(path, "r+", libver=version) as file:
        layers, one = file["layers"].id, file["layers/flatten"].id
        for i in range(20_000):
            layers.links.create_hard(b"%d" % i, one, b".")
    assert refused(path).message == "holds more than 10,000 layers."


def test_deep_groups_are_not_descended_into(path: Path) -> None:
    with h5py.File(path, "r+") as file:
        group = file.create_group("layers/deep")
        for _ in range(2000):
            group = group.create_group("vars")
        file["layers/deep/vars/0"] = file["layers"]  # and a circle
    assert '"deep"' in refused(path).message


# In a process of its own --------------------------------------------------------------------------------------


def apart(work: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Has a process of its own do that function of this module."""
    code = f"import sys; from tests.hostile.test_hostile_weights import {work}; {work}(*sys.argv[1:])"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)


def measured(name: str, rows: str = "64") -> None:
    """Loads the file; prints what came of it, the seconds it took, and by how many bytes the peak of memory grew."""
    before, begun = peak_memory(), time.monotonic()
    outcome = attempt(Path(name), Network(int(rows)))
    print(json.dumps([outcome, time.monotonic() - begun, peak_memory() - before]))


def attempt(path: Path, network: Network) -> str:
    try:
        load(path, network)
    except StudioError as error:
        return error.message
    return "loaded"


def peak_memory() -> int:
    """This process's largest resident memory so far, in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def declared_large(path: Path) -> None:
    """One chunk of 3.84 GB, of which the network's kernel would be a corner."""
    replaced(path, chunks=(960_000, 1000), maxshape=(None, None), **GZIP)
    with h5py.File(path, "r+") as file:
        file[KERNEL].id.write_direct_chunk((0, 0), deflated_zeros(GIGABYTES // MEGABYTE))


def with_attributes(path: Path, version: str) -> None:
    with h5py.File(path, "w", libver=version) as file:
        for place, shape in SHAPES.items():
            file[place] = values_of(shape)
        for i in range(300):
            file[KERNEL].attrs[f"a{i}"] = np.zeros(60_000, np.uint8)


BOMBS: dict[str, Callable[[Path], object]] = {
    "a chunk declared large": declared_large,
    "a stream without end": lambda p: stored(p, deflated_zeros(GIGABYTES // MEGABYTE), **GZIP),
    "a stream of 8 megabytes": lambda p: stored(
        p, deflated_zeros(8), chunks=(2048, 1024), maxshape=(None,) * 2, **GZIP
    ),
    "attributes": lambda p: with_attributes(p, "earliest"),
    "attributes elsewhere": lambda p: with_attributes(p, "latest"),
    "a large hole": lambda p: os.truncate(p, 1 << 40),
}


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_takes_neither_memory_nor_time(path: Path, kind: str) -> None:
    BOMBS[kind](path)
    outcome, seconds, grown = json.loads(apart("measured", path).stdout)
    assert outcome
    assert seconds < 5
    assert grown < 50 * MEGABYTE


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("how", [{}, {"compression": "gzip", "compression_opts": 0}, GZIP | {"shuffle": True}])
@pytest.mark.parametrize("whole", [True, False])
def test_large_weights_take_about_three_times_their_size(tmp_path: Path, how: dict[str, Any], whole: bool) -> None:
    path = tmp_path / "sent.weights.h5"
    rows = MEGABYTE
    with h5py.File(path, "w") as file:
        chunks = ((rows, 10) if whole else True) if how else None
        file.create_dataset(KERNEL, data=np.ones((rows, 10), np.float32), chunks=chunks, **how)
        for place in (BIAS, "layers/dense_1/vars/0", LAST):
            file[place] = values_of(SHAPES[place])
    outcome, seconds, grown = json.loads(apart("measured", path, rows).stdout)
    print(outcome, seconds, grown // MEGABYTE)
    assert outcome == "loaded"
    assert seconds < 5
    assert grown < 3 * 40 * MEGABYTE + 50 * MEGABYTE


def test_a_tree_without_end_ends_the_process_that_reads_it(path: Path) -> None:
    endless_tree(path)
    begun = time.monotonic()
    done = apart("measured", path)
    assert done.returncode != 0
    assert "Timeout" in done.stderr
    assert time.monotonic() - begun < 30


def endless_tree(path: Path) -> None:
    """Gives `layers` a tree of forty nodes, each 32 times the child of the one above it; the leaves hold no name."""
    with h5py.File(path, "w") as file:
        file.create_group("layers")
    data = bytearray(path.read_bytes())
    nobody = b"\xff" * 8
    size = 24 + 8 * 33 + 8 * 32
    leaf = len(data) + 40 * size

    def node(level: int, child: int) -> bytes:
        children = b"".join(bytes(8) + child.to_bytes(8, "little") for _ in range(32))
        return b"TREE" + bytes([0, level, 32, 0]) + nobody * 2 + children + bytes(8)

    top = data.rindex(b"TREE")
    end = len(data)
    for level in range(40):
        data += node(level, leaf if level == 0 else end + (level - 1) * size)
    data += b"SNOD\x01\x00\x00\x00" + bytes(320)
    data[top : top + size] = node(40, end + 39 * size)
    data[40:48] = len(data).to_bytes(8, "little")
    path.write_bytes(data)


def mutants(folder: str, first: str, last: str) -> None:
    """Loads copies of the file in the folder with a few bytes changed; prints a line of each: number and outcome."""
    data = (Path(folder) / "sent.weights.h5").read_bytes()
    path = Path(folder) / f"mutant-{first}.weights.h5"
    for i in range(int(first), int(last)):
        chance = random.Random(i)
        changed = bytearray(data)
        for _ in range(chance.choice((1, 3, 20))):
            changed[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(changed)
        print(i, attempt(path, Network()).splitlines()[0], flush=True)


def outcomes(folder: Path, count: int) -> Counter[str]:
    """How many of the mutants loaded, were refused, killed the process, or something else."""
    found: Counter[str] = Counter()
    done = 0
    while done < count:
        ended = apart("mutants", folder, done, count)
        lines = ended.stdout.splitlines()
        found += Counter("loaded" if line.split(" ", 1)[1] == "loaded" else "refused" for line in lines)
        done += len(lines)
        if done < count:
            died = ended.returncode < 0 or "Timeout" in ended.stderr
            found["died" if died else f"raised: {ended.stderr[-500:]}"] += 1
            done += 1
    return found


@pytest.mark.parametrize("version", ["earliest", "latest"])
def test_flipped_bytes_load_are_refused_or_end_only_the_process(tmp_path: Path, version: str) -> None:
    path = good(tmp_path / "sent.weights.h5", libver=version)
    replaced(path, data=values_of((64, 10)), chunks=(16, 10), shuffle=True, fletcher32=True, **GZIP)
    replaced(path, "layers/dense_1/vars/0", data=values_of((10, 3)), chunks=(4, 3), **GZIP)
    found = outcomes(tmp_path, MUTANTS)
    print(found)
    assert set(found) <= {"loaded", "refused", "died"}
    assert found["refused"] > 0
    assert found["died"] <= MUTANTS // 20
