"""A project: data, network and training as one immutable value, and its file form."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import Any

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.layers import Dense, Flatten, Input, Layer
from nnstudio.core.migrations import VERSION, brought_up_to_date
from nnstudio.core.network import (
    Network,
    chain_network,
    check_graph,
    insert,
    with_input_shape,
    with_layer,
)
from nnstudio.core.serial import from_plain, parse_file, quoted, to_plain
from nnstudio.core.settings import MOST_AXES, settings_of
from nnstudio.core.sources import Classes, DataPlan, Facts, Source, Targets, source_of_word
from nnstudio.core.training import Loss, MeanSquaredError, SparseCategoricalCrossentropy, TrainingPlan
from nnstudio.core.words import say

FORMAT = "nnstudio-project"
MOST_NODES = 1000
MOST_BYTES = 10_000_000  # with as many classes, columns and edits as there can be
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Project:
    """Everything a person decides; everything else follows from it."""

    data: DataPlan = DataPlan()
    network: Network = Network()
    training: TrainingPlan = TrainingPlan()

    @property
    def facts(self) -> Facts:
        """What is known of its data."""
        return self.data.source.facts


def dense_project(source: Source | str, units: tuple[int, ...] = (128,)) -> Project:
    """Flatten where it is needed, a ReLU layer of each of these sizes, and a last layer that fits the targets.

    The source may be given by its word. Raises KeyError if no kind has it.
    """
    source = source_of_word(source) if isinstance(source, str) else source
    targets = source.facts.targets
    hidden: list[Layer] = [Dense(count) for count in units]
    flat = () if source.facts.are_vectors else (Flatten(),)
    network = chain_network(Input(source.facts.shape), *flat, *hidden, output_layer(targets))
    training = TrainingPlan(loss=usual_loss(targets))
    return Project(DataPlan(source), network, _with_few_samples(training, source.facts))


def output_layer(targets: Targets) -> Dense:
    """The layer that gives a probability for each class, or each of the numbers."""
    return Dense(len(targets.names), "softmax" if isinstance(targets, Classes) else "linear")


def usual_loss(targets: Targets) -> Loss:
    """The loss that such targets are usually learned with."""
    return SparseCategoricalCrossentropy() if isinstance(targets, Classes) else MeanSquaredError()


def with_dataset(project: Project, data: DataPlan) -> Project:
    """The project on other data: its Input takes the new samples, its last Dense layer gives the new targets.

    Where both kinds of data have classes, or both have numbers, the last activation and the loss stay.
    """
    before, after = project.facts, data.source.facts
    if not after.shape:  # only reading tells
        return replace(project, data=data)
    network, training = with_input_shape(project.network, after.shape), _with_few_samples(project.training, after)
    if before.are_vectors and len(after.shape) > 1:
        network = _flattened(network)
    last = network.ordered[-1] if network.nodes else None
    fitting = last and isinstance(last.layer, Dense) and last.layer.units == before.outputs
    if last and isinstance(last.layer, Dense) and (fitting or not before.shape):
        layer = replace(last.layer, units=after.outputs)
        if type(before.targets) is not type(after.targets):
            layer = replace(layer, activation=output_layer(after.targets).activation)
            training = replace(training, loss=usual_loss(after.targets))
        network = with_layer(network, last.id, layer)
    return replace(project, data=data, network=network, training=training)


def _with_few_samples(training: TrainingPlan, facts: Facts) -> TrainingPlan:
    """A batch can't be larger than what there is to learn from."""
    few = facts.training and facts.training < training.batch_size
    return replace(training, batch_size=facts.training) if few else training


def _flattened(network: Network) -> Network:
    """With Flatten before the first Dense layer, which took vectors until now; branches are left as they are."""
    kinds = [type(node.layer) for node in network.ordered]
    if Dense not in kinds or Flatten in kinds:
        return network
    try:
        return insert(network, Flatten(), kinds.index(Dense))
    except StudioError:
        return network


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
    project.data.source.check(f"{where}.data.source")
    project.data.edits.check(f"{where}.data.edits")
    _check_augmentation(project.data, f"{where}.data.augmentation")
    if len(project.network.nodes) > MOST_NODES:
        raise FormatError(say("holds more than {most} layers.", most=MOST_NODES), where=where)
    _check_axes(project.network, where)
    check_graph(project.network)
    return project


def _check_augmentation(data: DataPlan, where: str) -> None:
    """Refuses settings out of their limits: a shift of a billion pictures would ask for as much memory."""
    for index, each in enumerate(data.augmentation):
        for complaint in each.complaints():
            raise FormatError(complaint.message, where=f"{where}[{index}].{complaint.setting.name}", fix=complaint.fix)


def _plain_object(text: str | bytes, where: str, most_bytes: int = MOST_BYTES) -> dict[str, Any]:
    if len(text) > most_bytes:
        raise FormatError(say("is larger than the {most} bytes a project can have.", most=most_bytes), where=where)
    plain = parse_file(text, where)
    if not isinstance(plain, dict):
        raise FormatError(say("is not a JSON object."), where=where)
    return plain


def _check_axes(network: Network, where: str) -> None:
    """Refuses shapes with more axes than any layer takes: all else that is wrong with settings is told on the layer."""
    for index, node in enumerate(network.nodes):
        for setting in settings_of(type(node.layer)):
            value = getattr(node.layer, setting.name)
            if setting.kind == "shape" and len(value) > MOST_AXES:
                message = say("has {count} axes, more than {most}.", count=len(value), most=MOST_AXES)
                raise FormatError(message, where=f"{where}.network.nodes[{index}]")


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
