"""Runs over seeds: mean with interval, and whether two groups differ beyond chance. Against SciPy's own functions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as few
from hypothesis import strategies as st
from scipy import stats

from nnstudio.app.run_statistics import compared, seed_groups, spread_of, told_figure
from nnstudio.runs.history import RunFacts, RunSummary
from nnstudio.runs.run_log import RunStatus

VALUES = st.lists(st.integers(0, 1000).map(lambda each: each / 1000), min_size=2, max_size=8)


def run(number: int, seed: int, accuracy: float = 0.9, alike: str = "a", status: RunStatus = "finished") -> RunSummary:
    told = {"loss": 0.5, "val_accuracy": accuracy, "accuracy": accuracy}
    facts = RunFacts(seed=seed, alike=alike)
    return RunSummary(number, status, "", "", "jax", "", "", 3, told, facts=facts)


@few(max_examples=30, deadline=None)
@given(VALUES)
def test_the_interval_is_students(values: list[float]) -> None:
    found = spread_of(values)
    assert found.half is not None
    if len(set(values)) > 1:
        low, high = stats.t.interval(0.95, len(values) - 1, loc=found.mean, scale=stats.sem(values))
        assert (found.mean - found.half, found.mean + found.half) == pytest.approx((low, high))
    else:
        assert found.half == pytest.approx(0, abs=1e-12)


@few(max_examples=30, deadline=None)
@given(VALUES, VALUES)
def test_the_test_is_welchs(first: list[float], second: list[float]) -> None:
    found = compared(first, second)
    assert found is not None
    if len(set(first)) > 1 and len(set(second)) > 1:  # SciPy warns of others
        assert found.chance == pytest.approx(stats.ttest_ind(first, second, equal_var=False).pvalue, abs=1e-9)
        assert found.is_noise == (found.chance >= 0.05)


def test_a_single_run_tells_neither_noise_nor_an_interval() -> None:
    assert spread_of([0.9]).half is None
    assert compared([0.9], [0.1, 0.2]) is None


def test_what_never_varies_leaves_nothing_to_chance() -> None:
    assert compared([0.5, 0.5], [0.5, 0.5]) is not None
    assert compared([0.5, 0.5], [0.5, 0.5]).is_noise  # type: ignore[union-attr]
    assert not compared([0.5, 0.5], [0.6, 0.6]).is_noise  # type: ignore[union-attr]


def test_groups_are_of_finished_runs_that_differ_in_the_seed_alone() -> None:
    runs = [run(5, 2), run(4, 1), run(3, 1), run(2, 3, alike="b"), run(1, 9, status="stopped")]
    groups = seed_groups(runs)
    assert [[each.number for each in group.runs] for group in groups] == [[5, 4], [2]], "a seed counts once"
    assert groups[0].values("val_accuracy") == (0.9, 0.9)
    assert told_figure(groups) == "val_accuracy"


def test_what_is_not_a_number_is_left_out() -> None:
    (group,) = seed_groups([run(1, 1, float("nan")), run(2, 2, 0.5)])
    assert group.values("val_accuracy") == (0.5,)
