"""Questions to an engine: answered step by step, in turn, beside a run that is not disturbed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from nnstudio.core.layers import BatchNormalization, Conv2D, Dense, Dropout, Flatten, Input
from nnstudio.core.network import chain_network
from nnstudio.core.project import Project
from nnstudio.engine.keras_backend import beginning
from nnstudio.engine.messages import (
    Cancel,
    Cancelled,
    EpochDone,
    Event,
    Failed,
    Moved,
    RunEnded,
    RunEvent,
    RunStarted,
    Settled,
    StartRun,
    StopRun,
    Told,
)
from nnstudio.engine.questions import QUESTIONS, Evaluate, Kernel, Predict, Predictions, SaveModel, SaveWeights
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.run_folder import RunFolder
from tests.support.counting_engine import CountingLearner, ThreadedEngine
from tests.support.engines import ON_ONE_BACKEND, Lab, dataset_of, digits_project, same_bits, weights_of
from tests.support.foreign_file import NamesForeignFile

FOREVER = 1_000_000


@pytest.fixture(scope="module", params=["tensorflow", "jax"])
def lab(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """One engine for the whole module, which knows one question more."""
    QUESTIONS.add(NamesForeignFile)
    opened = Lab.open(tmp_path_factory.mktemp("lab"), request.param)
    yield opened
    opened.close()
    QUESTIONS.remove(NamesForeignFile)


def heavy(epochs: int = 1) -> Project:
    """Convolutions whose predictions take their time."""
    layers = (Input((8, 8, 1)), Conv2D(96, padding="same"), Conv2D(96, padding="same"), Flatten(), Dense(10, "softmax"))
    return replace(digits_project(epochs, batch_size=64), network=chain_network(*layers))


def random_parts(epochs: int) -> Project:
    """Layers whose state is more than kernels: what a question changed there would show."""
    layers = (
        Input((8, 8, 1)),
        Conv2D(8, padding="same"),
        BatchNormalization(),
        Flatten(),
        Dropout(0.4),
        Dense(10, "softmax"),
    )
    return replace(digits_project(epochs, batch_size=32), network=chain_network(*layers))


def pictures(count: int) -> npt.NDArray[np.uint8]:
    test = dataset_of(digits_project()).x_test
    return np.resize(test, (count, *test.shape[1:]))


@pytest.fixture(scope="module")
def trained(lab: Lab) -> RunFolder:
    """A run of the heavy project, which was asked once: what is measured needs no compiling."""
    run = lab.train(heavy())
    lab.predict(run, pictures(1000))
    lab.predict(run, pictures(1))
    return run


def cancelled_after(lab: Lab, run: RunFolder, count: int) -> float:
    """The seconds from a cancel to its answer, in the middle of so many predictions."""
    question = Predict(lab.session.blocks.write(pictures(count)))
    number = lab.send(question, run)
    lab.wait_for(Moved)
    began = time.monotonic()
    lab.session.send(Cancel(number))
    assert lab.settled(number) == Cancelled(number)
    lab.session.blocks.remove(question)
    return time.monotonic() - began


def test_cancel_is_answered_within_a_fifth_of_a_second_and_the_next_question_too(lab: Lab) -> None:
    run = lab.train(digits_project(1))
    lab.predict(run, pictures(1000))
    assert cancelled_after(lab, run, 600_000) < 0.2
    assert lab.predict(run, pictures(3)).shape == (3, 10)


def test_cancel_does_not_wait_for_more_than_a_step_of_a_large_network_either(lab: Lab, trained: RunFolder) -> None:
    """A step's time is measured in the same test, as others may want the processor."""
    began = time.monotonic()
    lab.predict(trained, pictures(1280))
    step = (time.monotonic() - began) / 10
    assert cancelled_after(lab, trained, 50_000) < max(0.2, 4 * step)


@ON_ONE_BACKEND
def test_a_cancel_that_comes_too_late_changes_nothing(lab: Lab, trained: RunFolder) -> None:
    lab.predict(trained, pictures(1))
    lab.seen.clear()
    lab.session.send(Cancel(lab.asked))
    lab.predict(trained, pictures(1))
    assert not [event for event in lab.seen if isinstance(event, Cancelled)]


@ON_ONE_BACKEND
def test_questions_take_turns_so_that_a_short_one_does_not_wait_for_a_long_one(lab: Lab, trained: RunFolder) -> None:
    blocks = lab.session.blocks
    long, short = Predict(blocks.write(pictures(20_000))), Predict(blocks.write(pictures(1)))
    first = lab.send(long, trained)
    lab.wait_for(Moved)
    second = lab.send(short, trained)
    order = [lab.wait_for(Told).number, lab.wait_for(Told).number]
    assert order == [second, first]
    blocks.remove_all()


@ON_ONE_BACKEND
def test_how_far_a_question_is_is_told_a_few_times_a_second(lab: Lab, trained: RunFolder) -> None:
    lab.seen.clear()
    began = time.monotonic()
    question = Predict(lab.session.blocks.write(pictures(20_000)))
    number = lab.send(question, trained)
    lab.settled(number)
    told = [event for event in lab.seen if isinstance(event, Moved)]
    assert told
    assert len(told) <= (time.monotonic() - began) / 0.1 + 1
    assert [event.done for event in told] == sorted(event.done for event in told)
    assert all(event.number == number and 0 < event.done < event.of == 20_000 for event in told)
    lab.session.blocks.remove_all()


@ON_ONE_BACKEND
def test_the_parts_of_an_answer_are_those_of_all(lab: Lab, trained: RunFolder) -> None:
    some = pictures(300)
    singly = np.concatenate([lab.predict(trained, some[i : i + 1]) for i in range(0, 300, 60)])
    assert np.allclose(lab.predict(trained, some)[::60], singly, atol=1e-6)


def test_an_answer_while_training_is_of_one_moment_though_training_goes_on(lab: Lab) -> None:
    run = lab.start(heavy(FOREVER))
    lab.wait_for(EpochDone)
    lab.predict(run, pictures(200))
    lab.seen.clear()
    same = np.repeat(pictures(1), 5_000, axis=0)
    question = Predict(lab.session.blocks.write(same))
    told = lab.settled(lab.send(question, run))
    assert isinstance(told, Told)
    assert isinstance(told.answer, Predictions)
    found = lab.session.blocks.read(told.answer.outputs)
    assert np.allclose(found, found[0], atol=1e-6)
    assert [event for event in lab.seen if isinstance(event, RunEvent)], "the run went on meanwhile"
    lab.session.send(StopRun())
    lab.wait_for(RunEnded)
    lab.session.blocks.remove_all()


def test_stop_is_heard_within_half_a_second_while_a_long_question_is_answered(lab: Lab) -> None:
    run = lab.start(heavy(FOREVER))
    lab.wait_for(EpochDone)
    lab.predict(run, pictures(200))
    number = lab.send(Predict(lab.session.blocks.write(pictures(50_000))), run)
    lab.wait_for(Moved)
    began = time.monotonic()
    lab.session.send(StopRun())
    assert lab.wait_for(RunEnded).status == "stopped"
    assert time.monotonic() - began < 0.5
    lab.session.send(Cancel(number))
    lab.settled(number)
    assert weights_of(run)
    lab.session.blocks.remove_all()


def test_a_run_is_the_same_bit_for_bit_whatever_it_is_asked_meanwhile(lab: Lab, tmp_path: Path) -> None:
    project = random_parts(12)
    straight = weights_of(lab.train(project))
    run = lab.start(project)
    started = lab.wait_for(RunStarted)
    assert started.run == str(run.path)
    lab.seen.clear()
    data = str(dataset_of(project).folder)
    while not any(isinstance(event, RunEnded) for event in lab.seen):
        lab.predict(run, pictures(2_000))
        lab.ask(Evaluate(data), run)
        lab.ask(Kernel("n2"), run)
        lab.ask(SaveWeights(str(tmp_path / "w.weights.h5")), run)
        lab.ask(SaveModel(str(tmp_path / "m.keras")), run)
    epochs = [event for event in lab.seen if isinstance(event, EpochDone)]
    assert len(epochs) > 1, "it was asked while it trained"
    assert same_bits(straight, weights_of(run))
    assert {event.run for event in lab.seen if isinstance(event, RunEvent)} == {str(run.path)}
    lab.session.blocks.remove_all()


def test_questions_about_other_runs_are_answered_while_it_trains(lab: Lab, trained: RunFolder) -> None:
    before = lab.predict(trained, pictures(5))
    lab.start(digits_project(FOREVER))
    lab.wait_for(EpochDone)
    assert np.allclose(lab.predict(trained, pictures(5)), before, atol=1e-6)
    lab.session.send(StopRun())
    lab.wait_for(RunEnded)


@ON_ONE_BACKEND
def test_a_second_run_is_refused_and_the_first_goes_on(lab: Lab) -> None:
    first = lab.start(digits_project(FOREVER))
    lab.wait_for(EpochDone)
    second = lab.start(digits_project(1))
    refused = lab.wait_for(RunEnded)
    assert (refused.status, refused.run) == ("failed", str(second.path))
    assert "under way" in refused.message
    assert lab.wait_for(EpochDone).run == str(first.path)
    lab.session.send(StopRun())
    ended = lab.wait_for(RunEnded)
    assert (ended.status, ended.run) == ("stopped", str(first.path))


def test_the_engine_itself_refuses_a_second_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever sends it."""
    monkeypatch.setattr(beginning, "new_learner", lambda command, scale: CountingLearner(command.project, scale))
    project = digits_project(FOREVER)
    folder = ProjectFolder.create(tmp_path / "p.nnstudio", project)
    engine = ThreadedEngine()
    runs = []
    for _ in range(2):
        run, hold = folder.begin_run(project, "jax")
        hold.release()
        runs.append(run)
        engine.send(StartRun(str(run.path), project, str(dataset_of(project).folder)))
    ended: list[RunEnded] = []
    while len(ended) < 2:
        event: Event | None = engine.next_event(30)
        if isinstance(event, RunEnded):
            ended.append(event)
            engine.send(StopRun())
    engine.close()
    assert [(event.status, event.run) for event in ended] == [
        ("failed", str(runs[1].path)),
        ("stopped", str(runs[0].path)),
    ]


@ON_ONE_BACKEND
def test_an_answer_may_only_name_the_engines_own_files(lab: Lab, trained: RunFolder, tmp_path: Path) -> None:
    diary = tmp_path / "block-0123456789abcdef.raw"
    diary.write_bytes(b"mine")
    failed = lab.refused(NamesForeignFile(str(diary)), trained)
    assert "not its own" in failed.message
    assert diary.read_bytes() == b"mine"


@ON_ONE_BACKEND
def test_what_an_engine_does_not_know_is_told(lab: Lab, trained: RunFolder) -> None:
    failed: Settled = lab.refused(Predict(lab.session.blocks.write(np.zeros((2, 2), np.uint8))), trained)
    assert isinstance(failed, Failed)
    assert "not what the network takes" in failed.message
    lab.session.blocks.remove_all()
