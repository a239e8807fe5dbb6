"""Choosing a folder and forgetting it are steps that can be undone."""

from __future__ import annotations

from dataclasses import replace

from nnstudio.core.project import dense_project
from nnstudio.core.sources import MNIST, FashionMNIST
from nnstudio.ui.data_choice import choose_source, search_usual_places, use_folder
from tests.support.fake_studio import FakeStudio


def test_a_chosen_folder_is_forgotten_as_a_step_that_can_be_undone() -> None:
    studio = FakeStudio(dense_project("mnist"))
    use_folder(studio, "/my/pictures", None)
    before = studio.document.project
    search_usual_places(studio, None)
    assert studio.document.project == replace(before, data=replace(before.data, source=MNIST()))
    assert studio.document.undo_label == "Search the usual places"
    studio.document.undo()
    assert studio.document.project.data.source == MNIST("/my/pictures")


def test_another_data_set_does_not_take_the_folder_along() -> None:
    studio = FakeStudio(dense_project("mnist"))
    use_folder(studio, "/my/pictures", None)
    choose_source(studio, FashionMNIST, None)
    assert studio.document.project.data.source == FashionMNIST()
