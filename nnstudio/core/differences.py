"""In what projects differ: settings, network and data, each with its name for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from itertools import pairwise
from typing import Any

from nnstudio.core.configured import Configured
from nnstudio.core.layers import kind_of
from nnstudio.core.network import titles
from nnstudio.core.numbers import whole
from nnstudio.core.project import Project
from nnstudio.core.serial import to_json
from nnstudio.core.setting_text import setting_text
from nnstudio.core.settings import settings_of
from nnstudio.core.sources import DataPlan, FolderSource
from nnstudio.core.words import Marked, mark, say, say_count

_NAMES: dict[str, Marked] = {
    "optimizer": mark("Optimiser"),
    "loss": mark("Loss"),
    "schedule": mark("Learning-rate schedule"),
    "metrics": mark("Metrics"),
    "callbacks": mark("Callbacks"),
    "scaling": mark("Scaling"),
    "training_limit": mark("Training samples at most"),
    "split": mark("Split"),
    "edits": mark("Changed samples"),
    "augmentation": mark("Augmentation"),
}
_SCALINGS: dict[object, Marked] = {
    "unit": mark("From 0 to 1"),
    "symmetric": mark("From -1 to 1"),
    "standard": mark("Standardised"),
    "imagenet": mark("As ImageNet"),
    "none": mark("As stored"),
}
DATA = mark("Data")
NETWORK = mark("Network")
TRAINING = mark("Training")


@dataclass(frozen=True)
class Difference:
    """One thing that is not the same in all of them.

    Attributes:
        area: data, network or training, for people.
        label: what it is, for people.
        texts: its value in each, for people; empty where there is none.
    """

    area: str
    label: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class _Told:
    """One thing of a project: `key` names it in the program, `value` is what is compared."""

    key: str
    area: str
    label: str
    value: object
    text: str


def differences(projects: Sequence[Project]) -> tuple[Difference, ...]:
    """What is not the same in all of the projects. Of what isn't of the same kind, only the kind is told."""
    told = [{each.key: each for each in told_of(project)} for project in projects]
    found: list[Difference] = []
    differing: list[str] = []
    for key in dict.fromkeys(key for one in told for key in one):
        if any(key.startswith(f"{parent}.") for parent in differing):
            continue
        values = [one.get(key) for one in told]
        if len({each and _comparable(each.value) for each in values}) > 1:
            differing.append(key)
            known = next(each for each in values if each is not None)
            found.append(Difference(known.area, known.label, tuple(each.text if each else "" for each in values)))
    areas = [say(DATA), say(NETWORK), say(TRAINING)]
    return tuple(sorted(found, key=lambda each: areas.index(each.area)))


def all_told(project: Project) -> tuple[Difference, ...]:
    """Everything of one project in the same form."""
    return tuple(Difference(each.area, each.label, (each.text,)) for each in told_of(project))


def told_of(project: Project) -> Iterator[_Told]:
    """All that can differ, in the order in which people see it; parts after what they belong to."""
    yield from _of_data(project.data)
    yield from _of_network(project)
    yield from _of_fields(project.training, "training", say(TRAINING))


def _comparable(value: object) -> str:
    """A value to compare by."""
    return to_json(value, allow_nan=True)


def _of_data(data: DataPlan) -> Iterator[_Told]:
    area, source = say(DATA), data.source
    found = source.found.content_hash if isinstance(source, FolderSource) and source.found is not None else ""
    yield _Told("data.source", area, say("Data"), [source.word, found], source.said_title)
    yield from _of_settings(source, "data.source", area, "")
    yield from (each for each in _of_fields(data, "data", area) if each.key != "data.source")


def _of_network(project: Project) -> Iterator[_Told]:
    network, area = project.network, say(NETWORK)
    named = titles(network)
    for node in network.ordered:
        title, layer = named[node.id], node.layer
        yield _Told(f"network.{title}", area, title, kind_of(layer), layer.brief or kind_of(layer))
        yield from _of_settings(layer, f"network.{title}", area, title)
    ways = [f"{named[source]} → {named[target]}" for source, target in network.edges]
    chain = [named[node.id] for node in network.ordered]
    if ways != [f"{a} → {b}" for a, b in pairwise(chain)]:
        yield _Told("edges", area, say("Connections"), sorted(ways), ", ".join(ways))


def _of_fields(value: Any, key: str, area: str) -> Iterator[_Told]:
    """A plan: its settings and its parts."""
    named = {setting.name: setting for setting in settings_of(type(value))}
    for field in fields(value):
        inner, path = getattr(value, field.name), f"{key}.{field.name}"
        if field.name in named:
            setting = named[field.name]
            yield _Told(path, area, say(setting.label), inner, setting_text(setting, inner))
            continue
        label = _label(field.name)
        if isinstance(inner, Configured):
            yield _Told(path, area, label, type(inner).__name__, inner.said_title())
            yield from _of_settings(inner, path, area, label)
        elif field.name == "scaling":
            yield _Told(path, area, label, inner, say(_SCALINGS[inner]))
        else:
            yield _Told(path, area, label, inner, _text_of(inner))


def _of_settings(value: Any, key: str, area: str, of: str) -> Iterator[_Told]:
    """The settings of one part, each named with it."""
    for setting in settings_of(type(value)):
        inner = getattr(value, setting.name)
        name = say(setting.label)
        label = say("{part}: {setting}", part=of, setting=name) if of else name
        yield _Told(f"{key}.{setting.name}", area, label, inner, setting_text(setting, inner))


def _text_of(value: object) -> str:
    """A part that has no settings of its own."""
    if isinstance(value, tuple):
        return ", ".join(_in_short(each) for each in value)
    if isinstance(value, int) and not isinstance(value, bool):
        return whole(value) if value else ""
    changes = getattr(value, "changes", None)
    if changes is not None:
        return say_count("{count} sample", "{count} samples", len(changes)) if changes else ""
    return "" if is_dataclass(value) else str(value)


def _in_short(value: object) -> str:
    """A kind with its settings: `Early stopping (patience 3)`."""
    if not isinstance(value, Configured):
        return str(value)
    settings = ", ".join(_pairs(value))
    return f"{value.said_title()} ({settings})" if settings else value.said_title()


def _pairs(value: Configured) -> Iterable[str]:
    for setting in settings_of(type(value)):
        yield f"{say(setting.label)} {setting_text(setting, getattr(value, setting.name))}"


def _label(name: str) -> str:
    title = _NAMES.get(name)
    return name if title is None else say(title)
