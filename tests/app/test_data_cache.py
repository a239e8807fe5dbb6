"""Which data stays when room is made: what is open in the window, and what its run learns from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from nnstudio.app.asking import Asked
from nnstudio.app.current_run import CurrentRun
from nnstudio.app.data import Data
from nnstudio.app.data_cache import DataCache
from nnstudio.app.document import Document
from nnstudio.app.notices import Notices
from nnstudio.app.preference_store import PreferenceStore
from nnstudio.app.reading import Reading
from nnstudio.app.run_state import Idle, Starting
from nnstudio.app.tasks import Tasks
from nnstudio.core.sources import Circles, Moons
from nnstudio.core.usual import usual_project
from nnstudio.data.cache import cache_folder
from nnstudio.data.prepare import prepare
from nnstudio.data.store import Dataset

A = TypeVar("A")


class AtOnce(Reading):
    """Reads on the spot."""

    def read(self, read: Callable[[], A], asked: Asked[A]) -> Asked[A]:
        asked.answer(read())
        return asked


def made(source: Circles | Moons) -> Dataset:
    return prepare(source, progress=lambda *_: None, cancelled=lambda: False)


@pytest.fixture
def current() -> CurrentRun:
    return CurrentRun()


@pytest.fixture
def cache(tmp_path: Path, current: CurrentRun) -> DataCache:
    """With two moons open, and two circles beside them."""
    notices = Notices()
    data = Data(Document(usual_project(Moons())), Tasks(lambda call: call()))
    data.dataset = made(Moons())
    made(Circles())
    reading = AtOnce(lambda call: call())
    return DataCache(data, current, reading, PreferenceStore(tmp_path / "preferences.json", notices), notices)


def kept() -> set[str]:
    return {path.name.rpartition("-")[0] for path in cache_folder().iterdir() if path.name != "sources"}


def test_data_that_a_run_learns_from_stays_when_the_window_has_gone_on_to_other_data(
    cache: DataCache, current: CurrentRun
) -> None:
    circles = made(Circles()).folder.name
    current.state, current.data_folder = Starting(), circles
    assert circles in cache.in_use
    cache.let_go([path.name for path in cache_folder().iterdir()])
    assert kept() == {"moons", "circles"}
    current.state = Idle()
    cache.let_go([circles])
    assert kept() == {"moons"}
