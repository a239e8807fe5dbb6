"""Validation that takes its time: between its batches the engine hears commands, and says how far it is."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from nnstudio.core.layers import Conv2D, Dense, Flatten, Input
from nnstudio.core.network import chain_network
from nnstudio.core.project import Project
from nnstudio.engine.messages import (
    BatchesDone,
    ContinueRun,
    EpochDone,
    PauseRun,
    RunContinued,
    RunEnded,
    RunPaused,
    RunStarted,
    SnapshotWritten,
    StopRun,
    Validating,
)
from nnstudio.engine.questions import Evaluate
from nnstudio.engine.session import STOP_SECONDS
from nnstudio.runs.snapshots import newest_snapshot, read_position
from tests.support.engines import ON_ONE_BACKEND, Lab, dataset_of, digits_project, same_bits, weights_of


@pytest.fixture(scope="module", params=["tensorflow", "jax"])
def lab(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """One engine for the whole module."""
    opened = Lab.open(tmp_path_factory.mktemp("lab"), request.param)
    yield opened
    opened.close()


@pytest.fixture
def project() -> Project:
    """Half of the pictures are for validation, which takes half a second on two cores, in seven parts."""
    project = digits_project(1, batch_size=48, validation_share=0.5)
    layers = (
        Input((8, 8, 1)),
        Conv2D(160, padding="same"),
        Conv2D(160, padding="same"),
        Flatten(),
        Dense(10, "softmax"),
    )
    return replace(project, network=chain_network(*layers))


def up_to_validation(lab: Lab) -> RunStarted:
    """Waits for the first epoch's last batches: what is sent now arrives while the engine validates."""
    started = lab.wait_for(RunStarted)
    lab.wait_for(BatchesDone, lambda event: event.first_batch + event.count == started.batches_per_epoch)
    return started


def test_stop_during_validation_is_heard_and_keeps_the_epoch(lab: Lab, project: Project) -> None:
    process = lab.session.process_id
    run = lab.start(replace(project, training=replace(project.training, epochs=2)))
    up_to_validation(lab)
    lab.seen.clear()
    began = time.monotonic()
    lab.session.send(StopRun())
    ended = lab.wait_for(RunEnded)
    seconds = time.monotonic() - began
    assert seconds < STOP_SECONDS
    assert (ended.status, ended.message, ended.epoch) == ("stopped", "", 1)
    done = next(event for event in lab.seen if isinstance(event, EpochDone))
    assert (done.epoch, list(done.figures)) == (1, ["loss", "accuracy"])
    assert done.figures["loss"] > 0
    assert [event.epoch for event in lab.seen if isinstance(event, SnapshotWritten)][-1:] == [1]
    newest = newest_snapshot(run.snapshots)
    assert newest is not None
    position = read_position(run.snapshots, newest)
    assert (position.epoch, position.batch) == (1, 0)
    lab.predict(run, dataset_of(project).x_test[:3])
    assert lab.session.process_id == process


@ON_ONE_BACKEND
def test_pause_during_validation_holds_there_and_changes_no_figure(lab: Lab, project: Project) -> None:
    lab.seen.clear()
    straight = weights_of(lab.train(project))
    figures = [event for event in lab.seen if isinstance(event, EpochDone)]
    lab.seen.clear()
    run = lab.start(project)
    started = up_to_validation(lab)
    lab.session.send(PauseRun())
    assert lab.wait_for(RunPaused) == RunPaused(1, started.batches_per_epoch)
    lab.predict(run, dataset_of(project).x_test[:3])
    assert not [event for event in lab.seen if isinstance(event, EpochDone)]
    lab.session.send(ContinueRun())
    lab.wait_for(RunContinued)
    assert lab.wait_for(RunEnded).status == "finished"
    halting = [event for event in lab.seen if isinstance(event, EpochDone)]
    assert [event.figures for event in halting] == [event.figures for event in figures]
    assert same_bits(straight, weights_of(run))


@ON_ONE_BACKEND
def test_validation_says_how_far_it_is_but_not_often(lab: Lab, project: Project) -> None:
    lab.start(project)
    started = up_to_validation(lab)
    began = time.monotonic()
    lab.seen.clear()
    lab.wait_for(EpochDone)
    seconds = time.monotonic() - began
    told = [event for event in lab.seen if isinstance(event, Validating)]
    assert told or seconds < 0.5
    assert len(told) <= seconds / 0.25 + 1
    assert [event.done for event in told] == sorted({event.done for event in told})
    assert all(0 < event.done < event.samples == started.validation_samples for event in told)
    lab.wait_for(RunEnded)


@ON_ONE_BACKEND
def test_stopping_while_paused_in_validation_ends_the_run(lab: Lab, project: Project) -> None:
    lab.start(project)
    up_to_validation(lab)
    lab.session.send(PauseRun())
    lab.wait_for(RunPaused)
    lab.session.send(StopRun())
    assert "val_loss" not in lab.wait_for(EpochDone).figures
    assert lab.wait_for(RunEnded).status == "stopped"


@ON_ONE_BACKEND
def test_one_batch_more_that_ends_the_epoch_brings_its_figures_before_the_pause(lab: Lab, project: Project) -> None:
    lab.seen.clear()
    lab.start(replace(project, training=replace(project.training, epochs=2)), pause_after_batches=15)
    assert lab.wait_for(RunPaused) == RunPaused(1, 15)
    done = [event for event in lab.seen if isinstance(event, EpochDone)]
    assert len(done) == 1
    assert "val_loss" in done[0].figures
    lab.session.send(StopRun())
    lab.wait_for(RunEnded)


def test_the_mean_of_the_parts_is_the_mean_of_all(lab: Lab, project: Project) -> None:
    """Test pictures are evaluated in the same parts; the answers to all of them, asked singly, must agree."""
    dataset = dataset_of(project)
    run = lab.train(project)
    found = lab.ask(Evaluate(str(dataset.folder)), run)
    every = lab.predict(run, dataset.x_test)
    rows = np.arange(len(dataset.y_test))
    assert found.samples == len(dataset.y_test)
    assert found.figures["accuracy"] == pytest.approx(np.mean(every.argmax(axis=1) == dataset.y_test))
    assert found.figures["loss"] == pytest.approx(-np.log(every[rows, dataset.y_test]).mean(), rel=1e-4)
