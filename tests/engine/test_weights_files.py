"""`.weights.h5` and `.keras`: Keras reads what we write, we read what Keras writes, and nothing else gets in."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from nnstudio.core.layers import BatchNormalization, Conv2D, Dense, Dropout, Flatten, Input, MaxPooling2D
from nnstudio.core.network import chain_network
from nnstudio.core.project import Project
from nnstudio.engine.messages import Failed, Settled, Told
from nnstudio.engine.questions import LoadWeights, SaveModel, SaveWeights
from nnstudio.runs.run_folder import RunFolder
from tests.support.engines import Lab, dataset_of, digits_project, same_bits, weights_of

# Keras 3.15 on TensorFlow with NumPy 2 says so of every array that it copies.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")


def rich_project() -> Project:
    """Every layer kind that has variables, two of some."""
    layers = (
        Input((8, 8, 1)),
        Conv2D(4, padding="same"),
        BatchNormalization(),
        Conv2D(6),
        MaxPooling2D(),
        Dropout(0.2),
        Flatten(),
        Dense(12, use_bias=False),
        Dropout(0.1),
        Dense(10, "softmax"),
    )
    return replace(digits_project(1, batch_size=100), network=chain_network(*layers))


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """One engine for the module."""
    opened = Lab.open(tmp_path_factory.mktemp("weights"), "tensorflow")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def trained(lab: Lab) -> RunFolder:
    """A run of the rich project."""
    return lab.train(rich_project())


@pytest.fixture(scope="module")
def saved(lab: Lab, trained: RunFolder) -> Path:
    """Its weights, saved."""
    path = trained.path / "good.weights.h5"
    lab.ask(SaveWeights(str(path)), trained)
    return path


@pytest.fixture(scope="module")
def keras() -> Any:
    """Keras in this process."""
    os.environ["KERAS_BACKEND"] = "tensorflow"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import keras as module
    return module


def load(lab: Lab, path: Path, project: Project | None = None) -> tuple[RunFolder, Settled]:
    project = project or rich_project()
    run, hold = lab.folder.begin_run(project, "tensorflow", "loaded")
    hold.release()
    return run, lab.settled(lab.send(LoadWeights(str(dataset_of(project).folder), str(path)), run))


def test_saved_weights_come_back_bit_for_bit(lab: Lab, trained: RunFolder, saved: Path) -> None:
    run, answer = load(lab, saved)
    assert isinstance(answer, Told), answer
    loaded, before = weights_of(run), weights_of(trained)
    names = [name for name in before if "seed" not in name]
    assert same_bits({n: loaded[n] for n in names}, {n: before[n] for n in names})
    pixels = np.array(dataset_of(rich_project()).x_test[:10])
    assert np.allclose(lab.predict(trained, pixels), lab.predict(run, pixels), atol=1e-6)


def test_keras_reads_the_weights_that_we_save(lab: Lab, trained: RunFolder, saved: Path, keras: Any) -> None:
    from nnstudio.engine.keras_backend.build import build_model

    model = build_model(rich_project().network)
    model.load_weights(saved)
    kernel = weights_of(trained)["weights/n2/kernel"]
    assert np.array_equal(np.array(model.get_layer("n2").kernel), kernel)


def test_we_read_the_weights_that_a_keras_sequential_saves(lab: Lab, keras: Any, tmp_path: Path) -> None:
    layers = keras.layers
    model = keras.Sequential(
        [keras.Input((8, 8, 1)), layers.Flatten(), layers.Dense(16, "relu"), layers.Dense(10, "softmax")]
    )
    model.save_weights(tmp_path / "theirs.weights.h5")
    run, answer = load(lab, tmp_path / "theirs.weights.h5", digits_project(1))
    assert isinstance(answer, Told), answer
    pixels = np.array(dataset_of(digits_project(1)).x_test[:10])
    ours = lab.predict(run, pixels)
    theirs = model.predict(pixels.astype("float32") / 16, verbose=0)
    assert np.allclose(ours, theirs, atol=1e-6)


FROM_KERAS = """
import sys
from pathlib import Path
import h5py
import keras
import numpy as np
from nnstudio.engine.keras_backend.build import build_model
from nnstudio.engine.keras_backend.weights_file import load_weights
from tests.engine.test_weights_files import packed, rich_project

path = Path(sys.argv[1])
model = build_model(rich_project().network)
model.compile("adam", "mse")
model.optimizer.build(model.trainable_variables)
model.save_weights(path)
for options in ({}, {"compression": "gzip"}, {"compression": "gzip", "shuffle": True, "fletcher32": True}):
    packed(path, options)
    other = build_model(rich_project().network)
    load_weights(path, other, {})
    for one, two in zip(model.weights, other.weights, strict=True):
        assert "seed" in one.path or np.array_equal(one.numpy(), two.numpy()), one.path
print(keras.backend.backend(), len(model.weights))
"""


def packed(path: Path, options: dict[str, Any]) -> None:
    """Stores every array anew as `options` of create_dataset say, as h5repack does."""
    with h5py.File(path, "r+") as file:
        places: list[str] = []
        file.visititems(lambda place, item: places.append(place) if isinstance(item, h5py.Dataset) else None)
        for place in places if options else ():
            values = file[place][...]
            del file[place]
            file.create_dataset(place, data=values, **(options if values.ndim else {}))


@pytest.mark.parametrize("backend", ["tensorflow", "jax"])
def test_weights_of_either_backend_load_however_they_are_packed(tmp_path: Path, backend: str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FROM_KERAS, str(tmp_path / "a.weights.h5")],
        cwd=Path(__file__).parent.parent.parent,
        env=os.environ | {"KERAS_BACKEND": backend},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(backend)


def test_a_saved_model_is_a_keras_model(lab: Lab, trained: RunFolder, keras: Any, tmp_path: Path) -> None:
    path = tmp_path / "whole.keras"
    lab.ask(SaveModel(str(path)), trained)
    model = keras.models.load_model(path)
    pixels = np.array(dataset_of(rich_project()).x_test[:10])
    ours = lab.predict(trained, pixels)
    assert np.allclose(ours, model.predict(pixels.astype("float32") / 16, verbose=0), atol=1e-6)


def test_weights_that_do_not_fit_are_reported_variable_by_variable(lab: Lab, saved: Path) -> None:
    other = replace(
        rich_project(),
        network=chain_network(Input((8, 8, 1)), Conv2D(4, padding="same"), Flatten(), Dense(12), Dense(10, "softmax")),
    )
    run, answer = load(lab, saved, other)
    assert isinstance(answer, Failed)
    assert "Dense 1 kernel: 54 × 12 in the file, the network needs 256 × 12" in answer.message
    assert "Dense 1 bias: missing, the network needs 12" in answer.message
    assert '"batch_normalization": in the file, but not in the network' in answer.message
    assert '"conv2d_1": in the file, but not in the network' in answer.message
    assert answer.fix
    assert not list((run.path / "snapshots").iterdir())


def test_a_place_that_cannot_be_written_is_a_clear_answer(lab: Lab, trained: RunFolder, tmp_path: Path) -> None:
    for question in (SaveWeights, SaveModel):
        suffix = ".weights.h5" if question is SaveWeights else ".keras"
        path = tmp_path / "missing" / f"a{suffix}"
        answer = lab.refused(question(str(path)), trained)
        assert "can't be written" in answer.message
        assert not path.parent.exists()


def test_saving_replaces_the_whole_file_or_nothing(lab: Lab, trained: RunFolder, tmp_path: Path) -> None:
    path = tmp_path / "a.weights.h5"
    path.write_bytes(b"old")
    lab.ask(SaveWeights(str(path)), trained)
    assert h5py.is_hdf5(path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.weights.h5"]


def hostile(kind: str, path: Path, good: Path) -> None:
    """Makes a weights file that wants to do harm."""
    path.write_bytes(good.read_bytes())
    place = "layers/conv2d/vars/0"
    with h5py.File(path, "r+") as file:
        old = file[place][...]
        del file[place]
        if kind == "external link":
            file[place] = h5py.ExternalLink("/etc/passwd", "/x")
        elif kind == "soft link":
            file[place] = h5py.SoftLink("/layers/conv2d_1/vars/0")
        elif kind == "external storage":
            file.create_dataset(place, old.shape, "f4", external=[("/etc/passwd", 0, old.nbytes)])
        elif kind == "virtual":
            layout = h5py.VirtualLayout(old.shape, "f4")
            layout[:] = h5py.VirtualSource("/etc/passwd", "x", old.shape)
            file.create_virtual_dataset(place, layout)
        elif kind == "huge":
            file.create_dataset(place, (100_000, 100_000, 10), "f4", chunks=(100, 100, 10), compression="gzip")
        elif kind == "text":
            file.create_dataset(place, old.shape, h5py.string_dtype())
        elif kind == "not a number":
            file[place] = np.full_like(old, np.nan)
        elif kind == "group":
            file.create_group(place)
        elif kind == "one filter too many":
            file[place] = np.zeros((*old.shape[:3], old.shape[3] + 1), np.float32)
        else:
            raise ValueError(kind)


KINDS = (
    "external link",
    "soft link",
    "external storage",
    "virtual",
    "huge",
    "text",
    "not a number",
    "group",
    "one filter too many",
)


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_weights_file_is_refused_and_the_engine_lives(
    lab: Lab, saved: Path, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "bad.weights.h5"
    hostile(kind, path, saved)
    _, answer = load(lab, path)
    assert isinstance(answer, Failed)
    assert answer.message
    assert answer.fix
    _, good = load(lab, saved)
    assert isinstance(good, Told)


def test_damaged_files_are_refused(lab: Lab, saved: Path, tmp_path: Path) -> None:
    good = saved.read_bytes()
    chance = random.Random(5)
    path = tmp_path / "damaged.weights.h5"
    for data in (b"", b"\x89HDF\r\n\x1a\n", good[: len(good) // 2], os.urandom(5000)):
        path.write_bytes(data)
        assert isinstance(load(lab, path)[1], Failed)
    for _ in range(20):
        mutated = bytearray(good)
        for _ in range(20):
            mutated[chance.randrange(len(mutated))] = chance.randrange(256)
        path.write_bytes(bytes(mutated))
        load(lab, path)
    assert isinstance(load(lab, saved)[1], Told)


def test_a_file_that_is_not_there_is_a_clear_answer(lab: Lab, tmp_path: Path) -> None:
    _, answer = load(lab, tmp_path / "nothing.weights.h5")
    assert isinstance(answer, Failed)
    assert "nothing.weights.h5" in answer.where
