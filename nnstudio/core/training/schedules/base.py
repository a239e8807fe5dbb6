"""What a schedule is: a formula over the place in a run, made of numbers that may be Python's or a backend's."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from nnstudio.core.configured import Configured


class Arithmetic(Protocol):
    """What formulas are made of besides `+`, `-`, `*`, `/` and `//`. Both sides of `where` are computed always."""

    def number(self, value: Any, /) -> Any:
        """A whole number as one with a fraction."""

    def floor(self, value: Any, /) -> Any: ...

    def cos(self, value: Any, /) -> Any: ...

    def log(self, value: Any, /) -> Any: ...

    def power(self, base: Any, exponent: Any, /) -> Any: ...

    def minimum(self, one: Any, other: Any, /) -> Any: ...

    def maximum(self, one: Any, other: Any, /) -> Any: ...

    def where(self, condition: Any, one: Any, other: Any, /) -> Any: ...


class PythonArithmetic:
    """Arithmetic on Python's own numbers."""

    number = staticmethod(float)
    floor = staticmethod(math.floor)
    cos = staticmethod(math.cos)
    log = staticmethod(math.log)
    power = staticmethod(math.pow)

    @staticmethod
    def minimum(one: Any, other: Any) -> Any:
        """The smaller one."""
        return min(one, other)

    @staticmethod
    def maximum(one: Any, other: Any) -> Any:
        """The larger one."""
        return max(one, other)

    @staticmethod
    def where(condition: Any, one: Any, other: Any) -> Any:
        """One of both."""
        return one if condition else other


@dataclass(frozen=True)
class Moment:
    """A place in a run, at the beginning of a step.

    Attributes:
        step: the batches before it.
        epoch: the epochs before it, with the part of the one under way.
        epochs: of the whole run.
    """

    step: Any
    epoch: Any
    epochs: float

    def whole(self, of: Arithmetic) -> Moment:
        """The beginning of its epoch."""
        return Moment(self.step, of.floor(self.epoch), self.epochs)


@dataclass(frozen=True)
class Schedule(Configured):
    """One schedule's own settings; the learning rate that it is of belongs to the plan.

    Attributes:
        changes: whether the learning rate is ever another one.
    """

    changes: ClassVar[bool] = True

    def share(self, at: Moment, of: Arithmetic) -> Any:
        """What the learning rate is multiplied by at that moment."""
        raise NotImplementedError
