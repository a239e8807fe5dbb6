"""What is said of the settings that suit some data is true of the usual project."""

from __future__ import annotations

from dataclasses import replace

from nnstudio.core.layers import Dense
from nnstudio.core.project import Project
from nnstudio.core.sources import DataPlan, Digits, Drawn, FashionMNIST
from nnstudio.core.training import MeanSquaredError, SparseCategoricalCrossentropy
from nnstudio.core.usual import default_project, usual_project
from nnstudio.core.usual_why import said_whys
from tests.extending.sources import Sums, Tones


def told(project: Project) -> str:
    return " ".join(said_whys(project))


def test_classes_and_numbers_are_told_their_loss_output_and_metric() -> None:
    for source, words, loss in (
        (Digits(), "cross-entropy from softmax", SparseCategoricalCrossentropy()),
        (Sums(), "squared errors from an output without activation", MeanSquaredError()),
    ):
        project = usual_project(source)
        assert words in told(project)
        assert project.training.loss == loss
    last = default_project().network.chain[-1].layer
    assert isinstance(last, Dense)
    assert last.activation == "softmax"
    assert "Accuracy says how often" in told(default_project())
    assert "Mean absolute error says how far off" in told(usual_project(Sums()))


def test_the_counts_are_those_of_the_data_as_it_is_divided() -> None:
    clothes = usual_project(FashionMNIST())
    assert "A batch of 32 makes 1,688 steps an epoch of 54,000 samples." in said_whys(clothes)
    assert "20 epochs make 33,760 steps in all." in said_whys(clothes)
    limited = replace(clothes, data=DataPlan(FashionMNIST(), training_limit=16))
    assert "All 16 samples fit into one batch." in said_whys(limited)
    assert "20 epochs, as an epoch has few steps." in said_whys(limited)


def test_nothing_is_said_of_data_that_is_not_known() -> None:
    assert said_whys(usual_project(Tones())) == ()
    assert said_whys(usual_project(Drawn())) == ()
