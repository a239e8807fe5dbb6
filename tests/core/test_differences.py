"""In what projects differ, told with the names that people know."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from nnstudio.core.augmentation import AUGMENTATIONS
from nnstudio.core.differences import Difference, all_told, differences
from nnstudio.core.project import Project, dense_project
from nnstudio.core.sources import Scaling
from nnstudio.core.training import SGD, TrainingPlan

BASE = dense_project("digits", (8,))


def planned(**changed: object) -> Project:
    return replace(BASE, training=replace(BASE.training, **changed))  # type: ignore[arg-type]


def test_equal_projects_differ_in_nothing() -> None:
    assert differences([BASE, planned(), BASE]) == ()


def test_each_setting_that_differs_is_told_once_with_all_values() -> None:
    found = differences([BASE, planned(batch_size=64, seed=2), planned(seed=3)])
    assert found == (
        Difference("Training", "Batch size", ("32", "64", "32")),
        Difference("Training", "Seed", ("1", "2", "3")),
    )


def test_of_another_kind_only_the_kind_is_told() -> None:
    found = differences([BASE, planned(optimizer=SGD())])
    assert [(each.label, each.texts) for each in found] == [("Optimiser", ("Adam", "SGD"))]
    same = differences([planned(optimizer=SGD()), planned(optimizer=SGD(momentum=0.9))])
    assert [(each.label, each.texts) for each in same] == [("Optimiser: Momentum", ("0", "0.9"))]


def test_a_layer_that_others_lack_is_told_once_and_one_that_all_have_by_its_settings() -> None:
    found = differences([BASE, dense_project("digits", (8, 4)), dense_project("digits", (9, 4))])
    assert [(each.label, each.texts) for each in found] == [
        ("Dense 1: Units", ("8", "8", "9")),
        ("Dense 2: Units", ("10", "4", "4")),
        ("Dense 2: Activation", ("softmax", "relu", "relu")),
        ("Dense 3", ("", "10 · softmax", "10 · softmax")),
    ]


def test_data_differs_by_its_source_and_how_it_is_prepared() -> None:
    kind = next(iter(AUGMENTATIONS))
    other = replace(BASE, data=replace(BASE.data, inverted=True, augmentation=(kind(),), training_limit=500))
    found = {each.label: each.texts for each in differences([BASE, other])}
    assert found.keys() == {"Inverted", "Augmentation", "Training samples at most"}
    assert found["Training samples at most"] == ("", "500")
    assert found["Inverted"] == ("Off", "On")
    assert found["Augmentation"][1].startswith(kind.said_title())
    mnist = differences([BASE, dense_project("mnist", (8,))])
    assert mnist[0] == Difference("Data", "Data", ("Digits 8 × 8", "MNIST"))


def test_a_whole_project_can_be_told() -> None:
    told = {each.label: each.texts[0] for each in all_told(BASE)}
    assert (told["Epochs"], told["Dense 1: Units"], told["Loss"]) == ("10", "8", "Cross-entropy (labels)")
    assert told["Scaling"] == "From 0 to 1", "as the Data page calls it"
    for scaling in get_args(Scaling):
        scaled = differences([BASE, replace(BASE, data=replace(BASE.data, scaling=scaling))])
        assert all(scaling not in text for each in scaled for text in each.texts)
    assert {each.area for each in all_told(BASE)} == {"Data", "Network", "Training"}
    assert TrainingPlan().optimizer.said_title() == told["Optimiser"]
