"""Words below the window: in English until a window installs its language, and across processes."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from nnstudio.core.words import Said, from_wire, mark, say, speak, to_wire

GERMAN = {"one": "eins", "holds {count} of {what}.": "enthält {what}, und zwar {count}."}


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    speak()


def speak_german() -> None:
    speak(lambda text: GERMAN.get(text, text))


def test_without_a_window_everything_is_english() -> None:
    assert say("holds {count} of {what}.", count=3, what="{these}") == "holds 3 of {these}."


def test_what_is_said_goes_through_the_translation_with_its_values() -> None:
    speak_german()
    assert say("holds {count} of {what}.", count=f"{1234:,}", what=say("one")) == "enthält eins, und zwar 1,234."
    speak()
    assert say("one") == "one"


def test_a_constant_is_translated_when_it_is_said() -> None:
    constant = mark("one")
    speak_german()
    assert (constant, say(constant)) == ("one", "eins")


def test_a_field_without_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("holds {count} of {what}.", count=3)


def test_fields_are_names_only_and_reach_into_nothing() -> None:
    assert say("{count.__class__} {count:>9} {0.x} {}", count=1) == "{count.__class__} {count:>9} {0.x} {}"


def test_another_process_says_it_in_its_own_language() -> None:
    words = say("holds {count} of {what}.", count=3, what=say("one"))
    sent = json.loads(json.dumps(to_wire(words)))
    assert words == "holds 3 of one."
    speak_german()
    again = from_wire(sent)
    assert again == "enthält eins, und zwar 3."
    assert isinstance(again, Said)
    assert from_wire(to_wire("as it is")) == "as it is"


def test_what_is_sent_has_a_limit() -> None:
    assert len(json.dumps(to_wire(say("one {what}", what="x" * 10_000)))) < 1100
    assert to_wire("x" * 10_000, most=20) == "x" * 20


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        (None, ""),
        (["x"], ""),
        ({"say": 3, "with": {}}, ""),
        ({"say": "a {b}", "with": {}}, "a {b}"),
        ({"say": "a {b}", "with": {"text": "x", "b": None}}, "a "),
        ({"say": "one {b:>99999999}", "with": {"b": "x"}}, "one {b:>99999999}"),
    ],
)
def test_another_process_may_send_anything(sent: object, told: str) -> None:
    assert from_wire(sent) == told


def test_words_within_words_are_followed_only_so_far() -> None:
    sent: object = "x"
    for _ in range(900):
        sent = {"say": "({a})", "with": {"a": sent}}
    assert from_wire(sent) == "(" * 8 + ")" * 8
