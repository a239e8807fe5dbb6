"""Options that say how to train, made from what the plans' settings and families of kinds know of themselves.

A setting of a plan is an option: `--batch-size 64`, `--balance weights`. So is a value of settings, which are given by
their names: `--split test_share=0.2,seed=3`. So is a part of a plan, by the name that Keras has for it and with its
settings behind a colon: `--optimizer SGD:momentum=0.9,nesterov=true`. Where there may be several kinds, the option is
given for each. Capitals, dashes and underscores in names don't matter.
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
from nnstudio.core.family import family_of
from nnstudio.core.project import Project
from nnstudio.core.serial import from_plain
from nnstudio.core.settings import settings_of
from nnstudio.core.sources import DataPlan
from nnstudio.core.training import Part, TrainingPlan, plan_parts, with_kind, with_setting

NONE = "none"
_PLANS: Mapping[str, type[Any]] = {"training": TrainingPlan, "data": DataPlan}  # by the project's fields
_NEXT_SETTING = re.compile(r",(?=[^,=\[\]]+=)")  # a comma within a list leads to no other setting
_IGNORED = re.compile(r"[-_\s]")


@dataclass(frozen=True)
class Wanted:
    """A kind, and the settings that were given for it."""

    kind: type[Any]
    settings: Mapping[str, Any]


def add_plan_options(parser: argparse.ArgumentParser) -> None:
    """An option for each of the plans' settings, values and parts."""
    own = parser.add_argument_group("how to train", "In place of the project's settings, for this run.")
    parts = parser.add_argument_group("what to train with", "KIND is a name, or name:setting=value,setting=value.")
    for field, plan in _PLANS.items():
        for setting in settings_of(plan):
            read = partial(_value, plan, setting.name)
            _add(own, setting.name, dest=_place(field, setting.name), type=read, metavar="VALUE", help=setting.help)
        for name, kind in _values_of(plan).items():
            about = f"setting=value,setting=value; it has {_settings_text(kind)}"
            dest = _place(field, name)
            _add(own, name, dest=dest, type=partial(settings_given, kind), metavar="SETTINGS", help=about)
        for part in _parts_of(plan):
            action = "append" if part.many else "store"
            word, dest = part.family.base.__name__.lower(), _place(field, part.name)
            about = _kinds_text(part)
            _add(parts, word, dest=dest, type=partial(_wanted, part), metavar="KIND", action=action, help=about)


def with_plan_options(project: Project, given: argparse.Namespace) -> Project:
    """The project with what was given in place of its own. What wasn't given stays where the kind has it too."""
    for field, plan in _PLANS.items():
        project = replace(project, **{field: _with_given(getattr(project, field), plan, field, given)})
    return project


def _with_given(value: Any, plan: type[Any], field: str, given: argparse.Namespace) -> Any:
    """The plan with what was given for it."""

    def of(name: str) -> Any:
        return getattr(given, _place(field, name))

    for part in _parts_of(plan):
        if of(part.name) is not None:
            value = (_with_several if part.many else _with_one)(value, part, of(part.name))
    for name in _values_of(plan):
        if of(name) is not None:
            value = replace(value, **{name: replace(getattr(value, name), **of(name))})
    own = {setting.name: of(setting.name) for setting in settings_of(plan)}
    return replace(value, **{name: each for name, each in own.items() if each is not None})


def _place(field: str, name: str) -> str:
    """Where argparse keeps what was given for that field of a plan."""
    return f"{field}.{name}"


def _add(group: argparse._ArgumentGroup, name: str, *, help: str, **options: Any) -> None:
    group.add_argument("--" + name.replace("_", "-"), help=help.replace("%", "%%"), **options)


def _parts_of(plan: type[Any]) -> tuple[Part, ...]:
    """The parts that have a word; which data it is, the project alone says."""
    return tuple(part for part in plan_parts(plan) if part.name != "source")


def _values_of(plan: type[Any]) -> dict[str, type[Configured]]:
    """The fields that are a value of settings, of one kind."""
    hints = get_type_hints(plan).items()
    kinds = {name: kind for name, kind in hints if isinstance(kind, type) and issubclass(kind, Configured)}
    return {name: kind for name, kind in kinds.items() if family_of(kind) is None}


def _with_one(plan: TrainingPlan, part: Part, wanted: Wanted) -> TrainingPlan:
    plan = with_kind(plan, part.name, wanted.kind)
    return with_setting(plan, part.name, replace(getattr(plan, part.name), **wanted.settings))


def _with_several(plan: Any, part: Part, wanted: Iterable[Wanted | None]) -> Any:
    """One of a kind: of a kind that was given twice the last."""
    values = {each.kind: each.kind(**each.settings) for each in wanted if each is not None}
    return replace(plan, **{part.name: tuple(values.values())})


def _wanted(part: Part, text: str) -> Wanted | None:
    """What an option's text asks for; None: none of the kinds. Raises ArgumentTypeError."""
    if part.many and text == NONE:
        return None
    given, _, rest = text.partition(":")
    kind: type[Any] | None = part.family.named(_alike(given, part.family.names))
    if kind is None:
        raise argparse.ArgumentTypeError(f"{given!r} is not {part.family.title}; choose from {_listed(part)}")
    return Wanted(kind, settings_given(kind, rest))


def settings_given(kind: type[Any], text: str) -> dict[str, Any]:
    """The settings that are given as `setting=value,setting=value`. Raises ArgumentTypeError."""
    return dict(_setting(kind, each) for each in _NEXT_SETTING.split(text) if each)


def _setting(kind: type[Any], text: str) -> tuple[str, Any]:
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
        hint = get_type_hints(kind)[name]
        return from_plain(hint, text if hint is str else _plain(text))
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
    names = _settings_text(kind)
    return f"{kind.__name__} ({names})" if names else kind.__name__


def _settings_text(kind: type[Configured]) -> str:
    return ", ".join(setting.name for setting in settings_of(kind))


def _listed(part: Part) -> str:
    return ", ".join(part.family.names)
