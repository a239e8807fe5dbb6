"""A layer kind is one class and its line: everything else finds it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.cli import main
from nnstudio.core.layers import Dense, Flatten, Input
from nnstudio.core.network import chain_network
from nnstudio.core.problems import check
from nnstudio.core.project import Project, project_from_json, project_to_json
from nnstudio.core.sources import DataPlan, Digits
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.snapshots import newest_snapshot, read_tensors
from nnstudio.ui import theme
from nnstudio.ui.design.layer_text import layer_from_text, layer_to_text
from nnstudio.ui.design.page import DesignPage
from tests.extending.kinds import DepthwiseConv2D, UpSampling2D
from tests.support.adding import added
from tests.support.fake_studio import FakeStudio

LEFT = Qt.MouseButton.LeftButton
PROJECT = Project(
    DataPlan(Digits()),
    chain_network(Input((8, 8, 1)), UpSampling2D((2, 1)), DepthwiseConv2D((3, 2), 4), Flatten(), Dense(10, "softmax")),
)


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    with added(UpSampling2D, DepthwiseConv2D):
        yield


@pytest.fixture
def page(qtbot: QtBot) -> DesignPage:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    shown = DesignPage(FakeStudio(PROJECT))
    shown.resize(1240, 640)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitActive(shown)
    return shown


def widget(page: DesignPage, name: str) -> QWidget:
    found = page.findChild(QWidget, name)
    assert isinstance(found, QWidget), name
    return found


def test_it_is_in_the_palette_and_on_the_canvas_with_its_shape_and_cost(page: DesignPage) -> None:
    QTest.mouseDClick(widget(page, "design.palette.UpSampling2D"), LEFT)
    assert UpSampling2D() in page.studio.document.project.network.layers
    card = widget(page, "design.card.n3")
    assert "14 × 7 × 4" in card.accessibleName()
    assert "28 parameters" in card.accessibleName()


def test_its_form_edits_it_within_its_limits(page: DesignPage) -> None:
    QTest.mouseClick(widget(page, "design.card.n3"), LEFT)
    box = widget(page, "design.form.depth_multiplier")
    assert isinstance(box, QSpinBox)
    assert box.maximum() == 64
    box.setValue(7)
    assert page.studio.document.project.network.node("n3").layer == DepthwiseConv2D((3, 2), 7)


def test_its_settings_are_checked_and_told_on_it() -> None:
    wrong = Project(DataPlan(Digits()), chain_network(Input((8, 8, 1)), UpSampling2D((99, 1))))
    problem = check(wrong)[0]
    assert (problem.where, problem.setting) == ("UpSampling2D", "size")
    assert "99" in problem.message


def test_files_and_the_clipboard_hold_it() -> None:
    assert project_from_json(project_to_json(PROJECT)) == PROJECT
    layer = DepthwiseConv2D((5, 5), 2, use_bias=False)
    assert layer_from_text(layer_to_text(layer)) == layer


def test_the_command_line_sums_it_up_and_trains_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = ProjectFolder.create(tmp_path / "p.nnstudio", PROJECT)
    assert main(["summary", "p", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["layers"]
    assert rows[1] == {"layer": "UpSampling2D", "output_shape": [16, 8, 1], "parameters": 0}
    assert rows[2] == {"layer": "DepthwiseConv2D", "output_shape": [14, 7, 4], "parameters": 28}
    assert main(["train", "p", "--epochs", "1", "--backend", "jax"]) == 0
    snapshots = folder.run(1).snapshots
    newest = newest_snapshot(snapshots)
    assert newest is not None
    kernel = read_tensors(snapshots, newest, "weights/")["weights/n3/kernel"]
    assert kernel.shape == (3, 2, 1, 4)
