"""Runs on real engines, both backends: control, bits, figures, questions while training."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from nnstudio.core.layers import BatchNormalization, Conv2D, Dense, Dropout, Flatten, Input, MaxPooling2D
from nnstudio.core.network import chain_network
from nnstudio.core.project import Project
from nnstudio.core.training import LOSSES, OPTIMIZERS, SGD, Loss
from nnstudio.engine.messages import (
    BatchesDone,
    ContinueRun,
    EpochDone,
    ModelRef,
    PauseRun,
    RunContinued,
    RunEnded,
    RunPaused,
    RunStarted,
    SnapshotsDropped,
    SnapshotWritten,
    StopRun,
)
from nnstudio.engine.questions import Evaluate, Kernel
from nnstudio.runs.retention import MOST_SNAPSHOTS
from nnstudio.runs.snapshots import (
    epoch_of,
    newest_snapshot,
    read_position,
    read_tensors,
    snapshot_names,
)
from tests.support.engines import ON_ONE_BACKEND, Lab, dataset_of, digits_project, same_bits, weights_of
from tests.support.snapshots import checksum_of


@pytest.fixture(scope="module", params=["tensorflow", "jax"])
def lab(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """One engine for the whole module."""
    opened = Lab.open(tmp_path_factory.mktemp("lab"), request.param)
    yield opened
    opened.close()


def convolutional(epochs: int = 1) -> Project:
    project = digits_project(epochs, batch_size=64)
    layers = (
        Input((8, 8, 1)),
        Conv2D(4, padding="same"),
        BatchNormalization(),
        MaxPooling2D(),
        Flatten(),
        Dropout(0.3),
        Dense(10, "softmax"),
    )
    return replace(project, network=chain_network(*layers))


def test_a_run_tells_its_story_in_order(lab: Lab) -> None:
    lab.seen.clear()
    run = lab.train(digits_project(3))
    story = [type(event) for event in lab.seen if isinstance(event, RunStarted | EpochDone | RunEnded)]
    assert story == [RunStarted, EpochDone, EpochDone, EpochDone, RunEnded]
    started = next(event for event in lab.seen if isinstance(event, RunStarted))
    assert started.samples + started.validation_samples == 1437
    batches = [event for event in lab.seen if isinstance(event, BatchesDone)]
    for epoch in (1, 2, 3):
        counted = [event.first_batch for event in batches if event.epoch == epoch]
        assert counted == sorted(counted)
        total = sum(event.count for event in batches if event.epoch == epoch)
        assert total == started.batches_per_epoch
        assert sum(event.samples for event in batches if event.epoch == epoch) == started.samples
    snapshots = [event for event in lab.seen if isinstance(event, SnapshotWritten)]
    assert [event.epoch for event in snapshots] == [0, 1, 2, 3]
    newest = newest_snapshot(run.snapshots)
    assert newest is not None
    assert checksum_of(run.snapshots, newest) == snapshots[-1].sha256
    assert read_position(run.snapshots, newest).epoch == 3


@ON_ONE_BACKEND
def test_a_long_run_keeps_a_bounded_number_of_snapshots(lab: Lab) -> None:
    lab.seen.clear()
    run = lab.train(digits_project(260, batch_size=1437))
    dropped = {epoch for event in lab.seen if isinstance(event, SnapshotsDropped) for epoch in event.epochs}
    there = {epoch_of(name) for name in snapshot_names(run.snapshots)}
    assert len(there) <= MOST_SNAPSHOTS
    assert {0, 260} <= there
    assert there == {event.epoch for event in lab.seen if isinstance(event, SnapshotWritten)} - dropped


def test_it_learns(lab: Lab) -> None:
    lab.seen.clear()
    lab.train(digits_project(12, (64,)))
    epochs = [event for event in lab.seen if isinstance(event, EpochDone)]
    assert epochs[-1].figures["loss"] < epochs[0].figures["loss"] / 4
    assert epochs[-1].figures["val_accuracy"] > 0.9


@ON_ONE_BACKEND
def test_an_epochs_figures_are_the_means_of_its_batches(lab: Lab) -> None:
    lab.seen.clear()
    lab.train(digits_project(1, validation_share=0.0, batch_size=100))
    losses = [loss for event in lab.seen if isinstance(event, BatchesDone) for loss in event.figures["loss"]]
    done = next(event for event in lab.seen if isinstance(event, EpochDone))
    assert len(losses) == 15
    assert done.figures["loss"] == pytest.approx(np.average(losses, weights=[100] * 14 + [37]), rel=1e-6)
    assert list(done.figures) == ["loss", "accuracy"]


@pytest.mark.parametrize("project", [digits_project(2), convolutional(2)], ids=["dense", "convolutional"])
def test_the_same_seed_gives_the_same_bits_however_it_is_driven(lab: Lab, project: Project) -> None:
    straight = weights_of(lab.train(project))
    halting = lab.start(project, pause_after_batches=1)
    lab.wait_for(RunPaused)
    for batches in (1, 2, 5):
        lab.session.send(ContinueRun(batches=batches))
        lab.wait_for(RunPaused)
    lab.predict(halting, dataset_of(project).x_test[:3])
    lab.session.send(ContinueRun(epochs=1))
    lab.wait_for(RunPaused)
    lab.session.send(ContinueRun())
    assert lab.wait_for(RunEnded).status == "finished"
    assert same_bits(straight, weights_of(halting))


@ON_ONE_BACKEND
def test_another_seed_gives_other_weights(lab: Lab) -> None:
    first = weights_of(lab.train(digits_project(1, seed=1)))
    second = weights_of(lab.train(digits_project(1, seed=2)))
    assert not same_bits(first, second)


def test_pause_one_batch_one_epoch_continue(lab: Lab) -> None:
    lab.start(digits_project(3, batch_size=100), pause_after_batches=1)
    assert lab.wait_for(RunPaused) == RunPaused(1, 1)
    lab.session.send(ContinueRun(batches=1))
    lab.wait_for(RunContinued)
    assert lab.wait_for(RunPaused) == RunPaused(1, 2)
    lab.session.send(ContinueRun(epochs=1))
    assert lab.wait_for(EpochDone).epoch == 1
    assert lab.wait_for(RunPaused).epoch == 1
    lab.session.send(ContinueRun())
    assert lab.wait_for(RunEnded).status == "finished"


@ON_ONE_BACKEND
def test_pause_answers_while_it_trains(lab: Lab) -> None:
    lab.start(digits_project(100_000))
    lab.wait_for(EpochDone)
    lab.session.send(PauseRun())
    paused = lab.wait_for(RunPaused)
    lab.session.send(StopRun())
    ended = lab.wait_for(RunEnded)
    assert ended.status == "stopped"
    assert paused.epoch >= 1


def test_stopping_inside_an_epoch_keeps_the_weights(lab: Lab) -> None:
    run = lab.start(digits_project(5, batch_size=10), pause_after_batches=7)
    lab.wait_for(RunPaused)
    lab.session.send(StopRun())
    assert lab.wait_for(RunEnded).status == "stopped"
    newest = newest_snapshot(run.snapshots)
    assert newest is not None
    position = read_position(run.snapshots, newest)
    assert (position.epoch, position.batch) == (0, 7)


def test_questions_are_answered_while_it_trains(lab: Lab) -> None:
    project = digits_project(100_000)
    run = lab.start(project)
    lab.wait_for(EpochDone)
    found = lab.predict(run, dataset_of(project).x_test[:5])
    assert np.allclose(found.sum(axis=1), 1, atol=1e-5)
    shown = lab.ask(Kernel("n3"), run)
    first = lab.session.blocks.read(shown.kernel)
    assert first.shape == (64, 16)
    later = lab.ask(Kernel("n3"), run)
    assert not np.array_equal(first, lab.session.blocks.read(later.kernel))
    assert (later.epoch, later.batch) >= (shown.epoch, shown.batch)
    lab.session.send(StopRun())
    lab.wait_for(RunEnded)


def test_a_kept_snapshot_predicts_as_the_run_did(lab: Lab) -> None:
    project = convolutional(1)
    run = lab.start(project, pause_after_epochs=1)
    lab.wait_for(EpochDone)
    lab.wait_for(RunEnded)
    dataset = dataset_of(project)
    first = lab.predict(run, dataset.x_test[:20])
    found = lab.ask(Evaluate(str(dataset.folder)), ModelRef(str(run.path), 1))
    every = lab.predict(run, dataset.x_test)
    assert found.figures["accuracy"] == pytest.approx(np.mean(every.argmax(axis=1) == dataset.y_test))
    assert found.samples == 360
    assert np.allclose(first, every[:20], atol=1e-6)


@ON_ONE_BACKEND
def test_a_run_can_start_from_kept_weights(lab: Lab) -> None:
    first = lab.train(digits_project(1))
    newest = newest_snapshot(first.snapshots)
    assert newest is not None
    second = lab.train(digits_project(1, seed=9), start_from=str(first.snapshots.path / newest))
    beginning = read_tensors(second.snapshots, "epoch-00000.safetensors", "weights/")
    assert same_bits(beginning, weights_of(first))


@ON_ONE_BACKEND
@pytest.mark.parametrize("kind", OPTIMIZERS, ids=lambda kind: kind.__name__)
def test_every_optimizer_trains(lab: Lab, kind: type) -> None:
    lab.train(digits_project(1, optimizer=kind(), batch_size=100))


@ON_ONE_BACKEND
def test_sgd_with_momentum_and_nesterov_trains(lab: Lab) -> None:
    lab.train(digits_project(1, optimizer=SGD(0.9, True), batch_size=100))


@ON_ONE_BACKEND
@pytest.mark.parametrize("kind", LOSSES, ids=lambda kind: kind.__name__)
def test_every_loss_trains(lab: Lab, kind: type[Loss]) -> None:
    lab.seen.clear()
    lab.train(digits_project(4, (32,), loss=kind(), learning_rate=0.01))
    epochs = [event for event in lab.seen if isinstance(event, EpochDone)]
    assert epochs[-1].figures["loss"] < epochs[0].figures["loss"]


@pytest.mark.parametrize("scaling", ["none", "unit", "standard"])
def test_every_scaling_trains_and_predicts_alike(lab: Lab, scaling: str) -> None:
    project = digits_project(6, (32,))
    project = replace(project, data=replace(project.data, scaling=scaling))  # type: ignore[arg-type]
    run = lab.train(project)
    dataset = dataset_of(project)
    found = lab.ask(Evaluate(str(dataset.folder)), run)
    assert found.figures["accuracy"] > 0.6


@ON_ONE_BACKEND
def test_a_limit_uses_only_so_many_pictures(lab: Lab) -> None:
    project = digits_project(1)
    lab.seen.clear()
    lab.train(replace(project, data=replace(project.data, training_limit=200)))
    started = next(event for event in lab.seen if isinstance(event, RunStarted))
    assert started.samples + started.validation_samples == 200


@ON_ONE_BACKEND
def test_a_batch_larger_than_the_data_is_one_batch(lab: Lab) -> None:
    project = digits_project(1, batch_size=1437)
    lab.seen.clear()
    lab.train(project)
    started = next(event for event in lab.seen if isinstance(event, RunStarted))
    assert started.batches_per_epoch == 1


@ON_ONE_BACKEND
def test_what_keras_refuses_ends_the_run_as_failed(lab: Lab) -> None:
    """`check` would not let this start; the engine must survive it all the same."""
    broken = replace(digits_project(1), network=chain_network(Input((8, 8, 1)), Flatten(), Conv2D(3), Dense(10)))
    lab.start(broken)
    ended = lab.wait_for(RunEnded)
    assert ended.status == "failed"
    assert ended.message
    lab.train(digits_project(1))


@ON_ONE_BACKEND
def test_missing_data_ends_the_run_as_failed(lab: Lab) -> None:
    project = digits_project(1)
    run, hold = lab.folder.begin_run(project, lab.session.backend)
    hold.release()
    from nnstudio.engine.messages import StartRun

    lab.session.send(StartRun(str(run.path), project, str(run.path / "nowhere")))
    ended = lab.wait_for(RunEnded)
    assert ended.status == "failed"
    assert "nowhere" in ended.message


@ON_ONE_BACKEND
@pytest.mark.parametrize("epoch", [None, 7])
def test_asking_for_weights_that_are_not_kept_is_a_clear_answer(lab: Lab, epoch: int | None) -> None:
    run, hold = lab.folder.begin_run(digits_project(1), lab.session.backend)
    hold.release()
    failed = lab.refused(Kernel("n3"), ModelRef(str(run.path), epoch))
    assert "keeps no weights" in failed.message


@ON_ONE_BACKEND
def test_a_layer_without_a_kernel_has_none_to_show(lab: Lab) -> None:
    run = lab.train(digits_project(1))
    assert "no kernel" in lab.refused(Kernel("n2"), run).message
