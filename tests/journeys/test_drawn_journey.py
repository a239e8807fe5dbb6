"""Classes of one's own: two are drawn, learned, and a new drawing of each is recognised; the command line too."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from nnstudio.app.preferences import Preferences
from nnstudio.cli import main
from nnstudio.core.serial import to_json
from nnstudio.core.sources import Drawn
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.ui.classify.bars import ClassBars
from tests.support.program import Program

pytestmark = pytest.mark.usefixtures("qtbot")
Strokes = list[list[tuple[float, float]]]


def ring(x: float, y: float, radius: float) -> Strokes:
    turns = [step * math.tau / 12 for step in range(13)]
    return [[(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns]]


def cross(x: float, y: float, radius: float) -> Strokes:
    low, high = -radius, radius
    return [[(x + low, y + low), (x + high, y + high)], [(x + high, y + low), (x + low, y + high)]]


def winner(program: Program) -> str:
    bars = program.window.findChild(ClassBars, "classify.bars")
    return bars.scores.winner_name if bars is not None and bars.isVisible() and bars.scores else ""


def item_of(classes: QTreeWidget, place: int) -> QTreeWidgetItem:
    item = classes.topLevelItem(place)
    assert item is not None
    return item


def add(program: Program, place: int, strokes: Strokes) -> None:
    classes = program.widget("data.draw.classes", QTreeWidget)
    classes.setCurrentItem(item_of(classes, place))
    program.draw(strokes, "data.draw.canvas")
    program.click("data.draw.add")


def test_two_drawn_classes_are_learned_and_new_drawings_recognised(
    start: Callable[[], Program], own_folders: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (own_folders / "preferences.json").write_text(to_json(Preferences(backend="jax")))
    program = start()
    program.go("data")
    program.click("data.choose")
    program.click("data.choose.drawn")
    classes = program.widget("data.draw.classes", QTreeWidget)
    for place, name in enumerate(("circle", "cross")):
        item_of(classes, place).setText(0, name)
    for number in range(8):
        x, y, size = 0.35 + 0.04 * number, 0.6 - 0.03 * number, 0.15 + 0.02 * (number % 4)
        add(program, 0, ring(x, y, size))
        add(program, 1, cross(y, x, size))
    source = program.studio.document.project.data.source
    assert isinstance(source, Drawn)
    assert [len(each.drawings) for each in source.classes] == [8, 8]
    program.wait(lambda: program.studio.data.dataset is not None and len(program.studio.data.dataset.x_train) == 16)
    assert program.train().status == "finished"
    program.go("classify")
    for strokes, name in ((ring(0.6, 0.4, 0.3), "circle"), (cross(0.45, 0.5, 0.25), "cross")):
        program.draw(strokes)
        program.wait(lambda wanted=name: winner(program) == wanted, f"no {name}")  # type: ignore[misc]
        program.click("classify.clear")
        program.wait(lambda: winner(program) == "")
    program.studio.files.save()
    folder = ProjectFolder(program.studio.files.folder)
    program.close()
    capsys.readouterr()
    assert main(["train", str(folder.path), "--backend", "jax"]) == 0
    assert [run.status for run in folder.history.runs()] == ["finished", "finished"]
    # A run keeps the drawings that it learned from, whatever is drawn later.
    assert folder.run(1).read_project().data.source == source
