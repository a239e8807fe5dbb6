"""Which samples learn, validate and test, under each way to split and with edits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnstudio.core.errors import FormatError
from nnstudio.core.project import Project
from nnstudio.core.sources import DataPlan, Iris
from nnstudio.core.sources.edits import Edits
from nnstudio.core.sources.facts import Classes, vector_facts
from nnstudio.core.sources.split import Split
from nnstudio.data.content import Content
from nnstudio.data.order import fold_rows, split_rows
from nnstudio.data.parts import Parts, parts_of
from nnstudio.data.sample_names import SampleNames, open_sample_names, write_sample_names
from nnstudio.data.store import Dataset, open_dataset, write_content, write_info

TRAINING, TEST = 60, 15
WHOLE, NONE = Split(), Edits()
Make = Callable[..., Dataset]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Samples whose values are their rows, in three classes by turns; the first write decides."""

    def write(*, validation: int = 0, names: list[str] | None = None) -> Dataset:
        facts = vector_facts(("a",), Classes(("red", "green", "blue")), TRAINING, TEST)
        rows = np.arange(TRAINING + TEST)
        arrays: dict[str, Any] = {
            "x_train": rows[:TRAINING, None].astype(np.float32),
            "y_train": (rows[:TRAINING] % 3).astype(np.uint8),
            "x_test": rows[TRAINING:, None].astype(np.float32),
            "y_test": (rows[TRAINING:] % 3).astype(np.uint8),
        }
        folder = tmp_path / "data"
        folder.mkdir()
        facts = replace(facts, validation=validation)
        if names is not None:
            write_sample_names(folder, names)
        write_content(folder, Iris(), Content(facts, arrays))
        return open_dataset(folder)

    return write


def parts(dataset: Dataset, share: float = 0.1, limit: int = 0, split: Split = WHOLE, edits: Edits = NONE) -> Parts:
    plan = DataPlan(dataset.source, training_limit=limit, split=split, edits=edits)
    project = Project(data=plan)
    return parts_of(dataset, replace(project, training=replace(project.training, validation_share=share)))


def everywhere(found: Parts) -> list[int]:
    return sorted(int(row) for rows in (*found.rows.values(), found.excluded) for row in rows)


def test_without_a_word_on_it_the_parts_are_those_of_earlier_versions(make: Make) -> None:
    dataset = make()
    found = parts(dataset, 0.2, limit=40)
    training, validation = split_rows(dataset.y_train, validation_share=0.2, limit=40)
    assert np.array_equal(found.rows["training"], training)
    assert np.array_equal(found.rows["validation"], validation)
    assert np.array_equal(found.rows["test"], np.arange(TRAINING, TRAINING + TEST))


@settings(max_examples=40, deadline=None)
@given(
    way=st.sampled_from(["given", "share", "folds"]),
    folds=st.integers(2, 20),
    fold=st.integers(1, 20),
    stratified=st.booleans(),
    test_share=st.sampled_from([0.0, 0.1, 0.5]),
    seed=st.integers(0, 5),
    excluded=st.sets(st.integers(0, TRAINING - 1), max_size=50),
)
def test_every_sample_is_in_one_part_or_left_out(excluded: set[int], tmp_path_factory: Any, **split: Any) -> None:
    facts = replace(vector_facts(("a",), Classes(("x", "y")), TRAINING, TEST), validation=7)
    values = np.arange(TRAINING + TEST, dtype=np.float32)[:, None]
    labels = (np.arange(TRAINING + TEST) % 2).astype(np.uint8)
    dataset = Dataset(
        Iris(), facts, Path("nowhere"), "", values[:TRAINING], labels[:TRAINING], values[TRAINING:], labels[TRAINING:]
    )
    edits = Edits().placed([f"train/{row}" for row in excluded], "excluded")
    found = parts(dataset, 0.25, split=Split(**split), edits=edits)
    assert everywhere(found) == list(range(TRAINING + TEST))
    assert set(found.excluded.tolist()) == excluded


def test_every_fold_validates_once(make: Make) -> None:
    dataset = make()
    validated = [
        row for fold in range(1, 5) for row in parts(dataset, split=Split("folds", 4, fold)).rows["validation"].tolist()
    ]
    assert sorted(validated) == list(range(TRAINING))


def test_folds_hold_the_same_share_of_each_class() -> None:
    labels = np.repeat(np.array([0, 1, 2], np.uint8), (50, 30, 20))
    for fold in range(1, 6):
        _, validates = fold_rows(labels, folds=5, fold=fold)
        assert np.bincount(labels[validates]).tolist() == [10, 6, 4]


def test_what_the_data_keeps_to_validate_with_validates(make: Make) -> None:
    dataset = make(validation=9)
    assert parts(dataset, 0.5).rows["validation"].tolist() == list(range(51, 60))
    assert len(parts(dataset, 0.5, split=Split("share")).rows["validation"]) == 30


def test_another_seed_keeps_other_samples_aside(make: Make) -> None:
    dataset = make()
    first, second = (parts(dataset, 0.3, split=Split(seed=seed)).rows["validation"] for seed in (0, 1))
    assert len(first) == len(second)
    assert not np.array_equal(first, second)


def test_a_share_of_all_can_be_kept_for_the_test(make: Make) -> None:
    found = parts(make(), 0.0, split=Split(test_share=0.4))
    assert [len(rows) for rows in found.rows.values()] == [45, 0, 30]
    assert np.bincount(found.targets[found.rows["test"]]).tolist() == [10, 10, 10]


def test_edits_move_relabel_and_leave_out(make: Make) -> None:
    edits = Edits().placed(["train/0", "test/3"], "excluded").placed(["train/1"], "test").placed(["test/0"], "training")
    found = parts(make(), 0.0, edits=edits.relabelled(["train/2", "test/1"], "red"))
    assert found.excluded.tolist() == [0, 63]
    assert 1 in found.rows["test"]
    assert 60 in found.rows["training"]
    assert [found.targets[row] for row in (2, 61)] == [0, 0]
    assert found.lost == 0
    assert found.samples(np.array([60, 1, 2], np.int32)).tolist() == [[60], [1], [2]]
    assert found.sample(61).tolist() == [61]


def test_edits_of_what_is_gone_are_counted(make: Make) -> None:
    edits = Edits().placed(["train/60", "other", "train/01"], "excluded").relabelled(["train/5"], "violet")
    assert parts(make(), edits=edits).lost == 4


def test_samples_with_names_are_found_by_them(make: Make) -> None:
    dataset = make(names=[f"photos/{row}.jpg" for row in range(TRAINING + TEST)])
    found = parts(dataset, edits=Edits().placed(["photos/61.jpg", "photos/7.jpg", "train/3"], "excluded"))
    assert found.excluded.tolist() == [7, 61]
    assert found.lost == 1
    assert dataset.names[7] == "photos/7.jpg"


@given(st.lists(st.text(max_size=12), min_size=1, max_size=30))
def test_names_are_kept_as_they_are(tmp_path_factory: pytest.TempPathFactory, wanted: list[str]) -> None:
    folder = tmp_path_factory.mktemp("names")
    write_sample_names(folder, wanted)
    facts = vector_facts(("a",), Classes(("x",)), len(wanted), 0)
    kept = open_sample_names(folder, facts)
    assert list(kept) == [name.encode(errors="replace").decode() for name in wanted]


def test_places_are_names_where_there_are_no_others() -> None:
    names = SampleNames(3, 2)
    assert list(names) == ["train/0", "train/1", "train/2", "test/0", "test/1"]
    assert names.rows_of(list(names)) == {name: row for row, name in enumerate(names)}
    assert names.rows_of(["train/3", "test/-1", "test/٣", "train/00", "x"]) == {}


def test_damaged_names_are_told(make: Make, tmp_path: Path) -> None:
    dataset = make(names=[str(row) for row in range(TRAINING + TEST)])
    ends = np.load(dataset.folder / "name_ends.npy")
    np.save(dataset.folder / "name_ends.npy", ends[::-1].copy())
    with pytest.raises(FormatError, match="end elsewhere"):
        _ = open_dataset(dataset.folder).names
    (dataset.folder / "names.npy").unlink()
    with pytest.raises(FormatError, match="as it was written"):
        open_dataset(dataset.folder)


def test_a_description_names_all_that_lies_beside(make: Make) -> None:
    dataset = make(names=["x"] * (TRAINING + TEST))
    (dataset.folder / "info.json").unlink()
    assert set(write_info(dataset.folder, Iris(), dataset.facts).beside) == {"names.npy", "name_ends.npy"}
