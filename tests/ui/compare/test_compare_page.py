"""The Compare page: the table of runs, and the chosen ones side by side."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from nnstudio.app.run_state import Progress, Training
from nnstudio.core.errors import StudioError
from nnstudio.core.project import dense_project
from nnstudio.runs.history import BestEpoch, RunSummary
from nnstudio.runs.history.facts import facts_of
from nnstudio.runs.run_labels import RunLabel
from nnstudio.runs.run_log import EpochPoint
from nnstudio.ui import theme
from nnstudio.ui.compare import page as page_module
from nnstudio.ui.compare.page import ComparePage
from nnstudio.ui.numbers import NOTHING
from tests.support.fake_studio import FakeStudio

BASE = dense_project("digits", (8,))
WIDE = dense_project("digits", (16,))


def run_of(studio: FakeStudio, number: int, accuracy: float, **label: object) -> RunSummary:
    """A finished run of four epochs; odd ones are narrow, even ones wide; its number is its seed."""
    project = BASE if number % 2 else WIDE
    project = replace(project, training=replace(project.training, seed=number))
    points = tuple(
        EpochPoint(epoch, {"loss": 1 / epoch, "accuracy": 0.5, "val_accuracy": accuracy - (4 - epoch) / 100})
        for epoch in range(1, 5)
    )
    studio.points[number], studio.projects[number] = points, project
    started, ended = f"2026-05-{number:02d}T10:00:00+00:00", f"2026-05-{number:02d}T10:00:{10 + number}+00:00"
    best = BestEpoch("val_accuracy", 4, accuracy)
    told = dict(points[-1].figures)
    facts = facts_of(project)
    made = RunLabel(**label)  # type: ignore[arg-type]
    return RunSummary(number, "finished", started, ended, "jax", "JAX", "", 4, told, best, facts, made)


@pytest.fixture
def studio() -> FakeStudio:
    made = FakeStudio(BASE)
    accuracies = {6: 0.901, 5: 0.802, 4: 0.899, 3: 0.801, 2: 0.9, 1: 0.8}
    runs = [run_of(made, number, accuracy) for number, accuracy in accuracies.items()]
    runs[4] = replace(runs[4], label=RunLabel("Wide", "for the talk", ("a", "b"), is_starred=True))
    runs[5] = replace(runs[5], status="stopped")
    made.keep(*runs, shown=6)
    return made


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, studio: FakeStudio) -> ComparePage:
    theme.apply(qapp, "light")
    made = ComparePage(studio.runs, studio.kept_runs, studio.training, studio.preferences, studio.notices)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def numbers(page: ComparePage) -> list[int]:
    return [run.number for run in page.table.runs.rows]


def action(page: ComparePage, name: str) -> QAction:
    found = page.findChild(QAction, f"compare.{name}")
    assert isinstance(found, QAction), name
    return found


def cells(page: ComparePage, row: int) -> dict[str, str]:
    model = page.table.runs
    return {column.name: str(model.index(row, place).data()) for place, column in enumerate(model.columns)}


def choose(page: ComparePage, studio: FakeStudio, qtbot: QtBot, *chosen: int) -> None:
    """Chooses these and waits until they are compared."""
    studio.runs.choose(chosen)
    qtbot.waitUntil(lambda: [title.split()[0] for title in page.comparison.curves.legend] == [f"#{n}" for n in chosen])


def test_a_row_says_what_the_run_was_and_gave(page: ComparePage) -> None:
    shown = cells(page, 4)
    assert (shown["number"], shown["name"], shown["status"], shown["tags"]) == ("#2", "Wide", "finished", "a, b")
    assert (shown["best"], shown["network"], shown["duration"]) == ("90.00\u00a0% in epoch 4", "Dense 16-10", "12 s")
    assert shown["epochs"] == "4 of 10"
    assert cells(page, 0)["name"] == NOTHING


def test_every_column_can_be_shown_and_is_remembered(page: ComparePage, studio: FakeStudio) -> None:
    for name in ("parameters", "data", "backend", "seed", "note", "size"):
        action(page, f"column.{name}").trigger()
    action(page, "column.status").trigger()
    studio.kept_runs.sizes = {2: 1_500_000}
    studio.kept_runs.changed.emit()
    shown = cells(page, 4)
    assert (shown["parameters"], shown["data"], shown["backend"], shown["seed"]) == (
        "1,210",
        "Digits 8 × 8",
        "JAX",
        "2",
    )
    assert (shown["note"], shown["size"]) == ("for the talk", "1.5 MB")
    assert "status" not in shown
    assert set(studio.preferences.now.run_columns) == set(shown)
    action(page, "columns.usual").trigger()
    assert "status" in cells(page, 0)


def test_the_last_column_stays(page: ComparePage, studio: FakeStudio) -> None:
    for name in studio.preferences.now.run_columns:
        action(page, f"column.{name}").trigger()
    assert len(cells(page, 0)) == 1


def test_a_press_on_a_title_sorts_and_another_turns_it_round(page: ComparePage, studio: FakeStudio) -> None:
    place = [column.name for column in page.table.runs.columns].index("best")
    page.table.horizontalHeader().sectionClicked.emit(place)
    assert numbers(page) == [6, 2, 4, 5, 3, 1]
    page.table.horizontalHeader().sectionClicked.emit(place)
    assert numbers(page) == [1, 3, 5, 4, 2, 6]
    assert (studio.preferences.now.run_order, studio.preferences.now.run_reverse) == ("best", True)


def test_search_and_filters_narrow_the_table(page: ComparePage, qtbot: QtBot) -> None:
    page.bar.search.setText("dense 16 talk")
    qtbot.waitUntil(lambda: numbers(page) == [2])
    page.bar.search.clear()
    action(page, "filter.status.stopped").trigger()
    assert numbers(page) == [1]
    action(page, "filter.status.stopped").trigger()
    action(page, "filter.starred").trigger()
    assert numbers(page) == [2]
    assert page.findChild(QLabel, "compare.told").text().startswith("1 of 6 runs")  # type: ignore[union-attr]
    action(page, "filter.none").trigger()
    assert numbers(page) == [6, 5, 4, 3, 2, 1]
    action(page, "filter.tag.1").trigger()
    assert numbers(page) == [2]


def test_what_is_chosen_stays_chosen_in_any_order(page: ComparePage, studio: FakeStudio, qtbot: QtBot) -> None:
    choose(page, studio, qtbot, 6, 3)
    page.table.horizontalHeader().sectionClicked.emit(0)  # the smallest number first
    assert numbers(page) == [1, 2, 3, 4, 5, 6]
    assert set(page.table.chosen) == {6, 3}
    assert studio.runs.chosen == (6, 3)


def test_choosing_one_shows_it_but_not_while_a_run_is_under_way(page: ComparePage, studio: FakeStudio) -> None:
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert "show_run 5" in studio.calls
    assert studio.runs.chosen == (5,)
    studio.calls.clear()
    studio.show(Training(Progress(10, 4, 1, 1)))
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert studio.runs.chosen == (4,), "it is compared all the same"
    assert "show_run 4" not in studio.calls


def test_curves_are_drawn_in_the_figure_that_is_asked_for(page: ComparePage, studio: FakeStudio, qtbot: QtBot) -> None:
    choose(page, studio, qtbot, 6, 5)
    curves = page.comparison.curves
    assert curves.figures.currentData() == "val_accuracy"
    assert [y[-1] for _, y in curves.drawn] == [0.901, 0.802]
    curves.figures.setCurrentIndex(curves.figures.findData("loss"))
    curves.figures.activated.emit(curves.figures.currentIndex())
    assert [y for _, y in curves.drawn] == [[1.0, 0.5, 1 / 3, 0.25]] * 2
    choose(page, studio, qtbot, 4)
    assert curves.figures.currentData() == "loss", "the figure stays"


def test_only_what_differs_is_told(page: ComparePage, studio: FakeStudio, qtbot: QtBot) -> None:
    choose(page, studio, qtbot, 6, 5)
    assert page.comparison.differing.texts() == [
        ["Network · Dense 1: Units", "16", "8"],
        ["Training · Seed", "6", "5"],
    ]


def test_of_a_single_run_all_settings_are_told(page: ComparePage, studio: FakeStudio, qtbot: QtBot) -> None:
    choose(page, studio, qtbot, 5)
    told = dict(page.comparison.differing.texts())
    assert (told["Training · Epochs"], told["Network · Dense 1: Units"]) == ("10", "8")
    assert page.comparison.tabText(1) == "Settings"


def test_figures_stand_side_by_side(page: ComparePage, studio: FakeStudio, qtbot: QtBot) -> None:
    choose(page, studio, qtbot, 6, 5)
    told = {row[0]: row[1:] for row in page.comparison.figures.texts()}
    assert told["Validation accuracy"] == ["90.10\u00a0%", "80.20\u00a0%"]
    assert told["Duration"] == ["16 s", "15 s"]
    font = page.comparison.figures.item(0, 1)
    assert font is not None
    assert font.font().bold(), "the better one"


def test_seeds_tell_a_difference_from_noise(page: ComparePage, studio: FakeStudio, qtbot: QtBot) -> None:
    choose(page, studio, qtbot, 6, 5)
    text = page.comparison.seeds.text()
    assert "A (#2, #4, #6): 90.00\u00a0% ± 0.25\u00a0%" in text
    assert "B (#3, #5): 80.15\u00a0%" in text, "the stopped run doesn't count"
    assert "A and B differ by 9.85 percentage points: A is better, beyond chance (Welch's test, p < 0.001)." in text
    choose(page, studio, qtbot, 5)
    assert "differ by" not in page.comparison.seeds.text()


def test_noise_is_called_so(page: ComparePage, studio: FakeStudio, qtbot: QtBot) -> None:
    """Two groups whose values lie within each other."""
    values = {6: 0.80, 5: 0.81, 4: 0.84, 3: 0.83}
    studio.keep(*(run_of(studio, number, value) for number, value in values.items()), shown=6)
    choose(page, studio, qtbot, 6, 5)
    assert "within noise" in page.comparison.seeds.text()


def test_one_run_of_each_is_not_enough(page: ComparePage, studio: FakeStudio, qtbot: QtBot) -> None:
    studio.keep(run_of(studio, 2, 0.9), run_of(studio, 1, 0.8), shown=2)
    choose(page, studio, qtbot, 2, 1)
    assert "too few runs" in page.comparison.seeds.text()
    assert "other seeds" in page.comparison.seeds.text()


def test_a_run_whose_project_is_unreadable_is_compared_by_what_is_known(
    page: ComparePage, studio: FakeStudio, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(number: int) -> object:
        raise StudioError("gone")

    monkeypatch.setattr(studio.runs, "project_of", refuse)
    choose(page, studio, qtbot, 6, 5)
    assert page.comparison.differing.texts() == []
    assert len(page.comparison.curves.drawn) == 2


@pytest.mark.parametrize(("name", "lines"), [("save_shown", 7), ("save_all", 7)])
def test_the_table_is_saved(
    page: ComparePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, lines: int
) -> None:
    target = tmp_path / "runs.csv"

    def answer(*given: object) -> None:
        then: Callable[[Path], object] = given[-1]  # type: ignore[assignment]
        then(target)

    monkeypatch.setattr(page_module, "choose_target", answer)
    action(page, name).trigger()
    text = target.read_text(encoding="utf-8")
    assert len(text.splitlines()) == lines
    assert "for the talk" in text if name == "save_all" else text.startswith("Run,Name,Status")


def test_a_table_that_can_not_be_written_is_told(
    page: ComparePage, studio: FakeStudio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_module, "choose_target", lambda *given: given[-1](tmp_path / "none" / "runs.csv"))
    action(page, "save_all").trigger()
    assert studio.told[-1].severity == "error"


def test_without_runs_the_page_says_what_will_be_here(page: ComparePage, studio: FakeStudio) -> None:
    studio.keep()
    assert page.findChild(QLabel, "compare.empty").isVisible()  # type: ignore[union-attr]
    assert not action(page, "save_all").isEnabled()
