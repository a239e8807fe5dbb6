"""What is wrong with single layers: their settings, and what they are given."""

from __future__ import annotations

from nnstudio.core.layers import Shape
from nnstudio.core.network import Network, titles
from nnstudio.core.network.inference import infer
from nnstudio.core.problems.problem import Problem, of_layer_setting
from nnstudio.core.problems.repairs import repaired


def setting_problems(network: Network) -> list[Problem]:
    """Settings outside their limits."""
    named = titles(network)
    return [
        of_layer_setting(complaint, named[node.id], node.id)
        for node in network.ordered
        for complaint in node.layer.complaints()
    ]


def shape_problems(network: Network, pictures: Shape) -> list[Problem]:
    """Layers that can't take what they are given; `pictures` is the shape of the data's samples."""
    named, inferred = titles(network), infer(network)
    return [
        Problem(named[node.id], error.message, error.fix, node=node.id, repair=repaired(network, node, pictures))
        for node in network.ordered
        if (error := inferred.errors.get(node.id)) is not None
    ]
