"""Small files of CIFAR's forms: batches as Python 2 pickled them, binary files, and the archives that hold them."""

from __future__ import annotations

import io
import pickle
import struct
import tarfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.sources import CIFAR10, CIFAR100
from nnstudio.core.sources.cifar import CIFAR

EACH = 6  # pictures in a batch
Bytes = NDArray[np.uint8]


_Pickler: Any = pickle._Pickler  # the one in Python, which can be taught


def _save_text(pickler: Any, value: bytes) -> None:
    """Writes bytes as Python 2 wrote its texts."""
    pickler.write(b"U" + bytes([len(value)]) if len(value) < 256 else b"T" + struct.pack("<i", len(value)))
    pickler.write(value)
    pickler.memoize(value)


_Python2Pickler: Any = type("_Python2Pickler", (_Pickler,), {"dispatch": {**_Pickler.dispatch, bytes: _save_text}})


def pickled(value: object) -> bytes:
    """The value as Python 2 and the NumPy of its time pickled it."""
    file = io.BytesIO()
    _Python2Pickler(file, 2).dump(value)
    return file.getvalue().replace(b"cnumpy._core.multiarray\n", b"cnumpy.core.multiarray\n")


def pictures(count: int, seed: int) -> Bytes:
    """(count, 32, 32, 3)."""
    return np.random.default_rng(seed).integers(0, 256, (count, 32, 32, 3), np.uint8)


def planes(samples: Bytes) -> Bytes:
    """(count, 3072), as the files have them: a red, a green and a blue plane."""
    return np.ascontiguousarray(samples.transpose(0, 3, 1, 2)).reshape(len(samples), -1)


def batches(kind: type[CIFAR]) -> dict[str, tuple[Bytes, list[int], list[int]]]:
    """(pictures, labels, coarse labels) by the name of the batch; no two sets of pictures are alike."""
    names = [f"data_batch_{number}" for number in range(1, 6)] + ["test_batch"]
    if kind is CIFAR100:
        names = ["train", "test"]
    made = {}
    for seed, name in enumerate(names):
        classes = 100 if kind is CIFAR100 else 10
        labels = [(7 * seed + 3 * place) % classes for place in range(EACH)]
        made[name] = (pictures(EACH, seed), labels, [label % 20 for label in labels])
    return made


def python_files(kind: type[CIFAR]) -> dict[str, bytes]:
    """The pickled files by name."""
    files = {}
    for name, (samples, labels, coarse) in batches(kind).items():
        content: dict[bytes, object] = {b"batch_label": b"a batch", b"filenames": [b"a.png"] * EACH}
        content |= {b"fine_labels": labels, b"coarse_labels": coarse} if kind is CIFAR100 else {b"labels": labels}
        files[name] = pickled(content | {b"data": planes(samples)})
    names = kind.expected.class_names
    if kind is CIFAR100:
        groups = [each.encode() for each in CIFAR100(labels="coarse").usual_names]
        files["meta"] = pickled({b"fine_label_names": [each.encode() for each in names], b"coarse_label_names": groups})
    else:
        files["batches.meta"] = pickled({b"label_names": [each.encode() for each in names], b"num_vis": 3072})
    return files


def binary_files(kind: type[CIFAR]) -> dict[str, bytes]:
    """The binary files by name."""
    files = {}
    for name, (samples, labels, coarse) in batches(kind).items():
        columns = [coarse, labels] if kind is CIFAR100 else [labels]
        records = np.concatenate([np.array(columns, np.uint8).T, planes(samples)], axis=1)
        files[f"{name}.bin"] = records.tobytes()
    return files


def top_of(kind: type[CIFAR]) -> str:
    """The folder in the published archive."""
    return "cifar-10-batches-py" if kind is CIFAR10 else "cifar-100-python"


def as_folder(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def as_archive(files: dict[str, bytes], top: str, mode: str = "w:gz") -> bytes:
    """A tar file with these in a folder, in an order of its own."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode=mode) as archive:  # type: ignore[call-overload]  # the stubs want a literal
        for name in sorted(files, key=lambda name: name[::-1]):
            info = tarfile.TarInfo(f"{top}/{name}")
            info.size = len(files[name])
            archive.addfile(info, io.BytesIO(files[name]))
    return target.getvalue()
