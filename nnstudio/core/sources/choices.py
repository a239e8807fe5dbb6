"""What reading a source found that its settings can be set to, and what was guessed where they are left to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from nnstudio.core.errors import FormatError
from nnstudio.core.settings import AS_GUESSED, Setting, is_name
from nnstudio.core.words import Marked, mark, say

MOST_VALUES = 200
MOST_SETTINGS = 20


@dataclass(frozen=True)
class Choices:
    """Of one setting of a source.

    Attributes:
        setting: its name.
        guess: what an empty setting means; empty: nothing.
        values: the names to choose from; empty for a setting whose choices its kind tells.
    """

    setting: str
    guess: str = ""
    values: tuple[str, ...] = ()


def check_choices(found: tuple[Choices, ...], where: str) -> None:
    """Raises FormatError for what no reading finds: projects come from anybody."""
    names = [name for each in found for name in (each.setting, each.guess, *each.values)]
    too_many = len(found) > MOST_SETTINGS or any(len(each.values) > MOST_VALUES for each in found)
    if too_many or not all(is_name(name) for name in names):
        raise FormatError(say("declares choices that can't be shown."), where=where)


def with_choices(settings: Iterable[Setting], found: Iterable[Choices]) -> tuple[Setting, ...]:
    """The settings with the names that were found, and with the guess in the title of what is left empty."""
    by_name = {each.setting: each for each in found}
    return tuple(_with(setting, by_name[setting.name]) if setting.name in by_name else setting for setting in settings)


def _with(setting: Setting, found: Choices) -> Setting:
    choices = ("", *(value for value in found.values if value)) if setting.kind == "name" else setting.choices
    titles = dict(setting.titles)
    if found.guess:
        guess = say(titles[found.guess]) if found.guess in titles else found.guess
        titles[""] = Marked(say("Guessed: {guess}", guess=guess))
    elif found.values and titles[""] == AS_GUESSED:
        titles[""] = mark("None found")
    return replace(setting, choices=choices, titles=tuple(titles.items()))
