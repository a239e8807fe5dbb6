"""A project.json from anybody: it is a project that can be told of, or one short sentence says why not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from nnstudio.core.errors import FormatError
from nnstudio.core.network import Network, Node, titles
from nnstudio.core.network.costs import costs
from nnstudio.core.network.inference import infer
from nnstudio.core.problems import check
from nnstudio.core.project import MOST_BYTES, MOST_NODES, Project, project_from_json, project_to_json
from nnstudio.core.sources import MNIST, DataPlan, Reading
from nnstudio.core.usual import default_project
from tests.support.engines import Lab, digits_project, weights_of

ROOT = Path(__file__).resolve().parents[2]
FOUND = Reading(replace(MNIST.expected, training=30, test=12), "0" * 64, "~/mine")
PROJECT = replace(default_project(), data=DataPlan(MNIST("/mine", FOUND)))
GOOD = project_to_json(PROJECT)
LONGEST_COMPLAINT = 300
IN_THE_SUITE = settings(max_examples=300, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

odd_text = st.text(st.characters(exclude_categories=()), max_size=12) | st.sampled_from(
    ["", "\0", "\ud800", "\udce9", "\x1b[2J", "\u202e", "a\nb", "../x", "x" * 5000, "n1", "N1", "Dense", "kind"]
)
odd_numbers = st.integers() | st.floats() | st.sampled_from([2**31, 2**63 - 1, 2**63, -(2**63), 10**300, 5e-324, 0, -1])
odd_values = st.recursive(
    st.none() | st.booleans() | odd_numbers | odd_text,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(odd_text, inner, max_size=3)
        | st.fixed_dictionaries({"kind": st.sampled_from(["Dense", "Conv2D", "Reshape", "Adam"]) | inner})
    ),
    max_leaves=8,
)


def complaint_of(text: str | bytes) -> str:
    """What is said of a file that is refused; empty of one that is read and can be told of."""
    try:
        project = project_from_json(text)
    except FormatError as error:
        told = str(error)
        assert told
        assert told.isprintable()
        assert len(told) <= LONGEST_COMPLAINT
        return told
    tell_of(project)
    return ""


def tell_of(project: Project) -> None:
    """Everything that a front end asks of a project that was read."""
    problems = check(project)
    assert all(str(problem).isprintable() for problem in problems)
    assert set(titles(project.network)) == {node.id for node in project.network.nodes}
    if not any("not one chain" in problem.message for problem in problems):
        costs(project.network)
        infer(project.network)
    assert project_from_json(project_to_json(project).encode()) == project


def json_text(plain: object) -> str:
    """As JSON, with the numbers that JSON doesn't have and halves of characters."""
    return json.dumps(plain)


def nested(levels: int) -> str:
    return "[" * levels + "]" * levels


def with_value(path: tuple[str | int, ...], text: str) -> str:
    """The good project with that JSON text at that place."""
    plain = json.loads(GOOD)
    place = plain
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = "%HERE%"
    return json_text(plain).replace('"%HERE%"', text)


PLACES: tuple[tuple[str | int, ...], ...] = (
    ("format",),
    ("version",),
    ("data",),
    ("data", "source"),
    ("data", "source", "kind"),
    ("data", "source", "folder"),
    ("data", "source", "found"),
    ("data", "source", "found", "facts"),
    ("data", "source", "found", "place"),
    ("data", "source", "found", "facts", "targets", "names", 0),
    ("data", "source", "found", "facts", "shape"),
    ("data", "source", "found", "facts", "targets"),
    ("data", "source", "found", "facts", "high"),
    ("data", "dataset"),
    ("training", "optimizer"),
    ("training", "optimizer", "kind"),
    ("training", "learning_rate"),
    ("training", "epochs"),
    ("network", "nodes"),
    ("network", "nodes", 0, "id"),
    ("network", "nodes", 0, "layer"),
    ("network", "nodes", 0, "layer", "kind"),
    ("network", "nodes", 1, "layer", "kernel_size", 0),
    ("network", "edges"),
    ("network", "edges", 0, 0),
    ("surprise",),
)
VALUES = {
    "a list": "[]",
    "a list of lists": "[[[]]]",
    "an object": "{}",
    "a kind that is an object": '{"kind": {"kind": []}}',
    "a kind that is a list": '{"kind": ["Dense"]}',
    "deep": nested(980),
    "deeper": nested(5000),
    "true": "true",
    "1.0": "1.0",
    "null": "null",
    "NaN": "NaN",
    "beyond a float": "1e999",
    "a long number": "9" * 5000,
    "a long text": json.dumps("x" * 100_000),
    "codes": json.dumps("\x1b[2J\n\u202e\0"),
    "half a character": '"\\ud800"',
    "a key twice": '{"kind": "Dense", "kind": "Conv2D"}',
}


@pytest.mark.parametrize("value", VALUES)
def test_an_odd_value_in_a_file_of_version_1_is_taken_or_refused_in_a_sentence(value: str) -> None:
    for key in ("dataset", "folder", "scaling"):
        data = (
            f'{{"dataset": "mnist", "{key}": {VALUES[value]}}}' if key != "dataset" else f'{{"{key}": {VALUES[value]}}}'
        )
        text = with_value(("data",), data)
        complaint_of(text.replace('"version": 2', '"version": 1'))


@pytest.mark.parametrize("value", VALUES)
def test_an_odd_value_is_taken_or_refused_in_a_sentence(value: str) -> None:
    for path in PLACES:
        complaint_of(with_value(path, VALUES[value]))


def test_every_depth_is_refused_in_a_sentence() -> None:
    for levels in range(850, 1050, 3):
        assert complaint_of(with_value(("network", "nodes", 0, "layer"), nested(levels)))
        assert complaint_of(with_value(("training", "optimizer"), '{"kind":' * levels + "1" + "}" * levels))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (with_value(("training", "optimizer"), '{"kind": ["Adam"]}'), "unknown kind"),
        (with_value(("network", "nodes", 0, "layer"), nested(500)), "got [...]"),
        (with_value(("surprise",), nested(5000)), "nested too deeply"),
        (with_value(("version",), "true"), "has version true"),
        (with_value(("version",), "1.0"), "has version 1.0"),
        (with_value(("version",), nested(900)), "has version [...]"),
        (with_value(("version",), json.dumps("x" * 1000)), 'has version "' + "x" * 36 + "..."),
        (with_value(("data",), '{"folder": "a", "folder": "b"}'), 'the entry "folder" is there twice'),
        (with_value(("training", "epochs"), "9" * 5000), "is too large"),
        (with_value(("training", "learning_rate"), "1e999"), "1e999 is too large"),
        (with_value(("data", "source", "folder"), '"a\\u0000b"'), "can't be the name of a folder"),
        (with_value(("network", "nodes", 0, "id"), '"../x"'), "\"../x\" can't be a node's id"),
        (with_value(("network", "nodes", 0, "id"), '"\\ud800"'), "can't be a node's id"),
        (with_value(("network", "nodes", 0, "id"), '""'), "can't be a node's id"),
        (with_value(("network", "nodes", 0, "id"), '"' + "n" * 65 + '"'), "can't be a node's id"),
        (with_value(("network", "edges", 0, 0), '"a\\u001b"'), '"a\\u001b" -> "n2"'),
        (with_value(("data", "\x1b[2J" * 100), "1"), "unknown entry"),
        (with_value(("network", "nodes", 0, "layer", "shape"), str([2**62] * 300)), "300 axes"),
        (GOOD.encode("utf-16"), "not text in UTF-8"),
        (GOOD.encode("utf-16-le"), "not text in UTF-8"),
        (GOOD.encode("utf-32"), "not text in UTF-8"),
        (b"\xff" + GOOD.encode(), "not text in UTF-8"),
        (b" " * (MOST_BYTES + 1), "is larger than the 10,000,000 bytes a project can have."),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 60 else "text",
)
def test_what_is_refused_is_told(text: str | bytes, complaint: str) -> None:
    assert complaint in complaint_of(text)


def test_a_byte_order_mark_of_utf_8_is_skipped() -> None:
    assert project_from_json(GOOD.encode("utf-8-sig")) == PROJECT


@pytest.mark.parametrize("edges", [0, 200_000])
def test_many_layers_and_edges_are_read_at_once(edges: int) -> None:
    nodes = [{"id": f"n{i}", "layer": {"kind": "Flatten"}} for i in range(1000)]
    joined = [[f"n{i % 1000}", f"n{i // 1000}"] for i in range(edges)]
    plain = {"format": "nnstudio-project", "version": 1, "network": {"nodes": nodes, "edges": joined}}
    text = json.dumps(plain, separators=(",", ":"))
    complaint_of(text.encode())


@pytest.fixture(scope="module", params=["tensorflow", "jax"])
def lab(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """One engine for the whole module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NNSTUDIO_CACHE", str(tmp_path_factory.mktemp("cache")))
        opened = Lab.open(tmp_path_factory.mktemp("lab"), request.param)
        yield opened
        opened.close()


def renamed(project: Project, *names: str) -> Project:
    """The project with these ids of its nodes, from the input down."""
    nodes = tuple(Node(name, node.layer) for name, node in zip(names, project.network.chain, strict=True))
    return replace(project, network=Network(nodes, tuple(pairwise(names))))


def test_every_id_that_is_read_trains(lab: Lab) -> None:
    names = ("n" * 64, "layers", "a", "A", "0", "1-_", "network")
    project = renamed(digits_project(1, (8, 8, 8, 8)), *names)
    assert complaint_of(project_to_json(project)) == ""
    run = lab.train(project)
    assert {name.split("/")[1] for name in weights_of(run)} == set(names[2:])


def test_a_single_training_picture_is_enough(lab: Lab) -> None:
    """Of one picture none is kept aside, whatever the share."""
    project = digits_project(1, validation_share=0.5)
    project = replace(project, data=replace(project.data, training_limit=1))
    assert check(project) == ()
    lab.train(project)


BUILD_THE_DEEPEST = """
from nnstudio.core.layers import Activation, Dense, Flatten, Input
from nnstudio.core.network import chain_network
from nnstudio.core.project import MOST_NODES
from nnstudio.engine.keras_backend.build import build_model
hidden = [Activation("relu")] * (MOST_NODES - 3)
print(len(build_model(chain_network(Input((8, 8, 1)), Flatten(), *hidden, Dense(10, "softmax"))).layers))
"""


def test_as_many_layers_as_are_read_are_built() -> None:
    """Keras walks through them in the same way whichever backend computes."""
    environment = {**os.environ, "KERAS_BACKEND": "jax"}
    done = subprocess.run(
        [sys.executable, "-c", BUILD_THE_DEEPEST],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, f"{MOST_NODES}\n"), done.stderr


def _places(plain: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) in the value."""
    found: list[tuple[Any, Any]] = []
    if isinstance(plain, dict | list):
        for key in list(plain) if isinstance(plain, dict) else range(len(plain)):
            found += [(plain, key), *_places(plain[key])]
    return found


def _delete(data: st.DataObject, place: Any, key: Any) -> None:
    del place[key]


def _replace(data: st.DataObject, place: Any, key: Any) -> None:
    place[key] = data.draw(odd_values)


def _insert(data: st.DataObject, place: Any, key: Any) -> None:
    if isinstance(place, list):
        place.insert(key, data.draw(odd_values))
    else:
        place[data.draw(odd_text)] = data.draw(odd_values)


def _twice(data: st.DataObject, place: Any, key: Any) -> None:
    if isinstance(place, list):
        place.append(place[key])


def _tweak(data: st.DataObject, place: Any, key: Any) -> None:
    """A value of the same type, which is often read."""
    match place[key]:
        case bool():
            place[key] = not place[key]
        case int():
            place[key] = data.draw(st.integers(-2, 70) | st.integers(-(2**64), 2**64))
        case float():
            place[key] = data.draw(st.floats())
        case str():
            place[key] = data.draw(st.sampled_from(["relu", "softmax", "same", "Reshape", "mnist", "n3"]) | odd_text)
        case [int(), *_] as numbers:
            place[key] = data.draw(st.lists(st.integers(-2, 70), min_size=len(numbers), max_size=len(numbers) + 1))
        case list() as items:
            place[key] = data.draw(st.permutations(items))


def _deepen(data: st.DataObject, place: Any, key: Any) -> None:
    for _ in range(data.draw(st.integers(1, 300))):
        place[key] = [place[key]]


CHANGES: tuple[Callable[[st.DataObject, Any, Any], None], ...] = (
    *(_tweak,) * 5,
    _delete,
    _replace,
    _insert,
    _twice,
    _deepen,
)


@IN_THE_SUITE
@given(st.data())
def test_a_project_changed_anywhere_is_taken_or_refused_in_a_sentence(data: st.DataObject) -> None:
    plain = json.loads(GOOD)
    for _ in range(data.draw(st.integers(1, 3))):
        places = _places(plain)
        assume(places)
        data.draw(st.sampled_from(CHANGES))(data, *data.draw(st.sampled_from(places)))
    complaint_of(json_text(plain))


@IN_THE_SUITE
@given(st.data())
def test_bytes_changed_anywhere_are_taken_or_refused_in_a_sentence(data: st.DataObject) -> None:
    raw = bytearray(GOOD.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(raw)))
        end = min(len(raw), start + data.draw(st.sampled_from([0, 1, 2, 30])))
        raw[start:end] = data.draw(
            st.binary(max_size=4) | st.sampled_from([b'"', b"[", b"{", b"\\u", b"-1", b"9" * 30])
        )
    complaint_of(bytes(raw))


@IN_THE_SUITE
@given(odd_values)
def test_any_json_at_all_is_refused_in_a_sentence(value: Any) -> None:
    assert complaint_of(json_text(value))
