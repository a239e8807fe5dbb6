"""Samples that are read from the disk while a run goes on: the same bits as with all in memory, and its ends."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from nnstudio.core.augmentation import Noise, Rotation, Shift
from nnstudio.core.layers import BatchNormalization, Conv2D, Dense, Dropout, Flatten, Input, MaxPooling2D
from nnstudio.core.network import chain_network
from nnstudio.core.project import Project, dense_project
from nnstudio.core.sources.edits import Edits
from nnstudio.core.sources.split import Split
from nnstudio.core.training import BackendName
from nnstudio.data.cache import CACHE_VARIABLE
from nnstudio.data.kept import let_go
from nnstudio.data.parts import parts_of
from nnstudio.engine.memory import SAMPLE_BLOCK, SAMPLE_MEMORY
from nnstudio.engine.messages import (
    BatchesDone,
    ContinueRun,
    EpochDone,
    ModelRef,
    PauseRun,
    RunEnded,
    RunPaused,
    RunStarted,
    StopRun,
)
from nnstudio.engine.questions import Evaluate
from nnstudio.runs.run_folder import RunFolder
from nnstudio.runs.snapshots import read_tensors, snapshot_names
from tests.support.engines import Lab, dataset_of, digits_project

BLOCK_BYTES = 20_000  # of the digits 312 samples, so that an epoch takes several blocks


class Labs(NamedTuple):
    """Two engines on one backend: one has the samples in memory, the other reads them."""

    resident: Lab
    streamed: Lab


@pytest.fixture(scope="module", params=["tensorflow", "jax"])
def labs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Labs]:
    backend: BackendName = request.param
    resident = Lab.open(tmp_path_factory.mktemp("resident"), backend)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SAMPLE_MEMORY, "0")
        patch.setenv(SAMPLE_BLOCK, str(BLOCK_BYTES))
        streamed = Lab.open(tmp_path_factory.mktemp("streamed"), backend)
    yield Labs(resident, streamed)
    resident.close()
    streamed.close()


def convolutional() -> Project:
    layers = (
        Input((8, 8, 1)),
        Conv2D(4, padding="same"),
        BatchNormalization(),
        MaxPooling2D(),
        Flatten(),
        Dropout(0.3),
        Dense(10, "softmax"),
    )
    return replace(digits_project(2, batch_size=50), network=chain_network(*layers))


def prepared(project: Project, **data: object) -> Project:
    """The project with its data prepared otherwise."""
    return replace(project, data=replace(project.data, **data))  # type: ignore[arg-type]


def of_source(word: str, batch_size: int) -> Project:
    project = dense_project(word, (8,))
    return replace(project, training=replace(project.training, epochs=2, batch_size=batch_size))


# What is the same code under both backends is tried with the one that starts sooner.
COMMON = pytest.mark.parametrize("labs", ["jax"], indirect=True)
PROJECTS = {
    "dense": prepared(digits_project(2), balance="sampling"),
    "convolutional": convolutional(),
    "vectors": prepared(of_source("iris", 7), scaling="standard"),
    "numbers": of_source("diabetes", 32),
    "few": of_source("xor", 3),
    "some": prepared(
        digits_project(1), training_limit=333, split=Split("folds", fold=2, test_share=0.3, seed=5), balance="weights"
    ),
}


def snapshots_of(run: RunFolder) -> dict[str, dict[str, bytes]]:
    """The bytes of everything in every snapshot."""
    return {
        name: {key: tensor.tobytes() for key, tensor in read_tensors(run.snapshots, name, "").items()}
        for name in snapshot_names(run.snapshots)
    }


def figures(lab: Lab) -> list[dict[str, float]]:
    return [event.figures for event in lab.seen if isinstance(event, EpochDone)]


@pytest.mark.parametrize("project", PROJECTS.values(), ids=PROJECTS.keys())
def test_samples_from_the_disk_give_the_same_bits_as_those_in_memory(labs: Labs, project: Project) -> None:
    runs, told, found = [], [], []
    for lab in labs:
        lab.seen.clear()
        run = lab.train(project)
        runs.append(snapshots_of(run))
        told.append((figures(lab), [event.figures for event in lab.seen if isinstance(event, BatchesDone)][:1]))
        if dataset_of(project).facts.test:
            found.append(lab.ask(Evaluate(str(dataset_of(project).folder)), run))
    assert runs[0] == runs[1]
    assert told[0][0] == told[1][0]
    assert len(runs[0]) == project.training.epochs + 1
    assert found[:1] == found[1:]


@COMMON
def test_a_run_says_that_it_reads_its_samples_and_why(labs: Labs) -> None:
    for lab in labs:
        lab.start(digits_project(1))
        started = lab.wait_for(RunStarted)
        lab.wait_for(RunEnded)
        assert bool(started.streaming) == (lab is labs.streamed)
    assert "read from the disk" in started.streaming
    assert "0.00 GB" in started.streaming


def test_changed_pictures_are_the_same_however_they_are_read_and_only_training_sees_them(labs: Labs) -> None:
    plain = digits_project(2, (32,))
    changes = (Rotation(20), Shift(), Noise())
    project = prepared(plain, augmentation=changes)
    straight = labs.resident.train(project)
    lab = labs.streamed
    lab.seen.clear()
    halting = lab.start(project, pause_after_batches=7)
    lab.wait_for(RunPaused)
    lab.session.send(ContinueRun(batches=30))
    lab.wait_for(RunPaused)
    lab.session.send(ContinueRun())
    assert lab.wait_for(RunEnded).status == "finished"
    assert snapshots_of(straight) == snapshots_of(halting)
    assert snapshots_of(straight) != snapshots_of(labs.resident.train(plain))
    parts = parts_of(dataset_of(project), project)
    rows = parts.rows["validation"]
    given = lab.predict(halting, parts.samples(rows)).argmax(axis=1)
    assert figures(lab)[-1]["val_accuracy"] == pytest.approx(np.mean(given == parts.targets[rows]))


@pytest.mark.parametrize("project", [digits_project(2), convolutional()], ids=["dense", "convolutional"])
def test_pauses_single_batches_and_questions_leave_the_bits_as_they_are(labs: Labs, project: Project) -> None:
    straight = snapshots_of(labs.resident.train(project))
    lab = labs.streamed
    dataset = dataset_of(project)
    run = lab.start(project, pause_after_batches=1)
    lab.wait_for(RunPaused)
    for batches in (1, 9, 5):
        lab.session.send(ContinueRun(batches=batches))
        lab.wait_for(RunPaused)
        lab.predict(run, dataset.x_test[:3])
    assert lab.ask(Evaluate(str(dataset.folder)), run).samples == len(dataset.y_test)
    lab.session.send(ContinueRun(epochs=1))
    lab.wait_for(RunPaused)
    lab.session.send(ContinueRun())
    assert lab.wait_for(RunEnded).status == "finished"
    assert snapshots_of(run) == straight


@COMMON
def test_stop_ends_a_run_in_the_middle_and_the_next_one_begins(labs: Labs) -> None:
    lab = labs.streamed
    lab.start(digits_project(100_000))
    lab.wait_for(EpochDone)
    lab.session.send(PauseRun())
    lab.wait_for(RunPaused)
    lab.session.send(StopRun())
    assert lab.wait_for(RunEnded).status == "stopped"
    lab.train(digits_project(1))


@COMMON
def test_a_file_that_is_cut_while_it_is_read_fails_the_run_and_says_so(labs: Labs) -> None:
    lab, project = labs.streamed, digits_project(100_000)
    data = dataset_of(project)
    path = data.folder / "x_train.npy"
    whole = path.read_bytes()
    lab.start(project)
    lab.wait_for(EpochDone)
    with path.open("r+b") as file:
        file.truncate(len(whole) // 2)
    ended = lab.wait_for(RunEnded)
    path.write_bytes(whole)
    assert ended.status == "failed"
    assert "x_train.npy: is shorter than it was" in ended.message
    lab.train(digits_project(1))


@COMMON
@pytest.mark.skipif(os.name == "nt", reason="Windows removes nothing that is open")
def test_a_run_goes_on_when_another_window_removes_its_data_from_the_cache(
    labs: Labs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = digits_project(3)
    straight = snapshots_of(labs.resident.train(project))
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    lab, folder = labs.streamed, dataset_of(project).folder
    run = lab.start(project, pause_after_batches=1)
    lab.wait_for(RunPaused)
    let_go((folder.name,))
    assert not folder.exists()
    lab.session.send(ContinueRun())
    assert lab.wait_for(RunEnded).status == "finished"
    assert snapshots_of(run) == straight


@COMMON
def test_what_is_left_out_is_nowhere_in_what_is_learned(labs: Labs) -> None:
    """The same samples, once among others that are left out, give the same weights as if those had another class."""
    names = list(dataset_of(digits_project(1)).names)
    out = Edits().placed(names[: len(names) // 3], "excluded")
    project = prepared(digits_project(1), edits=out, scaling="standard", balance="weights")
    other = prepared(digits_project(1), edits=out.relabelled(names[: len(names) // 3], "7"), balance="weights")
    other = prepared(other, scaling="standard")
    for lab in labs:
        assert snapshots_of(lab.train(project)) == snapshots_of(lab.train(other))
    plain = prepared(digits_project(1), scaling="standard", balance="weights")
    assert snapshots_of(labs.resident.train(project)) != snapshots_of(labs.resident.train(plain))


@COMMON
def test_a_run_of_which_nothing_is_left_to_learn_from_says_what_helps(labs: Labs) -> None:
    project = digits_project(1)
    names = list(dataset_of(project).names)
    edits = Edits().placed(names[: dataset_of(project).facts.training], "excluded")
    labs.resident.start(prepared(project, edits=edits))
    ended = labs.resident.wait_for(RunEnded)
    assert ended.status == "failed"
    assert "leaves no sample to learn from" in ended.message
    assert "Put some samples back" in ended.message


def test_the_test_samples_are_those_of_the_project(labs: Labs) -> None:
    """Half of the samples for the test, with a class that an edit gave them, and some left out."""
    project = digits_project(1, (32,))
    dataset = dataset_of(project)
    names = list(dataset.names)
    test = names[dataset.facts.training :]
    edits = Edits().placed(test[:10], "excluded").relabelled(test[10:210], "3")
    project = prepared(project, edits=edits)
    run = labs.resident.train(project)
    found = labs.resident.ask(Evaluate(str(dataset.folder)), run)
    given = labs.resident.predict(run, dataset.x_test).argmax(axis=1)
    wanted = np.array(dataset.y_test)
    wanted[10:210] = 3
    assert found.samples == len(test) - 10
    assert found.figures["accuracy"] == pytest.approx(np.mean(given[10:] == wanted[10:]))


def test_weights_of_classes_and_the_loss_shown_are_keras_own(labs: Labs) -> None:
    """The first batch's loss is Keras's: of weighted losses the sum, over the number of samples."""
    project = prepared(digits_project(1, batch_size=64, validation_share=0.0), training_limit=64, balance="weights")
    lab, dataset = labs.streamed, dataset_of(project)
    lab.seen.clear()
    run = lab.train(project)
    rows = parts_of(dataset, project).rows["training"]
    labels = dataset.y_train[rows].astype(int)
    before = lab.predict(ModelRef(str(run.path), 0), dataset.x_train[rows])
    weights = len(rows) / (len(np.unique(labels)) * np.bincount(labels, minlength=10))
    losses = -np.log(before[np.arange(len(rows)), labels])
    assert figures(lab)[0]["loss"] == pytest.approx(np.mean(weights[labels] * losses), rel=1e-4)
    assert figures(lab)[0]["accuracy"] == pytest.approx(np.mean(before.argmax(axis=1) == labels))
