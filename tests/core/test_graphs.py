"""Networks that are no chain: what is inferred of ways that part and meet, and what is said of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pytest

from nnstudio.core.errors import ShapeError
from nnstudio.core.layers import Conv2D, Dense, Flatten, Input, Layer, MaxPooling2D, Shapes
from nnstudio.core.network import Network, Node, check_graph, titles
from nnstudio.core.network.costs import costs, total_cost
from nnstudio.core.network.inference import infer
from nnstudio.core.problems import check
from nnstudio.core.project import Project, project_from_json, project_to_json
from tests.support.adding import added


@dataclass(frozen=True)
class Concatenate(Layer):
    """Joins its inputs along the last axis."""

    about: ClassVar[str] = "Joins its inputs."
    inputs: ClassVar[tuple[int, int]] = (2, 8)

    def output_shapes(self, given: Shapes) -> Shapes:
        if len({shape[:-1] for shape in given}) != 1 or len(given) < 2:
            raise ShapeError("needs inputs that differ in their last axis alone.", fix="Change what leads to it.")
        return ((*given[0][:-1], sum(shape[-1] for shape in given)),)


def graph(*edges: str, **layers: Layer) -> Network:
    nodes = tuple(Node(name, layer) for name, layer in layers.items())
    return Network(nodes, tuple((edge[0], edge[1]) for edge in edges))


TWO_WAYS = {
    "a": Input((8, 8, 1)),
    "b": Conv2D(3, padding="same"),
    "c": Conv2D(5, (1, 1)),
    "d": Concatenate(),
    "e": Flatten(),
    "f": Dense(10, "softmax"),
}
JOINED = graph("ab", "ac", "bd", "cd", "de", "ef", **TWO_WAYS)


def test_shapes_and_costs_follow_every_way() -> None:
    with added(Concatenate):
        check_graph(JOINED)
        inferred = infer(JOINED)
    assert inferred.inputs["d"] == ((8, 8, 3), (8, 8, 5))
    assert inferred.outputs["d"] == ((8, 8, 8),)
    assert inferred.gives("f") == (10,)
    assert costs(JOINED)["b"].parameters == 30
    assert total_cost(JOINED).parameters == 30 + 10 + 5130
    assert list(titles(JOINED).values())[1:3] == ["Conv2D 1", "Conv2D 2"]


def test_a_graph_that_fits_has_no_problems_and_is_kept_in_files() -> None:
    with added(Concatenate):
        project = Project(network=JOINED)
        assert check(project) == ()
        assert project_from_json(project_to_json(project)) == project


def test_what_can_not_go_on_stops_its_own_way_alone() -> None:
    layers = {**TWO_WAYS, "b": MaxPooling2D((99, 99))}
    inferred = infer(graph("ab", "ac", "bd", "cd", "de", "ef", **layers))
    assert set(inferred.errors) == {"b"}
    assert set(inferred.outputs) == {"a", "c"}


@pytest.mark.parametrize(
    ("edges", "message"),
    [
        (("ab", "ac", "bd", "cd", "de", "df"), "has 1 inputs and 2 ends."),
        (("ab", "be", "ef", "cd"), "comes first, but nothing feeds it."),
    ],
)
def test_what_has_not_one_way_in_and_one_way_out_is_told(edges: tuple[str, ...], message: str) -> None:
    found = check(Project(network=graph(*edges, **TWO_WAYS)))
    assert message in [problem.message for problem in found]


def test_a_layer_with_one_input_refuses_two() -> None:
    inferred = infer(graph("ab", "ac", "bf", "cf", **TWO_WAYS))
    assert inferred.errors["f"].message == "takes 1 inputs, got 2."
