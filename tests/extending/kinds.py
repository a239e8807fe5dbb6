"""Kinds that the program doesn't have: what somebody would write to add them, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from nnstudio.core.layers import Group, Layer, Shape, Size, Weight, shape_text, values_in
from nnstudio.core.layers.shapes import needs_picture, windowed
from nnstudio.core.settings import number, size, switch, whole
from nnstudio.core.sources import Classes, Targets
from nnstudio.core.training import Callback, Loss, Metric, Optimizer, Schedule
from nnstudio.core.training.callbacks import Watch
from nnstudio.core.training.schedules import Arithmetic, Moment
from nnstudio.core.words import mark


@dataclass(frozen=True)
class UpSampling2D(Layer):
    """Repeats rows and columns."""

    group: ClassVar[Group] = "pooling"
    about: ClassVar[str] = "Repeats each row and column."

    size: Size = size((2, 2), mark("Factor"), mark("How often rows and columns are repeated."), 64)

    def output_shape(self, given: Shape) -> Shape:
        needs_picture(given)
        return (given[0] * self.size[0], given[1] * self.size[1], given[2])

    @property
    def brief(self) -> str:
        return shape_text(self.size)


@dataclass(frozen=True)
class DepthwiseConv2D(Layer):
    """One kernel for each channel."""

    group: ClassVar[Group] = "convolution"
    about: ClassVar[str] = "Slides one kernel over each channel."
    slides_kernels: ClassVar[bool] = True

    kernel_size: Size = size((3, 3), mark("Kernel"), mark("Rows and columns of each kernel."))
    depth_multiplier: int = whole(1, mark("Kernels a channel"), mark("How many kernels each channel has."), 1, 64)
    use_bias: bool = switch(True, mark("Bias"), mark("Adds a learned constant."))

    def output_shape(self, given: Shape) -> Shape:
        return (*windowed(given, self.kernel_size, (1, 1), "valid"), given[2] * self.depth_multiplier)

    def weights(self, given: Shape) -> tuple[Weight, ...]:
        kernel = Weight("kernel", (*self.kernel_size, given[2], self.depth_multiplier))
        bias = Weight("bias", (given[2] * self.depth_multiplier,))
        return (kernel, bias) if self.use_bias else (kernel,)

    def multiply_adds(self, given: Shape, gives: Shape) -> int:
        return values_in(gives) * values_in(self.kernel_size)


@dataclass(frozen=True)
class ScheduleFreeAdamW(Optimizer):
    """Adam whose weights are averages, in place of a schedule (Defazio et al. 2024)."""

    usual_learning_rate: ClassVar[float] = 0.0003

    beta_1: float = number(0.9, mark("Beta 1"), mark("How much of the average counts in a step."), 0, 1, high_open=True)


@dataclass(frozen=True)
class MeanSquaredLogarithmicError(Loss):
    """The mean square of the differences of logarithms."""

    title: ClassVar[str] = "Squared logarithmic error"


@dataclass(frozen=True)
class Sawtooth(Schedule):
    """Falls along a straight line again and again."""

    title: ClassVar[str] = "Sawtooth"
    about: ClassVar[str] = "Falls and begins again."

    decay_steps: int = whole(100, mark("Decay steps"), mark("When it begins again."), 1, 1_000_000)
    alpha: float = number(0.0001, mark("Lowest"), mark("The share in the end."), 0, 1, decimals=6)

    def share(self, at: Moment, of: Arithmetic) -> Any:
        waves = at.step / self.decay_steps
        return 1.0 - (1.0 - self.alpha) * (waves - of.floor(waves))


@dataclass(frozen=True)
class GoodEnough(Callback):
    """Ends the run once its training loss is low."""

    title: ClassVar[str] = "Good enough"
    about: ClassVar[str] = "Ends the run once its loss is low."

    loss: float = number(0.5, mark("Loss"), mark("Below this it is good enough."), 0, 100)

    def watch(self) -> Watch:
        return lambda figures: "It is good enough." if figures["loss"] < self.loss else ""


@dataclass(frozen=True)
class Surprise(Metric):
    """Minus the logarithm of the true class's probability, which Keras computes under another name."""

    title: ClassVar[str] = "Surprise"
    suits: ClassVar[type[Targets]] = Classes
    function: ClassVar[str] = "sparse_categorical_crossentropy"


@dataclass(frozen=True)
class SparseTopTwo(Metric):
    """The share of samples whose true class is among so many, higher being better."""

    title: ClassVar[str] = "Among the first"
    suits: ClassVar[type[Targets]] = Classes
    function: ClassVar[str] = "sparse_top_k_categorical_accuracy"
    higher_is_better: ClassVar[bool] = True
    is_share: ClassVar[bool] = True

    k: int = whole(2, mark("First"), mark("How many."), 1, 10)
