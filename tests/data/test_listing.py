"""Folders of any number of files: they are counted as they are found, and the search ends when that is wanted."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from nnstudio.core.errors import Cancelled
from nnstudio.core.sources import PictureFiles
from nnstudio.data import listing
from nnstudio.data.prepare import prepare
from nnstudio.data.reader import shared_reader
from nnstudio.data.sources import reader_of
from nnstudio.data.state import state_of


@pytest.fixture
def photos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """30 pictures of two classes, which are told of after every tenth."""
    monkeypatch.setattr(listing, "_TOLD_EVERY", 10)
    file = io.BytesIO()
    Image.linear_gradient("L").resize((8, 8)).save(file, "PNG")
    for number in range(30):
        path = tmp_path / "photos" / "ab"[number % 2] / f"{number}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.getvalue() + bytes(number))
    return tmp_path / "photos"


def test_the_search_for_files_tells_how_many_it_found_and_ends_when_it_is_cancelled(photos: Path) -> None:
    told: list[str] = []

    def is_enough() -> bool:
        return any("20" in text for text in told)

    with pytest.raises(Cancelled):
        prepare(PictureFiles(str(photos)), progress=lambda _, text: told.append(text), cancelled=is_enough)
    assert [text for text in told if "Found" in text] == ["Found 0 files", "Found 10 files", "Found 20 files"]
    assert shared_reader().process_id is None, "nothing was read"


def test_the_search_for_what_changed_ends_too(photos: Path) -> None:
    with pytest.raises(Cancelled):
        state_of(PictureFiles(str(photos)), lambda: True)


def test_the_process_that_reads_tells_how_many_files_it_found(photos: Path, read_here: None) -> None:
    told: list[str] = []
    dataset = prepare(PictureFiles(str(photos)), progress=lambda _, text: told.append(text), cancelled=lambda: False)
    assert dataset.facts.training == 30
    assert told.count("Found 20 files") == 2, "once to know them again, once to read them"


def test_where_a_folder_of_pictures_is_is_told_without_looking_through_it(
    photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def walk(*given: object) -> None:
        raise AssertionError("a million files take long")

    monkeypatch.setattr(listing, "_walk", walk)
    found = reader_of(PictureFiles(str(photos))).locate()
    assert found is not None
    assert found.text.endswith("photos")


def test_a_folder_is_known_again_by_the_names_sizes_and_times_of_its_files(photos: Path) -> None:
    source = PictureFiles(str(photos))
    before = state_of(source)
    assert before == state_of(source) != ""
    (photos / "a" / "0.png").rename(photos / "b" / "0.png")
    moved = state_of(source)
    (photos / "b" / "0.png").write_bytes(b"short")
    shorter = state_of(source)
    (photos / ".hidden").write_bytes(b"")
    assert shorter == state_of(source)
    assert len({before, moved, shorter}) == 3
