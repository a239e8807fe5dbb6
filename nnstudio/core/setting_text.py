"""A setting's value as people read it."""

from __future__ import annotations

from nnstudio.core.numbers import figure, percent, whole
from nnstudio.core.settings import Setting
from nnstudio.core.words import joined, say


def setting_text(setting: Setting, value: object) -> str:
    """The value in words: `On`, `3 × 3`, `10 %`, a choice by its title."""
    if setting.lowest is not None and value == setting.low:
        return say(setting.lowest)
    match value:
        case bool():
            return say("On") if value else say("Off")
        case float() if setting.percent:
            return percent(value, max(0, setting.decimals - 2))
        case int() | float():
            return whole(value) if isinstance(value, int) else figure(value)
        case tuple():
            return joined([whole(axis) for axis in value], " × ")
        case str():
            title = dict(setting.titles).get(value)
            return value if title is None else say(title)
        case _:
            return ""
