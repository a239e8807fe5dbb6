"""How much memory samples may take before they are read while a run goes on."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from nnstudio.core.augmentation import Flip
from nnstudio.core.project import Project, dense_project
from nnstudio.core.sources import DataPlan
from nnstudio.data.parts import parts_of
from nnstudio.engine import memory
from nnstudio.engine.keras_backend.feeds import ResidentFeed, StreamedFeed, Work, choosing, feed_for
from nnstudio.engine.memory import SAMPLE_MEMORY, main_memory
from tests.support.engines import dataset_of, digits_project

BYTES = 1437 * 64  # of the digits that a run learns from or validates with


def place(array: NDArray[Any], *, own: bool = False) -> Any:
    """The array itself."""
    return array


def feed_with(device_memory: int | None, project: Project | None = None) -> ResidentFeed | StreamedFeed:
    project = project or digits_project()
    found = feed_for(parts_of(dataset_of(project), project), project, place, device_memory)
    assert isinstance(found, ResidentFeed | StreamedFeed)
    return found


def test_samples_lie_on_a_device_up_to_an_eighth_of_its_memory() -> None:
    assert isinstance(feed_with(8 * BYTES), ResidentFeed)
    streamed = feed_with(8 * BYTES - 8)
    assert isinstance(streamed, StreamedFeed)
    assert streamed.reason
    assert feed_with(8 * BYTES).reason == ""


def test_where_it_computes_in_main_memory_that_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    for memory_bytes, kind in ((8 * BYTES, ResidentFeed), (7 * BYTES, StreamedFeed)):
        monkeypatch.setattr(choosing, "main_memory", lambda memory_bytes=memory_bytes: memory_bytes)
        assert isinstance(feed_with(None), kind)


def test_the_environment_may_say_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SAMPLE_MEMORY, str(BYTES))
    assert isinstance(feed_with(1), ResidentFeed)
    monkeypatch.setenv(SAMPLE_MEMORY, "0")
    assert isinstance(feed_with(10**12), StreamedFeed)


def test_only_what_is_learned_from_or_validated_with_counts() -> None:
    limited = dense_project("digits")
    limited = Project(DataPlan(limited.data.source, training_limit=100), limited.network, limited.training)
    assert isinstance(feed_with(8 * 100 * 64, limited), ResidentFeed)


def test_changed_pictures_are_always_read_and_samples_that_are_none_never_change() -> None:
    for word, kind in (("digits", StreamedFeed), ("iris", ResidentFeed)):
        project = dense_project(word)
        project = Project(DataPlan(project.data.source, augmentation=(Flip(),)), project.network, project.training)
        assert isinstance(feed_with(None, project), kind)


def test_main_memory_is_that_of_the_computer_or_of_the_container(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = main_memory()
    assert 100_000_000 < known < 10**14
    if sys.platform != "linux":
        return
    installed = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    limit = tmp_path / "memory.max"
    monkeypatch.setattr(memory, "_CONTAINER_LIMITS", (str(tmp_path / "none"), str(limit)))
    for text, expected in (("max\n", installed), ("300000000\n", 300_000_000), (f"{2**63}\n", installed)):
        limit.write_text(text)
        assert main_memory() == expected


@pytest.mark.parametrize("device_memory", [None, 1])
def test_a_feed_gives_the_samples_and_targets_of_its_rows(device_memory: int | None) -> None:
    project = digits_project()
    parts = parts_of(dataset_of(project), project)
    rows = parts.rows["training"][:60].reshape(4, 15)[:, ::-1]
    seen: list[Any] = []
    feed = feed_with(device_memory)
    with feed.blocks([Work(rows[:3]), Work(rows[3:])]) as blocks:
        for block in blocks:
            for batch in block.batches[: block.steps] if block else ():
                assert block is not None
                seen.append((block.samples[batch], block.targets[batch]))
    assert len(seen) == 4
    for batch, (samples, targets) in zip(rows, seen, strict=True):
        assert np.array_equal(samples, parts.samples(batch))
        assert np.array_equal(targets, parts.targets[batch])
