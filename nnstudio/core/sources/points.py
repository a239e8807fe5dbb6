"""Points of two numbers in two or more classes: what shows which networks can tell what apart."""

from __future__ import annotations

from dataclasses import dataclass

from nnstudio.core.settings import number, whole
from nnstudio.core.sources.facts import Classes, Targets
from nnstudio.core.sources.generated import Generated, counted, noisy
from nnstudio.core.words import mark


@dataclass(frozen=True)
class Points(Generated):
    """Points in a plane, two classes unless a kind has more."""

    columns = ("x1", "x2")
    targets = Classes(("0", "1"))


@dataclass(frozen=True)
class XOR(Points):
    """Exclusive or: the class is 1 where just one of the two numbers is 1 (Minsky & Papert 1969)."""

    title = mark("XOR")
    about = mark("Four points that no single line can separate: the reason for hidden layers.")
    word = "xor"

    count: int = counted(4, 4)


@dataclass(frozen=True)
class Separable(Points):
    """Two clouds with a straight gap between them."""

    title = mark("Two clouds")
    about = mark("Two clouds that a straight line separates: one neuron is enough.")
    word = "separable"

    noise: float = noisy(0.0)
    gap: float = number(0.3, mark("Gap"), mark("How wide the empty strip between the classes is."), 0, 2)


@dataclass(frozen=True)
class Moons(Points):
    """Two half circles that reach into each other."""

    title = mark("Moons")
    about = mark("Two half circles that reach into each other.")
    word = "moons"

    noise: float = noisy(0.1)


@dataclass(frozen=True)
class Circles(Points):
    """One class around the other."""

    title = mark("Circles")
    about = mark("A ring around a ring.")
    word = "circles"

    noise: float = noisy(0.05)
    factor: float = number(
        0.5, mark("Inner radius"), mark("The inner ring's radius; the outer one's is 1."), 0.05, 0.95
    )


@dataclass(frozen=True)
class Spirals(Points):
    """Two arms that wind around each other (Lang & Witbrock 1988)."""

    title = mark("Spirals")
    about = mark("Two arms that wind around each other: hard for small networks.")
    word = "spirals"

    count: int = counted(400)
    noise: float = noisy(0.02)
    turns: float = number(1.5, mark("Turns"), mark("How often each arm winds around the middle."), 0.25, 5, decimals=2)


@dataclass(frozen=True)
class Blobs(Points):
    """Round clouds, one a class."""

    title = mark("Blobs")
    about = mark("Round clouds, one for each class.")
    word = "blobs"

    noise: float = noisy(0.3)
    classes: int = whole(3, mark("Classes"), mark("How many clouds there are."), 2, 20)

    @property
    def named_targets(self) -> Targets:
        return Classes(tuple(str(number) for number in range(self.classes)))


@dataclass(frozen=True)
class Checkerboard(Points):
    """The class is the colour of the square."""

    title = mark("Checkerboard")
    about = mark("The class is the colour of the square that a point lies on.")
    word = "checkerboard"

    count: int = counted(800)
    squares: int = whole(4, mark("Squares"), mark("How many squares there are in a row."), 2, 16)
