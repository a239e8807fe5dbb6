"""Where files were found is told as people write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnstudio.ui.data_choice import from_home


def test_a_folder_at_home_begins_with_a_tilde() -> None:
    assert from_home(Path.home() / ".keras" / "datasets") == str(Path("~", ".keras", "datasets"))
    assert from_home(Path.home()) == "~"


def test_a_folder_elsewhere_is_told_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    assert from_home(tmp_path / "elsewhere") == str(tmp_path / "elsewhere")
