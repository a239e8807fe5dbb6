"""Options that say how to train: the words for each setting and each kind, and what they leave as it was."""

from __future__ import annotations

import argparse
import json

import pytest

from nnstudio.cli.plan_options import add_plan_options, with_plan_options
from nnstudio.core.project import Project
from nnstudio.core.sources import DataPlan
from nnstudio.core.sources.split import Split
from nnstudio.core.training import (
    SGD,
    Accuracy,
    Adam,
    AdamW,
    CosineDecay,
    EarlyStopping,
    ExponentialDecay,
    Part,
    TrainingPlan,
    plan_parts,
)
from nnstudio.core.training.metrics import SparseTopKCategoricalAccuracy

KINDS = [(part, kind) for part in plan_parts() for kind in part.family]


def planned(*words: str, plan: TrainingPlan = TrainingPlan()) -> TrainingPlan:  # noqa: B008 - a frozen value
    """The plan with those words."""
    parser = argparse.ArgumentParser()
    add_plan_options(parser)
    return with_plan_options(Project(training=plan), parser.parse_args(words)).training


def data_planned(*words: str, plan: DataPlan = DataPlan()) -> DataPlan:  # noqa: B008 - a frozen value
    """The plan of the data with those words."""
    parser = argparse.ArgumentParser()
    add_plan_options(parser)
    return with_plan_options(Project(plan), parser.parse_args(words)).data


def test_without_words_the_plan_stays() -> None:
    plan = TrainingPlan(SGD(0.5), callbacks=(EarlyStopping(patience=3),), metrics=(Accuracy(),))
    assert planned(plan=plan) == plan


def test_each_setting_of_the_plan_has_a_word() -> None:
    words = "--learning-rate 5e-1 --batch-size 7 --epochs 1e3 --validation-share .25 --seed 4"
    assert planned(*words.split()) == TrainingPlan(
        learning_rate=0.5, batch_size=7, epochs=1000, validation_share=0.25, seed=4
    )


@pytest.mark.parametrize(("part", "kind"), KINDS, ids=lambda value: getattr(value, "__name__", ""))
def test_each_kind_has_a_word_and_takes_its_settings(part: Part, kind: type) -> None:
    value = kind()
    settings = ",".join(f"{name}={json.dumps(each)}" for name, each in value.settings.items()).replace('"', "")
    option = f"--{part.family.base.__name__.lower()}"
    for words in (kind.__name__, kind.__name__.lower(), f"{kind.__name__}:{settings}"):
        found = getattr(planned(option, words), part.name)
        assert found == ((value,) if part.many else value)


def test_settings_that_are_not_given_stay_as_in_the_window() -> None:
    plan = TrainingPlan(Adam(beta_1=0.7, beta_2=0.8), schedule=ExponentialDecay(20, 0.5))
    assert planned("--optimizer", "adam:beta-2=0.9", plan=plan).optimizer == Adam(0.7, 0.9)
    assert planned("--optimizer", "AdamW:weight_decay=0.1", plan=plan).optimizer == AdamW(0.1, 0.7, 0.8)
    assert planned("--schedule", "cosine_decay:alpha=.1", plan=plan).schedule == CosineDecay(20, 0.1)


def test_a_usual_learning_rate_follows_the_optimiser_but_a_given_one_is_taken() -> None:
    assert planned("--optimizer", "SGD").learning_rate == SGD.usual_learning_rate
    assert planned("--learning-rate", "0.001", "--optimizer", "SGD").learning_rate == 0.001


def test_kinds_of_which_there_may_be_several_are_given_one_by_one_in_place_of_the_plans() -> None:
    plan = TrainingPlan(metrics=(Accuracy(),), callbacks=(EarlyStopping(patience=3),))
    top = SparseTopKCategoricalAccuracy(3)
    words = ("--metric", "SparseTopKCategoricalAccuracy:k=3")
    assert planned(*words, plan=plan).metrics == (top,)
    assert planned(*words, "--metric", "accuracy", plan=plan).metrics == (top, Accuracy())
    assert planned("--metric", "sparsetopkcategoricalaccuracy:k=9", *words).metrics == (top,)
    assert planned("--callback", "none", plan=plan) == TrainingPlan(metrics=(Accuracy(),))


def test_what_is_kept_aside_is_given_by_its_settings_and_the_others_stay() -> None:
    plan = DataPlan(split=Split(seed=4, fold=2))
    assert data_planned(plan=plan) == plan
    found = data_planned("--split", "way=folds,Test-Share=0.25,stratified=false", plan=plan)
    assert found.split == Split("folds", fold=2, stratified=False, test_share=0.25, seed=4)


def test_how_classes_are_balanced_has_a_word() -> None:
    assert data_planned("--balance", "sampling").balance == "sampling"
    assert data_planned(plan=DataPlan(balance="weights")).balance == "weights"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--balance", "evenly"), "evenly"),
        (("--split", "way=sometimes"), "way"),
        (("--split", "halves=2"), "halves"),
        (("--split", "folds"), "folds"),
    ],
)
def test_what_the_data_does_not_know_is_refused(
    words: tuple[str, ...], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        data_planned(*words)
    assert complaint in capsys.readouterr().err
