"""What is told of a run's project in the list of runs, so that the list needs not read a thousand projects."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from itertools import groupby

from nnstudio.core.errors import StudioError
from nnstudio.core.layers import Input, kind_of
from nnstudio.core.network import Network
from nnstudio.core.network.costs import whole_cost
from nnstudio.core.network.inference import infer
from nnstudio.core.project import Project, project_to_json
from nnstudio.core.words import to_wire

LONGEST_NETWORK = 200


@dataclass(frozen=True)
class RunFacts:
    """A run's project in short.

    Attributes:
        network: kinds and sizes of the layers that learn, such as `Conv2D 32-64, Dense 10`; empty if not known.
        parameters: of all layers; None if not known.
        data: what it learns from, as JSON of `core.words.to_wire`.
        seed: of its plan; epochs: planned.
        alike: the same for runs whose projects differ in their seeds alone; empty if not known.
    """

    network: str = ""
    parameters: int | None = None
    data: str = ""
    seed: int = 0
    epochs: int = 0
    alike: str = ""


def facts_of(project: Project) -> RunFacts:
    """The project in short."""
    cost = whole_cost(project.network)
    return RunFacts(
        network_in_short(project.network),
        None if cost is None else cost.parameters,
        json.dumps(to_wire(project.data.source.said_title)),
        project.training.seed,
        project.training.epochs,
        _alike(project),
    )


def network_in_short(network: Network) -> str:
    """Layers with weights from the input on, by kind, each with the size of its output's last axis."""
    try:
        inferred = infer(network)
        sized = [
            (kind_of(node.layer), inferred.gives(node.id))
            for node in network.ordered
            if not isinstance(node.layer, Input)
            and node.layer.group != "regularization"
            and node.layer.arrays(inferred.inputs.get(node.id, ()))
        ]
    except StudioError:
        return ""
    parts = [
        f"{kind} {'-'.join(str(shape[-1]) if shape else '?' for _, shape in same)}"
        for kind, same in groupby(sized, lambda each: each[0])
    ]
    return ", ".join(parts)[:LONGEST_NETWORK]


def _alike(project: Project) -> str:
    """A hash of all but the seed."""
    without = replace(project, training=replace(project.training, seed=0))
    return hashlib.sha256(project_to_json(without).encode("utf-8", "surrogatepass")).hexdigest()[:32]
