"""Pickles of plain data: what Python wrote is read; every other opcode and name is refused, and nothing is run."""

from __future__ import annotations

import collections
import datetime
import decimal
import pickle
import pickletools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnstudio.core.errors import FormatError
from nnstudio.data.plain_pickle import PlainArray, read_plain
from tests.support.cifar import pickled

SCALARS = (
    st.none() | st.booleans() | st.integers(-(2**62), 2**62) | st.floats(allow_nan=False) | st.text() | st.binary()
)
PLAIN = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.tuples(inner, inner)
        | st.tuples(inner, inner, inner, inner)
        | st.dictionaries(st.text() | st.integers(0, 9), inner, max_size=4)
    ),
    max_leaves=20,
)


@settings(max_examples=60)
@given(PLAIN, st.sampled_from([2, 3, 4]))
def test_plain_values_are_what_python_reads(value: object, protocol: int) -> None:
    data = pickled(value) if protocol == 2 else pickle.dumps(value, protocol)
    assert read_plain(data, "x") == value


@pytest.mark.parametrize("protocol", [2, 3, 4])
@pytest.mark.parametrize("order", ["C", "F"])
def test_arrays_of_bytes_are_read(protocol: int, order: Any) -> None:
    array = np.asarray(np.random.default_rng(1).integers(0, 256, (5, 7, 3), np.uint8), order=order)
    data = pickled([array]) if protocol == 2 else pickle.dumps([array], protocol)
    [read] = read_plain(data, "x")
    assert isinstance(read, PlainArray)
    assert read.values is not None
    assert np.array_equal(read.values, array)


@pytest.mark.parametrize(
    "value",
    [
        np.zeros(3, np.int64),
        np.zeros(3, np.float32),
        np.array([None]),
        np.zeros(3, [("a", "u1")]),
        np.uint8(1),
        {1, 2},
        collections.OrderedDict(a=1),
        datetime.date(2020, 1, 1),
        decimal.Decimal(1),
        print,
        int,
        2**70,
        bytearray(b"x"),
    ],
    ids=repr,
)
@pytest.mark.parametrize("protocol", [0, 1, 2, 4, 5])
def test_everything_else_is_refused_by_its_opcode(value: object, protocol: int) -> None:
    with pytest.raises(FormatError, match=r"^x: holds [A-Z_0-9]+ at byte [\d,]+, ") as caught:
        read_plain(pickle.dumps(value, protocol), "x")
    assert caught.value.fix


def test_each_opcode_is_known_or_refused() -> None:
    """No opcode of Python's gets through that isn't meant to: none that calls, imports or looks elsewhere."""
    plain = {
        *("PROTO", "FRAME", "MARK", "STOP", "NONE", "NEWTRUE", "NEWFALSE", "EMPTY_LIST", "EMPTY_DICT", "EMPTY_TUPLE"),
        *("BININT", "BININT1", "BININT2", "LONG1", "BINFLOAT", "SHORT_BINSTRING", "BINSTRING", "SHORT_BINBYTES"),
        *("BINBYTES", "BINBYTES8", "SHORT_BINUNICODE", "BINUNICODE", "TUPLE", "TUPLE1", "TUPLE2", "TUPLE3", "APPEND"),
        *("APPENDS", "SETITEM", "SETITEMS", "BINPUT", "LONG_BINPUT", "BINGET", "LONG_BINGET", "MEMOIZE", "GLOBAL"),
        *("STACK_GLOBAL", "REDUCE", "BUILD"),
    }
    refused = set()
    for opcode in pickletools.opcodes:
        data = b"\x80\x02" + opcode.code.encode("latin-1") + b"." * 300
        try:
            read_plain(data, "x")
        except FormatError as error:
            if "which is no plain data" in error.message:
                refused.add(opcode.name)
    assert {opcode.name for opcode in pickletools.opcodes} - refused == plain


HEAD = b"\x80\x02"


@pytest.mark.parametrize(
    "data",
    [
        HEAD + b".",
        HEAD + b"NN.",
        HEAD + b"]a.",
        HEAD + b"}Ks.",
        HEAD + b"}(K\x01u.",
        HEAD + b"}(]K\x01u.",
        HEAD + b"(.",
        HEAD + b"e.",
        HEAD + b"h\x05.",
        HEAD + b"\x87.",
        HEAD + b"(\x85.",
        HEAD + b"q\x00.",
        HEAD + b"NR.",
        HEAD + b"Nb.",
        HEAD + b"T\xff\xff\xff\xff.",
        HEAD + b"X\x02\x00\x00\x00\xff\xff.",
        HEAD + b"\x8a\xff" + bytes(255) + b".",
        HEAD + b"c" + b"a" * 500 + b"\nb\n.",
        HEAD + b"cnumpy\n",
        HEAD + b"cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\x05\x85U\x01b\x87R.",
        HEAD + b"cnumpy\ndtype\nU\x02O8K\x00K\x01\x87R.",
        b"\x80\x09N.",
        b"",
        b"\x80",
    ],
)
def test_a_stack_that_does_not_fit_is_refused(data: bytes) -> None:
    with pytest.raises(FormatError, match=r"^x: "):
        read_plain(data, "x")


def array_with(state: bytes) -> bytes:
    """An array filled with that state, whose type is right."""
    begin = b"cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\x00\x85U\x01b\x87R"
    return HEAD + begin + state + b"b."


TYPE = b"cnumpy\ndtype\nU\x02u1K\x00K\x01\x87R(K\x03U\x01|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb"


def test_an_array_must_hold_as_many_bytes_as_it_declares() -> None:
    right = read_plain(array_with(b"(K\x01K\x02K\x03\x86" + TYPE + b"\x89U\x06abcdeft"), "x")
    assert right.values.tolist() == [[97, 98, 99], [100, 101, 102]]
    for shape in (b"K\x02K\x04\x86", b"K\x02J\xfd\xff\xff\xff\x86", b")", b"(K\x06K\x01K\x01K\x01K\x01t", b"NN\x86"):
        with pytest.raises(FormatError, match="BUILD"):
            read_plain(array_with(b"(K\x01" + shape + TYPE + b"\x89U\x06abcdeft"), "x")


@pytest.mark.parametrize("values", [b"N", b"]a", b"]q\x00h\x00a", b"Nr\x01\x00\x00\x00", b"(t"])
def test_values_without_end_are_given_up(values: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnstudio.data.plain_pickle.MOST_STEPS", 2_000)
    with pytest.raises(FormatError, match="after too many steps"):
        read_plain(HEAD + b"]" + values * 2_000 + b".", "x")


@settings(max_examples=200)
@given(st.data())
def test_a_mutated_pickle_is_read_or_refused(data: st.DataObject) -> None:
    original = pickled({b"data": np.zeros((2, 3072), np.uint8), b"labels": [1, 2], b"names": [b"a", "b", (1, None)]})
    changed = bytearray(original)
    for place in data.draw(st.lists(st.integers(0, len(original) - 1), min_size=1, max_size=5)):
        changed[place] = data.draw(st.integers(0, 255))
    try:
        read_plain(bytes(changed), "x")
    except FormatError as error:
        assert error.where == "x"  # noqa: PT017 - a changed byte may also leave a readable pickle
