"""What looking at all samples tells of data."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from nnstudio.core.errors import Cancelled, StudioError
from nnstudio.core.sources import Classes, DataPlan, Facts, Iris, Numbers, PictureFiles, Source
from nnstudio.core.sources.digits import Digits
from nnstudio.core.sources.edits import Edits
from nnstudio.core.sources.facts import vector_facts
from nnstudio.core.training import TrainingPlan
from nnstudio.core.usual import usual_project
from nnstudio.core.words import say
from nnstudio.data.explore.alike import equal_groups
from nnstudio.data.explore.blocks import unwatched
from nnstudio.data.explore.components import components_of
from nnstudio.data.explore.features import features_of
from nnstudio.data.explore.measures import measure
from nnstudio.data.explore.pooling import pooled
from nnstudio.data.explore.report import MOST_LISTED, look, read_findings, report, still_open
from nnstudio.data.explore.statistics import bins_of, column_figures, picture_figures
from nnstudio.data.explore.suspicion import DOUBTFUL, suspicion_of
from nnstudio.data.explore.tsne import tsne_of
from nnstudio.data.explore.tsne_child import READY
from nnstudio.data.findings import Finding, Findings, finding
from nnstudio.data.parts import Parts, parts_of
from nnstudio.data.prepare import prepare
from nnstudio.data.store import Dataset

SIDE = 12
NO_EDITS = Edits()


def pictures(classes: int = 3, each: int = 12, seed: int = 0) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """A square of another place for each class, no two alike: (n, SIDE, SIDE, 1) and their classes in turn."""
    random = np.random.default_rng(seed)
    labels = np.tile(np.arange(classes, dtype=np.uint8), each)
    x = random.integers(0, 50, (len(labels), SIDE, SIDE, 1)).astype(np.uint8)
    for row, label in enumerate(labels):
        x[row, 3 * label : 3 * label + 4, 2:9] += np.uint8(random.integers(150, 200))
    return x, labels


def dataset_of(
    x: NDArray[np.generic],
    y: NDArray[np.generic],
    tests: int = 0,
    facts: Facts | None = None,
    source: Source | None = None,
) -> Dataset:
    split = len(x) - tests
    names = Classes(tuple(f"class {label}" for label in range(int(y.max()) + 1))) if y.ndim == 1 else Numbers(("z",))
    facts = facts or Facts(x.shape[1:], names, split, tests)
    return Dataset(source or Digits(), facts, Path("/cache"), "0" * 64, x[:split], y[:split], x[split:], y[split:])


def divided(dataset: Dataset, edits: Edits = NO_EDITS) -> Parts:
    plan = DataPlan(dataset.source, edits=edits)
    project = usual_project(dataset.source)
    return parts_of(dataset, replace(project, data=plan, training=TrainingPlan(validation_share=0.0)))


def matters(parts: Parts) -> dict[str, list[list[int]]]:
    """The rows of each finding, by matter."""
    found: dict[str, list[list[int]]] = {}
    for noted in report(parts, look(parts, unwatched)):
        found.setdefault(noted.finding.matter, []).append(noted.rows.tolist())
    return found


# Alike ------------------------------------------------------------------------------------------------------------


def test_samples_of_the_same_values_are_duplicates_and_across_parts_a_leak() -> None:
    x, y = pictures()
    x[5], x[35] = x[2], x[3]
    y[35] = y[3]
    found = matters(divided(dataset_of(x, y, tests=6)))
    assert found["duplicate"] == [[2, 5]]
    assert found["leak"] == [[3, 35]]
    assert "contradiction" not in found


def test_pictures_that_differ_by_a_little_noise_are_told_as_almost_the_same() -> None:
    x, y = pictures()
    x[7] = np.clip(x[4].astype(int) + np.random.default_rng(1).integers(-3, 4, x[4].shape), 0, 255)
    found = matters(divided(dataset_of(x, y)))
    assert found["near"] == [[4, 7]]
    assert "duplicate" not in found


def test_samples_that_were_left_out_are_no_duplicates_any_more() -> None:
    x, y = pictures()
    x[5] = x[2]
    dataset = dataset_of(x, y)
    left_out = Edits().placed([dataset.names[5]], "excluded")
    assert "duplicate" not in matters(divided(dataset, left_out))


def named(dataset: Dataset, folder: Path, found: Finding) -> Dataset:
    """The data with names of files, and with what its reader found."""
    from nnstudio.data.sample_names import open_sample_names, write_sample_names

    write_sample_names(folder, [f"{row}.png" for row in range(dataset.facts.training + dataset.facts.test)])
    dataset.__dict__["names"] = open_sample_names(folder, dataset.facts)
    dataset.__dict__["findings"] = Findings((found,))
    return dataset


def open_matters(parts: Parts) -> list[str]:
    return [each.finding.matter for each in still_open(parts, read_findings(parts.dataset))]


def test_what_was_found_of_files_is_settled_once_all_but_one_are_left_out(tmp_path: Path) -> None:
    twice = finding("duplicate", ("3.png", "5.png"), say("are the same file."))
    dataset = named(dataset_of(*pictures()), tmp_path, twice)
    assert open_matters(divided(dataset)) == ["duplicate"]
    assert open_matters(divided(dataset, Edits().placed(["5.png"], "excluded"))) == []


def test_a_leak_is_settled_once_both_are_in_one_part(tmp_path: Path) -> None:
    leak = finding("leak", ("3.png", "33.png"), say("are the same file, once to learn from and once for the test."))
    dataset = named(dataset_of(*pictures(), tests=6), tmp_path, leak)
    assert open_matters(divided(dataset)) == ["leak"]
    assert open_matters(divided(dataset, Edits().placed(["33.png"], "training"))) == []


def test_the_same_picture_with_two_classes_is_a_contradiction_until_it_is_relabelled() -> None:
    x, y = pictures()
    x[1] = x[0]
    dataset = dataset_of(x, y)
    assert matters(divided(dataset))["contradiction"] == [[0, 1]]
    mended = Edits().relabelled([dataset.names[1]], "class 0")
    assert "contradiction" not in matters(divided(dataset, mended))


def test_groups_of_equal_keys_are_found_in_order() -> None:
    keys = np.array([9, 4, 9, 1, 4, 9], np.uint64)
    assert [group.tolist() for group in equal_groups(keys)] == [[0, 2, 5], [1, 4]]
    assert equal_groups(np.empty(0, np.uint64)) == []


def test_many_groups_are_told_together() -> None:
    count = MOST_LISTED + 20
    x = np.repeat(np.arange(count, dtype=np.float32)[:, np.newaxis] * [[1.0, 2.0]], 2, axis=0).astype(np.float32)
    y = np.zeros((len(x), 1), np.float32)
    facts = vector_facts(("a", "b"), Numbers(("z",)), len(x), 0)
    parts = divided(dataset_of(x, y, facts=facts, source=Iris()))
    noted = [each for each in report(parts, look(parts, unwatched)) if each.finding.matter == "duplicate"]
    assert len(noted) == MOST_LISTED + 1
    assert len(noted[-1].groups) == 20
    assert noted[-1].finding.said == "20 more like these"


# Single samples ---------------------------------------------------------------------------------------------------


def test_blank_pictures_and_small_classes_are_found() -> None:
    x, y = pictures(classes=2, each=12)
    x[3] = 77
    y[:4] = [0, 1, 0, 2]
    found = matters(divided(dataset_of(x, y)))
    assert found["blank"] == [[3]]
    assert found["few"] == [[3]]


def test_a_wrong_label_is_doubted_and_a_changed_one_no_longer() -> None:
    x, y = pictures(each=20)
    y[10] = (y[10] + 1) % 3
    dataset = dataset_of(x, y)
    suspicion = suspicion_of(divided(dataset), unwatched)
    assert np.argmax(suspicion) == 10
    assert suspicion[10] >= DOUBTFUL
    assert matters(divided(dataset))["doubtful"] == [[10]]
    mended = Edits().relabelled([dataset.names[10]], f"class {(y[10] + 2) % 3}")
    assert "doubtful" not in matters(divided(dataset, mended))


@pytest.mark.parametrize("classes", [1, 2])
def test_nothing_is_doubted_where_nothing_can_be_compared(classes: int) -> None:
    x, y = pictures(classes=1, each=3)
    if classes == 2:
        y[2] = 1
    suspicion = suspicion_of(divided(dataset_of(x, y)), unwatched)
    assert np.isfinite(suspicion).all()
    assert (suspicion <= 1).all()


def test_a_column_that_tells_the_target_is_named() -> None:
    random = np.random.default_rng(0)
    x = random.normal(size=(60, 3)).astype(np.float32)
    classes = (x[:, 1] > 0).astype(np.uint8)
    facts = vector_facts(("a", "b", "c"), Classes(("no", "yes")), 60, 0)
    parts = divided(dataset_of(x, classes, facts=facts, source=Iris()))
    told = [each.finding.names for each in report(parts, None) if each.finding.matter == "giveaway"]
    assert told == [("b",)]
    numbers = (2 * x[:, [2]] - 1).astype(np.float32)
    facts = vector_facts(("a", "b", "c"), Numbers(("z",)), 60, 0)
    parts = divided(dataset_of(x, numbers, facts=facts, source=Iris()))
    told = [each.finding.names for each in report(parts, None) if each.finding.matter == "giveaway"]
    assert told == [("c",)]


def test_of_iris_one_row_is_there_twice_and_no_column_tells_all() -> None:
    dataset = prepare(Iris(), progress=lambda *_: None, cancelled=lambda: False)
    parts = parts_of(dataset, usual_project(dataset.source))
    found = matters(parts)
    assert sum(map(len, found.get("duplicate", []) + found.get("leak", []))) == 2
    assert "giveaway" not in found


# Figures ----------------------------------------------------------------------------------------------------------


def test_pooling_is_the_mean_of_what_falls_together() -> None:
    picture = np.arange(16, dtype=np.uint8).reshape(1, 4, 4, 1)
    assert pooled(picture, 2, 2)[0, :, :, 0].tolist() == [[2.5, 4.5], [10.5, 12.5]]
    assert pooled(picture, 8, 9).shape == (1, 8, 9, 1)
    assert pooled(picture, 3, 1).mean() > 0


def test_figures_of_pictures_are_those_of_all_values() -> None:
    x, y = pictures()
    y[:] = y % 2
    parts = divided(dataset_of(x, y))
    figures = picture_figures(parts, parts.rows["training"], unwatched)
    assert figures.means[0] == pytest.approx(float(x.mean()), rel=1e-6)
    assert figures.deviations[0] == pytest.approx(float(x.std()), rel=1e-5)
    assert np.allclose(figures.class_means[1], x[y == 1].mean(axis=0))
    assert figures.counts == tuple(np.bincount(y).tolist())
    assert sum(figures.brightness.counts) == len(x)


def test_columns_are_summed_up_with_what_is_missing() -> None:
    x = np.array([[1, np.nan], [3, 5], [5, 5]], np.float32)
    facts = vector_facts(("a", "b"), Classes(("no", "yes")), 3, 0)
    parts = divided(dataset_of(x, np.array([0, 1, 1], np.uint8), facts=facts, source=Iris()))
    first, second = column_figures(parts, parts.rows["training"])
    assert (first.name, first.low, first.high, first.mean, first.median) == ("a", 1, 5, 3, 3)
    assert (second.missing, second.distinct, second.deviation) == (1, 1, 0)


def test_bins_of_one_value_lie_around_it() -> None:
    bins = bins_of(np.array([4.0, 4.0]), 4.0, 4.0)
    assert (bins.low, bins.high, sum(bins.counts)) == (3.5, 4.5, 2)


def test_components_are_those_of_the_whole_decomposition() -> None:
    random = np.random.default_rng(3)
    values = (random.normal(size=(80, 6)) * [9, 5, 1, 1, 1, 1] @ np.linalg.qr(random.normal(size=(6, 6)))[0]).astype(
        np.float32
    )
    found = components_of(values, 2)
    centred = values.astype(np.float64) - values.mean(axis=0, dtype=np.float64)
    _, lengths, exact = np.linalg.svd(centred, full_matrices=False)
    assert np.allclose(np.abs(found.directions @ exact[:2].T), np.eye(2), atol=1e-6)
    assert found.shares == pytest.approx(np.square(lengths[:2]) / np.square(lengths).sum())
    assert components_of(values[:1], 2).place(values[:1]).shape == (1, 1)


def test_brightness_is_a_share_of_what_can_be_stored() -> None:
    x, y = pictures()
    x[0], x[1] = 0, 255
    measures = measure(divided(dataset_of(x, y)), unwatched)
    assert measures.brightness[:2].tolist() == [0.0, 1.0]
    assert measures.brightness == pytest.approx(x.mean(axis=(1, 2, 3)) / 255, rel=1e-5)
    assert measures.blank.tolist() == [0, 1]


# Long work --------------------------------------------------------------------------------------------------------


def test_looking_can_be_cancelled() -> None:
    def cancel(share: float) -> None:
        raise Cancelled

    parts = divided(dataset_of(*pictures()))
    for work in (look, suspicion_of, measure):
        with pytest.raises(Cancelled):
            work(parts, cancel)


def test_a_map_by_neighbours_tells_its_progress_and_keeps_groups_together() -> None:
    parts = divided(dataset_of(*pictures(each=10)))
    shares: list[float] = []
    places = tsne_of(features_of(parts, np.arange(30, dtype=np.int32), unwatched), shares.append)
    assert places.shape == (30, 2)
    assert np.isfinite(places).all()
    assert max(shares) > 0.3
    labels = parts.targets
    distances = np.linalg.norm(places[:, np.newaxis] - places, axis=2) + np.diag(np.full(30, np.inf))
    assert (labels[distances.argmin(axis=1)] == labels).mean() > 0.8


def test_a_map_that_is_cancelled_leaves_no_process() -> None:
    import multiprocessing

    def cancel(share: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        tsne_of(np.zeros((50, 4), np.float32), cancel)
    assert [child for child in multiprocessing.active_children() if child.name == "nnstudio-tsne"] == []


def never_reads(connection: Connection) -> None:
    """A process that loads for ever."""
    time.sleep(600)


def dies(connection: Connection) -> None:
    """A process that the system ends in the middle."""
    connection.send_bytes(READY)
    connection.recv_bytes()
    os.kill(os.getpid(), signal.SIGTERM)


def test_a_map_is_cancelled_while_its_process_still_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnstudio.data.explore.tsne.serve", never_reads)
    watched: list[float] = []

    def cancel(share: float) -> None:
        watched.append(share)
        if len(watched) > 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        tsne_of(np.zeros((3_000, 50), np.float32), cancel)  # more bytes than a pipe holds


def test_a_map_whose_process_dies_is_an_error_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnstudio.data.explore.tsne.serve", dies)
    with pytest.raises(StudioError, match="the process that computes the map died"):
        tsne_of(np.zeros((3_000, 50), np.float32), unwatched)


def test_searching_names_finds_whole_names_only(tmp_path: Path) -> None:
    from nnstudio.data.sample_names import open_sample_names, write_sample_names

    write_sample_names(tmp_path, ["ab/Cat.png", "cat", "ca", "t"])
    names = open_sample_names(tmp_path, Facts((1,), Classes(("a",)), 3, 1))
    assert names.rows_with("cat").tolist() == [0, 1]
    assert names.rows_with("").tolist() == [0, 1, 2, 3]
    assert names.rows_with("x").tolist() == []


def test_the_three_photos_that_are_there_twice_are_found_whatever_their_classes(shared_data: Path) -> None:
    source = PictureFiles(str(shared_data / "trashnet_150.zip"), side=(32, 32))
    dataset = prepare(source, progress=lambda *_: None, cancelled=lambda: False)
    parts = parts_of(dataset, usual_project(dataset.source))
    noted = [each for each in report(parts, look(parts, unwatched)) if each.finding.matter == "contradiction"]
    assert [each.finding.names for each in noted] == [
        ("glass/glass115.jpg", "metal/metal91.jpg"),
        ("glass/glass176.jpg", "plastic/plastic152.jpg"),
        ("glass/glass389.jpg", "plastic/plastic332.jpg"),
    ]
    assert dataset.sizes is not None
    assert np.unique(dataset.sizes).tolist() == [150]


def test_the_fonts_that_are_there_twice_are_found(shared_data: Path) -> None:
    with np.load(shared_data / "fonts5" / "data_with_labels.npz", allow_pickle=False) as stored:
        x = next(array for array in (stored[name] for name in stored.files) if array.ndim == 3)
    pixels = (x * 255 if x.max() <= 1 else x).astype(np.uint8)[..., np.newaxis]
    facts = Facts(pixels.shape[1:], Classes(("a",)), len(pixels), 0)
    parts = divided(dataset_of(pixels, np.zeros(len(pixels), np.uint8), facts=facts))
    groups = equal_groups(measure(parts, unwatched).content)
    assert sum(len(group) - 1 for group in groups) == 189
