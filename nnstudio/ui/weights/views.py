"""The ways to see a layer's kernel as little pictures. Without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from nnstudio.core.layers import Input, Shape, values_in
from nnstudio.core.network import Network, Node
from nnstudio.core.network.inference import Inferred, infer
from nnstudio.core.network.kernels import kernel_shape

Weights = npt.NDArray[np.float32]
ViewKind = Literal["picture", "mean", "channel", "kernels", "heat"]


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
        shape: the kernel's: (inputs, units), or (rows, columns, channels, filters).
        given: the shape of the values it sees before they were flattened; (h, w, c) for pictures.
        pixels: whether those are the picture's own pixels.
        last: whether no later layer has a kernel: its units are the classes.
    """

    node: Node
    shape: Shape
    given: Shape
    pixels: bool
    last: bool

    @property
    def is_filter(self) -> bool:
        """Whether it slides over a picture."""
        return len(self.shape) == 4

    @property
    def inputs(self) -> int:
        """How many values each unit sees; of filters, channels."""
        return self.shape[-2]

    @property
    def units(self) -> int:
        """How many units or filters it has."""
        return self.shape[-1]

    @property
    def channels(self) -> int:
        """Channels of what it sees; 1 if that is no picture."""
        return self.given[2] if len(self.given) == 3 else 1

    @property
    def kinds(self) -> tuple[ViewKind, ...]:
        """The ways to see it, the best first."""
        if self.is_filter:
            return ("kernels", "mean", "channel") if self.channels > 1 else ("kernels",)
        if len(self.given) < 2 or values_in(self.given[:2]) == 1:
            return ("heat",)
        if self.channels == 1:
            return ("picture", "heat")
        return ("mean", "channel", "heat")


def kernel_places(network: Network) -> dict[str, KernelPlace]:
    """Where each kernel that can be shown stands, by its node's id, from the input down."""
    inferred = infer(network)
    found = {node: kernel_shape(inferred, node) for node in network.ordered}
    shapes = {node: shape for node, shape in found.items() if shape and len(shape) in (2, 4)}
    last = next(reversed(shapes), None)
    return {node.id: _place_of(network, inferred, node, shape, node is last) for node, shape in shapes.items()}


def _place_of(network: Network, inferred: Inferred, node: Node, shape: Shape, last: bool) -> KernelPlace:
    given = inferred.given(node.id) or (0,)
    if len(shape) == 4:
        return KernelPlace(node, shape, given, False, last)
    source = _source_of(network, node)
    if source is None or len(given) != 1:
        return KernelPlace(node, shape, given[-1:], False, last)
    return KernelPlace(node, shape, inferred.gives(source.id) or given, isinstance(source.layer, Input), last)


def _source_of(network: Network, node: Node) -> Node | None:
    """The node whose values reach `node` in their order; None where ways join."""
    sources = network.sources
    while len(before := sources[node.id]) == 1:
        node = network.node(before[0])
        if not node.layer.keeps_order:
            return node
    return None


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
