"""Files that change after they were read: the person is told, once they did, and only as long as it is so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from nnstudio.app import source_watch
from nnstudio.app.asking import Asked
from nnstudio.app.notice_keys import SOURCE_CHANGED
from nnstudio.app.notices import Notice, Notices
from nnstudio.app.reading import Reading
from nnstudio.app.source_watch import SourceWatch
from nnstudio.core.errors import StudioError
from nnstudio.core.sources import PictureFiles, Source
from nnstudio.data.state import state_of

A = TypeVar("A")


class AtOnce(Reading):
    """Reads on the spot."""

    def __init__(self) -> None:
        super().__init__(lambda call: call())

    def read(self, read: Callable[[], A], asked: Asked[A]) -> Asked[A]:
        try:
            asked.answer(read())
        except StudioError as error:
            asked.fail(error)
        return asked


class Watched:
    """A folder of pictures that is watched."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "cat" / "1.png"
        self.file.parent.mkdir(parents=True)
        self.file.write_bytes(b"a picture")
        self.source = PictureFiles(folder=str(folder))
        self.notices = Notices()
        self.shown: dict[str, Notice] = {}
        self.notices.told.connect(lambda notice: self.shown.__setitem__(notice.key, notice))
        self.notices.withdrawn.connect(lambda key: self.shown.pop(key, None))
        self.read: list[str] = []
        self.watch = SourceWatch(AtOnce(), self.notices, lambda: self.read.append("again"))
        self.watch.follow(self.source, state_of(self.source))

    @property
    def is_told(self) -> bool:
        self.watch.look_again()
        return SOURCE_CHANGED in self.shown


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    monkeypatch.setattr(source_watch, "EVERY_SECONDS", 0.0)
    return Watched(tmp_path / "photos")


def test_files_that_stay_are_not_spoken_of(watched: Watched) -> None:
    assert not watched.is_told


def test_changed_files_are_told_with_a_way_to_read_them_again(watched: Watched) -> None:
    watched.file.with_name("2.png").write_bytes(b"another")
    assert watched.is_told
    notice = watched.shown[SOURCE_CHANGED]
    assert "have changed since they were read" in notice.message
    assert notice.act is not None
    notice.act()
    assert watched.read == ["again"]
    watched.watch.follow(watched.source, state_of(watched.source))
    assert not watched.is_told


def test_files_that_are_as_before_again_are_not_spoken_of_any_more(watched: Watched) -> None:
    other = watched.file.with_name("2.png")
    other.write_bytes(b"another")
    assert watched.is_told
    other.unlink()
    assert not watched.is_told


def test_a_folder_that_is_gone_is_nothing_to_read_again(watched: Watched) -> None:
    watched.file.write_bytes(b"a longer picture")
    assert watched.is_told
    watched.file.unlink()
    watched.file.parent.rmdir()
    watched.file.parent.parent.rmdir()
    assert not watched.is_told


def test_other_data_is_not_taken_for_the_one_before(watched: Watched) -> None:
    watched.file.write_bytes(b"a longer picture")
    assert watched.is_told
    watched.watch.follow(None, "")
    assert not watched.is_told


def test_files_are_looked_at_some_seconds_apart(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_watch, "EVERY_SECONDS", 3600.0)
    watched.file.write_bytes(b"a longer picture")
    assert not watched.is_told


def test_files_that_take_long_to_look_at_are_looked_at_less_often(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    looks: list[float] = []

    def slow(source: Source, cancelled: Callable[[], bool]) -> str:
        looks.append(now[0])
        now[0] += 3.0
        return state_of(source, cancelled)

    monkeypatch.setattr("nnstudio.app.source_watch.time.monotonic", lambda: now[0])
    monkeypatch.setattr(source_watch, "state_of", slow)
    watched.watch.follow(watched.source, state_of(watched.source))
    for _ in range(100):
        now[0] += 1.0
        watched.watch.look_again()
    assert looks == [1001.0, 1064.0]
