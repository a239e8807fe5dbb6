"""The base of every kind of value that a person configures: layers, optimizers, losses, schedules, plans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import ClassVar, TypeVar

from nnstudio.core.settings import Complaint, complaints_of, settings_of
from nnstudio.core.words import say

C = TypeVar("C", bound="Configured")


@dataclass(frozen=True)
class Configured:
    """A frozen value made of settings.

    Attributes:
        title: the kind's name for people, marked; empty: the class's name, as in Keras.
        about: what the kind does, one marked sentence.
    """

    title: ClassVar[str] = ""
    about: ClassVar[str] = ""

    @classmethod
    def said_title(cls) -> str:
        """The kind's name in the person's language."""
        return say(cls.title) if cls.title else cls.__name__

    @property
    def settings(self) -> Mapping[str, object]:
        """The values of its settings by name."""
        return {setting.name: getattr(self, setting.name) for setting in settings_of(type(self))}

    def complaints(self) -> tuple[Complaint, ...]:
        """What is wrong with the values: their limits here; kinds add what concerns several settings."""
        return complaints_of(self)


def changed_kind(value: Configured, kind: type[C]) -> C:
    """A value of another kind, with the settings that both have; one that is usual for its kind stays usual."""
    if isinstance(value, kind):
        return value
    usual = {field.name: field.default for field in fields(value)}
    own = {name: each for name, each in value.settings.items() if each != usual[name]}
    return kind(**{field.name: own[field.name] for field in fields(kind) if field.name in own})
