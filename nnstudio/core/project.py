"""A project: data, network and training as one immutable value, and its file form."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, replace
from typing import Any

from nnstudio.core.dataset import KNOWN_DATASETS, DataPlan, DatasetName, KnownDataset
from nnstudio.core.errors import FormatError
from nnstudio.core.layers import (
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    Input,
    Layer,
    MaxPooling2D,
)
from nnstudio.core.migrations import VERSION, brought_up_to_date
from nnstudio.core.network import (
    Network,
    chain_network,
    check_graph,
    with_input_shape,
    with_layer,
)
from nnstudio.core.serial import from_plain, parse_file, quoted, to_plain
from nnstudio.core.training import TrainingPlan
from nnstudio.core.words import say

FORMAT = "nnstudio-project"
MOST_NODES = 1000
MOST_BYTES = 2_000_000
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Project:
    """Everything a person decides; everything else follows from it."""

    data: DataPlan = DataPlan()
    network: Network = Network()
    training: TrainingPlan = TrainingPlan()

    @property
    def known(self) -> KnownDataset:
        """What is known of its data set."""
        return KNOWN_DATASETS[self.data.dataset]


def default_project() -> Project:
    """What a new window opens with: the embedded digits and a small convolutional network."""
    known = KNOWN_DATASETS["digits"]
    network = chain_network(
        Input(known.shape),
        Conv2D(32, (3, 3), padding="same"),
        MaxPooling2D(),
        Flatten(),
        Dropout(0.25),
        Dense(64),
        Dense(known.classes, "softmax"),
    )
    return Project(DataPlan("digits"), network, TrainingPlan(epochs=20))


def dense_project(dataset: DatasetName, units: tuple[int, ...] = (128,)) -> Project:
    """Flatten, a ReLU layer of each of these sizes, and a softmax sized by the classes."""
    known = KNOWN_DATASETS[dataset]
    hidden: list[Layer] = [Dense(count) for count in units]
    network = chain_network(Input(known.shape), Flatten(), *hidden, Dense(known.classes, "softmax"))
    return Project(DataPlan(dataset), network, TrainingPlan())


def with_dataset(project: Project, data: DataPlan) -> Project:
    """The project on other data: its Input takes the new pictures, its last Dense layer the new classes."""
    known = KNOWN_DATASETS[data.dataset]
    network = with_input_shape(project.network, known.shape)
    last = network.ordered[-1] if network.nodes else None
    if last and isinstance(last.layer, Dense) and last.layer.units == project.known.classes:
        network = with_layer(network, last.id, replace(last.layer, units=known.classes))
    return replace(project, data=data, network=network)


def project_to_json(project: Project) -> str:
    """The project as readable, diffable JSON text."""
    plain: dict[str, Any] = {"format": FORMAT, "version": VERSION, **to_plain(project)}
    del plain["kind"]
    text = json.dumps(plain, indent=2, allow_nan=False, ensure_ascii=False) + "\n"
    # A folder's name that isn't text holds halves of characters, which UTF-8 can't write as they are.
    return _LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def project_from_json(text: str | bytes, where: str = "project.json") -> Project:
    """Reads what `project_to_json` wrote. Raises FormatError, naming the place, for anything else.

    At most MOST_BYTES are taken; who reads a file need not read more than one byte beyond.
    """
    plain = _plain_object(text, where)
    if plain.pop("format", None) != FORMAT:
        raise FormatError(say("is not an NN Studio project."), where=where)
    plain = brought_up_to_date(plain, _checked_version(plain.pop("version", None), where))
    project: Project = from_plain(Project, plain, where)
    _check_folder(project.data.folder, where)
    if len(project.network.nodes) > MOST_NODES:
        raise FormatError(say("holds more than {most} layers.", most=MOST_NODES), where=where)
    check_graph(project.network)
    return project


def _plain_object(text: str | bytes, where: str, most_bytes: int = MOST_BYTES) -> dict[str, Any]:
    if len(text) > most_bytes:
        raise FormatError(
            say("is larger than the {most} bytes a project can have.", most=f"{most_bytes:,}"), where=where
        )
    plain = parse_file(text, where)
    if not isinstance(plain, dict):
        raise FormatError(say("is not a JSON object."), where=where)
    return plain


def _checked_version(version: object, where: str) -> int:
    """The version, if this program reads it: neither true nor 1.0, which equal 1."""
    if type(version) is int and 1 <= version <= VERSION:
        return version
    newer = type(version) is int and version > VERSION
    raise FormatError(
        say("has version {version}; this program reads versions up to {ours}.", version=quoted(version), ours=VERSION),
        where=where,
        fix=say("Update NN Studio to open it.") if newer else "",
    )


def _check_folder(folder: str, where: str) -> None:
    """Refuses what no file system takes as a name: the system's own calls raise other errors for it than for others."""
    try:
        possible = b"\0" not in os.fsencode(folder)
    except UnicodeEncodeError:
        possible = False
    if not possible:
        raise FormatError(
            say("{name} can't be the name of a folder.", name=quoted(folder)), where=f"{where}.data.folder"
        )
