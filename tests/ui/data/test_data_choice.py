"""Choosing a folder and forgetting it are steps that can be undone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from nnstudio.app.catalogues import catalogue
from nnstudio.core.project import dense_project
from nnstudio.core.sources import MNIST, FashionMNIST, Moons
from nnstudio.core.sources.edits import Edits
from nnstudio.core.words import speak
from nnstudio.ui.data.page import DataPage
from nnstudio.ui.data_choice import change_source, choose_source, open_data, search_usual_places, use_folder
from nnstudio.ui.numbers import write
from tests.support.fake_studio import FakeStudio


def test_a_chosen_folder_is_forgotten_as_a_step_that_can_be_undone() -> None:
    studio = FakeStudio(dense_project("mnist"))
    use_folder(studio.document, "/my/pictures", None)
    before = studio.document.project
    search_usual_places(studio.document, None)
    assert studio.document.project == replace(before, data=replace(before.data, source=MNIST()))
    assert studio.document.undo_label == "Search the usual places"
    studio.document.undo()
    assert studio.document.project.data.source == MNIST("/my/pictures")


def test_another_data_set_does_not_take_the_folder_along() -> None:
    studio = FakeStudio(dense_project("mnist"))
    use_folder(studio.document, "/my/pictures", None)
    choose_source(studio.document, FashionMNIST, None)
    assert studio.document.project.data.source == FashionMNIST()


def edited(studio: FakeStudio) -> Edits:
    """Leaves a sample out."""
    edits = Edits().placed(["train/7"], "excluded")
    project = studio.document.project
    studio.document.apply("Exclude", replace(project, data=replace(project.data, edits=edits)))
    return edits


def test_changes_of_samples_are_not_taken_along_to_another_data_set() -> None:
    studio = FakeStudio(dense_project("mnist"))
    edits = edited(studio)
    choose_source(studio.document, FashionMNIST, None)
    assert studio.document.project.data.edits == Edits()
    studio.document.undo()
    assert studio.document.project.data.edits == edits


def test_another_table_has_no_changes_and_the_same_one_keeps_them(tmp_path: Path) -> None:
    studio = FakeStudio(dense_project("mnist"))
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_text("a,b,kind\n" + "1,2,x\n3,4,y\n" * 10)
    open_data(studio.document, tmp_path / "one.csv", None)
    edits = edited(studio)
    open_data(studio.document, tmp_path / "one.csv", None)
    assert studio.document.project.data.edits == edits
    open_data(studio.document, tmp_path / "two.csv", None)
    assert studio.document.project.data.edits == Edits()


def test_points_of_another_seed_have_no_changes_until_that_is_undone() -> None:
    studio = FakeStudio(dense_project("mnist"))
    choose_source(studio.document, Moons, None)
    edits = edited(studio)
    change_source(studio.document, "seed", 1, None)
    assert studio.document.project.data.edits == edits, "the same seed gives the same points"
    change_source(studio.document, "seed", 2, None)
    assert studio.document.project.data.edits == Edits()
    studio.document.undo()
    assert studio.document.project.data.edits == edits


def test_a_table_with_another_target_has_no_changes(tmp_path: Path) -> None:
    studio = FakeStudio(dense_project("mnist"))
    (tmp_path / "one.csv").write_text("a,b,kind\n" + "1,2,x\n3,4,y\n" * 10)
    open_data(studio.document, tmp_path / "one.csv", None)
    edited(studio)
    change_source(studio.document, "target", "a", None)
    assert studio.document.project.data.edits == Edits(), "other rows are for the test"


def test_pictures_that_are_read_at_another_size_keep_their_changes(tmp_path: Path) -> None:
    studio = FakeStudio(dense_project("mnist"))
    open_data(studio.document, tmp_path, None)
    edits = edited(studio)
    change_source(studio.document, "fit", "pad", None)
    assert studio.document.project.data.edits == edits, "they go by the names of their files"


def test_every_entry_of_the_menu_says_what_it_does(qtbot: QtBot) -> None:
    studio = FakeStudio(dense_project("mnist"))
    page = DataPage(studio.document, studio.data, studio.tasks)
    qtbot.addWidget(page)
    assert all(action.text() for action in page.own_actions() if not action.isSeparator())


def test_what_is_told_of_data_ends_each_sentence_as_the_language_does(qtbot: QtBot) -> None:
    speak(catalogue("zh_CN"), write)
    studio = FakeStudio(dense_project("digits"))
    page = DataPage(studio.document, studio.data, studio.tasks)
    qtbot.addWidget(page)
    page.show()
    labels = [label.text() for label in page.findChildren(QLabel) if "1,797" in label.text()]
    assert labels
    assert not any("." in text or "。 " in text for text in labels)
