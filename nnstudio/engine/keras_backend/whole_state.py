"""A learner's whole state, taken up from a snapshot: bit for bit by the same run, by another one as far as it fits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from nnstudio.core.training import TrainingPlan
from nnstudio.engine.keras_backend.learner import Learner, optimizer_variables, weight_variables
from nnstudio.runs.snapshots import OPTIMIZER, Form, Forms

Tensors = Mapping[str, npt.NDArray[np.generic]]
_OF_THE_PLAN = "_learning_rate"  # a variable of the optimiser, but its value is the plan's


def state_variables(learner: Learner, part: str = "") -> dict[str, Any]:
    """All variables that decide what is computed next, by their names in a snapshot; those that begin with `part`."""
    numbered = enumerate(optimizer_variables(learner.optimizer))
    variables = weight_variables(learner.model) | {f"{OPTIMIZER}{i:03d}": variable for i, variable in numbered}
    return {name: variable for name, variable in variables.items() if name.startswith(part)}


def check_state(learner: Learner, forms: Forms, part: str = "") -> tuple[str, ...]:
    """The names of that state; raises ValueError if `forms` has not just these, each as the learner has it."""
    variables = state_variables(learner, part)
    for name, variable in variables.items():
        form = Form(tuple(variable.shape), keras.backend.standardize_dtype(variable.dtype))
        if forms.get(name) != form:
            raise ValueError(f"the snapshot does not hold {name} as {form.dtype} {form.shape}")
    if sum(name.startswith(OPTIMIZER) for name in forms) > sum(name.startswith(OPTIMIZER) for name in variables):
        raise ValueError("the snapshot is of another optimiser")
    return tuple(variables)


def take_state(learner: Learner, tensors: Tensors, part: str = "") -> None:
    """Goes on from that state, which `check_state` found to be as the learner has it."""
    for name, variable in state_variables(learner, part).items():
        variable.assign(tensors[name])
    learner.take_up()


def take_optimizer(learner: Learner, other: Learner, plan: TrainingPlan, before: TrainingPlan) -> bool:
    """Takes over what the other learner's optimiser knows, if it is of the same kind and knows the same; whether it is.

    The learning rate is the plan's own.
    """
    known, own = _by_name(other.optimizer), _by_name(learner.optimizer)
    own.pop(_OF_THE_PLAN, None)
    fits = all(name in known and tuple(known[name].shape) == tuple(own[name].shape) for name in own)
    if type(plan.optimizer) is not type(before.optimizer) or not fits:
        return False
    for name, variable in own.items():
        variable.assign(known[name])
    learner.take_up()
    return True


def _by_name(optimizer: Any) -> dict[str, Any]:
    """Its variables; those of no weight by their attribute's name: their own may be another one in each optimiser."""
    attributes = {id(value): name for name, value in vars(optimizer).items() if isinstance(value, keras.Variable)}
    return {attributes.get(id(variable), variable.name): variable for variable in optimizer_variables(optimizer)}
