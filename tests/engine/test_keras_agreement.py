"""Our arithmetic against real Keras: shapes, parameters, and what is refused."""

from __future__ import annotations

import os
import warnings
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from nnstudio.core.layers import GROUPS, LAYERS, Dense, Example, Flatten, Input, Layer
from nnstudio.core.network import Network, chain_network
from nnstudio.core.network.costs import costs, total_cost
from nnstudio.core.network.inference import infer
from nnstudio.core.problems import network_problems
from nnstudio.core.project import Project, dense_project
from nnstudio.core.settings import settings_of
from tests.support.networks import chains, valid_networks


@pytest.fixture(scope="module")
def build() -> Any:
    """`build_model` with the reference backend, in this process."""
    os.environ["KERAS_BACKEND"] = "tensorflow"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what TensorFlow's own imports warn of
        from nnstudio.engine.keras_backend import build as module
    return module.build_model


EXAMPLES = [(kind, example) for kind in LAYERS for example in kind.examples()]


def assert_agrees(network: Network, model: Any) -> None:
    """Every node's output shape, and every weight, are Keras's."""
    inferred, found = infer(network), costs(network)
    for node in network.ordered:
        layer = model.get_layer(node.id)
        assert inferred.gives(node.id) == tuple(layer.output.shape[1:])
        assert found[node.id].parameters == layer.count_params()
        ours = node.layer.arrays(inferred.inputs[node.id])
        assert {(w.name, w.shape, w.trainable) for w in ours} == {
            (w.name, tuple(w.shape), w.trainable) for w in layer.weights
        }
    assert total_cost(network).parameters == model.count_params()
    assert total_cost(network).trainable == sum(int(w.value.shape.num_elements()) for w in model.trainable_weights)


@pytest.mark.parametrize(("kind", "example"), EXAMPLES, ids=[repr(example.layer) for _, example in EXAMPLES])
def test_each_kind_agrees_with_keras(kind: type[Layer], example: Example, build: Any) -> None:
    layers = (Input(example.given[0]), example.layer) if example.given else (example.layer,)
    assert_agrees(chain_network(*layers), build(chain_network(*layers)))


@pytest.mark.parametrize("kind", LAYERS, ids=lambda kind: kind.__name__)
def test_keras_knows_every_choice_of_every_setting(kind: type[Layer], build: Any) -> None:
    given = kind.examples()[0].given
    for setting in settings_of(kind):
        for choice in setting.choices:
            layer = replace(kind.examples()[0].layer, **{setting.name: choice})
            build(chain_network(Input(given[0]), layer))


@pytest.mark.parametrize("kind", LAYERS, ids=lambda kind: kind.__name__)
def test_every_kind_says_what_it_is_and_its_examples_have_no_complaints(kind: type[Layer]) -> None:
    assert kind.about
    assert kind.group in GROUPS
    assert all(not example.layer.complaints() for example in kind.examples())
    assert all(setting.label and setting.help for setting in settings_of(kind))


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(network=valid_networks())
def test_200_random_valid_networks_agree_with_keras(network: Network, build: Any) -> None:
    assert_agrees(network, build(network))


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(network=chains())
def test_keras_takes_what_we_take_and_refuses_what_we_refuse(network: Network, build: Any) -> None:
    problems = [p for p in network_problems(Project(network=network)) if "gives" not in p.message]
    shape_errors = infer(network).errors
    if shape_errors:
        assert problems
        with pytest.raises(ValueError):  # noqa: PT011 - Keras's own words, whatever they are
            build(network)
    elif not any(p.severity == "error" and p.setting and p.setting != "shape" for p in problems):
        assert_agrees(network, build(network))


@pytest.mark.parametrize(
    ("inputs", "units", "expected"),
    [(3072, 200, 614_600), (200, 150, 30_150), (150, 10, 1_510)],
)
def test_the_parameters_of_dense_layers_are_those_of_the_courses(inputs: int, units: int, expected: int) -> None:
    network = chain_network(Input((inputs,)), Dense(units))
    assert total_cost(network).parameters == expected


def test_the_small_photos_network_has_646_260_parameters() -> None:
    layers = (Input((32, 32, 3)), Flatten(), Dense(200), Dense(150), Dense(10, "softmax"))
    assert total_cost(chain_network(*layers)).parameters == 646_260


def test_the_clothes_network_has_101_770_parameters() -> None:
    assert total_cost(dense_project("fashion-mnist", (128,)).network).parameters == 101_770
