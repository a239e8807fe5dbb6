"""Inversion and ImageNet's scaling, and rows that lie among the test samples."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nnstudio.core.problems import check
from nnstudio.core.project import dense_project
from nnstudio.core.sources import Classes, Digits, Facts, Iris, Scaling
from nnstudio.data.scaling import scale_of
from nnstudio.data.store import Dataset

COLOURS = Facts((4, 5, 3), Classes(("a", "b")), 12, 6)
DIGITS = replace(COLOURS, shape=(8, 8, 1), high=16.0)
ROWS = np.arange(12, dtype=np.int32)
SCALINGS: tuple[Scaling, ...] = ("unit", "symmetric", "standard", "imagenet", "none")


def dataset(facts: Facts) -> Dataset:
    rng = np.random.default_rng(2)
    x = rng.integers(0, round(facts.high) + 1, (18, *facts.shape), np.uint8)
    x[12:] //= 2
    y = (np.arange(18) % 2).astype(np.uint8)
    return Dataset(Digits(), facts, Path("/cache"), "0" * 64, x[:12], y[:12], x[12:], y[12:])


@pytest.mark.parametrize("facts", [COLOURS, DIGITS], ids=["colours", "digits"])
@pytest.mark.parametrize("scaling", SCALINGS)
def test_inverted_pictures_are_scaled_as_their_negatives_would_be(scaling: Scaling, facts: Facts) -> None:
    data = dataset(facts)
    top = np.uint8(facts.high)
    negatives = replace(data, x_train=top - data.x_train, x_test=top - data.x_test)
    inverted = scale_of(data, scaling, ROWS, inverted=True).apply(data.x_train)
    np.testing.assert_allclose(inverted, scale_of(negatives, scaling, ROWS).apply(negatives.x_train), atol=2e-6)


def test_imagenet_s_scaling_is_the_published_one() -> None:
    """torchvision's Normalize(mean=[0.485, 0.456, 0.406], std=[0.229, 0.224, 0.225]) after values from 0 to 1."""
    data = dataset(COLOURS)
    scaled = scale_of(data, "imagenet", ROWS).apply(data.x_train)
    expected = (data.x_train / 255 - np.array([0.485, 0.456, 0.406])) / np.array([0.229, 0.224, 0.225])
    np.testing.assert_allclose(scaled, expected, atol=2e-6)


def test_grey_pictures_can_t_be_scaled_as_imagenet_s_and_the_project_says_so() -> None:
    project = dense_project("digits")
    wrong = replace(project, data=replace(project.data, scaling="imagenet"))
    assert check(project) == ()
    assert [(each.setting, each.severity) for each in check(wrong)] == [("scaling", "error")]


@pytest.mark.parametrize("scaling", ["unit", "standard"])
def test_rows_among_the_test_samples_are_measured_too(scaling: Scaling) -> None:
    data = dataset(DIGITS)
    together = np.concatenate([data.x_train, data.x_test])
    whole = replace(data, x_train=together, facts=replace(DIGITS, training=18, test=0))
    rows = np.array([1, 5, 13, 17], np.int32)
    assert scale_of(data, scaling, rows) == scale_of(whole, scaling, rows)


def test_tables_are_never_inverted() -> None:
    facts = replace(Iris().facts, training=12, test=6)
    rng = np.random.default_rng(2)
    x, y = rng.normal(size=(18, 4)).astype(np.float32), np.zeros(18, np.uint8)
    table = Dataset(Iris(), facts, Path("/cache"), "0" * 64, x[:12], y[:12], x[12:], y[12:])
    for scaling in SCALINGS:
        assert scale_of(table, scaling, ROWS, inverted=True) == scale_of(table, scaling, ROWS)
