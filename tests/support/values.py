"""Random values of any configured kind, made from its settings: within their limits, and not."""

from __future__ import annotations

from typing import Any, TypeVar

from hypothesis import strategies as st

from nnstudio.core.configured import Configured
from nnstudio.core.settings import LONGEST_NAME, Setting, settings_of

C = TypeVar("C", bound=Configured)


def values_of(kind: type[C], most: float = 2**31 - 1) -> st.SearchStrategy[C]:
    """Values of the kind whose settings lie within their limits, and whose numbers are at most `most`."""
    return st.builds(kind, **{setting.name: allowed(setting, most) for setting in settings_of(kind)})


def allowed(setting: Setting, most: float = 2**31 - 1) -> st.SearchStrategy[Any]:
    """Values that the setting takes."""
    high = min(setting.high, most)
    axes = st.integers(max(1, int(setting.low)), int(high))
    match setting.kind:
        case "int":
            return st.integers(int(setting.low), int(high))
        case "float":
            return st.floats(setting.low, high, exclude_min=setting.low_open, exclude_max=setting.high_open)
        case "bool":
            return st.booleans()
        case "choice":
            return st.sampled_from(setting.choices)
        case "name":
            return st.text(st.characters(categories=("L", "N", "P")), max_size=LONGEST_NAME)
        case "size":
            return st.tuples(axes, axes)
        case "optional_size":
            return st.none() | st.tuples(axes, axes)
        case "shape":
            return _shapes(axes, open_axis=setting.low < 0)
        case "text":
            letters = st.characters(codec="utf-8", categories=("L", "N", "P", "S"))
            return st.text(letters, min_size=int(setting.low), max_size=int(min(high, 50)))


def _shapes(axes: st.SearchStrategy[int], *, open_axis: bool) -> st.SearchStrategy[tuple[int, ...]]:
    plain = st.lists(axes, min_size=1, max_size=4).map(tuple)
    if not open_axis:
        return plain
    return plain | st.tuples(plain, st.integers(0, 3)).map(lambda drawn: (*drawn[0][: drawn[1]], -1))


def everything(setting: Setting) -> st.SearchStrategy[Any]:
    """Values of the setting's type, within its limits or not."""
    integers, floats = st.integers(-(2**62), 2**62), st.floats(allow_nan=False, allow_infinity=False)
    match setting.kind:
        case "int":
            return integers
        case "float":
            return floats
        case "size":
            return st.tuples(integers, integers)
        case "optional_size":
            return st.none() | st.tuples(integers, integers)
        case "shape":
            return st.lists(integers, max_size=9).map(tuple)
        case "text":
            return st.text(max_size=int(setting.high) + 9)
        case _:
            return allowed(setting)
