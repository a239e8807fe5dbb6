"""Runs that go on where they were, on real engines: to the bits that they would have come to without a break."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nnstudio.core.errors import StudioError
from nnstudio.core.layers import Dense, Flatten, Input
from nnstudio.core.network import chain_network
from nnstudio.core.project import Project
from nnstudio.core.training import SGD, EarlyStopping
from nnstudio.core.training.clipping import ClipGlobalNorm
from nnstudio.core.training.optimizers import Muon, Nadam, RMSprop
from nnstudio.engine.memory import SNAPSHOT_SECONDS
from nnstudio.engine.messages import ContinueRun, Event, RunPaused, SnapshotWritten
from nnstudio.engine.session import EngineSession
from nnstudio.runs.run_log import Ended, EngineNamed, EpochLine, LogPlace, Resumed, add_to_log, read_log
from nnstudio.runs.snapshots import epoch_name, epoch_of, newest_snapshot, partial_names, read_tensors
from tests.support.engines import digits_project, same_bits
from tests.support.recorded_runs import Ground, final_state, stateful_project, story

ON_ONE_BACKEND = pytest.mark.parametrize("ground", ["jax"], indirect=True)
SEEN = pytest.mark.parametrize("streamed", [False, True], ids=["resident", "streamed"])
posix = pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")


@pytest.fixture(scope="module", params=["tensorflow", "jax"])
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """One engine for the whole module."""
    opened = Ground.open(tmp_path_factory.mktemp("ground"), request.param)
    yield opened
    opened.close()


@SEEN
def test_a_run_that_was_stopped_anywhere_comes_to_the_same_bits_and_figures(ground: Ground, streamed: bool) -> None:
    project = stateful_project(streamed=streamed)
    straight = ground.train(project)
    batches = ground.started.batches_per_epoch
    broken = ground.begin(project)
    assert ground.stop_after(broken, 3).status == "stopped"
    for count in (2, batches - 5 + 1):  # inside the first epoch, and inside the second
        assert ground.stop_after(ground.go_on(broken.run.number), count).status == "stopped"
    assert (ground.started.epochs_done, ground.started.batches_done) == (0, 5)
    assert ground.follow(ground.go_on(broken.run.number)).status == "finished"
    assert (ground.started.epochs_done, ground.started.batches_done) == (1, 1)
    assert ground.started.note == ""
    assert same_bits(final_state(broken.run), final_state(straight))
    assert story(ground.folder, broken.run) == story(ground.folder, straight)
    summary = ground.folder.history.run(broken.run.number)
    assert summary is not None
    assert (summary.status, summary.epochs_done, summary.message) == ("finished", 2, "")


@posix
def test_a_run_whose_engine_was_killed_goes_on_from_inside_its_epoch(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = stateful_project(3)
    straight = ground.train(project)
    monkeypatch.setenv(SNAPSHOT_SECONDS, "0.0001")
    engine = EngineSession(ground.backend)
    monkeypatch.delenv(SNAPSHOT_SECONDS)

    kept: list[int | None] = []

    def kill(session: EngineSession, event: Event) -> None:
        """Inside the second epoch, batch by batch, until a state in it is kept: however late this hears of it."""
        if isinstance(event, SnapshotWritten):
            kept.append(epoch_of(Path(event.path).name))
            if event.epoch == 1 and kept[-1] is None:
                os.kill(session.process_id, signal.SIGKILL)
        paused.extend([event] if isinstance(event, RunPaused) else [])
        if paused and 1 in kept:
            paused.pop()
            session.send(ContinueRun(batches=1))

    broken = ground.begin(project)
    paused: list[Event] = []
    inside = ground.started.batches_per_epoch + 1
    broken = replace(broken, command=replace(broken.command, pause_after_batches=inside))
    try:
        assert ground.follow(broken, kill, engine).status == "crashed"
    finally:
        engine.close()
    assert partial_names(broken.run.snapshots)
    assert ground.follow(ground.go_on(broken.run.number)).status == "finished"
    assert ground.started.epochs_done == 1
    assert ground.started.batches_done > 0
    assert same_bits(final_state(broken.run), final_state(straight))
    assert story(ground.folder, broken.run) == story(ground.folder, straight)
    assert partial_names(broken.run.snapshots) == ()


@ON_ONE_BACKEND
def test_a_finished_run_does_more_epochs_as_if_they_had_been_asked_for_at_once(ground: Ground) -> None:
    straight = ground.train(digits_project(5))
    run = ground.train(digits_project(3))
    assert ground.follow(ground.go_on(run.number, further=2)).status == "finished"
    assert run.read_project().training.epochs == 5
    assert same_bits(final_state(run), final_state(straight))
    assert story(ground.folder, run) == story(ground.folder, straight)


@ON_ONE_BACKEND
def test_a_branch_of_the_same_settings_does_what_its_run_did_and_needs_it_no_more(ground: Ground) -> None:
    project = stateful_project(3)
    run = ground.train(project)
    rest = replace(project, training=replace(project.training, epochs=2))
    begun = ground.branch(run.number, 1, rest)
    assert ground.follow(begun).status == "finished"
    assert same_bits(final_state(begun.run), final_state(run))
    assert story(ground.folder, begun.run) == story(ground.folder, run)
    first = read_tensors(begun.run.snapshots, epoch_name(1))
    assert same_bits(first, read_tensors(run.snapshots, epoch_name(1)))


@ON_ONE_BACKEND
def test_a_branch_takes_the_settings_that_it_is_given(ground: Ground) -> None:
    project = digits_project(2)
    run = ground.train(project)
    slow = replace(project, training=replace(project.training, learning_rate=1e-9, epochs=1))
    begun = ground.branch(run.number, 2, slow)
    ground.follow(begun)
    before, after = (read_tensors(begun.run.snapshots, epoch_name(epoch), "weights/") for epoch in (2, 3))
    assert all(np.allclose(before[name].astype(float), after[name].astype(float), atol=1e-6) for name in before)
    assert ground.started.note == ""


@ON_ONE_BACKEND
def test_a_branch_with_another_optimiser_begins_that_anew_and_says_so(ground: Ground) -> None:
    project = digits_project(1)
    run = ground.train(project)
    other = replace(project, training=replace(project.training, optimizer=SGD(momentum=0.9)))
    assert ground.follow(ground.branch(run.number, 1, other)).status == "finished"
    assert f"it is another one than that of run {run.number}" in ground.started.note


@ON_ONE_BACKEND
def test_a_network_that_does_not_fit_the_weights_is_refused_and_no_run_is_made(ground: Ground) -> None:
    run = ground.train(digits_project(1))
    before = len(ground.folder.history.runs())
    with pytest.raises(StudioError, match="Its weights do not fit this network: Dense 1 has other weights") as refused:
        ground.branch(run.number, 1, digits_project(1, (17,)))
    assert refused.value.where == f"Run {run.number}"
    assert len(ground.folder.history.runs()) == before


@ON_ONE_BACKEND
def test_a_damaged_newest_snapshot_is_passed_over_and_that_is_said(ground: Ground) -> None:
    project = digits_project(4)
    straight = ground.train(project)
    broken = ground.begin(project)
    ground.stop_after(broken, 120)
    newest = newest_snapshot(broken.run.snapshots)
    assert newest is not None
    path = broken.run.snapshots.path / newest
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    assert ground.follow(ground.go_on(broken.run.number)).status == "finished"
    assert ground.started.batches_done == 0
    assert newest in ground.started.note
    assert "It goes on from the end of epoch" in ground.started.note
    assert same_bits(final_state(broken.run), final_state(straight))
    assert story(ground.folder, broken.run) == story(ground.folder, straight)


@ON_ONE_BACKEND
def test_a_run_of_which_no_snapshot_is_whole_begins_again(ground: Ground) -> None:
    project = digits_project(1)
    straight = ground.train(project)
    broken = ground.begin(project)
    ground.stop_after(broken, 2)
    for path in broken.run.snapshots.path.iterdir():
        path.write_bytes(b"lost")
    assert ground.follow(ground.go_on(broken.run.number)).status == "finished"
    assert "It goes on from its beginning" in ground.started.note
    assert same_bits(final_state(broken.run), final_state(straight))


@ON_ONE_BACKEND
def test_another_fingerprint_is_said(ground: Ground) -> None:
    broken = ground.begin(digits_project(2))
    ground.stop_after(broken, 2)
    (named,) = (entry for entry in read_log(broken.run.files, LogPlace()) if isinstance(entry, EngineNamed))
    assert named.fingerprint["threads"]
    other = {**named.fingerprint, "threads": "1000", "data": "other"}
    add_to_log(broken.run.files, [EngineNamed(named.engine, other)])
    ground.stop_after(ground.go_on(broken.run.number), 2)
    now = named.fingerprint["threads"]
    assert ground.started.note == (
        f"It goes on, but not bit for bit: number of threads: 1000 then, {now} now, data: another one now."
    )
    add_to_log(broken.run.files, [EngineNamed(named.engine)])
    assert ground.follow(ground.go_on(broken.run.number)).status == "finished"
    assert ground.started.note == "Whether it goes on bit for bit is not known: what computed it was not recorded."


def patient(epochs: int, patience: int = 2) -> Project:
    """One whose loss never falls by enough."""
    return digits_project(epochs, callbacks=(EarlyStopping(patience=patience, min_delta=1000.0),))


@ON_ONE_BACKEND
def test_a_callback_counts_on_where_it_was(ground: Ground) -> None:
    straight = ground.train(patient(20, 5))
    broken = ground.begin(patient(20, 5))
    ground.stop_after(broken, 120)
    ended = ground.follow(ground.go_on(broken.run.number))
    assert (ended.status, ended.epoch) == ("finished", 6)
    assert story(ground.folder, broken.run) == story(ground.folder, straight)


@ON_ONE_BACKEND
def test_a_run_that_a_callback_ended_does_as_many_more_epochs_as_are_asked_for(ground: Ground) -> None:
    run = ground.train(patient(20))
    assert len(story(ground.folder, run)) == 3
    ended = ground.follow(ground.go_on(run.number, further=2))
    assert (ended.status, ended.epoch, ended.message) == ("finished", 5, "")
    resumed = [entry for entry in read_log(run.files, LogPlace()) if isinstance(entry, Resumed)]
    assert [(entry.epoch, entry.further) for entry in resumed] == [(3, True)]


@ON_ONE_BACKEND
def test_a_run_that_was_stopped_while_it_was_validated_is_validated_when_it_goes_on(ground: Ground) -> None:
    project = replace(digits_project(1), network=chain_network(Input((8, 8, 1)), Flatten(), Dense(10, "softmax")))
    straight = ground.train(project)
    broken = ground.begin(project)
    ground.follow(broken)
    kept = list(read_log(broken.run.files, LogPlace()))
    line = next(entry for entry in kept if isinstance(entry, EpochLine))
    unseen = {name: value for name, value in line.point.figures.items() if not name.startswith("val_")}
    unseen_line = replace(line, point=replace(line.point, figures=unseen))
    add_to_log(broken.run.files, [unseen_line, Ended("stopped", "", "")])
    assert ground.follow(ground.go_on(broken.run.number)).status == "finished"
    assert story(ground.folder, broken.run) == story(ground.folder, straight)


@ON_ONE_BACKEND
def test_more_epochs_after_a_callback_ended_a_run_come_however_often_they_are_broken_off(ground: Ground) -> None:
    straight = ground.train(patient(20))
    ground.follow(ground.go_on(straight.number, further=2))
    broken = ground.train(patient(20))
    assert ground.stop_after(ground.go_on(broken.number, further=2), 1).status == "stopped"
    assert ground.stop_after(ground.go_on(broken.number), 1).status == "stopped"
    assert (ground.started.epochs_done, ground.started.batches_done) == (3, 1)
    for name in partial_names(broken.snapshots):
        (broken.snapshots.path / name).unlink()  # as if it had been killed in its first seconds
    assert ground.follow(ground.go_on(broken.number)).status == "finished"
    assert len(story(ground.folder, broken)) == 5
    assert story(ground.folder, broken) == story(ground.folder, straight)


@ON_ONE_BACKEND
def test_a_branch_that_validates_leaves_the_epochs_before_it_as_they_are(ground: Ground) -> None:
    run = ground.train(digits_project(2, batch_size=0, validation_share=0.0))
    begun = ground.branch(run.number, 2, digits_project(1, batch_size=0, validation_share=0.1))
    assert ground.follow(begun).status == "finished"
    assert ground.started.epochs_done == 2
    assert story(ground.folder, begun.run)[:2] == story(ground.folder, run)
    assert sorted(path.name for path in begun.run.snapshots.path.iterdir()) == [epoch_name(2), epoch_name(3)]
    states = (read_tensors(each.snapshots, epoch_name(2), "weights/") for each in (begun.run, run))
    assert same_bits(*states)


@ON_ONE_BACKEND
def test_a_state_inside_an_epoch_that_has_fewer_batches_now_is_passed_over(ground: Ground) -> None:
    project = digits_project(2)
    broken = ground.begin(project)
    ground.stop_after(broken, 40)
    begun = ground.go_on(broken.run.number)
    fewer = replace(project, data=replace(project.data, training_limit=400))
    assert ground.follow(replace(begun, command=replace(begun.command, project=fewer))).status == "finished"
    assert (ground.started.epochs_done, ground.started.batches_done) == (0, 0)
    assert "stands at batch 40" in ground.started.note


@pytest.mark.parametrize(
    "settings",
    [
        {"optimizer": Nadam(), "ema_momentum": 0.9, "gradient_accumulation_steps": 3},
        {"optimizer": Muon(), "ema_momentum": 0.5, "precision": "mixed_bfloat16", "clipping": ClipGlobalNorm(0.1)},
        {"optimizer": RMSprop(centered=True, momentum=0.5), "gradient_accumulation_steps": 2, "batch_size": 0},
    ],
    ids=["nadam", "muon", "full batch"],
)
def test_whatever_a_plan_asks_for_goes_on_and_branches_to_the_same_bits(
    ground: Ground, settings: dict[str, object]
) -> None:
    project = digits_project(5, (16,), **settings)
    straight = ground.train(project)
    broken = ground.begin(project)
    assert ground.stop_after(broken, 2).status == "stopped"
    assert ground.stop_after(ground.go_on(broken.run.number), 1).status == "stopped"
    assert ground.follow(ground.go_on(broken.run.number)).status == "finished"
    assert same_bits(final_state(broken.run), final_state(straight))
    assert story(ground.folder, broken.run) == story(ground.folder, straight)
    rest = replace(project, training=replace(project.training, epochs=2))
    begun = ground.branch(straight.number, 3, rest)
    assert ground.follow(begun).status == "finished"
    assert ground.started.note == ""
    assert same_bits(final_state(begun.run), final_state(straight))
