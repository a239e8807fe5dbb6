"""Whether edits leave anything to learn from: found once for each data and its edits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nnstudio.app import trainable
from nnstudio.app.trainable import Trainable
from nnstudio.core.project import Project, dense_project
from nnstudio.core.sources.edits import Edits
from nnstudio.data.parts import Parts, parts_of
from nnstudio.data.store import Dataset
from tests.support.engines import dataset_of


def edited(project: Project, edits: Edits) -> Project:
    return replace(project, data=replace(project.data, edits=edits))


def test_what_is_left_out_may_leave_nothing_to_learn_from(monkeypatch: pytest.MonkeyPatch) -> None:
    project = dense_project("iris")
    dataset = dataset_of(project)
    looks: list[Project] = []

    def look(dataset: Dataset, project: Project) -> Parts:
        looks.append(project)
        return parts_of(dataset, project)

    monkeypatch.setattr(trainable, "parts_of", look)
    names = list(dataset.names)[: dataset.facts.training]
    found = Trainable()
    assert found.problem(dataset, project) == ""
    assert not looks
    nothing_left = edited(project, Edits().placed(names, "excluded"))
    for _ in range(3):
        assert found.problem(dataset, nothing_left).startswith("The split: leaves no sample to learn from.")
    assert len(looks) == 1
    assert found.problem(dataset, edited(project, Edits().placed(names[1:], "test"))) == ""
    assert len(looks) == 2
