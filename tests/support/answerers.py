"""Something that is asked in place of an engine: a test answers when it likes. Its arrays stay in memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from nnstudio.disk.folder import Folder
from nnstudio.engine.blocks import Block, Blocks, blocks_in
from nnstudio.engine.messages import Ask, Cancel, Command


class MemoryBlocks(Blocks):
    """Blocks without files.

    Attributes:
        arrays: those that were written and not removed, by path.
    """

    def __init__(self) -> None:
        super().__init__(Folder(Path()))
        self.arrays: dict[str, npt.NDArray[Any]] = {}
        self._written = 0

    def write(self, array: npt.NDArray[Any]) -> Block:
        self._written += 1
        self.arrays[str(self._written)] = np.array(array)
        return Block(str(self._written), array.shape, array.dtype.name)

    def read(self, block: Block, most_bytes: int = 0) -> npt.NDArray[Any]:
        return self.arrays[block.path]

    def remove(self, value: object) -> None:
        for block in blocks_in(value):
            self.arrays.pop(block.path, None)


class FakeEngine:
    """Keeps what it is sent.

    Attributes:
        asked: the questions, oldest first.
        cancelled: the numbers of those that were cancelled.
    """

    def __init__(self) -> None:
        self.blocks: MemoryBlocks = MemoryBlocks()
        self.asked: list[Ask] = []
        self.cancelled: list[int] = []

    def send(self, command: Command) -> None:
        if isinstance(command, Ask):
            self.asked.append(command)
        elif isinstance(command, Cancel):
            self.cancelled.append(command.number)
