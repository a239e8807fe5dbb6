"""The plan's learning rates as one of Keras's schedules."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import keras

from nnstudio.core.training import Rates, TrainingPlan


class _Arithmetic:
    """Arithmetic on tensors of the backend."""

    floor = staticmethod(keras.ops.floor)
    cos = staticmethod(keras.ops.cos)
    log = staticmethod(keras.ops.log)
    power = staticmethod(keras.ops.power)
    minimum = staticmethod(keras.ops.minimum)
    maximum = staticmethod(keras.ops.maximum)
    where = staticmethod(keras.ops.where)

    @staticmethod
    def number(value: Any) -> Any:
        """As float32."""
        return keras.ops.cast(value, "float32")


class PlannedRate(keras.optimizers.schedules.LearningRateSchedule):  # type: ignore[misc]
    """What Keras asks for the learning rate of each step.

    It must be told how many batches an epoch has before the first step is compiled.
    """

    def __init__(self, plan: TrainingPlan) -> None:
        self._rates = Rates(plan, 1)

    @property
    def changes(self) -> bool:
        """Whether there is more than one learning rate."""
        return self._rates.change

    def tell_batches(self, batches: int) -> None:
        """Says how many batches an epoch has."""
        self._rates = replace(self._rates, batches=batches)

    def __call__(self, step: Any) -> Any:
        return self._rates.at(keras.ops.convert_to_tensor(step), _Arithmetic())

    def get_config(self) -> dict[str, object]:
        """Nothing: it is never saved as Keras does."""
        return {}
