"""Figures by name: what a metric is called, which are measured, and how people read them."""

from __future__ import annotations

from nnstudio.core.sources import Classes, Numbers
from nnstudio.core.training.figures import Figure, figure_named, judged_by, known_by, metric_names
from nnstudio.core.training.metrics import (
    METRICS,
    Accuracy,
    MeanAbsoluteError,
    MeanSquaredError,
    SparseTopKCategoricalAccuracy,
    metrics_for,
)

CLASSES, NUMBERS = Classes(("a", "b")), Numbers(("x",))


def test_metrics_are_named_as_in_keras_or_scikit_learn() -> None:
    assert [kind.name() for kind in METRICS] == [
        "accuracy",
        "sparse_top_k_categorical_accuracy",
        "precision",
        "recall",
        "f1_score",
        "roc_auc",
        "mean_absolute_error",
        "mean_squared_error",
        "root_mean_squared_error",
        "r2_score",
    ]


def test_classes_have_accuracy_and_numbers_mean_absolute_error() -> None:
    assert metrics_for((), CLASSES) == (Accuracy(),)
    assert metrics_for((), NUMBERS) == (MeanAbsoluteError(),)


def test_what_suits_the_data_is_measured_each_kind_once() -> None:
    chosen = (SparseTopKCategoricalAccuracy(3), MeanSquaredError(), Accuracy(), SparseTopKCategoricalAccuracy(2))
    assert metrics_for(chosen, CLASSES) == (SparseTopKCategoricalAccuracy(2), Accuracy())
    assert metrics_for(chosen, NUMBERS) == (MeanSquaredError(),)
    assert metrics_for((Accuracy(),), NUMBERS) == (MeanAbsoluteError(),)


def test_a_figure_is_read_alike_over_training_and_validation_samples() -> None:
    assert figure_named("accuracy") == figure_named("val_accuracy") == Figure("accuracy", "Accuracy", True, True)
    assert figure_named("val_loss") == Figure("loss", "Loss")
    assert figure_named("mean_absolute_error") == Figure("mean_absolute_error", "Mean absolute error")
    assert figure_named("val_gone_metric") == Figure("gone_metric", "gone_metric")


def test_a_run_is_judged_by_its_first_metric_over_validation_samples() -> None:
    names = ("loss", "mean_absolute_error", "accuracy", "val_loss", "val_mean_absolute_error", "val_accuracy")
    assert metric_names(names) == ("mean_absolute_error", "accuracy")
    assert judged_by(names) == known_by(dict.fromkeys(names, 0.0)) == "val_mean_absolute_error"
    assert judged_by(names[:3]) == "val_mean_absolute_error"
    assert known_by({"loss": 1.0, "accuracy": 0.5}) == "accuracy"
    assert (judged_by(["loss"]), known_by({"loss": 1.0}), known_by({})) == ("val_loss", "loss", "loss")


def test_what_is_measured_over_validation_samples_alone_comes_after_the_rest_and_can_judge_a_run() -> None:
    assert metric_names(("loss", "accuracy", "val_loss", "val_accuracy", "val_f1_score")) == ("accuracy", "f1_score")
    assert judged_by(("loss", "val_loss", "val_f1_score")) == "val_f1_score"
    assert known_by({"loss": 1.0, "val_loss": 1.0, "val_f1_score": 0.5}) == "val_f1_score"
