"""Kernels to look at, from an engine or from files that anybody wrote."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.layers import shape_text
from nnstudio.core.network import Network
from nnstudio.core.network.inference import infer
from nnstudio.core.network.kernels import kernel_shape
from nnstudio.core.words import say
from nnstudio.engine.blocks import Block, read_block
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
    name, where = f"{WEIGHTS}{node}/kernel", str(run.snapshots.path / snapshot)

    def choose(forms: Forms) -> list[str]:
        if name in forms:  # what isn't there is told by who reads it
            _check(forms[name], where, name, network, node)
        return [name]

    found = read_chosen(run.snapshots, snapshot, choose, most=most_bytes(network), cancelled=cancelled)
    return np.asarray(found[name], np.float32)


def told_kernel(block: Block, network: Network, node: str) -> Kernel:
    """What an engine told as that node's kernel. Raises FormatError if the network has no such one there, DiskError."""
    _check(Form(block.shape, block.dtype), say("Engine"), node, network, node)
    return np.array(read_block(block), np.float32)


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
