"""Which pictures a command uses is said when they are not the published ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nnstudio.cli.run_commands import open_dataset_of
from nnstudio.core.errors import StudioError
from nnstudio.core.project import dense_project
from nnstudio.core.sources import MNIST
from nnstudio.core.usual import default_project


def test_a_folders_pictures_are_named_and_counted(
    tmp_path: Path, write_idx: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_idx(tmp_path / "mine")
    assert open_dataset_of(dense_project(MNIST(str(folder)), (8,))).facts.training == 30
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", f"Data: MNIST in {folder}, 30 + 12 pictures\n")


def test_nothing_is_said_of_the_set_that_the_project_names(capsys: pytest.CaptureFixture[str]) -> None:
    open_dataset_of(default_project())
    assert capsys.readouterr().err == ""


def test_a_chosen_folder_without_the_data_is_named(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="holds no files of MNIST") as caught:
        open_dataset_of(dense_project(MNIST(str(tmp_path)), (8,)))
    assert caught.value.where == str(tmp_path)
