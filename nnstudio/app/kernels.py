"""Kernels to look at, from files that the engine, or anybody, wrote."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.layers import shape_text
from nnstudio.core.network import Network
from nnstudio.core.network.inference import infer
from nnstudio.core.network.kernels import kernel_shape
from nnstudio.core.words import say
from nnstudio.disk.folder import Folder
from nnstudio.runs.run_folder import RunFolder
from nnstudio.runs.snapshots import (
    WEIGHTS,
    Form,
    Forms,
    IsCancelled,
    epoch_name,
    most_bytes,
    never,
    newest_snapshot,
    read_chosen,
)

Kernel = npt.NDArray[np.float32]


def kept_kernel(
    run: RunFolder, epoch: int | None, network: Network, node: str, *, cancelled: IsCancelled = never
) -> Kernel:
    """The node's kernel in the run's snapshot after that epoch; None: in its newest. Raises StudioError, Cancelled."""
    snapshot = newest_snapshot(run.snapshots) if epoch is None else epoch_name(epoch)
    if snapshot is None:
        raise StudioError(say("This run kept no weights."))
    return read_kernel(run.snapshots, snapshot, f"{WEIGHTS}{node}/kernel", network, node, cancelled=cancelled)


def read_kernel(
    folder: Folder, file: str, name: str, network: Network, node: str, *, cancelled: IsCancelled = never
) -> Kernel:
    """That tensor of the file as the node's kernel. Raises FormatError if it isn't one that the network has there."""

    def choose(forms: Forms) -> list[str]:
        if name in forms:  # what isn't there is told by who reads it
            _check(forms[name], str(folder.path / file), name, network, node)
        return [name]

    found = read_chosen(folder, file, choose, most=most_bytes(network), cancelled=cancelled)
    return np.asarray(found[name], np.float32)


def _check(form: Form, where: str, name: str, network: Network, node: str) -> None:
    """Raises FormatError if that is no kernel of the node: its shape alone tells how much memory it takes."""
    expected = kernel_shape(infer(network), network.node(node)) if node in network else None
    if form.shape != expected or form.family != "float":
        message = say(
            "{name} holds {type} of shape {shape}; the network has {needed} there.",
            name=name,
            type=form.dtype,
            shape=shape_text(form.shape),
            needed=shape_text(expected) if expected else say("no kernel"),
        )
        raise FormatError(message, where=where)
