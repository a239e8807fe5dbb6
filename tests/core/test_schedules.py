"""The learning rate over a run: each schedule's formula, the warm-up before it, and what is drawn of it."""

from __future__ import annotations

import math

import pytest

from nnstudio.core.training import (
    SCHEDULES,
    Constant,
    CosineDecay,
    CosineDecayRestarts,
    EpochDecay,
    ExponentialDecay,
    InverseTimeDecay,
    OneCycle,
    PiecewiseConstantDecay,
    PolynomialDecay,
    Rates,
    Schedule,
    StepDecay,
    TrainingPlan,
    drawn_rates,
)
from nnstudio.core.training.schedules import PythonArithmetic

BATCHES = 10


def rates(schedule: Schedule, *epochs: float, of: int = 20, warm_up: float = 0.0) -> list[float]:
    """The learning rates of a run that begins with 1, after so many epochs."""
    plan = TrainingPlan(learning_rate=1.0, epochs=of, schedule=schedule, warmup_epochs=warm_up)
    return [Rates(plan, BATCHES).at(round(epoch * BATCHES), PythonArithmetic()) for epoch in epochs]


@pytest.mark.parametrize(
    ("schedule", "epochs", "expected"),
    [
        (Constant(), (0, 7.5), (1, 1)),
        (InverseTimeDecay(0.5), (0, 0.9, 1, 4), (1, 1, 1 / 1.5, 1 / 3)),
        (InverseTimeDecay(0.5, staircase=False), (0, 0.5), (1, 1 / 1.25)),
        (ExponentialDecay(20, 0.5), (0, 1, 2), (1, 0.5**0.5, 0.5)),
        (EpochDecay(), (0, 0.9, 1, 10), (1, 1, 0.95, 0.95**10)),
        (EpochDecay(0.9, staircase=False), (0.5,), (0.9**0.5,)),
        (StepDecay(5, 0.1), (0, 4.9, 5, 14.9), (1, 1, 0.1, 0.01)),
        (PiecewiseConstantDecay("2: 0.5, 4:.1"), (0, 1.9, 2, 3.9, 4, 19), (1, 1, 0.5, 0.5, 0.1, 0.1)),
        (PolynomialDecay(), (0, 5, 10), (1, 0.75, 0.5)),
        (PolynomialDecay(10, 2.0, 0.2), (0, 5, 10, 15), (1, 0.8 * 0.25 + 0.2, 0.2, 0.2)),
        (CosineDecay(100, 0.2), (0, 5, 10, 15), (1, 0.6, 0.2, 0.2)),
        (CosineDecayRestarts(2, 1.0), (0, 1, 2, 3, 4), (1, 0.5, 1, 0.5, 1)),
        (CosineDecayRestarts(2, 2.0, 0.5), (0, 1, 2, 4, 6), (1, 0.5, 0.5, 0.25, 0.25)),
        (OneCycle(0.25, 0.1), (0, 2.5, 5, 12.5, 20), (0.1, 0.55, 1, 0.5, 0)),
    ],
    ids=repr,
)
def test_each_schedule_follows_its_formula(
    schedule: Schedule, epochs: tuple[float, ...], expected: tuple[float, ...]
) -> None:
    assert rates(schedule, *epochs) == pytest.approx(expected, abs=1e-12)


def test_during_the_warm_up_the_rate_climbs_and_then_the_schedule_begins() -> None:
    plain = rates(PolynomialDecay(10), 0, 1, 5)
    assert rates(PolynomialDecay(10), 0, 1, 1.9, warm_up=2) == pytest.approx([0.05, 0.55, 1.0])
    assert rates(PolynomialDecay(10), 2, 3, 7, warm_up=2) == plain
    assert rates(OneCycle(), 20, warm_up=4)[0] == pytest.approx(0, abs=1e-12)
    assert rates(Constant(), 0.5, 3, warm_up=1) == pytest.approx([0.6, 1.0])


@pytest.mark.parametrize("kind", SCHEDULES, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize(("epochs", "batches"), [(1, 1), (3, 1), (40, 235), (1_000_000, 1000)])
def test_what_is_drawn_goes_from_the_first_step_to_the_last(kind: type[Schedule], epochs: int, batches: int) -> None:
    plan = TrainingPlan(learning_rate=0.5, epochs=epochs, schedule=kind())
    x, y = drawn_rates(plan, batches, most=50)
    assert len(x) == len(y) == min(50, epochs * batches)
    assert (x[0], x[-1]) == (0, epochs - 1 / batches)
    assert x == sorted(x)
    assert all(0 <= rate <= 0.5 and math.isfinite(rate) for rate in y)


@pytest.mark.parametrize("text", ["", "10", "10: x", "20: 0.1, 10: 0.5", "5: 1, 5: 2", "1: 0.1,", "-1: 2", "9" * 500])
def test_a_list_of_rates_that_means_nothing_is_told_with_the_form_it_has(text: str) -> None:
    (complaint,) = PiecewiseConstantDecay(text).complaints()
    assert complaint.setting.name == "shares"
    assert complaint.fix
