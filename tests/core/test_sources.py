"""Sources: what each kind says of itself, and what its data goes by once it is read."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from nnstudio.core.errors import FormatError
from nnstudio.core.project import project_from_json, project_to_json
from nnstudio.core.sources import MNIST, SOURCES, DataPlan, Digits, Facts, FashionMNIST, Numbers, Reading, Source
from nnstudio.core.sources.facts import UNKNOWN, check_facts
from nnstudio.core.usual import default_project, with_source

OWN = Reading(replace(MNIST.expected, training=30, test=12), "0" * 64, "~/mine")


@pytest.mark.parametrize("kind", SOURCES)
def test_a_kind_says_what_pages_and_files_need(kind: type[Source]) -> None:
    source = kind()
    assert kind.title
    for sentence in filter(None, (kind.about, kind.more)):  # one each: cards have room for no more
        assert sentence.endswith(".")
        assert ". " not in sentence
    assert re.fullmatch(r"[a-z][a-z0-9-]*", kind.word)
    assert [other.word for other in SOURCES].count(kind.word) == 1
    if source.facts != UNKNOWN:
        check_facts(source.facts, kind.word)
    assert source.unread() == source.anywhere() == source
    source.check("project.json.data.source")


def test_the_published_set_goes_by_its_name_and_other_files_by_their_place() -> None:
    published = Reading(MNIST.expected, MNIST.published, "/sets/mnist")
    assert MNIST("/sets/mnist").as_read(published) == MNIST("/sets/mnist")
    assert MNIST("/sets/mnist").as_read(published).said_title == "MNIST"
    own = MNIST().as_read(OWN)
    assert own.said_title == "MNIST in ~/mine"
    assert own.said_about == "Pictures of 28 × 28 pixels from files of your own, not the published set."
    assert own.facts.training == 30
    assert (own.unread(), MNIST("/x").as_read(OWN).anywhere()) == (MNIST(), MNIST())


def test_an_older_run_is_named_by_the_hash_of_what_it_learned_from() -> None:
    assert MNIST("/mine").recalled("").said_title == "MNIST"
    assert MNIST("/mine").recalled(MNIST.published).said_title == "MNIST"
    assert MNIST("/mine").recalled("0" * 64).said_title == "MNIST in /mine"
    assert MNIST().recalled("0" * 64).said_title == "Files like MNIST"
    assert MNIST().as_read(OWN).recalled("1" * 64).said_title == "MNIST in ~/mine"


def test_what_was_found_is_kept_only_for_the_very_source_that_was_read() -> None:
    project = replace(default_project(), data=DataPlan(MNIST("/a")))
    assert with_source(project, MNIST("/a", OWN)).facts == OWN.facts
    for other in (MNIST("/b", OWN), FashionMNIST("/a", OWN), Digits()):
        assert with_source(project, other) is project


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({}, DataPlan()),
        ({"dataset": "digits", "folder": "/x", "scaling": "none"}, DataPlan(Digits(), "none")),
        ({"dataset": "mnist"}, DataPlan(MNIST())),
        (
            {"dataset": "fashion-mnist", "folder": "/x", "scaling": "standard", "training_limit": 5},
            DataPlan(FashionMNIST("/x"), "standard", 5),
        ),
    ],
)
def test_a_data_set_of_version_1_is_a_source(data: dict[str, object], expected: DataPlan) -> None:
    assert project_from_json(of_version_1(data)).data == expected


@pytest.mark.parametrize("data", [{"dataset": "nothing"}, {"dataset": "digits", "folder": 5}, {"folder": None}, []])
def test_what_is_no_data_set_of_version_1_is_refused_with_the_place(data: object) -> None:
    with pytest.raises(FormatError, match=r"^project\.json\.data"):
        project_from_json(of_version_1(data))


def of_version_1(data: object) -> str:
    return json.dumps({**json.loads(project_to_json(default_project())), "version": 1, "data": data})


@pytest.mark.parametrize(
    "wrong",
    [
        {"shape": ()},
        {"shape": (8, 0, 1)},
        {"shape": (10**5, 10**5, 1)},
        {"targets": Numbers(())},
        {"targets": Numbers(("a\nb",))},
        {"training": 0},
        {"test": 10**7},
        {"low": 16.0},
        {"high": 256.0},
        {"high": 15.5},
        {"high": float("nan")},
        {"dtype": "float32", "high": float("inf")},
    ],
)
def test_facts_that_can_not_be_are_refused(wrong: dict[str, object]) -> None:
    facts: Facts = replace(Digits.expected, **wrong)  # type: ignore[arg-type]
    with pytest.raises(FormatError):
        check_facts(facts, "info.json")


def test_facts_are_alike_when_only_the_counts_differ() -> None:
    assert MNIST.expected.alike(OWN.facts)
    assert not MNIST.expected.alike(FashionMNIST.expected)
