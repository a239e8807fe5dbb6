"""Weights from a file as a run's first snapshot."""

from __future__ import annotations

from pathlib import Path

from nnstudio.core.network import titles
from nnstudio.data.parts import parts_of
from nnstudio.data.store import open_dataset
from nnstudio.engine.keras_backend.answers.given import Given, Steps
from nnstudio.engine.keras_backend.backends import learner_of
from nnstudio.engine.keras_backend.restoring import scale_for
from nnstudio.engine.keras_backend.weights_file import load_weights
from nnstudio.engine.questions import LoadWeights, WeightsLoaded
from nnstudio.runs.run_folder import RunFolder
from nnstudio.runs.snapshots import Position, snapshot_name, write_snapshot


def answer(question: LoadWeights, given: Given) -> Steps[WeightsLoaded]:
    """Builds the run's network, fills it from the file, keeps it."""
    run = RunFolder.at(Path(given.asked.run_folder))
    project = run.read_project()
    parts = parts_of(open_dataset(Path(question.data_folder)), project)
    learner = learner_of(project, scale_for(project, parts))
    yield 1, 3
    load_weights(Path(question.path), learner.model, titles(project.network))
    learner.begin()
    yield 2, 3
    position = Position(0, 0, learner.scale.offsets, learner.scale.factors)
    name = snapshot_name(position)
    sha256 = write_snapshot(run.snapshots, name, learner.state(), position)
    return WeightsLoaded(str(run.snapshots.path / name), sha256)
