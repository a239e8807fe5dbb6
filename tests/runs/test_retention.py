"""A run of any length keeps a bounded, evenly spaced part of its snapshots, and always the first and the newest."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.runs.retention import Retention


def test_a_short_run_keeps_every_epoch() -> None:
    retention = Retention(10)
    assert [retention.add(epoch) for epoch in range(10)] == [()] * 10
    assert retention.kept == tuple(range(10))


@given(st.integers(4, 40), st.integers(0, 2000))
def test_a_long_run_keeps_few_evenly_spaced(most: int, epochs: int) -> None:
    retention = Retention(most)
    there: set[int] = set()
    for epoch in range(epochs + 1):
        there.add(epoch)
        there -= set(retention.add(epoch))
        assert epoch in there
        assert 0 in there
        assert len(there) <= most
    assert there == set(retention.kept)
    if epochs > most:
        assert len(there) >= most // 2
        *older, _ = retention.kept
        assert {b - a for a, b in pairwise(older)} <= {retention.stride}


@given(st.integers(4, 20), st.lists(st.booleans(), max_size=300))
def test_the_newest_snapshot_whose_weights_are_numbers_is_never_dropped(most: int, finite: list[bool]) -> None:
    retention = Retention(most)
    there: set[int] = set()
    newest_finite: int | None = None
    for epoch, is_finite in enumerate(finite):
        newest_finite = epoch if is_finite else newest_finite
        there.add(epoch)
        there -= set(retention.add(epoch, finite=is_finite))
        assert newest_finite is None or newest_finite in there
        assert {0, epoch} <= there
        assert len(there) <= most
    assert there == set(retention.kept)


@given(st.integers(4, 20), st.integers(0, 200), st.integers(1, 200))
def test_a_run_that_diverges_keeps_the_last_weights_that_are_numbers(most: int, good: int, bad: int) -> None:
    retention = Retention(most)
    for epoch in range(good + bad + 1):
        retention.add(epoch, finite=epoch <= good)
    assert good in retention.kept


@pytest.mark.parametrize("epochs", [[0, 3, 9, 9, 20], [5]])
def test_epochs_may_be_left_out_or_come_twice(epochs: list[int]) -> None:
    retention = Retention(50)
    for epoch in epochs:
        assert retention.add(epoch) == ()
    assert retention.kept == tuple(sorted(set(epochs)))
