"""A learner's first data: a line, XOR, iris; and a practitioner's: a folder of photos that is dropped."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QLabel

from nnstudio.app.preferences import Preferences
from nnstudio.core.layers import Conv2D, Dense, Input
from nnstudio.core.serial import to_json
from nnstudio.core.sources import XOR, Iris, Line, PictureFiles
from nnstudio.core.training import SGD, MeanSquaredError
from nnstudio.core.training.figures import LOSS
from nnstudio.ui.classify.bars import ClassBars
from nnstudio.ui.data.sample_table import SampleTable
from tests.support.program import Program

pytestmark = pytest.mark.usefixtures("qtbot")


def choose(program: Program, word: str) -> None:
    """Chooses data on the Data page."""
    program.go("data")
    program.click("data.choose")
    program.click(f"data.choose.{word}")
    program.wait(lambda: program.studio.data.dataset is not None, "no data")


def fill_in(program: Program, *values: str) -> None:
    """Types a number into each field of the Classify page."""
    for place, value in enumerate(values):
        program.type_into(f"classify.value.{place}", value)


def winner(program: Program) -> str:
    bars = program.window.findChild(ClassBars, "classify.bars")
    return bars.scores.winner_name if bars is not None and bars.scores else ""


@pytest.fixture(autouse=True)
def jax(own_folders: Path) -> None:
    """Which backend trains makes no difference here; this one starts sooner."""
    (own_folders / "preferences.json").write_text(to_json(Preferences(backend="jax")))


def test_a_line_xor_and_iris_are_learned_one_after_the_other(start: Callable[[], Program]) -> None:
    program = start()
    learn_the_line(program)
    learn_xor(program)
    learn_iris(program)


def learn_the_line(program: Program) -> None:
    choose(program, "line")
    project = program.studio.document.project
    assert project.data.source == Line()
    assert project.network.layers == (Input((1,)), Dense(1, "linear"))
    assert (project.training.optimizer, project.training.loss) == (SGD(), MeanSquaredError())
    assert project.training.epochs == 500
    assert program.train().status == "finished"
    assert program.studio.runs.curves.epochs[-1].figures[LOSS] < 1e-4
    program.go("classify")
    fill_in(program, "10")
    message = program.widget("classify.message", QLabel)

    def answer() -> float:
        return float(message.text().partition("= ")[2] or "nan")

    program.wait(lambda: abs(answer() - 19) < 0.1, "no answer near 19")


def learn_xor(program: Program) -> None:
    choose(program, "xor")
    assert program.studio.document.project.data.source == XOR()
    assert program.train().status == "finished"
    assert program.studio.runs.curves.epochs[-1].figures["accuracy"] == 1.0
    program.go("classify")
    for first, second in ((0, 0), (0, 1), (1, 0), (1, 1)):
        fill_in(program, str(first), str(second))
        program.wait(lambda wanted=str(first ^ second): winner(program) == wanted, f"{first} xor {second}")  # type: ignore[misc]


def learn_iris(program: Program) -> None:
    choose(program, "iris")
    program.click("data.as.table")
    assert program.widget("data.table", SampleTable).samples.rowCount() == 108
    assert program.studio.document.project.data.source == Iris()
    assert program.train().status == "finished"
    assert program.studio.runs.curves.epochs[-1].figures["val_accuracy"] >= 0.8
    program.go("classify")
    fill_in(program, "5.0", "3.4", "1.5", "0.2")
    program.wait(lambda: winner(program) == "setosa", "no setosa")
    program.click("classify.sample")
    assert program.widget("classify.truth", QLabel).text().startswith("In the data: ")


@pytest.fixture
def photos(shared_data: Path, tmp_path: Path) -> Path:
    """60 photos of each of two classes, and one more of each that nobody has learned from."""
    folder = tmp_path / "photos"
    with zipfile.ZipFile(shared_data / "trashnet_150.zip") as archive:
        for kind in ("cardboard", "metal"):
            names = [name for name in archive.namelist() if name.startswith(f"{kind}/")]
            (folder / kind).mkdir(parents=True)
            for name in names[:60]:
                (folder / kind / Path(name).name).write_bytes(archive.read(name))
            (tmp_path / f"{kind}.jpg").write_bytes(archive.read(names[70]))
    return folder


def test_a_dropped_folder_of_photos_is_learned_and_a_new_photo_named(
    start: Callable[[], Program], photos: Path, tmp_path: Path
) -> None:
    program = start()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(photos))])
    program.drop(program.window, mime)
    program.wait(lambda: program.studio.data.dataset is not None and bool(program.studio.document.project.facts.shape))
    source = program.studio.document.project.data.source
    assert isinstance(source, PictureFiles)
    assert source.facts.class_names == ("cardboard", "metal")
    assert (source.facts.training, source.facts.test) == (96, 24)
    network = program.studio.document.project.network
    assert network.layers[0] == Input((64, 64, 3))
    assert sum(isinstance(layer, Conv2D) for layer in network.layers) >= 3
    program.type_into("data.source.side.rows", "32")
    program.type_into("data.source.side.columns", "32")
    program.wait(lambda: program.studio.document.project.network.layers[0] == Input((32, 32, 3)))
    program.wait(lambda: program.studio.data.dataset is not None and program.studio.data.dataset.x_train.shape[1] == 32)
    program.go("train")
    assert program.train().status == "finished"
    assert program.studio.runs.curves.epochs[-1].figures["accuracy"] > 0.7
    program.go("classify")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "cardboard.jpg"))])
    program.drop(program.window, mime)
    program.wait(lambda: winner(program) in ("cardboard", "metal"), "no name")
    assert np.isfinite(program.studio.runs.curves.epochs[-1].figures[LOSS])
