"""What every layer kind tells of itself.

A kind is a frozen dataclass named as in Keras, whose fields are the settings of Keras's own signature. Shapes never
include the batch axis.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from nnstudio.core.configured import Configured
from nnstudio.core.errors import ShapeError
from nnstudio.core.layers.shapes import Shape, Shapes
from nnstudio.core.words import mark, say

Group = Literal["core", "convolution", "pooling", "regularization", "shape"]
GROUPS: dict[Group, str] = {
    "core": mark("Basics"),
    "convolution": mark("Convolution"),
    "pooling": mark("Pooling"),
    "regularization": mark("Regularization"),
    "shape": mark("Shape"),
}


@dataclass(frozen=True)
class Weight:
    """One of a layer's arrays: its name in Keras, its shape, and whether training changes it by gradients."""

    name: str
    shape: Shape
    trainable: bool = True


@dataclass(frozen=True)
class Example:
    """A layer and shapes that it takes, for the check against Keras that every kind goes through."""

    layer: Layer
    given: Shapes = ((7, 6, 2),)


@dataclass(frozen=True)
class Layer(Configured):
    """One layer's settings, and what follows from them.

    Attributes:
        group: where the palette lists it.
        inputs: the fewest and the most inputs that it takes.
        keeps_order: it gives the values that it takes in their order, whatever their shape: what stands before it can
            still be told apart after it.
        slides_kernels: XLA computes it many times slower inside a loop on a CPU than outside (see the learners).
    """

    group: ClassVar[Group] = "core"
    inputs: ClassVar[tuple[int, int]] = (1, 1)
    keeps_order: ClassVar[bool] = False
    slides_kernels: ClassVar[bool] = False

    def output_shapes(self, given: Shapes) -> Shapes:
        """The outputs' shapes for inputs of these shapes. Raises ShapeError, with a fix, if it can't take them."""
        fewest, most = self.inputs
        if not fewest <= len(given) <= most:
            raise ShapeError(
                say("takes {fewest} to {most} inputs, got {count}.", fewest=fewest, most=most, count=len(given))
                if fewest != most
                else say("takes {count} inputs, got {given}.", count=most, given=len(given)),
                fix=say("Change the layers that lead to it."),
            )
        return (self.output_shape(given[0]),)

    def output_shape(self, given: Shape) -> Shape:
        """As `output_shapes`, for the many kinds with one input and one output."""
        return given

    def arrays(self, given: Shapes) -> tuple[Weight, ...]:
        """Its weights, for inputs of these shapes, in Keras's order; random states are none."""
        return self.weights(given[0]) if given else ()

    def weights(self, given: Shape) -> tuple[Weight, ...]:
        """As `arrays`, for kinds with one input."""
        return ()

    def work(self, given: Shapes, gives: Shapes) -> int:
        """Multiplications, each with its addition, for one sample forward."""
        return self.multiply_adds(given[0], gives[0]) if given else 0

    def multiply_adds(self, given: Shape, gives: Shape) -> int:
        """As `work`, for kinds with one input and one output."""
        return 0

    @property
    def brief(self) -> str:
        """The settings in a few words, such as `128 · relu`; empty if there are none to tell."""
        return ""

    def keras_arguments(self) -> dict[str, object]:
        """What Keras's layer of the same name is called with."""
        return dict(vars(self))

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Layers of the kind that show all that it can be."""
        return (Example(cls()),)


def kind_of(layer: Layer) -> str:
    """The layer's name in Keras, such as `Conv2D`."""
    return type(layer).__name__
