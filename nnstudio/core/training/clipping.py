"""What keeps gradients from being too large. Names and meaning are those of Keras's optimizers' arguments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from nnstudio.core.configured import Configured
from nnstudio.core.family import Family
from nnstudio.core.settings import number
from nnstudio.core.words import mark


@dataclass(frozen=True)
class Clipping(Configured):
    """One way of clipping.

    Attributes:
        argument: the argument of Keras's optimizers that takes the limit; empty: nothing is clipped.
    """

    argument: ClassVar[str] = ""

    def keras_arguments(self) -> dict[str, object]:
        """What Keras's optimizers are called with."""
        return {self.argument: vars(self)["limit"]} if self.argument else {}


def _limit() -> Any:
    about = mark("What is larger is made as large as this. 1 is usual; the smaller, the calmer and the slower.")
    return number(1.0, mark("Limit"), about, 0, 1_000_000, low_open=True, decimals=6)


@dataclass(frozen=True)
class NoClipping(Clipping):
    """Gradients stay as they are."""

    title: ClassVar[str] = mark("None")
    about: ClassVar[str] = mark("Gradients stay as they are.")


@dataclass(frozen=True)
class ClipValue(Clipping):
    """Each number of a gradient lies between minus the limit and the limit."""

    title: ClassVar[str] = mark("Each value")
    about: ClassVar[str] = mark("Clips each number of a gradient by itself.")
    argument: ClassVar[str] = "clipvalue"

    limit: float = _limit()


@dataclass(frozen=True)
class ClipNorm(Clipping):
    """The gradient of each weight array has at most this Euclidean norm."""

    title: ClassVar[str] = mark("Norm of each array")
    about: ClassVar[str] = mark("Shortens the gradient of each weight array, keeping its direction.")
    argument: ClassVar[str] = "clipnorm"

    limit: float = _limit()


@dataclass(frozen=True)
class ClipGlobalNorm(Clipping):
    """All gradients together have at most this Euclidean norm (Pascanu, Mikolov & Bengio 2013)."""

    title: ClassVar[str] = mark("Norm of all")
    about: ClassVar[str] = mark("Shortens all gradients together, keeping their direction: the usual way.")
    argument: ClassVar[str] = "global_clipnorm"

    limit: float = _limit()


CLIPPINGS: Family[Clipping] = Family(
    Clipping, mark("a way of clipping"), (NoClipping, ClipValue, ClipNorm, ClipGlobalNorm)
)
