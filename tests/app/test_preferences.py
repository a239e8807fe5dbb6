"""The file of preferences: whatever stands there, the window opens, and can write it anew."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from nnstudio.app.preferences import MOST_RECENT, Preferences, read_preferences, write_preferences

USUAL = Preferences()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"smoothing": NaN}',
        '{"smoothing": 1e400}',
        '{"smoothing": -1}',
        '{"smoothing": 1}',
        '{"font_size": 1e308}',
        '{"font_size": 5000}',
        '{"language": "tlh"}',
        '{"backend": ["jax"]}',
        '{"recent": "everything"}',
        '{"last_project": 7}',
    ],
)
def test_what_can_not_be_is_as_usual_and_is_written_anew(tmp_path: Path, text: str) -> None:
    path = tmp_path / "preferences.json"
    path.write_text(text)
    assert read_preferences(path) == USUAL
    write_preferences(path, read_preferences(path))
    assert read_preferences(path) == USUAL


def test_what_is_well_stays_beside_what_is_not(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    path.write_text('{"backend": "jax", "smoothing": NaN, "language": "de", "font_size": 1}')
    assert read_preferences(path) == Preferences(backend="jax", language="de")


def test_of_too_many_projects_the_newest_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    names = tuple(f"/p/{number}" for number in range(1000))
    write_preferences(path, Preferences(recent=names))
    assert read_preferences(path).recent == names[:MOST_RECENT]


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def large(path: Path) -> None:
    path.touch()
    os.truncate(path, 1 << 40)


@pytest.mark.skipif(os.name == "nt", reason="pipes and devices are POSIX")
@pytest.mark.parametrize("put", [os.mkfifo, os.mkdir, endless, large])
def test_what_is_no_small_file_is_neither_waited_for_nor_read(tmp_path: Path, put: Callable[[Path], None]) -> None:
    path = tmp_path / "preferences.json"
    put(path)
    assert read_preferences(path) == USUAL
