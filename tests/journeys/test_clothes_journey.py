"""The whole main job on real data: data, design, training, a look inside, saving; start anew, load, classify."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from nnstudio.app.run_state import Ended, Paused
from nnstudio.cli import main
from nnstudio.core.layers import Dense, Flatten, Input
from nnstudio.ui.charts.chart import Chart
from nnstudio.ui.classify.bars import ClassBars
from tests.support.program import Program

LAYER_MIME = "application/x-nnstudio-layer"


def design_784_128_10(program: Program) -> None:
    """From the default network: remove what is too much, drag a Dense layer in, give it 128 units."""
    program.go("design")
    for node in ("n2", "n3", "n5", "n6"):
        program.click(f"design.card.{node}")
        QTest.keyClick(program.widget(f"design.card.{node}"), Qt.Key.Key_Delete)
    program.wait(lambda: len(program.studio.document.project.network.nodes) == 3)
    mime = QMimeData()
    mime.setData(LAYER_MIME, json.dumps({"kind": "Dense"}).encode())
    canvas, last = program.widget("design.canvas"), program.widget("design.card.n7")
    program.drop(canvas, mime, last.mapTo(canvas, QPoint(last.width() // 2, -4)))
    program.type_into("design.form.units", "128")
    layers = (Input((28, 28, 1)), Flatten(), Dense(128), Dense(10, "softmax"))
    assert program.studio.document.project.network.layers == layers


def grid_picture(program: Program) -> QImage:
    """The weight grid as it is on the screen."""
    return program.widget("weights.grid").grab().toImage()


def scores(program: Program) -> npt.NDArray[np.float64]:
    """The class bars' values."""
    bars = program.widget("classify.bars", ClassBars)
    program.wait(lambda: bars.scores is not None, "no answer")
    assert bars.scores is not None
    return np.array(bars.scores.values)


def classify(program: Program, picture: Path) -> npt.NDArray[np.float64]:
    """Drops the picture on the Classify page and reads the bars."""
    program.go("classify")
    program.drop_files("classify", picture)
    return scores(program)


def test_clothes_from_data_to_classified_picture(
    start: Callable[[], Program],
    shared_data: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("NNSTUDIO_DATA", str(shared_data))
    program = start()
    program.go("data")
    program.click("data.choose")
    program.click("data.choose.fashion-mnist")
    program.wait(lambda: program.studio.data.dataset is not None and len(program.studio.data.dataset.y_train) == 60_000)
    design_784_128_10(program)

    program.go("train")
    program.type_into("train.run.epochs", "2")
    program.type_into("train.run.validation_share", "10")
    program.click("shell.step_batch.button")
    program.wait(lambda: isinstance(program.studio.training.state, Paused), "it does not pause after one batch")
    assert program.studio.runs.curves.batches == 1
    program.go("weights")
    program.wait(lambda: not grid_picture(program).isNull(), "the weight grid stays empty")
    before = grid_picture(program)
    program.click("shell.pause.button")
    program.wait(lambda: grid_picture(program) != before, "the weight grid does not follow the training")
    program.wait(lambda: isinstance(program.studio.training.state, Ended), "the run does not end")
    assert len(program.studio.runs.curves.epochs) == 2
    losses = program.studio.runs.curves.batch("loss")
    assert losses[-50:].mean() < losses[:20].mean() / 2

    program.go("train")
    x, y = program.widget("train.loss", Chart).plot.points("batches")
    assert len(x) == len(y) > 100
    assert program.studio.runs.all[0].status == "finished"

    dataset = program.studio.data.dataset
    assert dataset is not None
    picture = tmp_path / "test picture 17.png"
    Image.fromarray(np.array(dataset.x_test[17, :, :, 0])).save(picture)
    answer = classify(program, picture)
    assert answer.sum() == pytest.approx(1, abs=1e-5)

    weights = tmp_path / "clothes.weights.h5"
    program.trigger("shell.save_weights")
    program.answer_file_dialog(weights)
    program.wait(weights.exists, "the weights are not saved")
    project = program.studio.files.folder
    program.close()

    # The command line finds the run that the window made.
    assert main(["evaluate", str(project), "--json"]) == 0
    evaluated = json.loads(capsys.readouterr().out)
    assert evaluated["samples"] == 10_000
    assert evaluated["accuracy"] >= 0.84

    anew = start()
    assert anew.studio.files.folder == project
    runs = len(anew.studio.runs.all)
    anew.wait(lambda: not anew.studio.training.blocker, "the data is not read")
    anew.trigger("shell.load_weights")
    anew.answer_file_dialog(weights)
    anew.wait(
        lambda: len(anew.studio.runs.all) == runs + 1 and anew.studio.runs.shown == runs + 1, "nothing was loaded"
    )
    again = classify(anew, picture)
    assert again.argmax() == answer.argmax()
    assert np.abs(again - answer).max() < 1e-6
    assert not [notice for notice in anew.notices if notice.severity == "error"]
