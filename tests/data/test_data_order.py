"""The order of samples: pure, the same on every machine, and fair to every class."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnstudio.core.errors import StudioError
from nnstudio.data.order import Rows, balanced_order, epoch_order, split_rows
from nnstudio.data.samples import class_weights

labels_of = st.lists(st.integers(0, 9), min_size=1, max_size=300).map(lambda values: np.array(values, np.uint8))
shares = st.floats(0, 0.5)


def limited(count: int, limit: int) -> Rows:
    """The rows that a limit leaves where nothing is kept aside."""
    training, _ = split_rows(np.zeros(count, np.uint8), validation_share=0, limit=limit)
    return training


def test_an_epochs_order_is_written_in_stone() -> None:
    """A resumed run of an older version must go on in the same order: these numbers may never change."""
    rows = np.arange(8, dtype=np.int32)
    assert epoch_order(rows, seed=1, epoch=1).tolist() == [5, 6, 3, 0, 7, 2, 1, 4]
    assert limited(20, 5).tolist() == [1, 5, 6, 7, 16]


@given(st.integers(0, 500), st.integers(0, 2**63), st.integers(0, 10_000))
def test_an_epoch_visits_every_row_once(count: int, seed: int, epoch: int) -> None:
    rows = np.arange(count, dtype=np.int32) * 3
    order = epoch_order(rows, seed=seed, epoch=epoch)
    assert order.dtype == np.int32
    assert np.array_equal(np.sort(order), rows)
    assert np.array_equal(order, epoch_order(rows, seed=seed, epoch=epoch))


def test_epochs_and_seeds_have_orders_of_their_own() -> None:
    rows = np.arange(100, dtype=np.int32)
    orders = {tuple(epoch_order(rows, seed=seed, epoch=epoch)) for seed in range(5) for epoch in range(5)}
    assert len(orders) == 25


def test_every_row_comes_first_about_equally_often() -> None:
    rows = np.arange(10, dtype=np.int32)
    firsts = np.bincount([epoch_order(rows, seed=3, epoch=epoch)[0] for epoch in range(2000)], minlength=10)
    assert firsts.min() > 140
    assert firsts.max() < 260


@pytest.mark.parametrize(("seed", "epoch"), [(-1, 0), (0, -1)])
def test_a_negative_seed_or_epoch_is_refused_with_a_fix(seed: int, epoch: int) -> None:
    with pytest.raises(StudioError, match="negative") as caught:
        epoch_order(np.arange(3, dtype=np.int32), seed=seed, epoch=epoch)
    assert caught.value.fix


@settings(deadline=None)
@given(labels_of, shares, st.integers(0, 400))
def test_a_split_parts_the_rows_and_keeps_every_class_in_training(labels: np.ndarray, share: float, limit: int) -> None:
    training, validation = split_rows(labels, validation_share=share, limit=limit)
    used = min(limit, len(labels)) if limit else len(labels)
    assert len(training) + len(validation) == used
    assert not set(training.tolist()) & set(validation.tolist())
    assert np.all(np.diff(training) > 0)
    assert np.all(np.diff(validation) > 0)
    assert set(labels[validation]) <= set(labels[training])
    assert len(validation) <= round(used * share)


@settings(deadline=None)
@given(labels_of, shares)
def test_each_class_gives_its_share_to_validation(labels: np.ndarray, share: float) -> None:
    _, validation = split_rows(labels, validation_share=share)
    for label in np.unique(labels):
        wanted = int((labels == label).sum()) * share
        assert abs(int((labels[validation] == label).sum()) - wanted) <= 1


def test_a_limit_takes_the_same_rows_whatever_the_share() -> None:
    labels = np.tile(np.arange(10, dtype=np.uint8), 100)
    few = set(limited(1000, 100).tolist())
    training, validation = split_rows(labels, validation_share=0.2, limit=100)
    assert set(training.tolist()) | set(validation.tolist()) == few
    assert few < set(limited(1000, 200).tolist())


@pytest.mark.parametrize("share", [-0.1, 0.6, float("nan")])
def test_a_share_out_of_range_is_refused(share: float) -> None:
    with pytest.raises(StudioError, match="is not between"):
        split_rows(np.zeros(4, np.uint8), validation_share=share)


def test_a_negative_limit_is_refused() -> None:
    with pytest.raises(StudioError, match="negative"):
        limited(10, -1)


@pytest.mark.parametrize("dtype", [np.uint16, np.int32, np.int64])
def test_wide_labels_are_split_as_narrow_ones(dtype: type[np.integer]) -> None:
    narrow = np.arange(500, dtype=np.uint8) % 7
    expected = split_rows(narrow, validation_share=0.2, limit=300)
    found = split_rows(narrow.astype(dtype) * 1000, validation_share=0.2, limit=300)
    assert [part.tolist() for part in found] == [part.tolist() for part in expected]


@pytest.mark.parametrize("shape", [(200,), (200, 1), (200, 3)])
def test_numbers_have_no_classes_to_be_fair_to(shape: tuple[int, ...]) -> None:
    targets = np.random.default_rng(1).normal(size=shape).astype(np.float32)
    training, validation = split_rows(targets, validation_share=0.25)
    assert (len(training), len(validation)) == (150, 50)
    assert sorted([*training, *validation]) == list(range(200))


def test_very_many_classes_are_split_at_once() -> None:
    labels = np.arange(400_000, dtype=np.int32) % 100_000
    training, validation = split_rows(labels, validation_share=0.25)
    assert (len(training), len(validation)) == (300_000, 100_000)
    assert np.bincount(labels[validation]).tolist() == [1] * 100_000


@settings(max_examples=60)
@given(counts=st.lists(st.integers(1, 60), min_size=1, max_size=6), seed=st.integers(0, 99), epoch=st.integers(1, 99))
def test_a_balanced_epoch_has_as_many_rows_and_equally_many_of_each_class(
    counts: list[int], seed: int, epoch: int
) -> None:
    classes = np.repeat(np.arange(len(counts), dtype=np.uint8) * 3, counts)
    rows = (np.arange(len(classes), dtype=np.int32) * 2 + 1).astype(np.int32)
    drawn = balanced_order(rows, classes, seed=seed, epoch=epoch)
    assert np.array_equal(drawn, balanced_order(rows, classes, seed=seed, epoch=epoch))
    assert len(drawn) == len(rows)
    of_class = np.bincount(classes[(drawn - 1) // 2], minlength=3 * len(counts))[::3]
    assert of_class.max() - of_class.min() <= 1
    for number in range(len(counts)):
        times = np.bincount((drawn - 1) // 2, minlength=len(rows))[classes == 3 * number]
        assert times.max() - times.min() <= 1


def test_balanced_epochs_differ_and_go_through_a_large_class_in_time() -> None:
    classes = np.array([0] * 90 + [1] * 10, np.uint8)
    rows = np.arange(100, dtype=np.int32)
    epochs = [balanced_order(rows, classes, seed=1, epoch=epoch) for epoch in range(1, 13)]
    assert not np.array_equal(epochs[0], epochs[1])
    assert set(np.concatenate(epochs).tolist()) == set(range(100))


def test_what_a_balanced_epoch_draws_never_changes() -> None:
    """Runs of earlier versions must be resumed as they began."""
    drawn = balanced_order(np.arange(8, dtype=np.int32), np.array([0, 0, 0, 0, 0, 1, 1, 2], np.uint8), seed=3, epoch=2)
    assert drawn.tolist() == [5, 1, 6, 6, 7, 7, 3, 0]


def test_classes_count_for_the_same_in_all() -> None:
    labels = np.array([0] * 90 + [2] * 10)
    weights = class_weights(labels, 4)
    assert weights.tolist() == pytest.approx([100 / 180, 1.0, 5.0, 1.0])
    assert weights.dtype == np.float32
    assert weights[labels].mean() == pytest.approx(1.0)
