"""A project's file: readable, versioned, and hostile until parsed."""

from __future__ import annotations

import json
import os
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.core.errors import FormatError
from nnstudio.core.network import Network
from nnstudio.core.network.inference import infer
from nnstudio.core.problems import check
from nnstudio.core.project import MOST_BYTES, Project, project_from_json, project_to_json
from nnstudio.core.settings import settings_of
from nnstudio.core.sources import MNIST, DataPlan
from nnstudio.core.training import CALLBACKS, LOSSES, OPTIMIZERS, SCHEDULES, TrainingPlan
from nnstudio.core.usual import default_project
from tests.support.networks import valid_networks
from tests.support.values import allowed, values_of

plans = st.builds(
    TrainingPlan,
    **{setting.name: allowed(setting) for setting in settings_of(TrainingPlan)},
    optimizer=st.one_of([values_of(kind) for kind in OPTIMIZERS]),
    loss=st.one_of([values_of(kind) for kind in LOSSES]),
    schedule=st.one_of([values_of(kind) for kind in SCHEDULES]),
    callbacks=st.lists(st.one_of([values_of(kind) for kind in CALLBACKS]), max_size=2).map(tuple),
)


@given(valid_networks(), plans)
def test_a_project_is_read_back_as_it_was_written(network: Network, plan: TrainingPlan) -> None:
    project = Project(default_project().data, network, plan)
    assert project_from_json(project_to_json(project)) == project


def test_the_file_is_readable_and_says_what_it_is() -> None:
    text = project_to_json(default_project())
    plain = json.loads(text)
    assert (plain["format"], plain["version"]) == ("nnstudio-project", 2)
    assert text.count("\n") > 50


def changed(**entries: object) -> str:
    return json.dumps({**json.loads(project_to_json(default_project())), **entries})


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "not readable JSON"),
        ("[]", "not a JSON object"),
        ("{}", "not an NN Studio project"),
        (changed(version=3), "version 3"),
        (changed(version="1"), 'version "1"'),
        (changed(version=True), "version true"),
        (changed(version=1.0), "version 1.0"),
        (changed(version=[1]), "version \\[...\\]"),
        (changed(data={"source": {"kind": "MNIST", "folder": "a\0"}}), "can't be the name of a folder"),
        (changed(surprise=1), "unknown entry"),
        (changed(network={"nodes": [], "edges": [["n1", "n2"]]}), "isn't there"),
        (changed(network={"nodes": [{"id": "n1", "layer": {"kind": "Lambda", "code": "1"}}]}), "unknown kind"),
        (changed(training={"learning_rate": float("nan")}), "not readable JSON"),
        (" " * (MOST_BYTES + 1), "larger than"),
    ],
)
def test_anything_else_is_refused_with_the_reason(text: str, complaint: str) -> None:
    with pytest.raises(FormatError, match=complaint):
        project_from_json(text)


@given(st.data())
def test_a_damaged_file_is_refused_or_read_but_never_breaks(data: st.DataObject) -> None:
    text = project_to_json(default_project())
    at = data.draw(st.integers(0, len(text) - 1))
    damaged = text[:at] + data.draw(st.text(max_size=3)) + text[at + data.draw(st.integers(0, 5)) :]
    try:
        project = project_from_json(damaged)
    except FormatError:
        return
    assert project_from_json(project_to_json(project)) == project


def test_a_newer_version_says_to_update() -> None:
    with pytest.raises(FormatError, match="Update NN Studio"):
        project_from_json(changed(version=99))
    with pytest.raises(FormatError) as refused:
        project_from_json(changed(version=True))
    assert "Update" not in str(refused.value)


def test_a_file_one_byte_too_large_is_said_to_be_so() -> None:
    text = project_to_json(default_project()).encode()
    assert project_from_json(text.ljust(MOST_BYTES)) == default_project()
    with pytest.raises(FormatError, match="larger than the 10,000,000 bytes"):
        project_from_json(text.ljust(MOST_BYTES + 1))


@pytest.mark.skipif(os.name == "nt", reason="file names are text there")
def test_a_folder_whose_name_is_not_text_is_kept() -> None:
    project = replace(default_project(), data=DataPlan(MNIST(os.fsdecode(b"/caf\xe9"))))
    assert project_from_json(project_to_json(project).encode()) == project


@pytest.mark.parametrize("field", ["kernel_size", "strides"])
def test_a_layer_without_a_shape_to_work_out_is_read_and_told(field: str) -> None:
    plain = json.loads(project_to_json(default_project()))
    plain["network"]["nodes"][1]["layer"][field] = [1, 0]
    project = project_from_json(json.dumps(plain))
    assert [(problem.node, problem.setting) for problem in check(project)] == [("n2", field)]
    assert "n2" in infer(project.network).errors


def test_many_layers_are_refused() -> None:
    nodes = tuple(replace(default_project().network.nodes[0], id=f"n{i}") for i in range(1001))
    with pytest.raises(FormatError, match="more than 1,000 layers"):
        project_from_json(project_to_json(replace(default_project(), network=Network(nodes, ()))))
