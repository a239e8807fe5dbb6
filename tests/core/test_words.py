"""Words below the window: in English until a window installs its language, and across processes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from gettext import NullTranslations
from typing import ClassVar

import pytest

from nnstudio.core.numbers import Form, decimal, in_english, percent, whole
from nnstudio.core.words import Said, from_wire, joined, mark, say, say_count, say_in, speak, to_wire


class German(NullTranslations):
    """A catalogue of a few texts."""

    texts: ClassVar = {"one": "eins", "holds {count} of {what}.": "enthält {what}, und zwar {count}."}

    def gettext(self, message: str) -> str:
        return self.texts.get(message, message)

    def pgettext(self, context: str, message: str) -> str:
        return {("a month", "May"): "Mai"}.get((context, message), message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return {"{count} layer": "{count} Schicht" if n == 1 else "{count} Schichten"}.get(msgid1, msgid1)


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    speak()


def written_german(value: float, form: Form, digits: int) -> str:
    return in_english(value, form, digits).translate(str.maketrans(",.", ".,"))


def speak_german() -> None:
    speak(German(), written_german)


def test_without_a_window_everything_is_english() -> None:
    assert say("holds {count} of {what}.", count=3, what="{these}") == "holds 3 of {these}."


def test_what_is_said_goes_through_the_translation_with_its_values() -> None:
    speak_german()
    assert say("holds {count} of {what}.", count=1234, what=say("one")) == "enthält eins, und zwar 1.234."
    speak()
    assert say("one") == "one"


def test_a_constant_is_translated_when_it_is_said() -> None:
    constant = mark("one")
    speak_german()
    assert (constant, say(constant)) == ("one", "eins")


def test_a_text_with_two_meanings_is_told_apart_by_its_context() -> None:
    speak_german()
    assert (say_in("a month", "May"), say("May")) == ("Mai", "May")


def test_one_and_many_are_said_as_the_language_does() -> None:
    assert [say_count("{count} layer", "{count} layers", count=n) for n in (1, 2000)] == ["1 layer", "2,000 layers"]
    speak_german()
    assert [say_count("{count} layer", "{count} layers", count=n) for n in (1, 2000)] == [
        "1 Schicht",
        "2.000 Schichten",
    ]


@pytest.mark.parametrize(
    ("make", "english", "german"),
    [
        (lambda: 60_000, "60,000", "60.000"),
        (lambda: -7, "-7", "-7"),
        (lambda: 0.001, "0.001", "0,001"),
        (lambda: 1234567.0, "1.23457e+06", "1,23457e+06"),
        (lambda: decimal(2.5, 2), "2.50", "2,50"),
        (lambda: percent(0.978, 1), "97.8\u00a0%", "97,8\u00a0%"),
        (lambda: float("nan"), "nan", "nan"),
        (lambda: True, "True", "True"),
        (lambda: "1234.5", "1234.5", "1234.5"),
    ],
)
def test_numbers_are_written_as_the_language_does(make: Callable[[], object], english: str, german: str) -> None:
    words = say("{value}", value=make())
    assert words == english
    sent = json.loads(json.dumps(to_wire(words)))
    speak_german()
    assert say("{value}", value=make()) == german
    assert from_wire(sent) == german


def test_a_number_beyond_all_measures_crosses_as_it_was_written() -> None:
    words = say("{value}", value=10**30)
    assert from_wire(json.loads(json.dumps(to_wire(words)))) == words == "1" + 10 * ",000"


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


def test_what_is_joined_is_said_part_by_part() -> None:
    words = say("({shape})", shape=joined([1024, whole(3), say("one")], " × "))
    assert words == "(1,024 × 3 × one)"
    sent = json.loads(json.dumps(to_wire(words)))
    speak_german()
    assert from_wire(sent) == "(1.024 × 3 × eins)"
    assert joined([]) == ""


def test_counts_and_contexts_cross_to_another_process() -> None:
    sent = [to_wire(say_count("{count} layer", "{count} layers", count=2000)), to_wire(say_in("a month", "May"))]
    speak_german()
    assert [from_wire(plain) for plain in json.loads(json.dumps(sent))] == ["2.000 Schichten", "Mai"]


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
        ({"say": "", "with": {}}, ""),
        ({"say": "x", "with": {}, "in": 3, "many": ["y"]}, "x"),
        ({"say": "{count}", "with": {"count": "x"}, "many": "many {count}"}, "many x"),
        ({"number": 1.5, "form": "f", "digits": 10**9}, "1.50000000000000000"),
        ({"number": 1.5, "form": "f", "digits": -1}, "2"),
        ({"number": 1.5, "form": "d", "digits": 0}, ""),
        ({"number": 1e300, "form": "f", "digits": 0}, ""),
        ({"number": 10**400, "form": "d", "digits": 0}, ""),
        ({"number": float("nan"), "form": "g", "digits": 3}, ""),
        ({"number": 1, "form": ">99999999", "digits": 0}, ""),
        ({"number": "1", "form": "d", "digits": 0}, ""),
    ],
)
def test_another_process_may_send_anything(sent: object, told: str) -> None:
    assert from_wire(sent) == told


def test_words_within_words_are_followed_only_so_far() -> None:
    sent: object = "x"
    for _ in range(900):
        sent = {"say": "({a})", "with": {"a": sent}}
    assert from_wire(sent) == "(" * 8 + ")" * 8


def test_words_that_repeat_words_are_cut_before_they_grow() -> None:
    sent: object = "x" * 1000
    for _ in range(8):
        sent = {"say": "{a}" * 300, "with": {"a": sent}}
    assert len(from_wire(sent)) <= 300 * 2000


def test_what_was_said_stays_as_it_is() -> None:
    words = say("{name}", name="{brace}")
    assert say(words) is words == "{brace}"
