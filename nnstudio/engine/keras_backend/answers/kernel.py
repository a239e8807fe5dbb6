"""A node's kernel as it is now."""

from __future__ import annotations

import numpy as np

from nnstudio.core.errors import StudioError
from nnstudio.core.words import say
from nnstudio.engine.keras_backend.answers.given import Given, Steps
from nnstudio.engine.keras_backend.learner import weight_variables
from nnstudio.engine.questions import Kernel, NodeKernel
from nnstudio.runs.snapshots import WEIGHTS


def answer(question: Kernel, given: Given) -> Steps[NodeKernel]:
    """Copies the variable."""
    yield 0, 1
    given.learner.sync()
    variable = weight_variables(given.learner.model).get(f"{WEIGHTS}{question.node}/kernel")
    if variable is None:
        fix = say("Choose a layer that has weights.")
        raise StudioError(say("has no kernel to show."), where=question.node, fix=fix)
    kernel = given.blocks.write(np.asarray(variable.numpy(), np.float32))
    return NodeKernel(kernel, given.position.epoch, given.position.batch)
