"""A map of 3,000 samples by t-SNE is there within half a minute on two cores."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from nnstudio.core.sources import FashionMNIST
from nnstudio.core.usual import usual_project
from nnstudio.data.explore.blocks import all_rows, some_of, unwatched
from nnstudio.data.explore.components import components_of
from nnstudio.data.explore.features import features_of
from nnstudio.data.explore.tsne import tsne_of
from nnstudio.data.parts import parts_of
from nnstudio.data.prepare import prepare

SECONDS = 30.0
SAMPLES, DIRECTIONS = 3_000, 50


@pytest.mark.benchmark
def test_three_thousand_photos_of_clothes_are_mapped_in_half_a_minute(shared_data: Path) -> None:
    source = FashionMNIST(str(shared_data / "fashion_mnist"))
    parts = parts_of(prepare(source, progress=lambda *_: None, cancelled=lambda: False), usual_project(source))
    rows = some_of(all_rows(parts), SAMPLES)
    features = features_of(parts, rows, unwatched)
    narrow = components_of(features, DIRECTIONS).place(features)
    begun = time.perf_counter()
    places = tsne_of(narrow, unwatched)
    took = time.perf_counter() - begun
    labels = parts.targets[rows]
    print(f"t-SNE of {len(rows)} samples: {took:.1f} s")
    distances = np.linalg.norm(places[:, np.newaxis] - places, axis=2) + np.diag(np.full(len(rows), np.inf))
    assert (labels[distances.argmin(axis=1)] == labels).mean() > 0.6, "neighbours are alike"
    assert took < SECONDS
