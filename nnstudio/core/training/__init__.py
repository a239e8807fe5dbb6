"""How a project trains. A new optimiser, loss, metric, schedule or callback is a class and its line in its file."""

from typing import Literal, get_args

from nnstudio.core.training.callbacks import CALLBACKS, Callback, EarlyStopping
from nnstudio.core.training.losses import (
    LOSSES,
    CategoricalCrossentropy,
    Huber,
    Loss,
    MeanAbsoluteError,
    MeanSquaredError,
    SparseCategoricalCrossentropy,
)
from nnstudio.core.training.metrics import METRICS, Accuracy, Metric
from nnstudio.core.training.optimizers import OPTIMIZERS, SGD, Adam, AdamW, Optimizer, RMSprop
from nnstudio.core.training.parts import Part, plan_parts
from nnstudio.core.training.plan import TrainingPlan, with_kind, with_optimizer, with_setting
from nnstudio.core.training.schedules import SCHEDULES, Constant, CosineDecay, ExponentialDecay, Schedule

BackendName = Literal["tensorflow", "jax"]
BACKENDS: tuple[BackendName, ...] = get_args(BackendName)

__all__ = [
    "BACKENDS",
    "CALLBACKS",
    "LOSSES",
    "METRICS",
    "OPTIMIZERS",
    "SCHEDULES",
    "SGD",
    "Accuracy",
    "Adam",
    "AdamW",
    "BackendName",
    "Callback",
    "CategoricalCrossentropy",
    "Constant",
    "CosineDecay",
    "EarlyStopping",
    "ExponentialDecay",
    "Huber",
    "Loss",
    "MeanAbsoluteError",
    "MeanSquaredError",
    "Metric",
    "Optimizer",
    "Part",
    "RMSprop",
    "Schedule",
    "SparseCategoricalCrossentropy",
    "TrainingPlan",
    "plan_parts",
    "with_kind",
    "with_optimizer",
    "with_setting",
]
