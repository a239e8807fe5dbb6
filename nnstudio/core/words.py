"""Words for people, in their language.

Code below the window says things too: problems of a network, why a file was refused. It writes them as `say("...")`
with the values named, in English. The window installs its translation; everything else speaks English.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_FIELD = re.compile(r"{(\w+)}")
_DEEPEST = 8


def _as_written(text: str) -> str:
    return text


_translate: Callable[[str], str] = _as_written


class Said(str):
    """What was said; it remembers what it was made of, so that another process can say it in its own language.

    Attributes:
        text: the English literal.
        values: what its fields were replaced by.
    """

    text: str
    values: dict[str, str]


def speak(translate: Callable[[str], str] = _as_written) -> None:
    """Has everything that is said from now on go through `translate`; without it: English."""
    global _translate  # noqa: PLW0603 - the language belongs to the process, as the locale does
    _translate = translate


def mark(text: str) -> str:
    """The text as it is, for translation later: constants are made before a language is installed.

    Whoever shows it says `say(CONSTANT)`.
    """
    return text


def say(text: str, /, **values: object) -> str:
    """The text in the person's language, with `{name}` replaced by the values.

    `text` must be a literal, or a constant (an entry of a constant table) that was marked: translations are found by
    reading the source. Raises KeyError for a field without a value.
    """
    named = {name: value if isinstance(value, Said) else _written(value) for name, value in values.items()}
    said = Said(_FIELD.sub(lambda field: named[field[1]], _translate(text)))
    said.text, said.values = text, named
    return said


def _written(value: object) -> str:
    return f"{value:,}" if type(value) is int else str(value)


def to_wire(words: str, most: int = 1000) -> object:
    """The words as JSON values for another process, cut to `most` characters a piece."""
    if isinstance(words, Said):
        return {"say": words.text[:most], "with": {name: to_wire(value, most) for name, value in words.values.items()}}
    return words[:most]


def from_wire(plain: object, depth: int = _DEEPEST) -> str:
    """What another process said, in this one's language. Takes anything: such a process may be out of hand."""
    match plain:
        case {"say": str(text), "with": dict(values)} if depth > 0:
            try:
                return say(text, **{str(name): from_wire(value, depth - 1) for name, value in values.items()})
            except KeyError:
                return text
        case str():
            return plain
        case _:
            return ""
