"""Our arithmetic against real Keras: shapes, parameters, and what is refused."""

from __future__ import annotations

import os
import warnings
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from nnstudio.core.costs import costs, total_cost
from nnstudio.core.layers import (
    ACTIVATIONS,
    INITIALIZERS,
    LAYER_KINDS,
    Activation,
    AveragePooling2D,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePooling2D,
    Input,
    Layer,
    MaxPooling2D,
    Reshape,
)
from nnstudio.core.network import Network, chain_network
from nnstudio.core.problems import network_problems
from nnstudio.core.project import Project, dense_project
from nnstudio.core.shapes import infer
from tests.support.networks import chains, valid_networks


@pytest.fixture(scope="module")
def build() -> Any:
    """`build_model` with the reference backend, in this process."""
    os.environ["KERAS_BACKEND"] = "tensorflow"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what TensorFlow's own imports warn of
        from nnstudio.engine.keras_backend import build as module
    return module.build_model


EVERY_KIND: tuple[Layer, ...] = (
    Flatten(),
    Dense(5),
    Dense(5, use_bias=False),
    Activation("softmax"),
    Dropout(0.3),
    Conv2D(4),
    Conv2D(4, (2, 3), (2, 1), "same", use_bias=False),
    MaxPooling2D(),
    MaxPooling2D((3, 2), (1, 2), "same"),
    AveragePooling2D(),
    AveragePooling2D((2, 2), (3, 3), "valid"),
    GlobalAveragePooling2D(),
    BatchNormalization(),
    Reshape((-1,)),
    Reshape((7, -1, 2)),
)


def assert_agrees(network: Network, model: Any) -> None:
    """Every node's output shape, and every count of parameters, are Keras's."""
    inferred, found = infer(network), costs(network)
    for node in network.chain:
        layer = model.get_layer(node.id)
        assert inferred.outputs[node.id] == tuple(layer.output.shape[1:])
        assert found[node.id].parameters == layer.count_params()
    assert total_cost(network).parameters == model.count_params()
    assert total_cost(network).trainable == sum(int(w.value.shape.num_elements()) for w in model.trainable_weights)


def test_every_kind_is_covered() -> None:
    assert {type(layer) for layer in EVERY_KIND} | {Input} == set(LAYER_KINDS)


@pytest.mark.parametrize("layer", EVERY_KIND, ids=repr)
def test_each_kind_agrees_with_keras(layer: Layer, build: Any) -> None:
    network = chain_network(Input((7, 6, 2)), layer)
    assert_agrees(network, build(network))


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_keras_knows_every_activation(activation: Any, build: Any) -> None:
    build(chain_network(Input((4, 4, 1)), Activation(activation)))


@pytest.mark.parametrize("initializer", INITIALIZERS)
def test_keras_knows_every_initializer(initializer: Any, build: Any) -> None:
    build(chain_network(Input((4, 4, 1)), Dense(3, kernel_initializer=initializer)))


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
