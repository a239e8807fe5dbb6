"""What is wrong is said on the layer, with its fix; and the fix mends it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.core.layers import (
    Activation,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    Input,
    Layer,
    MaxPooling2D,
    Reshape,
)
from nnstudio.core.network import chain_network, with_layer
from nnstudio.core.problems import check
from nnstudio.core.project import Project, dense_project, with_dataset
from nnstudio.core.sources import SOURCES, DataPlan, Digits, Source, source_of_word
from nnstudio.core.training import (
    SGD,
    Accuracy,
    Adam,
    AdamW,
    BinaryCrossentropy,
    ClipNorm,
    Hinge,
    Loss,
    MeanSquaredError,
    Metric,
    Muon,
    PiecewiseConstantDecay,
    Poisson,
    RMSprop,
    SparseCategoricalCrossentropy,
    TrainingPlan,
)
from nnstudio.core.training.metrics import F1Score, MeanAbsoluteError, SparseTopKCategoricalAccuracy
from nnstudio.core.usual import default_project
from tests.extending.sources import Sums, Tones

KNOWN = [kind for kind in SOURCES if kind().facts.shape]  # before anything is read


def project_of(*layers: Layer, dataset: str = "digits") -> Project:
    return Project(DataPlan(source_of_word(dataset)), chain_network(*layers), TrainingPlan())


IN = Input((8, 8, 1))


def test_the_default_project_has_no_problems() -> None:
    assert check(default_project()) == ()


@pytest.mark.parametrize("kind", KNOWN)
def test_the_dense_project_fits_every_data_set(kind: type[Source]) -> None:
    assert check(dense_project(kind(), (32, 16))) == ()


@pytest.mark.parametrize(
    ("project", "where", "message"),
    [
        (project_of(), "The network", "no layers"),
        (project_of(Flatten(), Dense(10, "softmax")), "Flatten", "nothing feeds it"),
        (project_of(IN, Dense(10, "softmax")), "Dense", "gives 8 × 8 × 10, but there are 10 classes"),
        (project_of(IN, Conv2D(4)), "Conv2D", "gives 6 × 6 × 4"),
        (project_of(IN, Flatten(), Dense(7, "softmax")), "Dense", "gives 7, but there are 10 classes"),
        (project_of(IN, Flatten()), "Flatten", "gives 64"),
        (project_of(Input((9, 8, 1)), Flatten(), Dense(10, "softmax")), "Input", "takes 9 × 8 × 1, but Digits"),
        (project_of(IN, Flatten(), Conv2D(4), Dense(10, "softmax")), "Conv2D", "needs a picture"),
        (project_of(IN, Flatten(), Dense(9), MaxPooling2D(), Dense(10, "softmax")), "MaxPooling2D", "needs a picture"),
        (project_of(IN, Flatten(), Input((8, 8, 1)), Dense(10, "softmax")), "Input 2", "middle of the network"),
        (project_of(IN, Flatten(), Dense(10)), "Dense", "ends in relu"),
        (project_of(IN, Flatten(), Dense(10, "linear"), Activation("tanh")), "Activation", "ends in tanh"),
    ],
)
def test_a_problem_is_named_and_its_repair_mends_it(project: Project, where: str, message: str) -> None:
    problem = check(project)[0]
    assert problem.where == where
    assert message in problem.message
    assert problem.fix
    if where != "The network":
        assert problem.repair is not None
        mended = replace(project, network=problem.repair)
        assert problem not in check(mended)
        while (rest := check(mended)) and rest[0].repair is not None:
            mended = replace(mended, network=rest[0].repair)
        assert check(mended) == ()


@pytest.mark.parametrize(
    ("layers", "where", "message"),
    [
        ((IN, Flatten(), Conv2D(4)), "Conv2D", "needs a picture"),
        ((IN, Conv2D(4, (9, 9))), "Conv2D", "larger than the picture"),
        ((IN, MaxPooling2D((2, 9))), "MaxPooling2D", "larger than the picture"),
        ((IN, Reshape((5, -1))), "Reshape", "don't divide evenly"),
        ((IN, Reshape((4, 4))), "Reshape", "holds 16"),
        ((IN, Reshape((-1, -1))), "Reshape", "more than one -1"),
        ((IN, Reshape(())), "Reshape", "is empty"),
        ((IN, Input((8, 8, 1))), "Input 2", "middle of the network"),
        ((Input(()),), "Input", "is empty"),
        ((Input((0, 8, 1)),), "Input", "is 0, outside"),
        ((IN, Flatten(), Dense(0)), "Dense", "is 0, outside"),
        ((IN, Dropout(1.0)), "Dropout", "is 1, outside"),
        ((IN, Conv2D(4, (0, 3))), "Conv2D", "is 0, outside"),
        ((IN, Conv2D(4, strides=(0, 1))), "Conv2D", "is 0, outside"),
        ((IN, MaxPooling2D((2, 2), (0, 2))), "MaxPooling2D", "is 0, outside"),
        ((IN, BatchNormalization(momentum=2)), "BatchNormalization", "is 2, outside"),
        ((IN, BatchNormalization(epsilon=0)), "BatchNormalization", "is 0, outside"),
        (
            (IN, Flatten(), Dense(1_000_000), Dense(1000), Dense(10, "softmax")),
            "The network",
            "more than 1,000,000,000",
        ),
    ],
)
def test_a_layer_that_cannot_work_is_an_error_on_it(layers: tuple[Layer, ...], where: str, message: str) -> None:
    problem = check(project_of(*layers))[0]
    assert (problem.where, problem.severity) == (where, "error")
    assert message in problem.message


def test_more_layers_than_compile_in_minutes_are_an_error() -> None:
    problem = check(project_of(IN, *[Activation()] * 298, Flatten(), Dense(10, "softmax")))[0]
    assert (problem.where, problem.severity) == ("The network", "error")
    assert problem.message == "has 301 layers, more than the 300 that can be trained."


def test_a_network_with_nothing_to_learn_is_an_error() -> None:
    pooled = MaxPooling2D((28, 1), (1, 3))
    project = project_of(Input((28, 28, 1)), pooled, Flatten(), Activation("softmax"), dataset="mnist")
    assert [(p.where, p.severity) for p in check(project)] == [("The network", "error")]
    assert "nothing to learn" in check(project)[0].message


@pytest.mark.parametrize(
    ("plan", "setting"),
    [
        (TrainingPlan(learning_rate=0), "learning_rate"),
        (TrainingPlan(learning_rate=float("nan")), "learning_rate"),
        (TrainingPlan(batch_size=-1), "batch_size"),
        (TrainingPlan(batch_size=10_000), "batch_size"),
        (TrainingPlan(epochs=0), "epochs"),
        (TrainingPlan(validation_share=0.6), "validation_share"),
        (TrainingPlan(seed=-1), "seed"),
        (TrainingPlan(SGD(momentum=1.5)), "optimizer.momentum"),
        (TrainingPlan(SGD(nesterov=True)), "optimizer.nesterov"),
        (TrainingPlan(RMSprop(rho=1.0)), "optimizer.rho"),
        (TrainingPlan(Adam(beta_1=1.0)), "optimizer.beta_1"),
        (TrainingPlan(AdamW(weight_decay=-1)), "optimizer.weight_decay"),
        (TrainingPlan(clipping=ClipNorm(0)), "clipping.limit"),
        (TrainingPlan(ema_momentum=1.0), "ema_momentum"),
        (TrainingPlan(gradient_accumulation_steps=0), "gradient_accumulation_steps"),
        (TrainingPlan(warmup_epochs=10.0), "warmup_epochs"),
        (TrainingPlan(schedule=PiecewiseConstantDecay("5: x")), "schedule.shares"),
    ],
)
def test_a_training_setting_out_of_range_is_an_error_on_that_setting(plan: TrainingPlan, setting: str) -> None:
    found = check(replace(default_project(), training=plan))
    assert [(problem.setting, problem.severity) for problem in found] == [(setting, "error")]


@given(st.sampled_from(KNOWN), st.sampled_from(KNOWN))
def test_other_data_brings_input_and_output_along(first: type[Source], second: type[Source]) -> None:
    moved = with_dataset(dense_project(first()), DataPlan(second()))
    assert check(moved) == ()


def test_a_large_batch_warns_of_memory_without_stopping() -> None:
    project = project_of(IN, Flatten(), Dense(400_000), Dense(10, "softmax"))
    large = replace(project, training=replace(project.training, batch_size=1437))
    found = check(large)
    assert [problem.severity for problem in found] == ["warning"]
    assert "memory" in found[0].message


def test_a_negative_training_limit_is_an_error_on_it() -> None:
    for limit, expected in ((-1, ["training_limit"]), (0, []), (1, []), (10**9, [])):
        found = check(replace(default_project(), data=DataPlan(Digits(), training_limit=limit)))
        assert [problem.setting for problem in found if problem.severity == "error"] == expected


@pytest.mark.parametrize(
    ("layers", "message"),
    [
        ((*[Activation()] * 97, Flatten(), Dense(10, "softmax")), None),
        ((*[Activation()] * 98, Flatten(), Dense(10, "softmax")), "has 101 layers: it may take"),
        ((*[Activation()] * 297, Flatten(), Dense(10, "softmax")), "has 300 layers: it may take"),
        ((MaxPooling2D((4096, 4096), (1, 1), "same"), Flatten(), Dense(10, "softmax")), "multiplications"),
    ],
)
def test_what_trains_slowly_is_a_warning(layers: tuple[Layer, ...], message: str | None) -> None:
    found = check(project_of(IN, *layers))
    assert [problem.severity for problem in found] == (["warning"] if message else [])
    assert all(message is not None and message in problem.message for problem in found)


@pytest.mark.parametrize(
    ("source", "metric", "setting", "severity", "message"),
    [
        (
            Digits(),
            SparseTopKCategoricalAccuracy(0),
            "metrics.SparseTopKCategoricalAccuracy.k",
            "error",
            "is 0, outside",
        ),
        (
            Digits(),
            SparseTopKCategoricalAccuracy(10),
            "metrics.SparseTopKCategoricalAccuracy.k",
            "warning",
            "10 classes",
        ),
        (Digits(), MeanAbsoluteError(), "metrics.MeanAbsoluteError", "warning", "does not suit Digits"),
        (Sums(), Accuracy(), "metrics.Accuracy", "warning", "does not suit Sums, and is not measured"),
        (Digits(), SparseTopKCategoricalAccuracy(9), "", "", ""),
        (Sums(), MeanAbsoluteError(), "", "", ""),
        (Tones(), MeanAbsoluteError(), "", "", ""),
    ],
)
def test_a_metric_suits_what_is_learned_or_a_warning_says_that_it_is_left_out(
    source: Source, metric: Metric, setting: str, severity: str, message: str
) -> None:
    project = dense_project(source, (16,))
    found = check(replace(project, training=replace(project.training, metrics=(metric,))))
    told = [problem for problem in found if problem.setting.startswith("metrics")]
    assert [(problem.setting, problem.severity) for problem in told] == ([(setting, severity)] if setting else [])
    assert all(message in problem.message and problem.fix for problem in told)


@pytest.mark.parametrize("loss", [SparseCategoricalCrossentropy(), MeanSquaredError()])
def test_a_loss_that_compares_classes_cannot_learn_numbers(loss: Loss) -> None:
    project = dense_project(Sums(), (16,))
    found = check(replace(project, training=replace(project.training, loss=loss)))
    told = [str(problem) for problem in found if problem.setting == "loss" and problem.severity == "error"]
    expected = "Cross-entropy (labels) compares classes, but Sums gives numbers. Choose Mean squared error."
    assert told == ([expected] if loss.compares == "labels" else [])


def test_muon_is_told_to_learn_nothing_its_own_way_without_hidden_dense_layers() -> None:
    plan = TrainingPlan(Muon())
    (found,) = check(replace(dense_project("digits", ()), training=plan))
    assert (found.setting, found.severity) == ("optimizer", "warning")
    assert check(replace(dense_project("digits", (16,)), training=plan)) == ()


@pytest.mark.parametrize(
    ("loss", "activation", "mended"),
    [
        (SparseCategoricalCrossentropy(), "sigmoid", "softmax"),
        (BinaryCrossentropy(), "relu", "sigmoid"),
        (BinaryCrossentropy(), "softmax", None),
        (Hinge(), "softmax", "tanh"),
        (Poisson(), "linear", "softplus"),
        (MeanSquaredError(), "softmax", None),
    ],
)
def test_a_loss_that_means_nothing_for_the_last_activation_is_told_with_one_that_suits_it(
    loss: Loss, activation: Any, mended: str | None
) -> None:
    project = dense_project("digits", ())
    last = project.network.chain[-1]
    network = with_layer(project.network, last.id, Dense(10, activation))
    found = check(replace(project, network=network, training=replace(project.training, loss=loss)))
    assert [problem.setting for problem in found] == (["activation"] if mended else [])
    for problem in found:
        assert problem.repair is not None
        assert problem.repair.chain[-1].layer == Dense(10, mended)  # type: ignore[arg-type]


def test_what_is_measured_over_all_validation_samples_needs_some() -> None:
    project = dense_project("digits", ())
    for share, told in ((0.0, ["metrics.F1Score"]), (0.1, [])):
        plan = replace(project.training, metrics=(F1Score(),), validation_share=share)
        assert [problem.setting for problem in check(replace(project, training=plan))] == told
    binary = replace(project.training, metrics=(F1Score("binary"),))
    assert [problem.setting for problem in check(replace(project, training=binary))] == ["metrics.F1Score.average"]
