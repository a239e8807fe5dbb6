"""Points, functions and tables that come with the program."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn import datasets as sklearn_datasets

from nnstudio.core.errors import FormatError
from nnstudio.core.project import project_from_json, project_to_json
from nnstudio.core.sources import (
    SOURCES,
    XOR,
    Blobs,
    BreastCancer,
    Checkerboard,
    Circles,
    Curve,
    Diabetes,
    Iris,
    Line,
    Moons,
    Separable,
    Source,
    Spirals,
    Wine,
)
from nnstudio.core.sources.generated import Generated
from nnstudio.core.usual import usual_project
from nnstudio.data.noise import normals, uniforms
from nnstudio.data.prepare import prepare
from nnstudio.data.store import Dataset

MADE = [kind for kind in SOURCES if issubclass(kind, Generated)]


def read(source: Source) -> Dataset:
    return prepare(source, progress=lambda *_: None, cancelled=lambda: False)


def all_of(dataset: Dataset) -> tuple[Any, Any]:
    """Samples and targets, training ones first."""
    return np.concatenate([dataset.x_train, dataset.x_test]), np.concatenate([dataset.y_train, dataset.y_test])


def test_the_line_is_two_x_minus_one_at_six_points() -> None:
    dataset = read(Line())
    assert dataset.x_train.ravel().tolist() == [-1, 0, 1, 2, 3, 4]
    assert dataset.y_train.ravel().tolist() == [-3, -1, 1, 3, 5, 7]
    assert dataset.facts.test == 0
    assert dataset.x_test.shape == (0, 1)


def test_xor_is_its_four_points() -> None:
    dataset = read(XOR())
    table = {tuple(point): int(label) for point, label in zip(dataset.x_train.tolist(), dataset.y_train, strict=True)}
    assert table == {(0, 0): 0, (0, 1): 1, (1, 0): 1, (1, 1): 0}


@pytest.mark.parametrize("kind", MADE)
def test_the_same_settings_make_the_same_points_and_another_seed_others(kind: type[Generated]) -> None:
    first = read(kind(noise=0.1))
    assert read(kind(noise=0.1)).content_hash == first.content_hash
    assert read(kind(noise=0.1, seed=2)).content_hash != first.content_hash
    assert len(all_of(first)[0]) == kind().count


@pytest.mark.parametrize("kind", MADE)
def test_points_are_as_many_as_wanted_and_a_fifth_of_many_is_for_the_test(kind: type[Generated]) -> None:
    dataset = read(kind(count=500))
    assert (len(dataset.x_train), len(dataset.x_test)) == (400, 100)
    if dataset.facts.class_names:
        assert set(dataset.y_test.tolist()) == set(range(dataset.facts.outputs))


def test_arrangements_are_what_they_are_called() -> None:
    x, y = all_of(read(Circles(noise=0, factor=0.4)))
    assert np.hypot(*x.T) == pytest.approx(np.where(y == 0, 1.0, 0.4), abs=1e-5)
    x, y = all_of(read(Separable(gap=0.4)))
    away = (x[:, 1] - x[:, 0]) / 2**0.5
    assert (away[y == 1] >= 0.2 - 1e-5).all()
    assert (away[y == 0] <= -0.2 + 1e-5).all()
    x, y = all_of(read(Checkerboard(squares=2)))
    assert np.array_equal(y, (x[:, 0] > 0) ^ (x[:, 1] > 0))
    x, y = all_of(read(Moons(noise=0)))
    assert np.hypot(*x[y == 0].T) == pytest.approx(1, abs=1e-5)
    assert np.hypot(*(x[y == 1] - [1, 0.5]).T) == pytest.approx(1, abs=1e-5)
    x, y = all_of(read(Blobs(noise=0, classes=5)))
    assert len({tuple(point) for point in np.round(x, 4).tolist()}) == 5
    x, y = all_of(read(Spirals(noise=0, turns=2)))
    assert np.hypot(*x.T).max() == pytest.approx(1, abs=1e-5)


def test_a_curve_is_its_formula() -> None:
    x, y = all_of(read(Curve(formula="square", noise=0)))
    assert y == pytest.approx(x**2, abs=1e-4)
    noisy_x, noisy_y = all_of(read(Curve(formula="square", noise=0.5, count=5000)))
    assert float(np.std(noisy_y - noisy_x**2)) == pytest.approx(0.5, rel=0.05)


def test_noise_is_normal_and_uniform_numbers_are_even() -> None:
    values = normals(100_000, 3)
    assert (float(values.mean()), float(values.std())) == pytest.approx((0, 1), abs=0.01)
    even = uniforms(100_000, 3)
    assert even.min() >= 0
    assert even.max() < 1
    assert np.histogram(even, 10, (0, 1))[0] == pytest.approx(10_000, rel=0.05)


@pytest.mark.parametrize(
    ("source", "load"),
    [
        (Iris(), sklearn_datasets.load_iris),
        (Wine(), sklearn_datasets.load_wine),
        (BreastCancer(), sklearn_datasets.load_breast_cancer),
        (Diabetes(), lambda: sklearn_datasets.load_diabetes(scaled=False)),
    ],
)
def test_tables_hold_what_scikit_learn_holds(source: Source, load: Any) -> None:
    dataset, expected = read(source), load()
    x, y = all_of(dataset)
    rows = sorted((*row, target) for row, target in zip(x.tolist(), y.ravel().tolist(), strict=True))
    wanted = np.column_stack([expected.data, expected.target]).astype(np.float32)
    assert rows == sorted(tuple(row) for row in wanted.tolist())
    if dataset.facts.class_names:
        assert len(dataset.facts.class_names) == len(expected.target_names)
        shares = np.bincount(dataset.y_test) / np.bincount(y)
        assert shares == pytest.approx(0.2, abs=0.03)


@pytest.mark.parametrize("kind", MADE)
def test_a_project_can_not_ask_for_impossible_points(kind: type[Generated]) -> None:
    text = project_to_json(usual_project(kind()))
    assert project_from_json(text).data.source == kind()
    for wrong in ('"count": 1000000000', '"count": -1'):
        with pytest.raises(FormatError, match="count"):
            project_from_json(text.replace(f'"count": {kind().count}', wrong))
