"""Where data is looked for: also in folders that a project from elsewhere names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from nnstudio.core.errors import StudioError
from nnstudio.core.sources import MNIST, FolderSource
from nnstudio.data import places
from nnstudio.data.places import NotInFolderError, from_home, is_on_a_server
from nnstudio.data.sources import Found, reader_of

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes and rights")


def locate(source: FolderSource) -> Found | None:
    return reader_of(source).locate()


@pytest.fixture(autouse=True)
def nothing_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No data in the usual places."""
    monkeypatch.delenv("NNSTUDIO_DATA", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    return tmp_path


@pytest.mark.parametrize(
    "folder", ["~nosuchuser/data", "x" * 5000, "/" + "y" * 300 + "/mnist.npz", "a\0b", "/dev/null/mnist"]
)
def test_a_chosen_folder_that_cant_be_looked_into_is_named(folder: str) -> None:
    source = MNIST(folder)
    with pytest.raises(NotInFolderError, match=r"does not exist|can't be searched \(\w+") as caught:
        locate(source)
    assert caught.value.where == folder
    assert caught.value.fix.startswith("Choose another folder, or clear the choice")
    assert folder in reader_of(source).searched


def test_a_chosen_folder_is_the_only_place_that_is_searched(nothing_here: Path) -> None:
    datasets = nothing_here / "keras" / "datasets"
    datasets.mkdir(parents=True)
    (datasets / "mnist.npz").touch()
    assert locate(MNIST()) is not None
    with pytest.raises(NotInFolderError, match="does not exist") as caught:
        locate(MNIST(str(nothing_here / "gone")))
    assert caught.value.where == str(nothing_here / "gone")


def test_what_a_chosen_folder_lacks_is_told(nothing_here: Path) -> None:
    def lack() -> str:
        with pytest.raises(NotInFolderError) as caught:
            locate(MNIST(str(nothing_here)))
        return caught.value.message

    needed = "MNIST is four files such as train-images-idx3-ubyte.gz, or mnist.npz."
    assert lack() == f"holds no files of MNIST. {needed}"
    for part in ("train-images-idx3", "train-labels-idx1", "t10k-images-idx3"):
        (nothing_here / f"{part}-ubyte").touch()
    assert lack() == "holds some of the files of MNIST, but not t10k-labels-idx1-ubyte.gz."
    (nothing_here / "t10k-labels-idx1-ubyte").symlink_to(nothing_here / "gone")
    assert lack() == "holds t10k-labels-idx1-ubyte, which is a link that leads nowhere."


def test_a_chosen_file_that_is_no_npz_file_is_told(nothing_here: Path) -> None:
    path = nothing_here / "pictures.zip"
    path.touch()
    with pytest.raises(NotInFolderError, match="is neither a folder nor an NPZ file"):
        locate(MNIST(str(path)))


@posix
def test_pipes_and_devices_are_no_files_of_a_data_set(nothing_here: Path) -> None:
    source = MNIST(str(nothing_here))
    os.mkfifo(nothing_here / "mnist.npz")
    with pytest.raises(NotInFolderError, match=r"holds mnist\.npz, which is a pipe"):
        locate(source)
    (nothing_here / "mnist.npz").unlink()
    (nothing_here / "mnist.npz").symlink_to("/dev/zero")
    with pytest.raises(NotInFolderError, match=r"holds mnist\.npz, which is a device"):
        locate(source)


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may look everywhere")
def test_a_folder_that_others_may_not_enter_says_so(nothing_here: Path) -> None:
    closed = nothing_here / "closed"
    closed.mkdir()
    closed.chmod(0)
    try:
        with pytest.raises(NotInFolderError, match=r"can't be searched \(Permission denied\)"):
            locate(MNIST(str(closed)))
    finally:
        closed.chmod(0o700)


def test_a_usual_place_that_is_impossible_is_passed_over(nothing_here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NNSTUDIO_DATA", "x" * 5000)
    assert locate(MNIST()) is None


def test_the_other_places_are_searched_all_the_same(nothing_here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (nothing_here / "keras" / "datasets").mkdir(parents=True)
    file = nothing_here / "keras" / "datasets" / "mnist.npz"
    file.touch()
    monkeypatch.setenv("NNSTUDIO_DATA", "z" * 5000)
    found = locate(MNIST())
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


def test_a_folder_at_home_begins_with_a_tilde() -> None:
    assert from_home(Path.home() / ".keras" / "datasets") == str(Path("~", ".keras", "datasets"))
    assert from_home(Path.home()) == "~"


def test_a_folder_elsewhere_is_told_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    assert from_home(tmp_path / "elsewhere") == str(tmp_path / "elsewhere")


def test_a_folders_name_cant_change_how_it_is_shown() -> None:
    assert from_home(Path("/a\nMNIST\x1b[2J\u202e")) == "/a\ufffdMNIST\ufffd[2J\ufffd"


def test_a_server_is_not_contacted_just_because_a_project_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "is_on_a_server", lambda folder: is_on_a_server(folder, windows=True))
    monkeypatch.setattr(Path, "is_file", lambda path: pytest.fail(f"looked at {path}"))
    with pytest.raises(StudioError, match=r"is on a server.* Connect it as a drive"):
        locate(MNIST(r"\\server\share"))
