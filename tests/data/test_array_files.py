"""Arrays of a person's own: what is guessed, what becomes of them, and how what can't be is refused."""

from __future__ import annotations

import gzip
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnstudio.core.errors import StudioError
from nnstudio.core.project import project_from_json, project_to_json
from nnstudio.core.sources import MNIST, ArrayFiles, Classes, Numbers, Source
from nnstudio.core.sources.facts import UNKNOWN
from nnstudio.core.usual import usual_project
from nnstudio.data.array_set import arrays_of
from nnstudio.data.places import NotChosenError, NotInFolderError
from tests.support.idx import idx_bytes, write_idx
from tests.support.own_files import findings, npy, read, read_as, refusal, save_npz

pytestmark = pytest.mark.usefixtures("read_here")
GREY = np.random.default_rng(3).integers(0, 256, (60, 9, 9), np.uint8)
LABELS = np.arange(60) % 3


def guesses(source: Source) -> dict[str, str]:
    """What was guessed, by setting."""
    found = getattr(source, "found", None)
    return {each.setting: each.guess for each in found.choices} if found else {}


# Which array is what ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("samples", "labels"),
    [
        ("x", "y"),
        ("images", "labels"),
        ("data", "target"),
        ("arr_0", "arr_1"),
        ("arr_1", "arr_0"),
        ("features", "classes"),
        ("one", "other"),
        ("y_pictures", "labels"),
    ],
)
def test_samples_and_labels_are_told_apart_by_name_and_shape(tmp_path: Path, samples: str, labels: str) -> None:
    dataset = read(save_npz(tmp_path / "mine.npz", {samples: GREY, labels: LABELS}))
    assert (dataset.facts.shape, dataset.facts.class_names) == ((9, 9, 1), ("0", "1", "2"))
    assert (dataset.facts.training, dataset.facts.test) == (48, 12)
    told = guesses(dataset.source)
    assert (told["samples"], told["labels"]) == (samples, labels)


@pytest.mark.parametrize(
    "names",
    [
        ("x_train", "y_train", "x_test", "y_test"),
        ("train_images", "train_labels", "test_images", "test_labels"),
        ("trainX", "trainy", "testX", "testy"),
        ("train_set_x", "train_set_y", "test_set_x", "test_set_y"),
        ("arr_0", "arr_1", "arr_2", "arr_3"),
    ],
)
def test_arrays_for_the_test_are_found(tmp_path: Path, names: tuple[str, ...]) -> None:
    arrays = dict(zip(names, (GREY, LABELS, GREY[:12] // 2, LABELS[:12]), strict=True))
    dataset = read(save_npz(tmp_path / "mine.npz", arrays))
    assert (dataset.facts.training, dataset.facts.test) == (60, 12)
    np.testing.assert_array_equal(dataset.x_train[..., 0], GREY)
    np.testing.assert_array_equal(dataset.x_test[..., 0], GREY[:12] // 2)
    np.testing.assert_array_equal(dataset.y_test, LABELS[:12])


def test_arrays_to_validate_with_are_the_last_to_learn_from(tmp_path: Path) -> None:
    names = ("X_train", "X_valid", "X_test", "y_train", "y_valid", "y_test")
    arrays = (GREY, GREY[:9] // 2, GREY[:12] // 3, LABELS, LABELS[:9], LABELS[:12])
    path = save_npz(tmp_path / "mine.npz", dict(zip(names, arrays, strict=True)))
    dataset = read(path)
    assert (dataset.facts.training, dataset.facts.validation, dataset.facts.test) == (69, 9, 12)
    np.testing.assert_array_equal(dataset.x_train[60:, ..., 0], GREY[:9] // 2)
    corrected = read(path, test_samples="X_valid", test_labels="y_valid").facts
    assert (corrected.training, corrected.validation, corrected.test) == (60, 0, 9)


def test_a_guess_is_corrected_by_a_setting(tmp_path: Path) -> None:
    coarse = np.arange(60) // 30
    path = save_npz(tmp_path / "mine.npz", {"images": GREY, "fine_labels": LABELS, "coarse_labels": coarse})
    source = read(path).source
    assert guesses(source)["labels"] == "fine_labels"
    corrected = source.with_setting("labels", "coarse_labels")
    assert corrected.facts == UNKNOWN
    labels = next(setting for setting in corrected.settings if setting.name == "labels")
    assert labels.choices == ("", "images", "fine_labels", "coarse_labels")
    assert str(dict(labels.titles)[""]) == "Guessed: fine_labels"
    dataset = read_as(corrected)
    assert dataset.facts.class_names == ("0", "1")
    for project in (usual_project(source), usual_project(corrected), usual_project(dataset.source)):
        assert project_from_json(project_to_json(project)) == project


def test_a_project_without_choices_opens_as_before(tmp_path: Path) -> None:
    project = usual_project(read(save_npz(tmp_path / "mine.npz", {"x": GREY, "y": LABELS})).source)
    older = json.loads(project_to_json(project))
    del older["data"]["source"]["found"]["choices"]
    source = project_from_json(json.dumps(older)).data.source
    assert isinstance(source, ArrayFiles)
    assert source.found is not None
    assert (source.found.choices, source.facts) == ((), project.facts)


# What becomes of them --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("samples", "shape", "dtype", "low", "high"),
    [
        (GREY, (9, 9, 1), "uint8", 0, 255),
        (GREY.astype(np.float64), (9, 9, 1), "uint8", 0, 255),
        (GREY / 255, (9, 9, 1), "float32", 0, 1),
        (GREY / 127.5 - 1, (9, 9, 1), "float32", -1, 1),
        (GREY > 100, (9, 9, 1), "uint8", 0, 255),
        (GREY.astype(">i4"), (9, 9, 1), "uint8", 0, 255),
        (np.asfortranarray(GREY), (9, 9, 1), "uint8", 0, 255),
        (np.stack([GREY] * 3, axis=-1), (9, 9, 3), "uint8", 0, 255),
        (np.stack([GREY] * 3, axis=1), (9, 9, 3), "uint8", 0, 255),
        (np.stack([GREY] * 4, axis=-1), (9, 9, 3), "uint8", 0, 255),
        (GREY.reshape(60, 81), (9, 9, 1), "uint8", 0, 255),
        (GREY.reshape(60, 81).astype(float), (81,), "float32", -1e30, 1e30),
        (np.linspace(0, 1, 60), (1,), "float32", -1e30, 1e30),
        (GREY[:, 0, :5], (5,), "float32", -1e30, 1e30),
    ],
)
def test_what_samples_are_is_told_by_shape_and_type(
    tmp_path: Path, samples: Any, shape: tuple[int, ...], dtype: str, low: float, high: float
) -> None:
    facts = read(save_npz(tmp_path / "mine.npz", {"x": samples, "y": LABELS})).facts
    assert (facts.shape, facts.dtype, facts.low, facts.high) == (shape, dtype, low, high)


def test_planes_of_colour_come_together(tmp_path: Path) -> None:
    planes = np.random.default_rng(4).integers(0, 256, (10, 3, 8, 8), np.uint8)
    dataset = read(save_npz(tmp_path / "mine.npz", {"x": planes, "y": np.arange(10) % 2}))
    np.testing.assert_array_equal(dataset.x_train, np.moveaxis(planes, 1, -1))
    assert guesses(dataset.source)["channels"] == "first"
    flat = planes.reshape(10, -1)
    path = save_npz(tmp_path / "flat.npz", {"x": flat, "y": np.arange(10) % 2})
    np.testing.assert_array_equal(read(path, channels="first").x_train, np.moveaxis(planes, 1, -1))
    np.testing.assert_array_equal(read(path).x_train, flat.reshape(10, 8, 8, 3))
    assert read(path, form="rows").facts.shape == (192,)


ONE_HOT = np.eye(3)[LABELS]


@pytest.mark.parametrize(
    ("labels", "targets"),
    [
        (LABELS, Classes(("0", "1", "2"))),
        (LABELS[:, np.newaxis], Classes(("0", "1", "2"))),
        (LABELS + 5, Classes(("5", "6", "7"))),
        (LABELS.astype(float), Classes(("0", "1", "2"))),
        (np.array(["b", "a", "c10"])[LABELS], Classes(("a", "b", "c10"))),
        (np.array([b"b", b"a"])[LABELS % 2], Classes(("a", "b"))),
        (LABELS > 0, Classes(("0", "1"))),
        (ONE_HOT, Classes(("0", "1", "2"))),
        (ONE_HOT.astype(np.uint8), Classes(("0", "1", "2"))),
        (np.linspace(0, 1, 60), Numbers(("y",))),
        (np.random.default_rng(1).normal(size=(60, 2)), Numbers(("y1", "y2"))),
    ],
)
def test_what_is_learned_is_told_by_the_labels(tmp_path: Path, labels: Any, targets: Any) -> None:
    dataset = read(save_npz(tmp_path / "mine.npz", {"x": GREY, "y": labels}))
    assert dataset.facts.targets == targets
    if isinstance(targets, Classes) and len(targets.names) == 3:
        both = np.concatenate([dataset.y_train, dataset.y_test])
        assert np.bincount(both).tolist() == [20, 20, 20]


def test_whole_numbers_are_learned_as_numbers_where_that_is_set(tmp_path: Path) -> None:
    path = save_npz(tmp_path / "mine.npz", {"x": GREY, "y": LABELS})
    assert read(path, task="numbers").facts.targets == Numbers(("y",))
    values = save_npz(tmp_path / "values.npz", {"x": GREY, "y": np.linspace(0, 1, 60).round(1)})
    assert len(read(values, task="classes").facts.class_names) == 11


def test_classes_whose_numbers_are_large_stay_apart(tmp_path: Path) -> None:
    """As fractions, numbers beyond 2**53 would be the same as their neighbours."""
    labels = np.where(np.arange(60) % 2 == 0, 2**62, 2**62 + 1)
    path = npz_of(tmp_path / "large.npz", {"x": npy(np.arange(240.0).reshape(60, 4)), "y": npy(labels)})
    dataset = read(path, task="classes")
    assert dataset.facts.class_names == (str(2**62), str(2**62 + 1))
    assert np.bincount(np.concatenate([dataset.y_train, dataset.y_test])).tolist() == [30, 30]


def test_samples_that_lie_by_class_are_split_by_class(tmp_path: Path) -> None:
    dataset = read(save_npz(tmp_path / "mine.npz", {"x": GREY, "y": np.sort(LABELS)}))
    assert np.bincount(dataset.y_test).tolist() == [4, 4, 4]
    assert np.bincount(dataset.y_train).tolist() == [16, 16, 16]


def test_few_samples_are_all_learned_from(tmp_path: Path) -> None:
    points = {"x": np.array([[0, 0], [0, 1], [1, 0], [1, 1.0]]), "y": np.array([0, 1, 1, 0])}
    dataset = read(save_npz(tmp_path / "xor.npz", points))
    assert (dataset.facts.training, dataset.facts.test, dataset.facts.class_names) == (4, 0, ("0", "1"))
    assert findings(dataset, "few")


def test_repeated_samples_are_told_and_those_of_the_test_are_leaks(tmp_path: Path) -> None:
    doubled = GREY.copy()
    doubled[7] = doubled[1]
    arrays = {"x_train": doubled, "y_train": LABELS, "x_test": GREY[:4], "y_test": LABELS[:4]}
    dataset = read(save_npz(tmp_path / "mine.npz", arrays))
    duplicates = findings(dataset, "duplicate")
    assert duplicates[0].said == "5 samples repeat an earlier one."
    leaks = findings(dataset, "leak")
    assert leaks[0].said.startswith("4 samples for the test are also there to learn from")
    assert ("train/1", "train/7", "test/1") in [each.names for each in leaks]


def test_the_same_sample_with_another_label_is_told(tmp_path: Path) -> None:
    twice = np.concatenate([GREY, GREY[:2]])
    dataset = read(save_npz(tmp_path / "mine.npz", {"x": twice, "y": np.concatenate([LABELS, [0, 2]])}))
    assert [each.said for each in findings(dataset, "contradiction")] == ["1 sample is there again with another label."]


def test_samples_without_a_value_or_a_label_are_left_out_and_told(tmp_path: Path) -> None:
    rows = np.random.default_rng(2).normal(size=(20, 3))
    rows[3, 1], rows[4, 0] = np.nan, np.inf
    labels = np.arange(20) % 2 + 0.0
    labels[7] = np.nan
    dataset = read(save_npz(tmp_path / "mine.npz", {"x": rows, "y": labels}))
    assert dataset.facts.training == 17
    np.testing.assert_array_equal(dataset.x_train, np.delete(rows, [3, 4, 7], axis=0).astype(np.float32))
    assert [each.names for each in findings(dataset, "missing")] == [("x",), ("y",)]


# NPY and IDX -----------------------------------------------------------------------------------------------------


def test_an_npy_file_finds_its_labels_beside_it(tmp_path: Path) -> None:
    np.save(tmp_path / "X.npy", GREY)
    np.save(tmp_path / "y.npy", LABELS)
    for path in (tmp_path / "X.npy", tmp_path / "y.npy", tmp_path):
        dataset = read(path)
        assert (dataset.facts.training, dataset.facts.test) == (48, 12)
        assert dataset.facts.class_names == ("0", "1", "2")


def test_an_npy_file_without_labels_says_what_to_do(tmp_path: Path) -> None:
    np.save(tmp_path / "X.npy", GREY)
    error = refusal(tmp_path / "X.npy")
    assert error.message == "holds one array, X, and no labels."
    assert "numpy.savez" in error.fix


@pytest.mark.parametrize("packed", [False, True])
def test_idx_files_that_are_not_mnist_open(tmp_path: Path, packed: bool) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    letters = np.arange(60) % 12
    for name, array in (("letters-images-idx3-ubyte", GREY), ("letters-labels-idx1-ubyte", letters.astype(np.uint8))):
        data = idx_bytes(array)
        (folder / (name + ".gz" * packed)).write_bytes(gzip.compress(data) if packed else data)
    for path in (folder, next(folder.glob("*images*")), next(folder.glob("*labels*"))):
        dataset = read(path)
        assert isinstance(dataset.source, ArrayFiles)
        assert (dataset.facts.shape, len(dataset.facts.class_names)) == ((9, 9, 1), 12)
        assert dataset.facts.training + dataset.facts.test == 60


def test_files_named_as_mnists_but_of_another_size_are_arrays(tmp_path: Path) -> None:
    for part, array in (("train", GREY), ("t10k", GREY[:10])):
        (tmp_path / f"{part}-images-idx3-ubyte").write_bytes(idx_bytes(array))
        (tmp_path / f"{part}-labels-idx1-ubyte").write_bytes(idx_bytes(LABELS[: len(array)].astype(np.uint8)))
    dataset = read(tmp_path)
    assert isinstance(dataset.source, ArrayFiles)
    assert (dataset.facts.shape, dataset.facts.training, dataset.facts.test) == ((9, 9, 1), 60, 10)


def test_mnists_own_files_are_mnist(tmp_path: Path) -> None:
    folder = write_idx(tmp_path / "mine")
    for path in (folder, folder / "train-images-idx3-ubyte.gz", folder / "t10k-labels-idx1-ubyte.gz"):
        assert isinstance(read(path).source, MNIST)


# What is refused -------------------------------------------------------------------------------------------------

OBJECTS = np.array([{"a": 1}, None], dtype=object)


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        ({"x": GREY}, "holds one array, x, and no labels."),
        ({"x": GREY, "y": LABELS[:50]}, "holds no samples with labels: the arrays are x (60, 9, 9), y (50,)."),
        ({"x": GREY[:2], "y": OBJECTS}, "holds one array, x, and no labels."),
        ({"x": OBJECTS}, "x: holds Python objects, which are not read: they can run code."),
        ({"x": np.zeros((10, 2, 2, 2, 2)), "y": np.arange(10)}, "holds no samples with labels"),
        ({"x": np.zeros((10, 5, 5, 7)), "y": np.arange(10) % 2}, "neither grey nor coloured pictures"),
        ({"x": np.full((10, 4), np.nan), "y": np.arange(10) % 2}, "holds no sample that can be learned from."),
        ({"x": np.zeros((10, 4)), "y": np.zeros((10, 3), "U3")}, "has labels of shape (10, 3)"),
    ],
)
def test_arrays_that_do_not_belong_together_are_refused(tmp_path: Path, arrays: dict[str, Any], message: str) -> None:
    assert message in refusal(save_npz(tmp_path / "mine.npz", arrays)).message


def test_a_key_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    path = save_npz(tmp_path / "mine.npz", {"images": GREY, "labels": LABELS})
    error = refusal(path, samples="faces")
    assert error.message == "holds no array faces; there are images (60, 9, 9), labels (60,)."
    assert "don't belong together" in refusal(path, samples="labels", labels="labels").message


def npz_of(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(f"{name}.npy", data)
    return path


def lying(shape: str, data: bytes = b"") -> bytes:
    text = f"{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}, }}".ljust(117) + "\n"
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text.encode() + data


@pytest.mark.parametrize(
    ("member", "reason"),
    [
        (lying("(60, 9, 9)", bytes(100)), "declares"),
        (lying("(1000000, 1000, 1000)", bytes(100)), "declares"),
        (lying("(-1, 9)", bytes(100)), "is not a plain array"),
        (b"rubbish", "is not an NPY array"),
        (npy(OBJECTS), "holds Python objects"),
    ],
)
def test_a_lying_member_is_left_out_and_named(tmp_path: Path, member: bytes, reason: str) -> None:
    members = {"x": npy(GREY), "y": npy(LABELS), "other": member}
    dataset = read(npz_of(tmp_path / "mine.npz", members))
    [told] = findings(dataset, "left out")
    assert told.names == ("other",)
    assert reason in told.said
    error = refusal(npz_of(tmp_path / "bad.npz", {"x": member, "y": npy(LABELS)}))
    assert "labels" in error.message


def test_bombs_are_stopped_at_what_they_declare(tmp_path: Path) -> None:
    bomb = npz_of(tmp_path / "bomb.npz", {"x": lying("(60, 9, 9)", bytes(300_000_000)), "y": npy(LABELS)})
    refusal(bomb)
    folder = tmp_path / "idx"
    folder.mkdir()
    (folder / "a-images.idx.gz").write_bytes(gzip.compress(idx_bytes(GREY) + bytes(100_000_000), 1))
    (folder / "a-labels.idx.gz").write_bytes(gzip.compress(idx_bytes(LABELS.astype(np.uint8))))
    assert "goes on after" in refusal(folder / "a-images.idx.gz").message


@pytest.mark.parametrize("count", [1, 59, 61, 2_000_000_000])
def test_idx_files_with_lying_counts_are_refused(tmp_path: Path, count: int) -> None:
    data = bytearray(idx_bytes(GREY))
    data[4:8] = count.to_bytes(4, "big")
    (tmp_path / "a-images.idx").write_bytes(data)
    (tmp_path / "a-labels.idx").write_bytes(idx_bytes(LABELS.astype(np.uint8)))
    assert "a-images.idx" in str(refusal(tmp_path))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_pipes_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "mine.npz")
    with pytest.raises(StudioError, match=r"mine\.npz"):
        read(tmp_path / "mine.npz")


def test_without_a_file_it_says_what_is_needed(tmp_path: Path) -> None:
    with pytest.raises(NotChosenError) as caught:
        read_as(ArrayFiles())
    assert "NPZ" in caught.value.fix
    with pytest.raises(NotInFolderError, match="does not exist"):
        read_as(ArrayFiles(str(tmp_path / "gone.npz")))
    with pytest.raises(NotInFolderError, match="holds nothing of that kind"):
        read_as(ArrayFiles(str(tmp_path)))


def test_an_array_is_read_in_blocks(tmp_path: Path) -> None:
    path = save_npz(tmp_path / "large.npz", {"x": np.zeros((9000, 40, 40), np.uint8)}, packed=True)
    arrays, _ = arrays_of("npz", [path])
    blocks = list(arrays["x"].blocks())
    assert sum(map(len, blocks)) == 9000
    assert max(block.nbytes for block in blocks) <= 4_000_000


# Real sets -------------------------------------------------------------------------------------------------------


def test_the_fonts_open_by_themselves_with_their_duplicates(shared_data: Path) -> None:
    path = shared_data / "fonts5"
    if not path.is_dir():
        pytest.skip(f"There is no {path}.")
    for each in (path, path / "data_with_labels.npz"):
        dataset = read(each)
        facts = dataset.facts
        assert (facts.shape, facts.training, facts.test) == ((36, 36, 1), 2232, 558)
        assert facts.class_names == ("0", "1", "2", "3", "4")
        both = np.bincount(dataset.y_train) + np.bincount(dataset.y_test)
        assert both.tolist() == [558] * 5
        assert findings(dataset, "duplicate")[0].said == "189 samples repeat an earlier one."


def test_the_small_cifar_opens_by_itself(shared_data: Path) -> None:
    path = shared_data / "cifar10_subset" / "cifar10.npz"
    if not path.is_file():
        pytest.skip(f"There is no {path}.")
    dataset = read(path)
    facts = dataset.facts
    assert (facts.shape, facts.training, facts.test) == ((32, 32, 3), 10_000, 2_000)
    assert facts.class_names == tuple("0123456789")
    assert np.bincount(dataset.y_train).tolist() == [1000] * 10
    assert np.bincount(dataset.y_test).tolist() == [200] * 10
