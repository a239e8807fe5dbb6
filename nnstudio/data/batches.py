"""Picture files that are read and decoded together, a few at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nnstudio.core.errors import StudioError

if TYPE_CHECKING:
    from nnstudio.data.picture_sample import Outcome  # Pillow, which only who decodes needs

MOST_IN_BATCH = 32
BATCH_BYTES = 16_000_000  # of memory: what takes about a fifth of a second, after which a process hears of its end


@dataclass(frozen=True, eq=False)
class Encoded:
    """A picture file, or why it can't be read.

    Attributes:
        name: in its folder or archive.
        label: its class.
        memory: bytes, at the most, that it takes to decode it.
    """

    name: str
    label: int
    data: bytes | StudioError
    memory: int = 0


@dataclass(eq=False)
class Batch:
    """Pictures that are decoded together.

    Attributes:
        outcomes: what became of each; None until that is known.
        memory: bytes, at the most, that it takes to decode them.
    """

    pictures: list[Encoded] = field(default_factory=list)
    outcomes: list[Outcome] | None = None
    memory: int = 0

    @property
    def files(self) -> list[bytes]:
        """Those that could be read."""
        return [each.data for each in self.pictures if isinstance(each.data, bytes)]

    def add(self, picture: Encoded) -> None:
        """Takes in one more."""
        self.pictures.append(picture)
        self.memory += picture.memory

    def take(self, decoded: Sequence[Outcome]) -> None:
        """Notes what became of its files; what could not be read has its reason already."""
        left = iter(decoded)
        self.outcomes = [each.data if isinstance(each.data, StudioError) else next(left) for each in self.pictures]

    def told(self) -> Iterator[tuple[Encoded, Outcome]]:
        """Its pictures, with what became of them."""
        return zip(self.pictures, self.outcomes or (), strict=True)


def batches_of(pictures: Iterator[Encoded], sample_bytes: int) -> Iterator[Batch]:
    """The pictures in batches, read when they are wanted. `sample_bytes`: of one that is decoded."""
    most = max(1, min(MOST_IN_BATCH, BATCH_BYTES // sample_bytes))
    batch = Batch()
    for each in pictures:
        if batch.pictures and (len(batch.pictures) >= most or batch.memory + each.memory > BATCH_BYTES):
            yield batch
            batch = Batch()
        batch.add(each)
    if batch.pictures:
        yield batch
