"""Every text that people are shown can be translated: it is said, as a literal or a marked constant."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import is_dataclass

import pytest

import nnstudio.core
from nnstudio.app.preferences import Preferences
from nnstudio.core.settings import settings_of
from nnstudio.core.sources import SOURCES
from tests.tools.texts import Text, all_texts, marked_names, said_unmarked, shown_unsaid, sources, texts_in

TREES = sources()
WORDS = "nnstudio/core/words.py"
# Texts of the command line are for programs and terminals too, and stay English.
NOT_SAID = ("nnstudio/cli/",)

CODE = """
LATER = mark("one")
TABLE = {1: mark("two"), 2: mark("three")}
def tell(self, number, text):
    return say("four {number}", number=number) + say(LATER) + say(TABLE[number]) + say(self.label)
    return say_in("a month", "May") + say_count("{count} layer", "{count} layers", count=number)
def later(marked: Marked, number):
    text = mark("five {number}") if number else mark("six {number}")
    return say(marked, number=number) + say(text, number=number)
"""


def test_texts_that_are_said_or_marked_are_found() -> None:
    plain = map(Text, ("one", "two", "three", "four {number}", "five {number}", "six {number}"))
    layers, may = Text("{count} layer", "{count} layers"), Text("May", context="a month")
    assert set(texts_in(ast.parse(CODE))) == {*plain, layers, may}


def test_what_is_said_and_can_be_translated_passes() -> None:
    tree = ast.parse(CODE)
    assert said_unmarked(tree, marked_names([tree])) == []


@pytest.mark.parametrize(
    "code",
    [
        "say(text)",
        "say(f'four {number}')",
        "say('four ' + number)",
        "say(table[number])",
        "say('four {number}').format(number=4)",
        "mark(text)",
        "say_in(month, 'May')",
        "say_count('{count} layer', many, count=2)",
        "say(self.name)",
        "def tell(text: str): return say(text)",
        "def tell(): return say(text)\ndef make(): text = mark('one')",
        "def tell():\n    text = mark('one')\n    text = 'two'\n    return say(text)",
    ],
)
def test_what_is_said_and_cannot_be_translated_is_found(code: str) -> None:
    assert said_unmarked(ast.parse(code), frozenset({"LATER"})) != []


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("button.setText('Train')", 1),
        ("button.setToolTip(f'Train {name}')", 1),
        ("QLabel('Train', self)", 1),
        ("raise StudioError('is no picture.', fix='Choose another.')", 2),
        ("button.setText(say('Train'))", 0),
        ("button.setText(f'{name}: {count}')", 0),
        ("QLabel('×')", 0),
        ("raise ValueError('no name')", 0),
    ],
)
def test_words_that_are_shown_without_being_said_are_found(code: str, wrong: int) -> None:
    assert len(shown_unsaid(ast.parse(code))) == wrong


def test_everything_that_is_said_can_be_translated() -> None:
    marked = marked_names(TREES.values())
    wrong = {name: said_unmarked(tree, marked) for name, tree in TREES.items() if name != WORDS}
    assert {name: calls for name, calls in wrong.items() if calls} == {}


def test_everything_that_is_shown_is_said() -> None:
    wrong = {name: shown_unsaid(tree) for name, tree in TREES.items() if not name.startswith(NOT_SAID)}
    assert {name: calls for name, calls in wrong.items() if calls} == {}


def test_the_texts_of_settings_and_data_sets_are_found() -> None:
    found = {text.one for text in all_texts(TREES)}
    assert {text for text in _texts_of_values() if text not in found} == set()


def _texts_of_values() -> Iterator[str]:
    """What people are told of each setting, with the titles of its choices, and of each data set."""
    for module in pkgutil.walk_packages(nnstudio.core.__path__, "nnstudio.core."):
        for value in vars(importlib.import_module(module.name)).values():
            yield from _texts_of_kind(value)
    yield from _texts_of_kind(Preferences)
    for kind in SOURCES:
        yield from (kind.title, kind.about)


def _texts_of_kind(kind: object) -> Iterator[str]:
    if isinstance(kind, type) and is_dataclass(kind):
        for setting in settings_of(kind):
            yield from (setting.label, setting.help, *(title for _, title in setting.titles))
            if setting.lowest is not None:
                yield setting.lowest
