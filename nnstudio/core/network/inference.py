"""What shape each layer of a network gives, without Keras: pure arithmetic, the same answers."""

from __future__ import annotations

from dataclasses import dataclass

from nnstudio.core.errors import ShapeError
from nnstudio.core.layers import Input, Layer, Shape, Shapes
from nnstudio.core.layers.shapes import checked_size
from nnstudio.core.network.value import Network
from nnstudio.core.words import say


@dataclass(frozen=True)
class Inferred:
    """What inference found: the shapes of each node's inputs and outputs as far as it got, and where it stopped."""

    inputs: dict[str, Shapes]
    outputs: dict[str, Shapes]
    errors: dict[str, ShapeError]

    def given(self, node_id: str) -> Shape | None:
        """The shape of the node's first input; None if it has none, or it isn't known."""
        return next(iter(self.inputs.get(node_id, ())), None)

    def gives(self, node_id: str) -> Shape | None:
        """The shape of the node's first output; None if it isn't known."""
        return next(iter(self.outputs.get(node_id, ())), None)


def infer(network: Network) -> Inferred:
    """Follows the values from the first layers; stops on each way at the first layer that can't take its inputs."""
    inferred = Inferred({}, {}, {})
    sources = network.sources
    for node in network.ordered:
        arriving = [inferred.outputs.get(source) for source in sources[node.id]]
        given = tuple(shapes[0] for shapes in arriving if shapes)
        if len(given) < len(arriving):
            continue  # what leads here stopped already
        inferred.inputs[node.id] = given
        try:
            inferred.outputs[node.id] = output_shapes(node.layer, given)
        except ShapeError as error:
            inferred.errors[node.id] = error
    return inferred


def output_shapes(layer: Layer, given: Shapes) -> Shapes:
    """The shapes that `layer` gives for inputs of these shapes. Raises ShapeError, with a fix, if it can't."""
    if not given and not isinstance(layer, Input):
        raise ShapeError(say("comes first, but nothing feeds it."), fix=say("Put an Input layer before it."))
    return tuple(checked_size(shape) for shape in layer.output_shapes(given))
