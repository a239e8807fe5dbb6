"""What a run can be trained with, by the command line: each way to learn, and what is measured of all samples."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nnstudio.core.training import (
    CategoricalCrossentropy,
    ClipGlobalNorm,
    Nadam,
    PiecewiseConstantDecay,
    TrainingPlan,
)
from nnstudio.core.training.metrics import F1Score, RocAuc
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.snapshots import OPTIMIZER, WEIGHTS, read_tensors
from tests.cli.conftest import nnstudio

WORDS = (
    *("--optimizer", "nadam:beta-1=0.8", "--clipping", "clip-global-norm:limit=2", "--ema-momentum", "0.9"),
    *("--gradient-accumulation-steps", "2", "--schedule", "piecewise-constant-decay:shares=1: 0.5, 2: 0.1"),
    *("--warmup-epochs", "0.5", "--loss", "categorical-crossentropy:label-smoothing=0.1", "--epochs", "3"),
    *("--metric", "f1score:average=weighted", "--metric", "roc-auc", "--batch-size", "100"),
    *("--learning-rate", "0.05"),
)
JAX = ("--backend", "jax")
PLAN = TrainingPlan(
    Nadam(0.8),
    0.05,
    batch_size=100,
    epochs=3,
    loss=CategoricalCrossentropy(0.1),
    schedule=PiecewiseConstantDecay("1: 0.5, 2: 0.1"),
    metrics=(F1Score("weighted"), RocAuc()),
    warmup_epochs=0.5,
    clipping=ClipGlobalNorm(2.0),
    ema_momentum=0.9,
    gradient_accumulation_steps=2,
)


@pytest.fixture(scope="module")
def trained(home: Path) -> int:
    """The number of the run."""
    done = nnstudio("train", "digits", *WORDS, *JAX, folder=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert "F1 validation" in done.stdout.splitlines()[-1]
    return ProjectFolder(home / "digits.nnstudio").history.runs()[0].number


def test_the_run_keeps_what_it_was_trained_with_and_its_figures(home: Path, trained: int) -> None:
    folder = ProjectFolder(home / "digits.nnstudio")
    assert folder.run(trained).read_project().training == PLAN
    summary = folder.history.run(trained)
    assert summary is not None
    assert set(summary.figures) == {"loss", "val_loss", "val_f1_score", "val_roc_auc"}
    assert summary.figures["val_f1_score"] > 0.3
    assert 0.7 < summary.figures["val_roc_auc"] <= 1


def test_the_test_samples_are_measured_alike(home: Path, trained: int) -> None:
    found = json.loads(nnstudio("evaluate", "digits", "--json", *JAX, folder=home).stdout)
    assert list(found) == ["loss", "f1_score", "roc_auc", "samples"]
    assert found["f1_score"] > 0.3


def test_the_averages_are_what_is_kept_beside_the_weights_that_learn(home: Path, trained: int) -> None:
    run = ProjectFolder(home / "digits.nnstudio").run(trained)
    first, last = (read_tensors(run.snapshots, name) for name in ("epoch-00000.safetensors", "epoch-00003.safetensors"))
    kept = [tensor for name, tensor in last.items() if name.startswith(WEIGHTS) and tensor.ndim == 2]
    learned = [tensor for name, tensor in last.items() if name.startswith(OPTIMIZER)]
    for name, tensor in first.items():
        if not name.startswith(WEIGHTS) or tensor.ndim != 2:
            continue
        assert any(
            other.shape == tensor.shape and (other == tensor).all() for key, other in first.items() if key != name
        )
    for tensor in kept:
        twins = [other for other in learned if other.shape == tensor.shape]
        assert twins
        assert not any((other == tensor).all() for other in twins)
