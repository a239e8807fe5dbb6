"""The training settings: what follows from another choice, and what a run's figures make a callback do."""

from __future__ import annotations

import pytest

from nnstudio.core.training import (
    CLIPPINGS,
    METRICS,
    SGD,
    Adam,
    AdamW,
    Callback,
    EarlyStopping,
    Huber,
    Muon,
    RMSprop,
    TrainingPlan,
    plan_parts,
    with_kind,
    with_optimizer,
    with_setting,
)


def test_another_optimiser_keeps_what_it_shares_and_a_usual_learning_rate_stays_usual() -> None:
    plan = TrainingPlan(optimizer=Adam(beta_1=0.8), learning_rate=0.001)
    assert with_optimizer(plan, AdamW).optimizer == AdamW(beta_1=0.8)
    assert with_optimizer(plan, SGD).learning_rate == 0.01
    own = TrainingPlan(optimizer=SGD(momentum=0.9), learning_rate=0.05)
    assert with_optimizer(own, RMSprop) == TrainingPlan(optimizer=RMSprop(momentum=0.9), learning_rate=0.05)
    assert with_optimizer(plan, Adam) == plan


def test_settings_reach_the_plan_or_its_parts() -> None:
    plan = TrainingPlan()
    assert with_setting(plan, "epochs", 3).epochs == 3
    assert with_setting(plan, "optimizer.beta_2", 0.9).optimizer == Adam(beta_2=0.9)


def test_another_kind_for_a_part_keeps_what_it_shares() -> None:
    plan = TrainingPlan(optimizer=Adam(beta_1=0.8))
    assert with_kind(plan, "optimizer", SGD) == with_optimizer(plan, SGD)
    assert with_kind(plan, "loss", Huber).loss == Huber()
    assert with_kind(plan, "optimizer", Adam) == plan


def test_a_plan_tells_its_parts_and_where_their_values_are() -> None:
    parts = {part.name: part for part in plan_parts()}
    assert [name for name, part in parts.items() if not part.many] == ["optimizer", "loss", "schedule", "clipping"]
    assert [name for name, part in parts.items() if part.many] == ["metrics", "callbacks"]
    assert parts["metrics"].family is METRICS
    plan = TrainingPlan(SGD(), callbacks=(EarlyStopping(),))
    assert parts["optimizer"].values(plan) == (("optimizer", SGD()),)
    assert parts["callbacks"].values(plan) == (("callbacks.EarlyStopping", EarlyStopping()),)
    assert parts["metrics"].values(plan) == ()


def last_word(callback: Callback, epochs: list[dict[str, float]]) -> str:
    watch = callback.watch()
    return [watch(figures) for figures in epochs][-1]


@pytest.mark.parametrize(
    ("losses", "stops"),
    [
        ([1.0], False),
        ([1.0, 0.9, 0.8, 0.7], False),
        ([1.0, 1.1, 1.2], True),
        ([1.0, 0.5, 0.6], False),
        ([1.0, 0.5, 0.6, 0.5], True),
        ([1.0, float("nan"), float("nan")], True),
        ([float("nan"), 1.0, 0.9], False),
    ],
)
def test_early_stopping_waits_its_patience_after_the_lowest_loss(losses: list[float], stops: bool) -> None:
    callback = EarlyStopping(patience=2)
    figures = [{"loss": 9.0 - i, "val_loss": loss} for i, loss in enumerate(losses)]
    assert bool(last_word(callback, figures)) == stops


def test_without_validation_the_training_loss_is_watched() -> None:
    figures = [{"loss": loss} for loss in (1.0, 1.0, 1.0)]
    assert last_word(EarlyStopping(patience=2), figures)
    assert not last_word(EarlyStopping(patience=3), figures)


def test_what_is_usual_for_an_optimiser_gives_way_to_what_is_usual_for_another() -> None:
    assert with_kind(TrainingPlan(SGD(), 0.01), "optimizer", Muon).optimizer == Muon()
    assert with_kind(TrainingPlan(AdamW()), "optimizer", Adam).optimizer == Adam()
    assert with_kind(TrainingPlan(AdamW(0.1)), "optimizer", Adam).optimizer == Adam(weight_decay=0.1)


def test_each_way_of_clipping_gives_keras_one_argument_at_the_most() -> None:
    given = [kind().keras_arguments() for kind in CLIPPINGS]
    assert given == [{}, {"clipvalue": 1.0}, {"clipnorm": 1.0}, {"global_clipnorm": 1.0}]


def test_a_full_batch_follows_the_data() -> None:
    full = TrainingPlan(batch_size=0)
    assert [(full.batch(count), full.batches(count)) for count in (1, 7, 60_000)] == [(1, 1), (7, 1), (60_000, 1)]
    assert [(TrainingPlan().batch(count), TrainingPlan().batches(count)) for count in (7, 65)] == [(7, 1), (32, 3)]
