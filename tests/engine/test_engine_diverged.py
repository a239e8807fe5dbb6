"""Runs whose loss or weights stop being numbers say so, and tell which weights to go back to."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from nnstudio.core.project import Project
from nnstudio.core.training import SGD, MeanSquaredError
from nnstudio.core.words import Said, from_wire, to_wire
from nnstudio.engine.keras_backend.divergence import Divergence
from nnstudio.engine.messages import (
    BatchesDone,
    EpochDone,
    RunEnded,
    RunPaused,
    SnapshotsDropped,
    SnapshotWritten,
    StopRun,
)
from nnstudio.runs.retention import MOST_SNAPSHOTS
from nnstudio.runs.run_folder import RunFolder
from nnstudio.runs.snapshots import Position, epoch_name, newest_usable, read_position, read_tensors
from tests.support.engines import ON_ONE_BACKEND, Lab, digits_project

NO_WEIGHTS = "The last weights that are numbers are those from before training."


@pytest.fixture(scope="module", params=["tensorflow", "jax"])
def lab(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """One engine for the whole module."""
    opened = Lab.open(tmp_path_factory.mktemp("lab"), request.param)
    yield opened
    opened.close()


def too_fast(epochs: int = 3, batch_size: int = 32) -> Project:
    """Steps so large that the weights overflow within the first epoch."""
    training: dict[str, object] = {"learning_rate": 1e30, "loss": MeanSquaredError(), "batch_size": batch_size}
    return digits_project(epochs, (16,), optimizer=SGD(), **training)


def test_a_run_that_ends_without_numbers_says_since_when_what_is_left_and_what_helps(lab: Lab) -> None:
    lab.seen.clear()
    run = lab.start(too_fast())
    ended = lab.wait_for(RunEnded)
    assert (ended.status, ended.epoch) == ("diverged", 3)
    assert ended.message == (
        f"The loss is not a number since epoch 1. {NO_WEIGHTS} A lower learning rate usually helps."
    )
    written = {event.epoch: event.finite for event in lab.seen if isinstance(event, SnapshotWritten)}
    assert written == {0: True, 1: False, 2: False, 3: False}
    assert [read_position(run.snapshots, epoch_name(epoch)).finite for epoch in range(4)] == [True, False, False, False]
    assert newest_usable(run.snapshots) == epoch_name(0)
    losses = [event.figures["loss"] for event in lab.seen if isinstance(event, EpochDone)]
    assert not any(math.isfinite(loss) for loss in losses)


@ON_ONE_BACKEND
def test_pixels_that_are_not_scaled_are_the_first_thing_to_mend(lab: Lab) -> None:
    project = too_fast(1)
    lab.start(replace(project, data=replace(project.data, scaling="none")))
    ended = lab.wait_for(RunEnded)
    assert ended.status == "diverged"
    assert ended.message.endswith("Scaling the pixels usually helps, and so does a lower learning rate.")


@ON_ONE_BACKEND
def test_a_run_that_is_stopped_without_numbers_says_so_too(lab: Lab) -> None:
    lab.start(too_fast(50), pause_after_epochs=2)
    lab.wait_for(RunPaused)
    lab.session.send(StopRun())
    ended = lab.wait_for(RunEnded)
    assert ended.status == "stopped"
    assert ended.message.startswith(f"The loss is not a number since epoch 1. {NO_WEIGHTS}")


@ON_ONE_BACKEND
def test_stopping_inside_the_first_bad_epoch_says_so(lab: Lab) -> None:
    lab.start(too_fast(5, batch_size=10), pause_after_batches=100)
    lab.wait_for(RunPaused)
    lab.session.send(StopRun())
    ended = lab.wait_for(RunEnded)
    assert ended.status == "stopped"
    assert ended.message.startswith("The loss is not a number since epoch 1.")


def test_weights_that_the_last_step_spoilt_count_although_every_loss_was_a_number(lab: Lab) -> None:
    """A loss is measured before its step: with one batch in all, no loss tells of what the step did."""
    lab.seen.clear()
    project = digits_project(1, optimizer=SGD(), learning_rate=1e38, batch_size=1437, validation_share=0.0)
    lab.start(replace(project, data=replace(project.data, scaling="none")))
    ended = lab.wait_for(RunEnded)
    losses = [loss for event in lab.seen if isinstance(event, BatchesDone) for loss in event.figures["loss"]]
    assert all(math.isfinite(loss) for loss in losses)
    assert ended.status == "diverged"
    assert ended.message.startswith(f"The weights are not numbers since epoch 1. {NO_WEIGHTS}")


@ON_ONE_BACKEND
def test_a_run_from_weights_that_are_no_numbers_says_that_they_were_none(lab: Lab) -> None:
    first = lab.start(too_fast(1))
    assert lab.wait_for(RunEnded).status == "diverged"
    lab.start(digits_project(1), start_from=str(first.snapshots.path / epoch_name(1)))
    ended = lab.wait_for(RunEnded)
    assert ended.status == "diverged"
    assert "The weights that it started from are not numbers either." in ended.message


@ON_ONE_BACKEND
def test_a_long_run_that_diverged_still_has_its_last_good_weights(lab: Lab) -> None:
    lab.seen.clear()
    run = lab.start(too_fast(MOST_SNAPSHOTS + 60, batch_size=1437))
    assert lab.wait_for(RunEnded).status == "diverged"
    written = {event.epoch for event in lab.seen if isinstance(event, SnapshotWritten) if event.finite}
    dropped = {epoch for event in lab.seen if isinstance(event, SnapshotsDropped) for epoch in event.epochs}
    assert max(written) not in dropped
    assert newest_usable(run.snapshots) == epoch_name(max(written))


def test_a_loss_that_is_a_number_again_is_not_held_against_the_run() -> None:
    divergence = Divergence(scaled=True)
    divergence.look_at_losses(1, np.array([1.0, np.inf]))
    assert divergence.message
    divergence.look_at_losses(2, np.array([1.0, 0.9]))
    assert divergence.message == ""


def test_stopping_before_the_first_batch_of_an_epoch_tells_of_the_one_before() -> None:
    divergence = Divergence(scaled=True)
    divergence.look_at_losses(4, np.array([1.0, np.nan]))
    divergence.look_at_weights(Position(3, 0, (0.0,), (1.0,)))
    divergence.look_at_weights(Position(4, 0, (0.0,), (1.0,), finite=False))
    divergence.look_at_losses(5, np.array([]))
    assert divergence.message.startswith(
        "The loss is not a number since epoch 4. The last weights that are numbers are those after epoch 3."
    )


def test_what_was_said_can_be_said_again_in_another_language() -> None:
    divergence = Divergence(scaled=False)
    divergence.look_at_losses(1, np.array([np.nan]))
    assert isinstance(divergence.message, Said)
    assert from_wire(to_wire(divergence.message)) == divergence.message


@ON_ONE_BACKEND
def test_a_run_that_learns_is_finished_and_says_nothing(lab: Lab) -> None:
    run = lab.start(digits_project(2))
    ended = lab.wait_for(RunEnded)
    assert (ended.status, ended.message) == ("finished", "")
    assert all_finite(run, 2)


def all_finite(run: RunFolder, epoch: int) -> bool:
    """Whether the snapshot holds nothing but numbers."""
    tensors = read_tensors(run.snapshots, epoch_name(epoch), "weights/")
    return all(np.isfinite(tensor).all() for tensor in tensors.values())
