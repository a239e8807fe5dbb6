"""Kernels to look at, from files that the engine, or anybody, wrote."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.layers import Conv2D, Dense, Shape
from nnstudio.core.network import Network
from nnstudio.core.shapes import infer, shape_text
from nnstudio.core.words import say
from nnstudio.disk.folder import Folder
from nnstudio.runs.run_folder import RunFolder
from nnstudio.runs.snapshots import WEIGHTS, epoch_name, newest_snapshot, read_tensor

Kernel = npt.NDArray[np.float32]


def kept_kernel(run: RunFolder, epoch: int | None, network: Network, node: str) -> Kernel:
    """The node's kernel in the run's snapshot after that epoch; None: in its newest. Raises StudioError."""
    snapshot = newest_snapshot(run.snapshots) if epoch is None else epoch_name(epoch)
    if snapshot is None:
        raise StudioError(say("This run kept no weights."))
    return read_kernel(run.snapshots, snapshot, f"{WEIGHTS}{node}/kernel", network, node)


def read_kernel(folder: Folder, file: str, name: str, network: Network, node: str) -> Kernel:
    """That tensor of the file as the node's kernel. Raises FormatError if it isn't one that the network has there."""
    kernel = read_tensor(folder, file, name)
    expected = kernel_shape(network, node)
    if kernel.shape != expected or kernel.dtype.kind != "f":
        message = say(
            "{name} holds {type} of shape {shape}; the network has {needed} there.",
            name=name,
            type=kernel.dtype,
            shape=shape_text(kernel.shape),
            needed=shape_text(expected) if expected else say("no kernel"),
        )
        raise FormatError(message, where=str(folder.path / file))
    return np.asarray(kernel, np.float32)


def kernel_shape(network: Network, node: str) -> Shape | None:
    """(inputs, units) of a Dense layer, (rows, columns, channels, filters) of a Conv2D; None for what has no kernel."""
    given = infer(network).inputs.get(node)
    if given is None or node not in network:
        return None
    match network.node(node).layer:
        case Dense(units=units):
            return given[-1], units
        case Conv2D(filters=filters, kernel_size=size):
            return *size, given[-1], filters
        case _:
            return None
