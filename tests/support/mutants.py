"""Damaged files without end, the same ones every time."""

from __future__ import annotations

import random
from collections.abc import Iterator

_ODD = (b"\x00" * 4, b"\xff" * 4, b"\x7f\xff\xff\xff", b"\x00\x00\x00\x80", b"\xff\xff\xff\x7f", b"\x01\x00\x00\x00")


def mutants(data: bytes, count: int, seed: int = 1) -> Iterator[bytes]:
    """So many changed copies: bytes and numbers replaced, parts cut, doubled, moved and taken out."""
    for number in range(count):
        chance = random.Random(f"{seed} {number}")
        changed = bytearray(data)
        for _ in range(chance.choice((1, 1, 2, 4, 16))):
            _mutate(changed, chance)
        yield bytes(changed)


def _mutate(data: bytearray, chance: random.Random) -> None:
    # Headers decide most, and they are at the begin; those of archives at the end.
    length = len(data)
    place = chance.choice((chance.randrange(min(64, length) or 1), chance.randrange(length or 1), max(0, length - 64)))
    end = min(length, place + chance.randrange(1, 64))
    match chance.randrange(7):
        case 0 | 1:
            data[place : place + 1] = bytes([chance.randrange(256)])
        case 2:
            odd = chance.choice(_ODD)
            data[place : place + len(odd)] = odd
        case 3:
            del data[place:end]
        case 4:
            data[place:place] = data[place:end]
        case 5:
            data[place:end] = chance.randbytes(end - place)
        case _:
            del data[chance.randrange(length or 1) :]
