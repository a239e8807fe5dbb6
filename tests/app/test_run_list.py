"""Filtering and sorting the list of runs."""

from __future__ import annotations

import json

import pytest

from nnstudio.app.run_list import KEYS, RunFilter, data_of, ordered, seconds_of
from nnstudio.core.words import say, to_wire
from nnstudio.runs.history import BestEpoch, RunFacts, RunSummary
from nnstudio.runs.run_labels import RunLabel

FACTS = RunFacts(
    "Conv2D 32, Dense 10", 5000, json.dumps(to_wire(say("{title} in {folder}", title="MNIST", folder="x")))
)
FULL = RunSummary(
    2,
    "finished",
    "2026-05-01T10:00:00+00:00",
    "2026-05-01T10:01:05+00:00",
    "jax",
    "JAX 0.10 on CPU",
    "",
    3,
    {"loss": 0.5},
    BestEpoch("val_accuracy", 2, 0.9),
    FACTS,
    RunLabel("Wide", "for the talk", ("a", "b"), is_starred=True),
)
BARE = RunSummary(3, "training", "2026-05-01T11:00:00+00:00", "", "tensorflow", "", "", 0)
WORSE = RunSummary(1, "stopped", "yesterday", "", "jax", "", "", 1, {}, BestEpoch("loss", 1, 2.0))
ALL = (BARE, FULL, WORSE)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (RunFilter(), [3, 2, 1]),
        (RunFilter("conv2d MNIST"), [2]),
        (RunFilter("TALK #2"), [2]),
        (RunFilter("conv2d nothing"), []),
        (RunFilter("läuft", status_words={"training": "läuft"}), [3]),
        (RunFilter(statuses=frozenset(("training", "stopped"))), [3, 1]),
        (RunFilter(tags=frozenset("ab")), [2]),
        (RunFilter(tags=frozenset("ac")), []),
        (RunFilter(starred=True), [2]),
    ],
)
def test_filters(wanted: RunFilter, found: list[int]) -> None:
    assert [run.number for run in ALL if wanted.passes(run)] == found
    assert wanted.is_all == (wanted == RunFilter())


@pytest.mark.parametrize("descending", [False, True])
def test_runs_without_a_value_come_last_whichever_way(descending: bool) -> None:
    by_best = [run.number for run in ordered(ALL, KEYS["best"], descending=descending)]
    assert by_best == ([2, 1, 3] if descending else [1, 2, 3])
    assert [run.number for run in ordered(ALL, KEYS["network"], descending=descending)] == [2, 3, 1]


@pytest.mark.parametrize("key", KEYS)
def test_every_key_orders_all_runs(key: str) -> None:
    for descending in (False, True):
        assert sorted(run.number for run in ordered(ALL, KEYS[key], descending=descending)) == [1, 2, 3]


def test_a_duration_is_known_of_what_has_ended() -> None:
    assert [seconds_of(run) for run in ALL] == [None, 65.0, None]


def test_data_is_told_in_the_persons_words_and_damaged_data_is_not() -> None:
    assert data_of(FULL) == "MNIST in x"
    assert data_of(BARE) == ""
    broken = RunSummary(1, "stopped", "", "", "jax", "", "", 1, facts=RunFacts(data="{"))
    assert data_of(broken) == ""
