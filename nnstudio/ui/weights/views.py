"""The ways to see a layer's kernel as little pictures. Without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from nnstudio.core.layers import (
    Activation,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    Input,
    Reshape,
    Shape,
)
from nnstudio.core.network import Network, Node
from nnstudio.core.shapes import infer, values_in

Weights = npt.NDArray[np.float32]
ViewKind = Literal["picture", "mean", "channel", "kernels", "heat"]

# These give the values they take in the order in which they take them, whatever the shape.
_KEEP_ORDER = (Flatten, Reshape, Dropout, Activation, BatchNormalization)


@dataclass(frozen=True)
class Tiles:
    """A kernel as pictures.

    Attributes:
        values: (tiles, rows, columns), float32; a view of the kernel where it can be.
        kind: how they were made.
        group: tiles in a row that belong to one unit or filter: its channels.
        channel: which channel they show, in kind `channel`.
        across: tiles in a row, where that is no choice (heat maps); 0: as many as fit.
    """

    values: Weights
    kind: ViewKind
    group: int = 1
    channel: int = 0
    across: int = 0

    def __len__(self) -> int:
        return len(self.values)

    def unit_of(self, tile: int) -> int:
        """The unit or filter that the tile belongs to, from 0."""
        return tile // self.group

    def channel_of(self, tile: int) -> int | None:
        """The channel of the input that the tile is for; None if it is for all of them or there is one only."""
        if self.group > 1:
            return tile % self.group
        return self.channel if self.kind == "channel" else None

    def input_of(self, row: int, column: int) -> int:
        """The input's number in a heat map, whose tiles are one weight wide or one high."""
        return max(row, column)


@dataclass(frozen=True)
class KernelPlace:
    """Where a kernel stands in its network.

    Attributes:
        node: the layer's node.
        inputs: how many values each unit sees; for Conv2D, channels.
        given: the shape of those values before they were flattened; (h, w, c) for pictures.
        pixels: whether those are the picture's own pixels.
        last: whether no later layer has a kernel: its units are the classes.
    """

    node: Node
    inputs: int
    given: Shape
    pixels: bool
    last: bool

    @property
    def channels(self) -> int:
        """Channels of what it sees; 1 if that is no picture."""
        return self.given[2] if len(self.given) == 3 else 1

    @property
    def shape(self) -> Shape:
        """The kernel's shape."""
        layer = self.node.layer
        if isinstance(layer, Conv2D):
            return (*layer.kernel_size, self.inputs, layer.filters)
        return (self.inputs, layer.units) if isinstance(layer, Dense) else ()

    @property
    def kinds(self) -> tuple[ViewKind, ...]:
        """The ways to see it, the best first."""
        if isinstance(self.node.layer, Conv2D):
            return ("kernels", "mean", "channel") if self.channels > 1 else ("kernels",)
        if len(self.given) < 2 or values_in(self.given[:2]) == 1:
            return ("heat",)
        if self.channels == 1:
            return ("picture", "heat")
        return ("mean", "channel", "heat")


def kernel_nodes(network: Network) -> tuple[Node, ...]:
    """The nodes whose layers have a kernel, from the input down."""
    return tuple(node for node in network.chain if isinstance(node.layer, Dense | Conv2D))


def kernel_places(network: Network) -> dict[str, KernelPlace]:
    """Where each kernel stands, by its node's id, from the input down."""
    nodes = kernel_nodes(network)
    return {node.id: _place_of(network, node, node is nodes[-1]) for node in nodes}


def _place_of(network: Network, node: Node, last: bool) -> KernelPlace:
    inferred = infer(network)
    given = inferred.inputs.get(node.id, (0,))
    if isinstance(node.layer, Conv2D):
        return KernelPlace(node, given[-1], given, False, last)
    before = list(network.chain)[: network.chain.index(node)]
    while before and isinstance(before[-1].layer, _KEEP_ORDER):
        before.pop()
    if not before or len(given) != 1:
        return KernelPlace(node, given[-1], given[-1:], False, last)
    source = inferred.outputs.get(before[-1].id, given)
    return KernelPlace(node, given[-1], source, isinstance(before[-1].layer, Input), last)


def tiles_of(kernel: Weights, place: KernelPlace, kind: ViewKind, channel: int = 0) -> Tiles:
    """The kernel as pictures of that kind.

    The kernel is (inputs, units) of a Dense layer or (rows, columns, channels, filters) of a Conv2D.
    """
    if kind == "heat":
        return _heat_map(kernel)
    if kernel.ndim == 2:
        height, width = place.given[:2]
        kernel = kernel.reshape(height, width, -1, kernel.shape[1])
    match kind:
        case "mean":
            return Tiles(np.ascontiguousarray(kernel.mean(axis=2).transpose(2, 0, 1)), kind)
        case "channel":
            channel = min(channel, kernel.shape[2] - 1)
            return Tiles(kernel[:, :, channel].transpose(2, 0, 1), kind, channel=channel)
        case "picture" | "kernels":
            group = kernel.shape[2]
            tiles = kernel.transpose(3, 2, 0, 1).reshape(-1, *kernel.shape[:2])
            return Tiles(tiles, kind, group=group)


def _heat_map(kernel: Weights) -> Tiles:
    """One tile a unit, one weight high or wide, so that the longer side of the map lies across the screen."""
    inputs, units = kernel.shape
    if inputs >= units:
        return Tiles(kernel.T.reshape(units, 1, inputs), "heat", across=1)
    return Tiles(kernel.T.reshape(units, inputs, 1), "heat", across=units)


def by_norm(tiles: Tiles) -> npt.NDArray[np.intp]:
    """The tiles' numbers, largest Euclidean norm first; a group stays together and is ordered as one."""
    squares = np.square(tiles.values, dtype=np.float64).sum(axis=(1, 2)).reshape(-1, tiles.group)
    groups = np.argsort(-np.nan_to_num(squares.sum(axis=1)), kind="stable")
    order: npt.NDArray[np.intp] = (groups[:, None] * tiles.group + np.arange(tiles.group)).ravel()
    return order
