"""Settings: fields of frozen dataclasses that know their label, help, limits and choices.

Forms, checks, pasted text, files, command lines and random test values all read the same setting. A kind declares it
where the field is:

    units: int = whole(64, mark("Units"), mark("How many outputs."), 1, 1_000_000)

Labels and help are marked English texts; whoever shows them says them.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import Any, Literal, get_args, get_type_hints

from nnstudio.core.numbers import figure
from nnstudio.core.shown import shown
from nnstudio.core.words import Marked, mark, say

SettingKind = Literal["int", "float", "bool", "choice", "name", "size", "optional_size", "shape", "text"]
LARGEST_AXIS = 65_536
LONGEST_NAME = 200
MOST_AXES = 6
LARGEST_SEED = 2**31 - 1
AS_GUESSED = mark("As guessed")
_KEY = "setting"


@dataclass(frozen=True)
class Setting:
    """What is known of one setting.

    Attributes:
        name: the field it sets.
        label: its name for people.
        help: what it does to learning.
        kind: which editor shows it. `size` is (rows, columns); `shape` any number of axes, with -1 once if low is -1;
            `name` one of the names that were found where data was read, or empty.
        low, high: limits of numbers, of each axis and of a text's length, inclusive unless open.
        low_open, high_open: the limit itself is not allowed.
        choices: the values of a choice.
        titles: what people call the choices, by value, marked; what isn't there goes by its value.
        decimals: digits after the point of a float.
        percent: people write the number as so many hundredths.
        instead: the setting of the same kind that counts where this one is left out.
        quiet: not told where a value's settings are told in short.
        lowest: what people call the lowest value, marked, where it is no figure to them.
    """

    name: str
    label: Marked
    help: Marked
    kind: SettingKind
    low: float = 1
    high: float = 4096
    low_open: bool = False
    high_open: bool = False
    choices: tuple[str, ...] = ()
    titles: tuple[tuple[str, Marked], ...] = ()
    decimals: int = 3
    percent: bool = False
    instead: str = ""
    quiet: bool = False
    lowest: Marked | None = None

    def allows(self, number: float) -> bool:
        """Whether a number, or one axis, lies within the limits."""
        too_low = number < self.low or (self.low_open and number == self.low)
        too_high = number > self.high or (self.high_open and number == self.high)
        return (isinstance(number, int) or math.isfinite(number)) and not too_low and not too_high

    @property
    def limits(self) -> str:
        """The limits in words."""
        low, high = figure(self.low), figure(self.high, 10)
        if self.low_open:
            return say("above {low} to {high}", low=low, high=high)
        if self.high_open:
            return say("from {low} to below {high}", low=low, high=high)
        return say("from {low} to {high}", low=low, high=high)


@dataclass(frozen=True)
class Complaint:
    """What is wrong with the value of a setting, as a clause that follows the setting's name, and how to mend it."""

    setting: Setting
    message: str
    fix: str


# Fields --------------------------------------------------------------------------------------------------------


def whole(default: int, label: Marked, about: Marked, low: float, high: float, *, lowest: Marked | None = None) -> Any:
    """A whole number."""
    return _field(default, Setting("", label, about, "int", low, high, lowest=lowest))


def number(
    default: float,
    label: Marked,
    about: Marked,
    low: float,
    high: float,
    *,
    low_open: bool = False,
    high_open: bool = False,
    decimals: int = 3,
    percent: bool = False,
    lowest: Marked | None = None,
) -> Any:
    """A number."""
    setting = Setting("", label, about, "float", low, high, low_open, high_open, decimals=decimals, percent=percent)
    return _field(default, replace(setting, lowest=lowest))


def switch(default: bool, label: Marked, about: Marked) -> Any:
    """On or off."""
    return _field(default, Setting("", label, about, "bool"))


def choice(
    default: str, label: Marked, about: Marked, titles: Mapping[str, Marked] | None = None, *, quiet: bool = False
) -> Any:
    """One of the words that the field's annotation, a Literal, names."""
    return _field(default, Setting("", label, about, "choice", titles=tuple((titles or {}).items()), quiet=quiet))


def name(label: Marked, about: Marked, *, empty: Marked = AS_GUESSED) -> Any:
    """One of the names that only reading tells, such as those of columns; `empty` is what none of them means."""
    return _field("", Setting("", label, about, "name", choices=("",), titles=(("", empty),)))


def size(default: tuple[int, int], label: Marked, about: Marked, high: float = 4096) -> Any:
    """(rows, columns)."""
    return _field(default, Setting("", label, about, "size", 1, high))


def optional_size(label: Marked, about: Marked, high: float = 4096, *, instead: str = "") -> Any:
    """(rows, columns), or None: then those of the setting `instead` count."""
    return _field(None, Setting("", label, about, "optional_size", 1, high, instead=instead))


def shape(default: tuple[int, ...], label: Marked, about: Marked, *, open_axis: bool = False) -> Any:
    """Any number of axes, up to MOST_AXES; with `open_axis` one may be -1: whatever is left."""
    return _field(default, Setting("", label, about, "shape", -1 if open_axis else 1, LARGEST_AXIS))


def text(default: str, label: Marked, about: Marked, longest: int, *, least: int = 0) -> Any:
    """A line of text of so many characters."""
    return _field(default, Setting("", label, about, "text", least, longest))


def _field(default: object, setting: Setting) -> Any:
    return field(default=default, metadata={_KEY: setting})


# Reading them --------------------------------------------------------------------------------------------------


def settings_of(kind: type) -> tuple[Setting, ...]:
    """The settings of a dataclass, in the order of its fields."""
    return _settings_of(kind)


@cache
def _settings_of(kind: Hashable) -> tuple[Setting, ...]:
    if not isinstance(kind, type):
        raise TypeError(kind)
    hints = get_type_hints(kind)
    marked = {each.name: each.metadata[_KEY] for each in fields(kind) if _KEY in each.metadata}
    return tuple(_bound(setting, name, hints[name]) for name, setting in marked.items())


def setting_of(kind: type, name: str) -> Setting:
    """The setting of that name. Raises KeyError if there is none."""
    for setting in settings_of(kind):
        if setting.name == name:
            return setting
    raise KeyError(name)


def _bound(setting: Setting, name: str, annotation: object) -> Setting:
    choices = get_args(annotation) if setting.kind == "choice" else setting.choices
    return replace(setting, name=name, choices=choices)


def complaints_of(value: Any) -> tuple[Complaint, ...]:
    """What is wrong with a dataclass's values, by what its settings allow; one a setting at the most."""
    found = (complaint_of(setting, getattr(value, setting.name)) for setting in settings_of(type(value)))
    return tuple(complaint for complaint in found if complaint is not None)


def complaint_of(setting: Setting, value: object) -> Complaint | None:
    """What is wrong with that value of the setting; None if nothing is."""
    match setting.kind:
        case "int" | "float":
            return _of_number(setting, value)
        case "choice" if value not in setting.choices:
            return Complaint(setting, say("is not known."), say("Choose one from the list."))
        case "name" if not is_name(value):
            return Complaint(setting, say("is no name."), say("Choose one from the list."))
        case "size":
            return _of_axes(setting, value)
        case "optional_size":
            return None if value is None else _of_axes(setting, value)
        case "shape":
            return _of_shape(setting, value)
        case "text":
            return _of_text(setting, value)
        case _:
            return None


def is_name(value: object) -> bool:
    """Whether it is text that can be shown in a line, of at most LONGEST_NAME characters."""
    return isinstance(value, str) and len(value) <= LONGEST_NAME and shown(value) == value


def _of_number(setting: Setting, value: object) -> Complaint | None:
    if isinstance(value, (int, float)) and setting.allows(value):
        return None
    message = say("is {value}, outside {limits}.", value=value, limits=setting.limits)
    return Complaint(setting, message, say("Choose a value {limits}.", limits=setting.limits))


def _of_axes(setting: Setting, value: object) -> Complaint | None:
    axes = value if isinstance(value, tuple) else (value,)
    return next((found for axis in axes if (found := _of_number(setting, axis))), None)


def _of_text(setting: Setting, value: object) -> Complaint | None:
    text = value if isinstance(value, str) else ""
    if not setting.allows(len(text)):
        message = say("has {count} characters, outside {limits}.", count=len(text), limits=setting.limits)
        return Complaint(setting, message, say("Make it shorter.") if text else say("Write something."))
    if not text.isprintable():
        return Complaint(setting, say("holds characters that can't be shown."), say("Write letters, digits and signs."))
    return None


def _of_shape(setting: Setting, value: object) -> Complaint | None:
    axes = value if isinstance(value, tuple) else ()
    if not axes:
        return Complaint(setting, say("is empty."), say("Give it at least one axis."))
    if len(axes) > MOST_AXES:
        return Complaint(
            setting, say("has {count} axes, more than {most}.", count=len(axes), most=MOST_AXES), say("Use fewer axes.")
        )
    if axes.count(-1) > 1 and setting.low == -1:
        return Complaint(setting, say("has more than one -1."), say("Leave one axis open at the most."))
    return _of_axes(replace(setting, low=1), tuple(axis for axis in axes if axis != -1 or setting.low != -1))
