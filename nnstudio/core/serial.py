"""Frozen dataclasses to plain JSON values and back, checked against their own type annotations.

Reading is strict: an unknown key, a missing key without a default, a wrong type or an unknown kind is a
FormatError that names the place, and quotes at most a few words of what was found there. A member of a family, or of
a union of dataclasses, carries its class name under `kind`.
"""

from __future__ import annotations

import json
import math
import types
from collections import Counter
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from nnstudio.core.errors import FormatError
from nnstudio.core.family import family_of
from nnstudio.core.words import mark, say

T = TypeVar("T")
KIND = "kind"
LARGEST_INTEGER = 2**63  # what SQLite, NumPy and the file formats hold
MOST_DIGITS = 400  # of a whole number in a file; Python itself refuses 4,300 in words of its own
LONGEST_QUOTE = 40


def to_plain(value: object) -> Any:
    """The value as dicts, lists and scalars. Every dataclass carries its class name under `kind`."""
    if is_dataclass(value) and not isinstance(value, type):
        plain: dict[str, Any] = {KIND: type(value).__name__}
        for field in fields(value):
            plain[field.name] = to_plain(getattr(value, field.name))
        return plain
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): to_plain(item) for key, item in value.items()}
    return value


def from_plain(form: Any, plain: object, where: str = "") -> Any:
    """Builds a `form` (a dataclass, family's base, union, tuple, literal or scalar type) from plain values.

    Raises FormatError, naming the place, where the values don't have the form.
    """
    if (family := family_of(form)) is not None:
        return _kind_from({kind.__name__: kind for kind in family}, plain, where)
    if is_dataclass(form) and isinstance(form, type):
        return _dataclass_from(form, plain, where)
    origin = get_origin(form)
    if origin in (Union, types.UnionType):
        return _union_from(get_args(form), plain, where)
    if origin is Literal:
        return _literal_from(get_args(form), plain, where)
    if origin is tuple:
        return _tuple_from(get_args(form), plain, where)
    if origin is dict:
        return _dict_from(get_args(form), plain, where)
    return _scalar_from(form, plain, where)


def to_json(value: object, *, indent: int | None = None, allow_nan: bool = False) -> str:
    """The value as JSON text. NaN and infinities are refused unless allowed."""
    return json.dumps(to_plain(value), indent=indent, allow_nan=allow_nan, ensure_ascii=False)


def from_json(form: type[T], text: str | bytes, where: str = "", *, most_bytes: int = 4_000_000) -> T:
    """Reads JSON text as a `form`. Raises FormatError if it is too long, not JSON, or of another form."""
    return parse_json(form, text, where, most_bytes=most_bytes)  # type: ignore[no-any-return]


def parse_json(form: Any, text: str | bytes, where: str = "", *, most_bytes: int = 4_000_000) -> Any:
    """As `from_json`, for forms that are not classes, such as unions."""
    if len(text) > most_bytes:
        raise FormatError(
            say("holds {count} bytes, more than the {most} allowed.", count=len(text), most=most_bytes),
            where=where,
        )
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FormatError(say("is not readable JSON ({reason}).", reason=error), where=where) from error
    return from_plain(form, plain, where)


def parse_file(text: str | bytes, where: str = "") -> Any:
    """A file's JSON as plain values, more strictly than JSON itself: nothing that readers take in different ways.

    UTF-8 alone (a byte order mark is skipped), no key twice in an object, no number beyond a float's range or of more
    than MOST_DIGITS digits. Raises FormatError.
    """
    if isinstance(text, bytes):
        text = _from_utf8(text, where)
    try:
        return json.loads(
            text,
            parse_constant=_refused_constant,
            parse_float=_finite,
            parse_int=_whole,
            object_pairs_hook=_without_repeats,
        )
    except RecursionError as error:
        raise FormatError(say("is nested too deeply."), where=where) from error
    except ValueError as error:
        raise FormatError(say("is not readable JSON ({reason}).", reason=error), where=where) from error


def quoted(value: object) -> str:
    """What a file holds, for a message: at most LONGEST_QUOTE characters, each of which prints.

    Lists and objects are only hinted at: they may be nested more deeply than can be written.
    """
    if isinstance(value, dict):
        return "{...}" if value else "{}"
    if isinstance(value, (list, tuple)):
        return "[...]" if value else "[]"
    if isinstance(value, str):
        value = value[: LONGEST_QUOTE + 1]
    text = "".join(c if c.isprintable() else _code(c) for c in json.dumps(value, ensure_ascii=False, default=repr))
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 3] + "..."


def _code(character: str) -> str:
    return character.encode("unicode_escape").decode()


def _from_utf8(data: bytes, where: str) -> str:
    """The text; UTF-16 and UTF-32, which hold NUL bytes, are refused with the reason."""
    try:
        if b"\0" not in data:
            return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    raise FormatError(say("is not text in UTF-8."), where=where, fix=say("Save it in this encoding."))


def _refused_constant(name: str) -> float:
    raise ValueError(say("{name} is not a number", name=name))


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(say("the number {number} is too large", number=_cut(digits)))
    return number


def _whole(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise ValueError(say("the number {number} is too large", number=_cut(digits)))
    return int(digits)


def _cut(digits: str) -> str:
    return digits if len(digits) <= LONGEST_QUOTE else digits[: LONGEST_QUOTE - 3] + "..."


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    plain = dict(pairs)
    if len(plain) < len(pairs):
        repeated = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise ValueError(say("the entry {name} is there twice", name=quoted(repeated)))
    return plain


@cache
def _hints(form: type) -> dict[str, Any]:
    return get_type_hints(form)


def _dataclass_from(form: type, plain: object, where: str) -> Any:
    if not isinstance(plain, dict):
        raise _unexpected(form.__name__, plain, where)
    given = dict(plain)
    kind = given.pop(KIND, form.__name__)
    if kind != form.__name__:
        raise _unexpected(form.__name__, kind, where)
    hints = _hints(form)
    values: dict[str, Any] = {}
    for field in fields(form):
        place = f"{where}.{field.name}" if where else field.name
        if field.name in given:
            values[field.name] = from_plain(hints[field.name], given.pop(field.name), place)
        elif field.default is MISSING and field.default_factory is MISSING:
            raise FormatError(say("{name} is missing.", name=field.name), where=where)
    if given:
        raise FormatError(say("unknown entry {name}.", name=quoted(next(iter(given)))), where=where)
    return form(**values)


def _union_from(members: tuple[Any, ...], plain: object, where: str) -> Any:
    if plain is None:
        if type(None) in members:
            return None
        raise _unexpected(say("a value"), plain, where)
    kinds = {kind.__name__: kind for member in members for kind in _kinds_of(member)}
    if isinstance(plain, dict) and kinds:
        return _kind_from(kinds, plain, where)
    others = [m for m in members if m is not type(None) and not _kinds_of(m)]
    if len(others) == 1:
        return from_plain(others[0], plain, where)
    raise _unexpected(say(" or ").join(kinds) or say("a value"), plain, where)


def _kinds_of(member: Any) -> tuple[type, ...]:
    if (family := family_of(member)) is not None:
        return tuple(family)
    return (member,) if is_dataclass(member) and isinstance(member, type) else ()


def _kind_from(kinds: dict[str, type], plain: object, where: str) -> Any:
    if not isinstance(plain, dict):
        raise _unexpected(say("an object"), plain, where)
    kind = plain.get(KIND)
    if not isinstance(kind, str) or kind not in kinds:
        raise FormatError(say("unknown kind {kind}.", kind=quoted(kind)), where=where)
    return _dataclass_from(kinds[kind], plain, where)


def _literal_from(choices: tuple[Any, ...], plain: object, where: str) -> Any:
    for choice in choices:
        if plain == choice and type(plain) is type(choice):
            return choice
    listed = ", ".join(str(choice) for choice in choices)
    raise FormatError(say("{value} is not one of {choices}.", value=quoted(plain), choices=listed), where=where)


def _tuple_from(parts: tuple[Any, ...], plain: object, where: str) -> tuple[Any, ...]:
    if not isinstance(plain, (list, tuple)):
        raise _unexpected(say("a list"), plain, where)
    if len(parts) == 2 and parts[1] is Ellipsis:
        return tuple(from_plain(parts[0], item, f"{where}[{i}]") for i, item in enumerate(plain))
    if len(plain) != len(parts):
        raise FormatError(say("expected {count} values, got {given}.", count=len(parts), given=len(plain)), where=where)
    return tuple(
        from_plain(part, item, f"{where}[{i}]") for i, (part, item) in enumerate(zip(parts, plain, strict=True))
    )


def _dict_from(parts: tuple[Any, ...], plain: object, where: str) -> dict[str, Any]:
    if not isinstance(plain, dict):
        raise _unexpected(say("an object"), plain, where)
    return {key: from_plain(parts[1], item, f"{where}.{key}") for key, item in plain.items()}


def _scalar_from(form: Any, plain: object, where: str) -> Any:
    if form is Any:
        return plain
    if form is float and isinstance(plain, int) and not isinstance(plain, bool):
        try:
            return float(plain)
        except OverflowError as error:
            raise FormatError(say("the number is too large."), where=where) from error
    if form is int and isinstance(plain, float) and math.isfinite(plain) and plain.is_integer():
        plain = int(plain)
    if form is int and isinstance(plain, int) and abs(plain) >= LARGEST_INTEGER:
        raise FormatError(say("the number is too large."), where=where)
    if type(plain) is not form:
        raise _unexpected(say(_SCALARS[form]) if form in _SCALARS else str(form), plain, where)
    return plain


_SCALARS = {
    int: mark("a whole number"),
    float: mark("a number"),
    str: mark("text"),
    bool: mark("true or false"),
    type(None): mark("nothing"),
}


def _unexpected(expected: str, plain: object, where: str) -> FormatError:
    return FormatError(say("expected {expected}, got {given}.", expected=expected, given=quoted(plain)), where=where)
