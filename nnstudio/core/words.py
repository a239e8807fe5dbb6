"""Words for people, in their language.

All of the program says things: labels, problems of a network, why a file was refused. It writes them as `say("...")`
with the values named, in English. The front end installs a catalogue of translations; without one it is English.
"""

from __future__ import annotations

import numbers
import re
from collections.abc import Sequence
from gettext import NullTranslations
from typing import NewType, get_args

from nnstudio.core.numbers import Form, Number, Writer, figure, in_english, whole, write_with, written

_FIELD = re.compile(r"{(\w+)}")
_DEEPEST = 8
_LONGEST = 2000  # characters of one piece, whatever the other process claims
_LARGEST = 1e18
_ENGLISH = NullTranslations()
_catalogue = _ENGLISH


Marked = NewType("Marked", str)  # an English literal that the catalogues know; only `mark` makes one


class Said(str):
    """What was said; it remembers what it was made of, so that another process can say it in its own language.

    Attributes:
        text: the English literal.
        values: what its fields were replaced by, numbers and what was said before among them.
        context: tells two uses of the same text apart; mostly empty.
        many: the English literal for a `count` other than one; empty where there is only one.
    """

    text: str
    values: dict[str, str]
    context: str
    many: str


def speak(catalogue: NullTranslations = _ENGLISH, write: Writer = in_english) -> None:
    """Has everything from now on said in the catalogue's language, and numbers written by `write`."""
    global _catalogue  # noqa: PLW0603 - the language belongs to the process, as the locale does
    _catalogue = catalogue
    write_with(write)


def mark(text: str) -> Marked:
    """The text as it is, for translation later: constants are made before a language is installed.

    Whoever shows it says `say(CONSTANT)`.
    """
    return Marked(text)


def say(text: str, /, **values: object) -> str:
    """The text in the person's language, with `{name}` replaced by the values.

    `text` must be a literal, or a constant (an entry of a constant table) that was marked: translations are found by
    reading the source. Numbers are written as the language does; `core.numbers` has forms for those that need one, and
    `str(number)` keeps Python's. What was said already stays as it is. Raises KeyError for a field without a value.
    """
    return text if isinstance(text, Said) and not values else _said(text, values)


def say_in(context: str, text: str, /, **values: object) -> str:
    """As `say`, for a text that other languages say in two ways: `context` tells a translator which is meant."""
    return _said(text, values, context=context)


def say_count(one: str, many: str, /, count: int, **values: object) -> str:
    """As `say`, with a form for one and a form for another `{count}`; a language may have more than these two."""
    return _said(one, {"count": count, **values}, many=many)


def joined(parts: Sequence[object], by: str = ", ") -> str:
    """The parts with `by` between them, which another process can say in its own language as it can each part."""
    names = [f"part{place}" for place in range(len(parts))]
    return _said(by.join(f"{{{name}}}" for name in names), dict(zip(names, parts, strict=True)))


def _said(text: str, values: dict[str, object], context: str = "", many: str = "") -> Said:
    """What the texts with these values are in the person's language. Raises KeyError for a field without a value."""
    named = {name: _written(value) for name, value in values.items()}
    words = Said(_FIELD.sub(lambda field: named[field[1]], _translated(text, context, many, named.get("count"))))
    words.text, words.values, words.context, words.many = text, named, context, many
    return words


def _translated(text: str, context: str, many: str, count: str | None) -> str:
    if not text:  # the catalogue's own heading
        return ""
    if many:
        number = int(count.value) if isinstance(count, Number) else 0
        return _catalogue.ngettext(text, many, number)
    return _catalogue.pgettext(context, text) if context else _catalogue.gettext(text)


def _written(value: object) -> str:
    match value:
        case Said() | Number():
            return value
        case bool():
            return str(value)
        case numbers.Integral():
            return whole(int(value))
        case numbers.Real():
            return figure(float(value))
        case _:
            return str(value)


# Between processes --------------------------------------------------------------------------------------------


def to_wire(words: str, most: int = 1000) -> object:
    """The words as JSON values for another process, cut to `most` characters a piece."""
    match words:
        case Said():
            values = {name: to_wire(value, most) for name, value in words.values.items()}
            plain: dict[str, object] = {"say": words.text[:most], "with": values}
            if words.context:
                plain["in"] = words.context[:most]
            if words.many:
                plain["many"] = words.many[:most]
            return plain
        case Number(value=value) if abs(value) < _LARGEST:
            return {"number": value, "form": words.form, "digits": words.digits}
        case _:
            return words[:most]


def from_wire(plain: object, depth: int = _DEEPEST) -> str:
    """What another process said, in this one's language. Takes anything: such a process may be out of hand.

    What it makes is at most `_LONGEST` characters for each field of a text, however deeply texts lie in texts.
    """
    match plain:
        case {"say": str(text), "with": dict(values), **rest} if depth > 0:
            return _said_again(text, values, rest.get("in"), rest.get("many"), depth)
        case {"number": int() | float() as value, "form": str(form), "digits": int(digits)}:
            return _number(value, form, digits)
        case str():
            return plain
        case _:
            return ""


def _said_again(text: str, values: dict[object, object], context: object, many: object, depth: int) -> str:
    """A piece that is too long is cut, and is then no longer a text with values: only letters."""
    again = {str(name): _cut(from_wire(value, depth - 1)) for name, value in values.items()}
    try:
        return _said(text[:_LONGEST], dict(again), _text(context), _text(many))
    except KeyError:
        return text


def _number(value: float, form: str, digits: int) -> str:
    for known in get_args(Form):
        if form == known and abs(value) < _LARGEST and (form != "d" or type(value) is int):
            return written(value, known, digits)
    return ""


def _text(plain: object) -> str:
    return plain[:_LONGEST] if isinstance(plain, str) else ""


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else str(words[:_LONGEST])
