"""Pickles that hold plain data, read without running them.

A pickle is a program for a stack machine; Python's own reader imports and calls whatever it names. Here only the
opcodes that put plain values on the stack are known, and three names out of NumPy: not to be imported or called, but
as marks of a fixed pattern that means an array of bytes (numpy.ndarray.__reduce__ gives it). Anything else is refused.

Opcodes after the documentation in CPython's pickletools; protocols 2 to 4, as Python 2 and 3 write them.
"""

from __future__ import annotations

import math
import pickletools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import FormatError
from nnstudio.core.words import mark, say

MOST_STEPS = 1_000_000  # each leaves one value more at the most; CIFAR-100's largest takes a quarter of them
LONGEST_NUMBER = 8  # bytes of a whole number
LONGEST_NAME = 100
MOST_AXES = 4
_AGAIN = mark("Get the file again.")
_NAMES = {ord(opcode.code): opcode.name for opcode in pickletools.opcodes}
_MARK = object()
_MARKS = {
    ("numpy.core.multiarray", "_reconstruct"): "reconstruct",
    ("numpy._core.multiarray", "_reconstruct"): "reconstruct",
    ("numpy", "ndarray"): "ndarray",
    ("numpy", "dtype"): "dtype",
}


@dataclass(frozen=True)
class _Mark:
    """A name that stands for a part of an array's pattern."""

    name: str


@dataclass
class _Type:
    """The type of an array's values, once it is known to be single bytes."""

    is_complete: bool = False


@dataclass
class PlainArray:
    """An array of bytes out of a pickle; without values until its pattern is complete."""

    values: NDArray[np.uint8] | None = None


def read_plain(data: bytes, where: str) -> Any:
    """The value in a pickle: None, bool, int, float, bytes, str, PlainArray, and lists, tuples and dicts of these.

    What Python 2 wrote as text comes as bytes. Lists may hold themselves: take no more steps into them than expected.
    Raises FormatError, naming the file, the opcode and its place, for anything else.
    """
    return _Machine(data, where).run()


class _Machine:
    """The stack, the memo, and where it is in the file."""

    def __init__(self, data: bytes, where: str) -> None:
        self._data, self._where, self._place = memoryview(data), where, 0
        self._stack: list[Any] = []
        self._memo: dict[int, Any] = {}
        self._opcode = 0

    def run(self) -> Any:
        try:
            for _ in range(MOST_STEPS):
                self._opcode = self._number(1)
                if self._opcode == ord("."):
                    return self._result()
                step = _STEPS.get(self._opcode)
                if step is None:
                    raise self._refused(say("which is no plain data"))
                step(self)
        except (IndexError, KeyError, TypeError, ValueError, OverflowError, RecursionError) as error:
            raise self._refused(say("which does not fit what is before it")) from error
        raise self._refused(say("after too many steps"))

    def _result(self) -> Any:
        value = self._pop()
        if self._stack:
            raise ValueError("more than one value")
        return value

    def _refused(self, why: str) -> FormatError:
        message = say(
            "holds {opcode} at byte {place}, {why}: it is not read further.",
            opcode=_NAMES.get(self._opcode, f"0x{self._opcode:02x}"),
            place=self._place,
            why=why,
        )
        return FormatError(message, where=self._where, fix=say(_AGAIN))

    # What is in the file -----------------------------------------------------------------------------------------

    def _take(self, count: int) -> memoryview:
        begin = self._place
        if count < 0 or begin + count > len(self._data):
            raise FormatError(say("ends in the middle of a value."), where=self._where, fix=say(_AGAIN))
        self._place = begin + count
        return self._data[begin : begin + count]

    def _number(self, size: int, *, signed: bool = False) -> int:
        return int.from_bytes(self._take(size), "little", signed=signed)

    def _line(self) -> str:
        """A name, up to the end of the line."""
        near = bytes(self._data[self._place : self._place + LONGEST_NAME + 1])
        return str(self._take(near.index(b"\n") + 1)[:-1], "ascii")

    # What is on the stack ----------------------------------------------------------------------------------------

    def _push(self, value: object) -> None:
        self._stack.append(value)

    def _since_mark(self) -> list[Any]:
        """The values after the last mark, which they and the mark leave. Raises IndexError if there is none."""
        place = len(self._stack) - 1
        while self._stack[place] is not _MARK:
            place -= 1
            if place < 0:
                raise IndexError("no mark")
        values = self._stack[place + 1 :]
        del self._stack[place:]
        return values

    def _pop(self, kind: type | tuple[type, ...] = object) -> Any:
        value = self._stack.pop()
        if value is _MARK or not isinstance(value, kind):
            raise TypeError("another value")
        return value

    # Opcodes -----------------------------------------------------------------------------------------------------

    def protocol(self) -> None:
        if not 2 <= self._number(1) <= 4:
            raise self._refused(say("of another version"))

    def frame(self) -> None:
        self._take(8)

    def mark(self) -> None:
        self._push(_MARK)

    def none(self) -> None:
        self._push(None)

    def true(self) -> None:
        self._push(True)

    def false(self) -> None:
        self._push(False)

    def empty_list(self) -> None:
        self._push([])

    def empty_dict(self) -> None:
        self._push({})

    def whole(self, size: int) -> None:
        self._push(self._number(size, signed=size == 4))

    def long(self) -> None:
        size = self._number(1)
        if size > LONGEST_NUMBER:
            raise self._refused(say("which is too large a number"))
        self._push(self._number(size, signed=True))

    def real(self) -> None:
        self._push(float(np.frombuffer(self._take(8), ">f8")[0]))

    def text(self, size: int) -> None:
        self._push(str(self._take(self._number(size)), "utf-8", "surrogatepass"))

    def raw(self, size: int) -> None:
        self._push(bytes(self._take(self._number(size))))

    def short_tuple(self, count: int) -> None:
        values = tuple(self._pop() for _ in range(count))
        self._push(values[::-1])

    def marked_tuple(self) -> None:
        self._push(tuple(self._since_mark()))

    def append(self) -> None:
        value = self._pop()
        self._top(list).append(value)

    def appends(self) -> None:
        values = self._since_mark()
        self._top(list).extend(values)

    def set_item(self) -> None:
        value, key = self._pop(), self._pop((str, bytes, int))
        self._top(dict)[key] = value

    def set_items(self) -> None:
        values = self._since_mark()
        if len(values) % 2 or not all(isinstance(key, (str, bytes, int)) for key in values[::2]):
            raise TypeError("keys that are none")
        self._top(dict).update(zip(values[::2], values[1::2], strict=True))

    def _top(self, kind: type) -> Any:
        value = self._stack[-1]
        if type(value) is not kind:
            raise TypeError("another value")
        return value

    def memoize(self) -> None:
        self._keep(len(self._memo))

    def put(self, size: int) -> None:
        self._keep(self._number(size))

    def _keep(self, place: int) -> None:
        value = self._pop()
        self._push(value)
        self._memo[place] = value

    def get(self, size: int) -> None:
        self._push(self._memo[self._number(size)])

    def named(self) -> None:
        self._name(self._line(), self._line())

    def stacked_name(self) -> None:
        name, module = self._pop(str), self._pop(str)
        self._name(module, name)

    def _name(self, module: str, name: str) -> None:
        meaning = _MARKS.get((module, name))
        if meaning is None:
            raise self._refused(say("which names {name}", name=f"{module}.{name}"[:LONGEST_NAME]))
        self._push(_Mark(meaning))

    def reduce(self) -> None:
        """What NumPy would be asked to make: an array to be filled, or the type of single bytes."""
        given, called = self._pop(tuple), self._pop(_Mark)
        match called.name, given:
            case "reconstruct", (_Mark(name="ndarray"), (0,), b"b" | "b"):
                self._push(PlainArray())
            case "dtype", (b"u1" | "u1", 0 | 1, 0 | 1):
                self._push(_Type())
            case _:
                raise TypeError("no array of bytes")

    def build(self) -> None:
        """What fills it: (version, shape, type, in Fortran's order, bytes), or what else a type says of itself."""
        state, built = self._pop(tuple), self._stack[-1]
        match built, state:
            case _Type(is_complete=False), (int(), b"|" | "|", None, None, None, -1, -1, 0):
                built.is_complete = True
            case PlainArray(values=None), (
                1,
                tuple() as shape,
                _Type(is_complete=True),
                bool() as fortran,
                bytes() as raw,
            ):
                built.values = self._filled(shape, raw, fortran)
            case _:
                raise TypeError("no array of bytes")

    def _filled(self, shape: tuple[object, ...], raw: bytes, fortran: bool) -> NDArray[np.uint8]:
        sides = tuple(side for side in shape if isinstance(side, int) and side >= 0)
        if not 1 <= len(sides) <= MOST_AXES or len(sides) != len(shape) or math.prod(sides) != len(raw):
            raise ValueError("another shape")
        return np.frombuffer(raw, np.uint8).reshape(sides, order="F" if fortran else "C")


_STEPS: dict[int, Callable[[_Machine], None]] = {
    ord(code): step
    for code, step in {
        "\x80": _Machine.protocol,
        "\x95": _Machine.frame,
        "(": _Machine.mark,
        "N": _Machine.none,
        "\x88": _Machine.true,
        "\x89": _Machine.false,
        "]": _Machine.empty_list,
        "}": _Machine.empty_dict,
        ")": lambda machine: machine.short_tuple(0),
        "K": lambda machine: machine.whole(1),
        "M": lambda machine: machine.whole(2),
        "J": lambda machine: machine.whole(4),
        "\x8a": _Machine.long,
        "G": _Machine.real,
        "U": lambda machine: machine.raw(1),
        "T": lambda machine: machine.raw(4),
        "C": lambda machine: machine.raw(1),
        "B": lambda machine: machine.raw(4),
        "\x8e": lambda machine: machine.raw(8),
        "\x8c": lambda machine: machine.text(1),
        "X": lambda machine: machine.text(4),
        "\x85": lambda machine: machine.short_tuple(1),
        "\x86": lambda machine: machine.short_tuple(2),
        "\x87": lambda machine: machine.short_tuple(3),
        "t": _Machine.marked_tuple,
        "a": _Machine.append,
        "e": _Machine.appends,
        "s": _Machine.set_item,
        "u": _Machine.set_items,
        "q": lambda machine: machine.put(1),
        "r": lambda machine: machine.put(4),
        "h": lambda machine: machine.get(1),
        "j": lambda machine: machine.get(4),
        "\x94": _Machine.memoize,
        "c": _Machine.named,
        "\x93": _Machine.stacked_name,
        "R": _Machine.reduce,
        "b": _Machine.build,
    }.items()
}
