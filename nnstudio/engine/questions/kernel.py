"""A node's weights as they are now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nnstudio.engine.blocks import Block
from nnstudio.engine.questions.base import Answer, QuestionFor


@dataclass(frozen=True)
class NodeKernel(Answer):
    """The node's kernel after `batch` batches of the epoch that follows `epoch`: float32, in the layer's own shape."""

    kernel: Block
    epoch: int
    batch: int


@dataclass(frozen=True)
class Kernel(QuestionFor[NodeKernel]):
    """What is the kernel of that node?"""

    node: str

    answer: ClassVar[type[Answer]] = NodeKernel
    answered_by: ClassVar[str] = "nnstudio.engine.keras_backend.answers.kernel"
