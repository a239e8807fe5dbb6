"""One setting says what a value may be, to checks, forms, files and tests alike."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.core.configured import Configured, changed_kind
from nnstudio.core.layers import LAYERS, Conv2D, Dense, MaxPooling2D
from nnstudio.core.settings import choice, complaint_of, number, setting_of, settings_of, whole
from nnstudio.core.training import CALLBACKS, LOSSES, OPTIMIZERS, SCHEDULES, TrainingPlan
from nnstudio.core.words import mark
from tests.support.values import allowed, everything

KINDS: tuple[type[Configured], ...] = (*LAYERS, *OPTIMIZERS, *LOSSES, *SCHEDULES, *CALLBACKS, TrainingPlan)
EACH = [(kind, setting) for kind in KINDS for setting in settings_of(kind)]


@dataclass(frozen=True)
class Thing(Configured):
    """For the tests here."""

    count: int = whole(3, mark("Count"), mark("How many."), 1, 10)
    share: float = number(0.5, mark("Share"), mark("How much."), 0, 1, low_open=True)
    colour: Literal["red", "blue"] = choice("red", mark("Colour"), mark("Which."))


def test_a_field_knows_its_name_its_limits_and_the_choices_of_its_annotation() -> None:
    assert [setting.name for setting in settings_of(Thing)] == ["count", "share", "colour"]
    assert setting_of(Thing, "colour").choices == ("red", "blue")
    assert (setting_of(Thing, "count").low, setting_of(Thing, "count").high) == (1, 10)


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        (Thing(), None),
        (Thing(count=0), "is 0, outside from 1 to 10."),
        (Thing(count=11), "is 11, outside from 1 to 10."),
        (Thing(share=0.0), "is 0, outside above 0 to 1."),
        (Thing(share=math.nan), "is nan, outside above 0 to 1."),
        (Thing(colour="green"), "is not known."),  # type: ignore[arg-type]
        (Conv2D(kernel_size=(3, 0)), "is 0, outside from 1 to 4,096."),
        (MaxPooling2D(strides=(0, 1)), "is 0, outside from 1 to 4,096."),
    ],
)
def test_what_lies_outside_is_named_with_its_limits(value: Configured, complaint: str | None) -> None:
    assert [found.message for found in value.complaints()] == ([] if complaint is None else [complaint])


@given(st.sampled_from(EACH), st.data())
def test_what_a_setting_allows_is_never_complained_of(each: tuple[type, Any], data: st.DataObject) -> None:
    setting = each[1]
    assert complaint_of(setting, data.draw(allowed(setting))) is None


@given(st.sampled_from(EACH), st.data())
def test_a_complaint_names_a_fix_for_whatever_the_value_is(each: tuple[type, Any], data: st.DataObject) -> None:
    setting = each[1]
    value = data.draw(everything(setting))
    complaint = complaint_of(setting, value)
    if setting.kind in ("int", "float", "size"):
        inside = all(setting.allows(number) for number in (value if isinstance(value, tuple) else [value]))
        assert (complaint is None) == inside
    assert complaint is None or (complaint.message and complaint.fix)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_what_a_kind_begins_with_is_right(kind: type[Configured]) -> None:
    assert kind().complaints() == ()


def test_another_kind_takes_over_what_both_have() -> None:
    changed = changed_kind(Conv2D(4, activation="tanh", use_bias=False), Dense)
    assert changed == replace(Dense(), activation="tanh", use_bias=False)
