"""What the cache keeps, and making room in it."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from nnstudio.core.errors import StudioError
from nnstudio.core.sources import Circles, Moons, Source
from nnstudio.data.cache import cache_folder
from nnstudio.data.kept import kept_data, let_go, make_room
from nnstudio.data.prepare import prepare
from nnstudio.data.state import state_of
from nnstudio.data.store import Dataset, open_dataset
from tests.data.test_picture_files import as_zip, read, some


def made(source: Source, used: float) -> Dataset:
    dataset = prepare(source, progress=lambda *_: None, cancelled=lambda: False, allow_download=False)
    os.utime(dataset.folder, (used, used))
    return dataset


@pytest.fixture
def three() -> list[str]:
    """The folders of three data sets, the longest unused first."""
    sources = (Moons(), Circles(), replace(Moons(), seed=7))
    return [made(source, 1e9 + place).folder.name for place, source in enumerate(sources)]


def test_what_is_kept_is_told_with_title_and_size_the_last_used_first(three: list[str]) -> None:
    kept = kept_data()
    assert [each.folder for each in kept] == three[::-1]
    assert [each.title for each in kept] == ["Two moons", "Two circles", "Two moons"] or all(
        each.title for each in kept
    )
    for each in kept:
        assert each.size == sum(path.stat().st_size for path in (cache_folder() / each.folder).iterdir())


def test_an_empty_cache_keeps_nothing() -> None:
    assert kept_data() == ()


def test_the_longest_unused_goes_first_and_only_as_much_as_is_needed(three: list[str]) -> None:
    sizes = {each.folder: each.size for each in kept_data()}
    gone = make_room(sizes[three[1]] + sizes[three[2]], ())
    assert [each.folder for each in gone] == three[:1]
    assert [each.folder for each in kept_data()] == three[:0:-1]


def test_what_is_in_use_stays(three: list[str]) -> None:
    assert [each.folder for each in make_room(0, {three[0]})] == three[1:]
    assert [each.folder for each in kept_data()] == three[:1]


def test_what_another_program_holds_does_not_keep_the_rest_from_going(
    three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.name == three[0]:
            raise PermissionError(13, "It is being used by another process", str(path))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    sizes = {each.folder: each.size for each in kept_data()}
    assert [each.folder for each in make_room(sizes[three[0]] + sizes[three[2]], ())] == three[1:2]
    with pytest.raises(StudioError, match=r"can't be removed \(It is being") as caught:
        let_go(three)
    assert caught.value.where.endswith(three[0])
    assert [each.folder for each in kept_data()] == three[:1]
    with pytest.raises(StudioError, match="can't be removed"):
        make_room(0, ())


def test_enough_room_changes_nothing(three: list[str]) -> None:
    assert make_room(10**9, ()) == ()
    assert len(kept_data()) == 3


def test_reading_data_counts_as_using_it(three: list[str]) -> None:
    prepare(Moons(), progress=lambda *_: None, cancelled=lambda: False, allow_download=False)
    assert kept_data()[0].folder == three[0]


def test_what_went_is_made_again(three: list[str]) -> None:
    let_go(three)
    assert kept_data() == ()
    assert open_dataset(made(Moons(), 1e9).folder).facts.training


@pytest.mark.parametrize("name", ["..", "../elsewhere", "sources", "compiled", "/etc"])
def test_only_data_is_removed(three: list[str], name: str, tmp_path: Path) -> None:
    (cache_folder() / "compiled").mkdir(exist_ok=True)
    let_go((name,))
    assert {"sources", "compiled", *three} <= {entry.name for entry in cache_folder().iterdir()}


def test_links_and_strangers_in_the_cache_are_not_counted(three: list[str], tmp_path: Path) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    (photos / "me.jpg").write_bytes(b"dear")
    (cache_folder() / ("pictures-" + 32 * "0")).symlink_to(photos)
    (cache_folder() / "notes.txt").write_text("mine")
    make_room(0, ())
    assert (photos / "me.jpg").read_bytes() == b"dear"
    assert (cache_folder() / "notes.txt").exists()


def test_files_that_change_change_their_state(tmp_path: Path) -> None:
    path = as_zip(tmp_path, some(3))
    source = read(path).source
    before = state_of(source)
    assert before
    assert state_of(source) == before
    as_zip(tmp_path, some(4))
    assert state_of(source) not in ("", before)
    path.unlink()
    with pytest.raises(StudioError):
        state_of(source)


def test_what_is_computed_has_no_files_that_could_change() -> None:
    assert state_of(Moons()) == ""
