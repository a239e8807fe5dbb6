"""Where a network begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nnstudio.core.errors import ShapeError
from nnstudio.core.layers.base import Example, Layer
from nnstudio.core.layers.shapes import Shape, Shapes, checked_size
from nnstudio.core.settings import shape
from nnstudio.core.words import mark, say


@dataclass(frozen=True)
class Input(Layer):
    """Where samples come in: (height, width, channels) of a picture, (n,) of a vector."""

    about: ClassVar[str] = mark("Where pictures come in.")
    inputs: ClassVar[tuple[int, int]] = (0, 0)

    shape: Shape = shape((28, 28, 1), mark("Shape"), mark("Height, width and channels of one picture."))

    def output_shapes(self, given: Shapes) -> Shapes:
        if given:
            raise ShapeError(say("stands in the middle of the network."), fix=say("Keep one Input, at the top."))
        return (checked_size(self.shape),)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return Example(cls(), ()), Example(cls((4,)), ())
