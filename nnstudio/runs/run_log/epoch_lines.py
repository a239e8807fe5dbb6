"""An epoch's line as plain values. Its checks are spelt out, as a log may hold very many epochs."""

from __future__ import annotations

from typing import Any

from nnstudio.core.errors import FormatError
from nnstudio.core.serial import KIND
from nnstudio.runs.run_log.entries import EpochLine, EpochPoint
from nnstudio.runs.run_log.older_lines import is_older, up_to_date

EPOCH_HEAD = b'{"kind": "EpochLine"'
MOST_FIGURES = 64
_MOST_COMMAS = 3 * MOST_FIGURES + 8  # in the JSON of an EpochLine; base64 has none
_KEYS = frozenset((KIND, "point", "batches"))
_POINT_ORDER = (KIND, "epoch", "figures", "seconds", "samples_per_second")
_POINT_KEYS = frozenset(_POINT_ORDER)
_NEEDED_KEYS = frozenset(("epoch", "figures"))


def check_cost(line: bytes) -> None:
    """Raises FormatError for a line that is no epoch's and would cost much to parse.

    A long line may hold only long texts: the values of any other JSON take a hundred times its bytes in memory.
    """
    if line.count(b",") > _MOST_COMMAS or b"\\" in line or not line.isascii():
        raise FormatError("")


def epoch_from_plain(plain: Any) -> EpochLine:
    """The epoch; of an older version's line too. Raises FormatError."""
    if is_older(plain):
        plain = up_to_date(plain)
    if plain.keys() != _KEYS or plain[KIND] != EpochLine.__name__:
        raise FormatError("")
    batches = plain["batches"]
    if type(batches) is not dict or len(batches) > MOST_FIGURES or not all(type(v) is str for v in batches.values()):
        raise FormatError("")
    return EpochLine(_point(plain["point"]), batches)


def _point(plain: Any) -> EpochPoint:
    if type(plain) is not dict or plain.get(KIND, EpochPoint.__name__) != EpochPoint.__name__:
        raise FormatError("")
    if not _NEEDED_KEYS <= plain.keys() <= _POINT_KEYS or type(plain["epoch"]) is not int:
        raise FormatError("")
    more = {name: _number(plain[name]) for name in _POINT_ORDER[3:] if name in plain}
    return EpochPoint(plain["epoch"], _figures(plain["figures"]), **more)


def _figures(plain: Any) -> dict[str, float]:
    if type(plain) is not dict or len(plain) > MOST_FIGURES:
        raise FormatError("")
    return plain if all(type(value) is float for value in plain.values()) else _with_floats(plain)


def _with_floats(plain: dict[str, Any]) -> dict[str, float]:
    return {name: _number(value) for name, value in plain.items()}


def _number(value: Any) -> float:
    """A whole number may stand for a figure."""
    if type(value) is float:
        return value
    if type(value) is not int:
        raise FormatError("")
    return float(value)
