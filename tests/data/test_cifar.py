"""CIFAR-10 and CIFAR-100: wherever and however their files lie they are the same data; nothing in them is run."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import pickle
import tarfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.project import Project, project_from_json, project_to_json
from nnstudio.core.sources import CIFAR10, CIFAR100, Classes, DataPlan
from nnstudio.core.sources.cifar import CIFAR
from nnstudio.core.sources.offer import Offer, RemoteFile
from nnstudio.data.places import NotInFolderError, keras_datasets_folder
from nnstudio.data.prepare import prepare
from nnstudio.data.recognise import recognised
from nnstudio.data.sources.cifar_files import cifar_at
from nnstudio.data.store import Dataset
from tests.support.cifar import EACH, as_archive, as_folder, batches, binary_files, pickled, python_files, top_of

BOTH = pytest.mark.parametrize("kind", [CIFAR10, CIFAR100])


def read(source: CIFAR, *, allow_download: bool = False) -> Dataset:
    return prepare(source, progress=lambda *_: None, cancelled=lambda: False, allow_download=allow_download)


def check(dataset: Dataset, kind: type[CIFAR], *, coarse: bool = False) -> None:
    """That it holds the pictures and labels in their order."""
    made = batches(kind)
    *training, test = made.values()
    place = 2 if coarse else 1
    assert np.array_equal(dataset.x_train, np.concatenate([batch[0] for batch in training]))
    assert np.array_equal(dataset.x_test, test[0])
    assert dataset.y_train.tolist() == [label for batch in training for label in batch[place]]
    assert dataset.y_test.tolist() == test[place]
    assert (dataset.facts.training, dataset.facts.test) == (EACH * len(training), EACH)


# Wherever they lie -----------------------------------------------------------------------------------------------


@BOTH
@pytest.mark.parametrize("place", ["{top}", "{top}-target/{top}"])
def test_what_keras_unpacked_is_found(kind: type[CIFAR], place: str) -> None:
    top = top_of(kind)
    as_folder(keras_datasets_folder() / place.format(top=top), python_files(kind))
    dataset = read(kind())
    check(dataset, kind)
    assert dataset.facts.class_names == kind.expected.class_names
    assert dataset.source.said_title.startswith(f"{kind.title} in ")


@BOTH
def test_the_archive_is_read_without_being_unpacked(kind: type[CIFAR], tmp_path: Path) -> None:
    top = top_of(kind)
    keras_datasets_folder().mkdir(parents=True)
    data = as_archive(python_files(kind), top)
    (keras_datasets_folder() / f"{top}-target_archive").write_bytes(data)
    check(read(kind()), kind)
    assert [path.name for path in keras_datasets_folder().iterdir()] == [f"{top}-target_archive"]
    (tmp_path / "mine").write_bytes(data)
    check(read(kind(str(tmp_path / "mine"))), kind)


@BOTH
@pytest.mark.parametrize("mode", ["w", "w:bz2", "w:xz"])
def test_archives_packed_otherwise_are_read_too(kind: type[CIFAR], mode: str, tmp_path: Path) -> None:
    (tmp_path / "mine.tar").write_bytes(as_archive(python_files(kind), "x/y", mode))
    check(read(kind(str(tmp_path / "mine.tar"))), kind)


@BOTH
def test_binary_files_are_the_same_data(kind: type[CIFAR], tmp_path: Path) -> None:
    pickles = as_folder(tmp_path / "pickles", python_files(kind))
    binary = as_folder(tmp_path / "binary", binary_files(kind))
    (tmp_path / "packed").write_bytes(as_archive(binary_files(kind), "cifar-binary"))
    hashes = {read(kind(str(path))).content_hash for path in (pickles, binary, tmp_path / "packed")}
    assert len(hashes) == 1
    check(read(kind(str(binary))), kind)


def test_coarse_labels_are_the_groups(tmp_path: Path) -> None:
    for name, files in (("p", python_files(CIFAR100)), ("b", binary_files(CIFAR100))):
        source = CIFAR100(str(as_folder(tmp_path / name, files)), labels="coarse")
        dataset = read(source)
        check(dataset, CIFAR100, coarse=True)
        assert dataset.facts.class_names[0] == "aquatic_mammals"
        assert dataset.facts.outputs == 20
    assert isinstance(dataset.source, CIFAR100)
    fine = replace(dataset.source, labels="fine")
    assert (fine.facts.outputs, fine.facts.training) == (100, EACH)
    check(read(fine), CIFAR100)


def test_classes_go_by_the_names_in_the_files(tmp_path: Path) -> None:
    names = [f"kind {number}".encode() for number in range(10)]
    files = python_files(CIFAR10) | {"batches.meta": pickled({b"label_names": names})}
    dataset = read(CIFAR10(str(as_folder(tmp_path / "x", files))))
    assert dataset.facts.class_names[3] == "kind 3"
    del files["batches.meta"]
    dataset = read(CIFAR10(str(as_folder(tmp_path / "y", files))))
    assert dataset.facts.targets == CIFAR10.expected.targets


def test_what_python_3_pickled_is_read_too(tmp_path: Path) -> None:
    files = {}
    for name, (samples, labels, _) in batches(CIFAR10).items():
        data = samples.transpose(0, 3, 1, 2).reshape(EACH, -1)
        files[name] = pickle.dumps({"data": data, "labels": labels}, 4)
    check(read(CIFAR10(str(as_folder(tmp_path / "new", files)))), CIFAR10)


def test_a_project_keeps_which_labels_it_learns() -> None:
    project = Project(DataPlan(CIFAR100(labels="coarse")))
    assert project_from_json(project_to_json(project)) == project
    assert isinstance(project.facts.targets, Classes)
    with pytest.raises(FormatError, match="labels"):
        project_from_json(project_to_json(project).replace("coarse", "other"))


@BOTH
def test_known_names_are_whole(kind: type[CIFAR]) -> None:
    names = kind.expected.class_names
    assert len(names) == {CIFAR10: 10, CIFAR100: 100}[kind]
    assert list(names) == sorted(set(names))
    assert len(CIFAR100(labels="coarse").usual_names) == 20


@BOTH
def test_a_path_is_known_by_its_files(kind: type[CIFAR], tmp_path: Path) -> None:
    top = top_of(kind)
    assert cifar_at(as_folder(tmp_path / "p", python_files(kind))) is kind
    assert cifar_at(as_folder(tmp_path / "b", binary_files(kind))) is kind
    as_folder(tmp_path / "outer" / top, python_files(kind))
    assert cifar_at(tmp_path / "outer") is kind
    (tmp_path / "packed").write_bytes(as_archive(python_files(kind), top))
    assert cifar_at(tmp_path / "packed") is kind
    for name in ("p", "b", "outer", "packed"):
        assert recognised(tmp_path / name) == kind(str(tmp_path / name))
    (tmp_path / "other").write_bytes(as_archive(python_files(kind), "photos"))
    os.mkfifo(tmp_path / "pipe")
    for other in ("other", "pipe", "gone", "."):
        assert cifar_at(tmp_path / other) is None


# Where it is missing ----------------------------------------------------------------------------------------------


@BOTH
def test_without_files_and_net_it_says_which_file_belongs_where(kind: type[CIFAR]) -> None:
    with pytest.raises(StudioError, match="not on this machine") as caught:
        read(kind())
    assert str(keras_datasets_folder()) in caught.value.message
    assert kind.offer is not None
    assert kind.offer.files[0].name in caught.value.fix


def test_what_a_chosen_folder_lacks_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotInFolderError, match="does not exist"):
        read(CIFAR10(str(tmp_path / "gone")))
    with pytest.raises(NotInFolderError, match=r"holds no files of CIFAR-10. CIFAR-10 is the file cifar-10-python"):
        read(CIFAR10(str(tmp_path)))
    files = python_files(CIFAR10)
    del files["data_batch_3"]
    with pytest.raises(NotInFolderError, match="holds some of the files of CIFAR-10, but not data_batch_3"):
        read(CIFAR10(str(as_folder(tmp_path / "some", files))))


def test_a_download_is_kept_where_keras_finds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    data = as_archive(python_files(CIFAR10), "cifar-10-batches-py")
    file = replace(CIFAR10.offer.files[0], size=len(data), sha256=hashlib.sha256(data).hexdigest())
    monkeypatch.setattr(CIFAR10, "offer", Offer("https://example.org/", "", (file,)))
    asked: list[str] = []

    def bring(task: object, part: object, *_: object) -> None:
        asked.append(task.url)  # type: ignore[attr-defined]
        part.bytes.write_bytes(data)  # type: ignore[attr-defined]

    monkeypatch.setattr("nnstudio.data.download._receive", bring)
    check(read(CIFAR10(), allow_download=True), CIFAR10)
    assert asked[0].endswith("/cifar-10-python.tar.gz")
    assert (keras_datasets_folder() / "cifar-10-batches-py-target_archive").read_bytes() == data
    read(CIFAR10(), allow_download=True)
    assert len(asked) == 1


def test_a_remote_file_goes_by_its_own_name_unless_it_is_kept_as_another() -> None:
    assert RemoteFile("a.gz", 1, "0").saved_as == "a.gz"
    assert RemoteFile("a.gz", 1, "0", kept_as="b").saved_as == "b"


# What is no such file ----------------------------------------------------------------------------------------------


def wrong(tmp_path: Path, kind: type[CIFAR] = CIFAR10, **files: bytes) -> StudioError:
    """What is said of files of which these are others."""
    folder = as_folder(tmp_path / str(len(list(tmp_path.iterdir()))), python_files(kind) | files)
    with pytest.raises(StudioError) as caught:
        read(kind(str(folder)))
    return caught.value


def batch(**changed: object) -> bytes:
    samples, labels, _ = batches(CIFAR10)["data_batch_1"]
    content: dict[str, object] = {"data": samples.transpose(0, 3, 1, 2).reshape(EACH, -1), "labels": labels}
    return pickled({name.encode(): value for name, value in (content | changed).items()})


def test_a_batch_of_another_form_is_named(tmp_path: Path) -> None:
    none = np.empty((0, 3072), np.uint8)
    for data, message in (
        (batch(labels=[0] * (EACH - 1)), "a label from 0 to 9 for each"),
        (batch(labels=[10] * EACH), "a label from 0 to 9 for each"),
        (batch(labels=[True] * EACH), "a label from 0 to 9 for each"),
        (batch(labels=b"labels"), "a label from 0 to 9 for each"),
        (batch(data=np.zeros((EACH, 3071), np.uint8)), "no pictures of 32 × 32"),
        (batch(data=none, labels=[]), "no pictures of 32 × 32"),
        (batch(data=[1, 2]), "no pictures of 32 × 32"),
        (pickled({b"labels": [1]}), "holds no data"),
        (pickled([1, 2]), "is not one of CIFAR's batches"),
        (batch()[:-20], "ends in the middle"),
        (b"", "ends in the middle"),
        (b"text", "holds "),
    ):
        error = wrong(tmp_path, data_batch_2=data)
        assert message in error.message
        assert error.where.endswith("data_batch_2")
        assert error.fix


def test_names_that_are_too_few_are_told(tmp_path: Path) -> None:
    folder = as_folder(tmp_path / "x", python_files(CIFAR10) | {"batches.meta": pickled({b"label_names": [b"a"]})})
    with pytest.raises(FormatError, match="1 names of classes instead of 10"):
        read(CIFAR10(str(folder)))


class Hostile:
    """What runs a command when it is unpickled."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> tuple[object, ...]:
        return os.system, (f"touch {self.target}",)


def test_nothing_in_a_pickle_is_run_or_imported(tmp_path: Path) -> None:
    target = tmp_path / "ran"
    hostile = io.BytesIO()
    pickle.Pickler(hostile, 2).dump({"data": Hostile(target)})
    error = wrong(tmp_path, data_batch_1=hostile.getvalue())
    assert "GLOBAL" in error.message
    assert "system" in error.message
    assert not target.exists()


@pytest.mark.parametrize("size", [0, 1, 3072, 3074])
def test_a_binary_file_of_another_size_is_told(tmp_path: Path, size: int) -> None:
    folder = as_folder(tmp_path / "b", binary_files(CIFAR10) | {"test_batch.bin": bytes(size)})
    with pytest.raises(FormatError, match="no whole pictures"):
        read(CIFAR10(str(folder)))


def test_an_archive_that_is_none_or_lacks_a_file_is_told(tmp_path: Path) -> None:
    files = python_files(CIFAR10)
    whole = as_archive(files, "x")
    del files["test_batch"]
    for data, message in (
        (as_archive(files, "x"), "is an archive without test_batch"),
        (whole[: len(whole) // 2], "is damaged"),
        (b"rubbish", "is damaged"),
        (b"", "is damaged"),
        (gzip.compress(b"rubbish"), "is damaged"),
    ):
        (tmp_path / "a").write_bytes(data)
        with pytest.raises(StudioError, match=message) as caught:
            read(CIFAR10(str(tmp_path / "a")))
        assert caught.value.where.startswith(str(tmp_path / "a"))


def test_an_archive_that_declares_too_much_is_refused_unread(tmp_path: Path) -> None:
    def packed(info: tarfile.TarInfo, data: bytes) -> Path:
        path = tmp_path / "bomb"
        with gzip.open(path, "wb", 1) as file:
            file.write(info.tobuf(tarfile.GNU_FORMAT) + data)
        return path

    large = tarfile.TarInfo("x/data_batch_1")
    large.size = 10**12
    with pytest.raises(FormatError, match="another size than it declares, or is too large"):
        read(CIFAR10(str(packed(large, bytes(10_000)))))
    name = tarfile.TarInfo("long")
    name.type, name.size = tarfile.GNUTYPE_LONGNAME, 10**12
    with pytest.raises(FormatError, match="unpacks to far more bytes"):
        read(CIFAR10(str(packed(name, bytes(10_000)))))
    other = tarfile.TarInfo("x/other")
    other.size = 250_000_000
    with pytest.raises(FormatError, match="unpacks to far more bytes"):
        read(CIFAR10(str(packed(other, bytes(1_000_000)))))
