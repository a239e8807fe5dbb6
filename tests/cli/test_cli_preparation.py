"""A project's preparation is one thing for training, for the command line and for pictures from outside."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from nnstudio.core.layers import Dense, Flatten, Input
from nnstudio.core.network import chain_network
from nnstudio.core.project import Project
from nnstudio.core.sources import DataPlan, PictureFiles
from nnstudio.core.sources.split import Split
from nnstudio.core.training import SGD, TrainingPlan
from nnstudio.data.prepare import prepare
from nnstudio.runs.project_folder import ProjectFolder
from tests.cli.conftest import nnstudio
from tests.support.engines import weights_of

SIDE = 6
MEAN, DEVIATION = np.array([0.485, 0.456, 0.406]), np.array([0.229, 0.224, 0.225])


def by_hand(pictures: NDArray[np.uint8], weights: dict[str, NDArray[np.generic]]) -> NDArray[np.float64]:
    """What one softmax layer gives for negatives, scaled as ImageNet's photos: (n, classes)."""
    kernel, bias = (np.asarray(each, float) for each in sorted(weights.values(), key=lambda each: -each.ndim))
    scaled = ((255.0 - pictures) / 255 - MEAN) / DEVIATION
    logits = scaled.reshape(len(pictures), -1) @ kernel + bias
    exponents = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(exponents / exponents.sum(axis=1, keepdims=True))


@pytest.fixture
def photos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ten small pictures of each of two classes."""
    monkeypatch.setenv("NNSTUDIO_CACHE", str(tmp_path / "cache"))
    rng = np.random.default_rng(5)
    for label, name in enumerate(("dark", "light")):
        (tmp_path / "photos" / name).mkdir(parents=True)
        for number in range(10):
            pixels = rng.integers(100 * label, 100 * label + 150, (SIDE, SIDE, 3), np.uint8)
            Image.fromarray(pixels).save(tmp_path / "photos" / name / f"{number}.png")
    return tmp_path / "photos"


def test_negatives_scaled_as_imagenet_s_are_learned_and_predicted_alike(photos: Path, tmp_path: Path) -> None:
    source = PictureFiles(str(photos), side=(SIDE, SIDE))
    dataset = prepare(source, progress=lambda share, text: None, cancelled=lambda: False)
    plan = DataPlan(dataset.source, "imagenet", split=Split("share"), inverted=True)
    network = chain_network(Input((SIDE, SIDE, 3)), Flatten(), Dense(2, "softmax"))
    training = TrainingPlan(optimizer=SGD(), learning_rate=1e-9, epochs=1, validation_share=0.0, batch_size=4)
    folder = ProjectFolder.create(tmp_path / "p.nnstudio", Project(plan, network, training))
    done = nnstudio("train", str(folder.path), "--backend", "jax", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    weights = {name: np.asarray(array) for name, array in weights_of(folder.run(1)).items()}
    assert len(weights) == 2

    learned = by_hand(dataset.x_train, weights)[np.arange(len(dataset.y_train)), dataset.y_train]
    loss = folder.history.runs()[0].figures["loss"]
    assert loss == pytest.approx(float(-np.log(learned).mean()), rel=1e-4)

    dropped = photos / "light" / "3.png"
    told = nnstudio("predict", str(folder.path), str(dropped), "--backend", "jax", "--json", folder=tmp_path)
    [answer] = json.loads(told.stdout)
    expected = by_hand(np.asarray(Image.open(dropped))[np.newaxis], weights)[0]
    assert list(answer["probabilities"].values()) == pytest.approx(expected.tolist(), rel=1e-4)
    plain = by_hand(255 - np.asarray(Image.open(dropped))[np.newaxis], weights)[0]
    assert plain.tolist() != pytest.approx(expected.tolist(), rel=0.05)
