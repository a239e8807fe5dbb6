"""What a new project begins with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nnstudio.core.layers import Conv2D, Dense, Flatten, GlobalAveragePooling2D, Input
from nnstudio.core.network import chain_network
from nnstudio.core.problems import check
from nnstudio.core.project import dense_project
from nnstudio.core.sources import (
    SOURCES,
    XOR,
    Classes,
    DataPlan,
    Diabetes,
    Digits,
    Facts,
    Iris,
    Line,
    PictureFiles,
    Reading,
    Source,
)
from nnstudio.core.training import MeanSquaredError
from nnstudio.core.usual import (
    default_project,
    is_usual,
    on_data,
    said_why,
    usual_project,
    with_source,
    with_usual_network,
)


@pytest.mark.parametrize("kind", [kind for kind in SOURCES if kind().facts.shape])
def test_every_source_has_a_network_that_can_be_trained_and_says_why(kind: type[Source]) -> None:
    project = usual_project(kind())
    assert check(project) == ()
    assert said_why(kind()).endswith(".")
    assert is_usual(project)


def test_the_line_gets_one_neuron() -> None:
    project = usual_project(Line())
    assert project.network.layers == (Input((1,)), Dense(1, "linear"))
    assert project.training.loss == MeanSquaredError()
    assert (project.training.batch_size, project.training.validation_share) == (6, 0.0)


def test_photos_get_pooling_to_the_end() -> None:
    class Photos(Digits):
        expected = Facts((150, 150, 3), Classes(("a", "b")), 1000, 200, form="picture")

    layers = usual_project(Photos()).network.layers
    assert sum(isinstance(layer, Conv2D) for layer in layers) == 5
    assert any(isinstance(layer, GlobalAveragePooling2D) for layer in layers)


def test_other_data_brings_its_usual_network_where_nothing_was_designed() -> None:
    moved = on_data(default_project(), DataPlan(Iris()))
    assert moved == usual_project(Iris())


def test_what_was_designed_is_fitted_to_other_data() -> None:
    designed = dense_project("digits", (17, 9))
    moved = on_data(designed, DataPlan(Diabetes()))
    assert moved.network.layers == (Input((10,)), Flatten(), Dense(17), Dense(9), Dense(1, "linear"))
    assert check(moved) == ()
    assert with_usual_network(moved).network == usual_project(Diabetes()).network


def test_a_network_for_rows_can_take_pictures_after_flatten() -> None:
    rows = replace(dense_project(Iris(), (8,)), network=chain_network(Input((4,)), Dense(8), Dense(3, "softmax")))
    assert on_data(rows, DataPlan(Digits())).network.layers == (
        Input((8, 8, 1)),
        Flatten(),
        Dense(8),
        Dense(10, "softmax"),
    )


def test_what_is_found_out_first_brings_its_usual_network() -> None:
    asked = on_data(default_project(), DataPlan(PictureFiles("/photos")))
    facts = Facts((64, 64, 3), Classes(("a", "b")), 100, 20, form="picture")
    found = with_source(asked, PictureFiles("/photos").as_read(Reading(facts, "", "/photos")))
    assert found.network == usual_project(found.data.source).network
    assert check(found) == ()


def test_what_is_found_out_first_leaves_a_design_and_fits_its_ends() -> None:
    designed = on_data(dense_project("digits", (9,)), DataPlan(PictureFiles("/photos")))
    facts = Facts((64, 64, 3), Classes(("a", "b")), 100, 20, form="picture")
    found = with_source(designed, PictureFiles("/photos").as_read(Reading(facts, "", "/photos")))
    assert found.network.layers == (Input((64, 64, 3)), Flatten(), Dense(9), Dense(2, "softmax"))


def test_seed_and_callbacks_are_no_design() -> None:
    project = default_project()
    seeded = replace(project, training=replace(project.training, seed=7))
    moved = on_data(seeded, DataPlan(XOR()))
    assert moved.network == usual_project(XOR()).network
    assert moved.training.seed == 7
