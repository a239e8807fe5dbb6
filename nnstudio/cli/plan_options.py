"""Options that say how to train, made from what the plan's settings and families of kinds know of themselves.

A setting of the plan is an option: `--batch-size 64`. So is a part of the plan, by the name that Keras has for it and
with its settings behind a colon: `--optimizer SGD:momentum=0.9,nesterov=true`. Where there may be several kinds, the
option is given for each. Capitals, dashes and underscores in names don't matter.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, get_type_hints

from nnstudio.core.configured import Configured
from nnstudio.core.errors import FormatError
from nnstudio.core.serial import from_plain
from nnstudio.core.settings import settings_of
from nnstudio.core.training import Part, TrainingPlan, plan_parts, with_kind, with_setting

NONE = "none"
_NEXT_SETTING = re.compile(r",(?=[^,=\[\]]+=)")  # a comma within a list leads to no other setting
_IGNORED = re.compile(r"[-_\s]")


@dataclass(frozen=True)
class Wanted:
    """A kind, and the settings that were given for it."""

    kind: type[Any]
    settings: Mapping[str, Any]


def add_plan_options(parser: argparse.ArgumentParser) -> None:
    """An option for each of the plan's settings and parts."""
    own = parser.add_argument_group("how to train", "In place of the project's settings, for this run.")
    for setting in settings_of(TrainingPlan):
        read = partial(_value, TrainingPlan, setting.name)
        name = "--" + setting.name.replace("_", "-")
        own.add_argument(name, dest=setting.name, type=read, metavar="VALUE", help=_help(setting.help))
    parts = parser.add_argument_group("what to train with", "KIND is a name, or name:setting=value,setting=value.")
    for part in plan_parts():
        name = "--" + part.family.base.__name__.lower()
        action = "append" if part.many else "store"
        about = _help(_kinds_text(part))
        parts.add_argument(name, dest=part.name, type=partial(_wanted, part), metavar="KIND", action=action, help=about)


def with_plan_options(plan: TrainingPlan, given: argparse.Namespace) -> TrainingPlan:
    """The plan with what was given in place of its own. What wasn't given stays where the kind has it too."""
    for part in plan_parts():
        wanted = getattr(given, part.name)
        if wanted is not None:
            plan = _with_several(plan, part, wanted) if part.many else _with_one(plan, part, wanted)
    own = {setting.name: getattr(given, setting.name) for setting in settings_of(TrainingPlan)}
    return replace(plan, **{name: value for name, value in own.items() if value is not None})


def _with_one(plan: TrainingPlan, part: Part, wanted: Wanted) -> TrainingPlan:
    plan = with_kind(plan, part.name, wanted.kind)
    return with_setting(plan, part.name, replace(getattr(plan, part.name), **wanted.settings))


def _with_several(plan: TrainingPlan, part: Part, wanted: Iterable[Wanted | None]) -> TrainingPlan:
    """One of a kind: of a kind that was given twice the last."""
    values = {each.kind: each.kind(**each.settings) for each in wanted if each is not None}
    return with_setting(plan, part.name, tuple(values.values()))


def _wanted(part: Part, text: str) -> Wanted | None:
    """What an option's text asks for; None: none of the kinds. Raises ArgumentTypeError."""
    if part.many and text == NONE:
        return None
    given, _, rest = text.partition(":")
    kind: type[Any] | None = part.family.named(_alike(given, part.family.names))
    if kind is None:
        raise argparse.ArgumentTypeError(f"{given!r} is not {part.family.title}; choose from {_listed(part)}")
    return Wanted(kind, dict(_setting(kind, each) for each in _NEXT_SETTING.split(rest) if each))


def _setting(kind: type[Configured], text: str) -> tuple[str, Any]:
    """A setting's name and value. Raises ArgumentTypeError."""
    given, equals, value = text.partition("=")
    names = tuple(setting.name for setting in settings_of(kind))
    name = _alike(given, names)
    if name not in names or not equals:
        known = ", ".join(f"{each}=" for each in names) or "no settings"
        raise argparse.ArgumentTypeError(f"{text!r} is not a setting of {kind.__name__}; it has {known}")
    try:
        return name, _value(kind, name, value)
    except argparse.ArgumentTypeError as error:
        raise argparse.ArgumentTypeError(f"{name}: {error}") from error


def _value(kind: type[Any], name: str, text: str) -> Any:
    """A setting's value, checked as one in a project's file is. Raises ArgumentTypeError."""
    try:
        return from_plain(get_type_hints(kind)[name], _plain(text))
    except FormatError as error:
        raise argparse.ArgumentTypeError(str(error).removesuffix(".")) from error


def _plain(text: str) -> object:
    """The number, list or `true` that a text means; else the text."""
    for read in (int, float, json.loads):
        with suppress(ValueError, RecursionError):
            return read(text)
    return text


def _alike(given: str, names: Iterable[str]) -> str:
    """Which of the names is meant; what was given if none is."""
    return next((name for name in names if _bare(name) == _bare(given)), given)


def _bare(name: str) -> str:
    return _IGNORED.sub("", name).casefold()


def _kinds_text(part: Part) -> str:
    """The kinds with their settings, such as `SGD (momentum, nesterov), Adam (beta_1, beta_2)`."""
    several = f"; any number of them, or {NONE}" if part.many else ""
    return ", ".join(map(_kind_text, part.family)) + several


def _kind_text(kind: type[Configured]) -> str:
    names = ", ".join(setting.name for setting in settings_of(kind))
    return f"{kind.__name__} ({names})" if names else kind.__name__


def _listed(part: Part) -> str:
    return ", ".join(part.family.names)


def _help(text: str) -> str:
    return text.replace("%", "%%")
