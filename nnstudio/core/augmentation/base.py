"""What every augmentation says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

from nnstudio.core.configured import Configured


class Samples(Protocol):
    """What has to be known of data: its facts know it."""

    @property
    def shape(self) -> tuple[int, ...]: ...

    @property
    def dtype(self) -> str: ...

    @property
    def are_pictures(self) -> bool: ...


@dataclass(frozen=True)
class Augmentation(Configured):
    """One way in which training pictures are changed at random. With all its limits at zero it changes nothing.

    Attributes:
        needs_colours: it says nothing of grey pictures.
    """

    needs_colours: ClassVar[bool] = False

    @classmethod
    def suits(cls, facts: Samples) -> bool:
        """Whether it can change samples of such data."""
        return can_augment(facts) and (facts.shape[2] == 3 or not cls.needs_colours)


def can_augment(facts: Samples) -> bool:
    """Whether samples can be changed at random: grey and colour pictures of whole numbers."""
    return facts.are_pictures and facts.dtype == "uint8"
