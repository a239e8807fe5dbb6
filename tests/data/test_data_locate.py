"""Where data is looked for: also in folders that a project from elsewhere names."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnstudio.core.dataset import DataPlan
from nnstudio.core.errors import StudioError
from nnstudio.data import locate as module
from nnstudio.data.locate import is_on_a_server, locate, searched_text


@pytest.fixture(autouse=True)
def nothing_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No data in the usual places."""
    monkeypatch.delenv("NNSTUDIO_DATA", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    return tmp_path


@pytest.mark.parametrize(
    "folder", ["~nosuchuser/data", "x" * 5000, "/" + "y" * 300 + "/mnist.npz", "a\0b", "/dev/null/mnist"]
)
def test_a_folder_that_cant_be_looked_into_holds_nothing(folder: str) -> None:
    plan = DataPlan("mnist", folder)
    assert locate(plan) is None
    assert folder in searched_text(plan)


def test_the_other_places_are_searched_all_the_same(nothing_here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (nothing_here / "keras" / "datasets").mkdir(parents=True)
    file = nothing_here / "keras" / "datasets" / "mnist.npz"
    file.touch()
    monkeypatch.setenv("NNSTUDIO_DATA", "z" * 5000)
    found = locate(DataPlan("mnist", "x" * 5000))
    assert found is not None
    assert found.files == (file,)
    assert found.text == f"NPZ file in Keras's folder: {file.parent}"


@pytest.mark.parametrize(
    "folder",
    [
        r"\\server\share",
        "//server/share",
        r"\/server/share",
        r"/\server\share",
        r"\\?\UNC\server\share",
        r"\\.\pipe\x",
        r"\??\UNC\server\share",
    ],
)
def test_servers_are_known_by_their_slashes(folder: str) -> None:
    assert is_on_a_server(folder, windows=True)
    assert not is_on_a_server(folder, windows=False)


@pytest.mark.parametrize("folder", ["", "data", r"C:\data", "C:/data", r"\data", "/data", "~/data", r"D:\\data"])
def test_folders_of_this_machine_are_no_servers(folder: str) -> None:
    assert not is_on_a_server(folder, windows=True)


def test_a_server_is_not_contacted_just_because_a_project_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "is_on_a_server", lambda folder: is_on_a_server(folder, windows=True))
    monkeypatch.setattr(Path, "is_file", lambda path: pytest.fail(f"looked at {path}"))
    with pytest.raises(StudioError, match=r"is on a server.* Connect it as a drive"):
        locate(DataPlan("mnist", r"\\server\share"))
