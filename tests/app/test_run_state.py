"""The run's state: folded from events, whatever order a person's commands and the engine's answers come in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.app.run_state import (
    Ended,
    Idle,
    Paused,
    Progress,
    RunState,
    Starting,
    Stopping,
    Training,
    fold,
    is_running,
    progress_of,
    seconds_left,
)
from nnstudio.engine.messages import (
    BatchesDone,
    EndStatus,
    EpochDone,
    RunContinued,
    RunEnded,
    RunEvent,
    RunKeptAgain,
    RunNotKept,
    RunPaused,
    RunStarted,
    SnapshotWritten,
    StillWriting,
    Validating,
)
from tests.support.figures import batch_figures, figures

STARTED = RunStarted(100, 10, 4, 3, 50)
BATCHES = BatchesDone(1, 0, batch_figures((1.0, 0.9), (0.1, 0.2)), 64, 0.5)
EPOCH = EpochDone(1, figures(0.9, 0.2), 1.0, 100.0)
SNAPSHOT = SnapshotWritten(1, "epoch-00001.safetensors", "ab")

statuses: st.SearchStrategy[EndStatus] = st.sampled_from(["finished", "diverged", "stopped", "failed", "crashed"])


@st.composite
def stories(draw: st.DrawFn) -> list[RunEvent]:
    """What an engine can tell of one run, from its start to its end: it may end anywhere."""
    epochs, batches = draw(st.integers(1, 4)), draw(st.integers(1, 6))
    told = list(_told(draw, epochs, batches))
    told = told[: draw(st.integers(1, len(told)))]
    return [*told, RunEnded(draw(statuses), "")]


def _told(draw: st.DrawFn, epochs: int, batches: int) -> Iterator[RunEvent]:
    yield RunStarted(100, 10, batches, epochs, 50)
    yield SnapshotWritten(0, "epoch-00000.safetensors", "ab")
    for epoch in range(1, epochs + 1):
        done = 0
        while done < batches:
            count = draw(st.integers(1, batches - done))
            values = (0.5,) * count
            yield BatchesDone(epoch, done, batch_figures(values, values), count * 8, draw(st.floats(0, 2)))
            done += count
            if draw(st.booleans()):
                yield RunPaused(epoch, done)
                yield RunContinued()
        if draw(st.booleans()):
            yield Validating(epoch, 5, 10)
            yield RunPaused(epoch, batches)
            yield RunContinued()
        yield EpochDone(epoch, figures(0.5, 0.5), 1.0, 100.0)
        yield SnapshotWritten(epoch, "epoch.safetensors", "ab")


@given(stories())
def test_progress_only_grows_and_stays_a_share(events: list[RunEvent]) -> None:
    state: RunState = Starting()
    fraction = 0.0
    for event in events:
        state = fold(state, event)
        progress = progress_of(state)
        assert 0.0 <= fraction <= progress.fraction <= 1.0
        fraction = progress.fraction
        left = progress.seconds_left
        assert left is None or left >= 0
    assert isinstance(state, Ended)
    done = sum(event.count for event in events if isinstance(event, BatchesDone))
    assert fraction == done / (state.progress.epochs * state.progress.batches_per_epoch)


any_event = st.sampled_from(
    [
        STARTED,
        BATCHES,
        Validating(1, 5, 10),
        EPOCH,
        SNAPSHOT,
        RunNotKept("The disk is full."),
        StillWriting(),
        RunKeptAgain(),
        RunPaused(1, 2),
        RunContinued(),
        RunEnded("stopped", ""),
    ]
)


@given(st.lists(any_event, max_size=20))
def test_what_is_stopping_stays_so_until_it_ended(events: list[RunEvent]) -> None:
    state: RunState = Stopping(Progress(3, 4, 1, 2))
    for event in events:
        state = fold(state, event)
        if isinstance(event, RunEnded):
            assert isinstance(state, Ended)
            return
        assert isinstance(state, Stopping)
        assert 0 <= progress_of(state).fraction <= 1


@given(st.lists(any_event.filter(lambda event: not isinstance(event, RunStarted)), max_size=20))
def test_what_ended_stays_ended(events: list[RunEvent]) -> None:
    ended = Ended("crashed", "Out of memory.", Progress(3, 4, 1, 2))
    state: RunState = ended
    for event in events:
        state = fold(state, event)
    assert state == ended


@given(st.lists(any_event, max_size=20))
def test_a_run_is_under_way_exactly_between_its_start_and_its_end(events: list[RunEvent]) -> None:
    state: RunState = Starting()
    running = True
    for event in events:
        state = fold(state, event)
        if isinstance(event, RunStarted | RunEnded):
            running = isinstance(event, RunStarted)
        assert is_running(state) == running


def test_pausing_and_going_on_keep_the_progress() -> None:
    state = fold(fold(Starting(), STARTED), BATCHES)
    assert state == Training(Progress(3, 4, 1, 2, 0.0, 0.5))
    paused = fold(state, RunPaused(1, 2))
    assert paused == Paused(progress_of(state))
    assert fold(paused, RunContinued()) == state


def test_validation_is_told_while_it_lasts() -> None:
    validating = fold(fold(Training(Progress(3, 4, 1, 4)), Validating(1, 5, 10)), RunPaused(1, 4))
    assert validating == Paused(Progress(3, 4, 1, 4, validated=5, validation_samples=10))
    assert fold(fold(validating, RunContinued()), EPOCH) == Training(Progress(3, 4, 1, 4, EPOCH.samples_per_second))
    assert progress_of(fold(validating, RunEnded("stopped"))) == Progress(3, 4, 1, 4)
    assert fold(Stopping(Progress(3, 4, 1, 4)), Validating(1, 5, 10)) == Stopping(
        Progress(3, 4, 1, 4, validated=5, validation_samples=10)
    )


def test_nothing_is_known_of_the_time_left_before_the_first_batch() -> None:
    assert progress_of(Idle()).seconds_left is None
    assert progress_of(fold(Starting(), STARTED)).seconds_left is None


def done(first: int, count: int, samples: int, seconds: float) -> BatchesDone:
    """So many batches of the first epoch."""
    return BatchesDone(1, first, batch_figures((1.0,) * count, (0.5,) * count), samples, seconds)


def told(*events: RunEvent) -> Progress:
    """How far a run of 10 epochs, 100 batches each, is after these."""
    state: RunState = Starting()
    for event in (RunStarted(3170, 0, 100, 10, 50), *events):
        state = fold(state, event)
    return progress_of(state)


def test_what_the_engine_prepares_for_the_first_batch_says_nothing_of_the_pace() -> None:
    """A run of 17 s was said to have 52 hours left, at 2 pictures a second."""
    one = told(done(0, 1, 32, 15.0))
    assert (one.seconds_left, one.samples_per_second, one.seconds) == (None, 0.0, 15.0)
    short = told(done(0, 1, 32, 15.0), done(1, 19, 608, 1.9))
    assert short.seconds_left is None, "too little to tell"
    more = told(done(0, 1, 32, 15.0), done(1, 20, 640, 2.0))
    assert more.seconds_left == 97.9
    assert more.samples_per_second == 320.0


def test_the_odd_batch_that_ends_an_epoch_says_nothing_of_the_pace() -> None:
    pace = told(done(0, 1, 32, 15.0), done(1, 98, 3136, 4.9), done(99, 1, 2, 12.0))
    assert pace.seconds_left == 45.0
    assert pace.samples_per_second == 640.0


PREPARED = done(0, 1, 32, 15.0)
EPOCHS, BATCHES_AN_EPOCH = 10, 101


def timed(*, validation: float, first_validation: float, epochs: int) -> Progress:
    """After so many whole epochs of 1 + 100 batches in 15 + 10 s and 0.1 + 10 s, each with its validation."""
    state, now = fold(Starting(), RunStarted(3232, 960, BATCHES_AN_EPOCH, EPOCHS, 50)), 0.0
    for epoch in range(1, epochs + 1):
        for first, count, seconds in ((0, 1, 0.1 if epoch > 1 else 15.0), (1, 50, 5.0), (51, 50, 5.0)):
            now += seconds
            figures_ = batch_figures((1.0,) * count, (0.5,) * count)
            state = fold(state, BatchesDone(epoch, first, figures_, 32 * count, seconds), now)
        now += first_validation if epoch == 1 else validation
        state = fold(state, EpochDone(epoch, figures(0.5, 0.5), 10.0, 320.0), now)
    return progress_of(state)


def test_the_time_left_counts_the_validation_of_each_epoch_that_is_ahead() -> None:
    progress = timed(validation=4.0, first_validation=4.0, epochs=3)
    assert progress.seconds_left == pytest.approx(7 * (10.1 + 4.0))


def test_what_the_engine_prepares_for_the_first_validation_says_nothing_of_the_later_ones() -> None:
    once = timed(validation=1.0, first_validation=60.0, epochs=1)
    assert once.seconds_left is not None
    assert 9 * 10.1 < once.seconds_left <= 9 * (10.1 + 960 / 320) + 1e-6, "a sample takes no longer than in training"
    assert timed(validation=1.0, first_validation=60.0, epochs=2).seconds_left == pytest.approx(8 * 11.1)


def test_batches_that_were_done_before_say_nothing_of_the_pace() -> None:
    before, prepared = done(0, 20, 640, 0.0), done(20, 1, 32, 15.0)
    assert told(before, prepared, done(21, 20, 640, 2.0)).seconds_left == pytest.approx(95.9)


def test_a_pause_within_a_validation_is_no_part_of_what_it_takes() -> None:
    state: RunState = Training(timed(validation=4.0, first_validation=4.0, epochs=2))
    state = fold(state, BatchesDone(3, 0, batch_figures((1.0,) * 101, (0.5,) * 101), 3232, 10.1), 100.0)
    for event in (RunPaused(3, 101), RunContinued()):
        state = fold(state, event, 110.0)
    state = fold(state, EpochDone(3, figures(0.5, 0.5), 10.0, 320.0), 5000.0)
    assert progress_of(state).seconds_left == pytest.approx(7 * 14.1)


def test_while_a_validation_lasts_its_rest_is_counted() -> None:
    progress = timed(validation=4.0, first_validation=4.0, epochs=2)
    whole = BatchesDone(3, 0, batch_figures((1.0,) * 101, (0.5,) * 101), 3232, 10.1)
    state = fold(fold(Training(progress), whole), Validating(3, 720, 960))
    assert progress_of(state).seconds_left == pytest.approx(7 * 10.1 + 7.25 * 4.0)


def test_nothing_is_said_of_the_time_left_while_the_pace_still_changes() -> None:
    """A run of 9 s was said to take 17 minutes: its first seconds were ten times as slow as all after."""
    fast = tuple(done(2 + 2 * number, 2, 64, 0.1) for number in range(30))
    assert told(PREPARED, done(1, 1, 32, 1.5), *fast[:6]).seconds_left is None
    later = done(62, 30, 960, 6.0)
    assert told(PREPARED, done(1, 1, 32, 1.5), *fast, later).seconds_left is not None, "after ten seconds in any case"
    assert told(PREPARED, done(1, 1, 32, 1.0), done(2, 1, 32, 1.0)).seconds_left == pytest.approx(997)


def test_what_is_once_said_of_the_time_left_is_not_taken_back() -> None:
    slow = tuple(done(1 + batch, 1, 32, 1.0) for batch in range(3))
    assert told(PREPARED, *slow).seconds_left is not None
    for count in range(1, 10):
        assert told(PREPARED, *slow, *(done(4 + each, 1, 32, 0.2) for each in range(count))).seconds_left is not None


def test_the_time_left_follows_a_pace_that_became_another_one() -> None:
    slow = tuple(done(1 + batch, 1, 32, 1.0) for batch in range(20))
    fast = tuple(done(21 + batch % 50, 1, 32, 0.1) for batch in range(400))
    left = told(PREPARED, *slow, *fast).seconds_left
    batches_left = 1000 - (21 + 399 % 50 + 1)
    assert left is not None
    assert left == pytest.approx(0.1 * batches_left, rel=0.25), "an average over all would say a third more"


@given(st.lists(st.floats(0.02, 0.03), min_size=100, max_size=200))
def test_an_even_pace_makes_a_calm_estimate(seconds: list[float]) -> None:
    """From the first word on, what is said is no further off than the pace itself varies."""
    state = fold(Starting(), RunStarted(32 * 10_000, 0, 10_000, 1, 50))
    for first, took in enumerate([1.0, *seconds]):
        state = fold(state, done(first, 1, 32, took))
        left = progress_of(state).seconds_left
        assert left is None or 0.02 <= left / (10_000 - first - 1) <= 0.03 + 1e-9


def test_only_a_run_that_trains_has_time_left() -> None:
    progress = told(done(0, 1, 32, 15.0), done(1, 20, 640, 2.0))
    assert seconds_left(Training(progress)) == 97.9
    for state in (Paused(progress), Stopping(progress), Ended("stopped", "", progress), Idle(), Starting()):
        assert seconds_left(state) is None


def test_an_end_tells_how_and_why() -> None:
    ended = fold(fold(Starting(), STARTED), RunEnded("failed", "Disk full.", 1))
    assert ended == Ended("failed", "Disk full.", Progress(3, 4))
    assert fold(ended, STARTED) == Training(Progress(3, 4))


def test_a_run_that_goes_on_is_as_far_as_it_was() -> None:
    at_end = progress_of(fold(Idle(), RunStarted(90, 10, 4, 6, 100, epochs_done=3)))
    assert (at_end.epoch, at_end.batch, at_end.fraction) == (3, 4, 0.5)
    inside = fold(Idle(), RunStarted(90, 10, 4, 6, 100, epochs_done=3, batches_done=2))
    assert (progress_of(inside).epoch, progress_of(inside).batch) == (4, 2)
    told_again = progress_of(fold(inside, BatchesDone(4, 0, batch_figures((1.0, 1.0), (0.5, 0.5)), 60, 0.0)))
    assert (told_again.epoch, told_again.batch, told_again.pace.seconds) == (4, 2, 0)
