"""What a class becomes as the loss wants it: its number, or a one-hot row."""

from __future__ import annotations

from nnstudio.core.project import Project
from nnstudio.core.words import say

_MOST_SHOWN = 10


def target_words(project: Project, label: int) -> str:
    """What a sample of that class is compared with; empty where there are no classes."""
    names = project.facts.class_names
    if not 0 <= label < len(names):
        return ""
    loss = project.training.loss
    target = str(label) if loss.compares == "labels" else one_hot(label, len(names))
    return say("{name} = {target}, as {loss} wants it", name=names[label], target=target, loss=loss.said_title())


def one_hot(label: int, count: int) -> str:
    """A one-hot row in words: `[0, 1, 0]`; long ones without most of their zeros."""
    if count <= _MOST_SHOWN:
        return f"[{', '.join(str(int(place == label)) for place in range(count))}]"
    before = ["0", "…"] if label > 1 else ["0"] * label
    after = ["…", "0"] if label < count - 2 else ["0"] * (count - 1 - label)
    return f"[{', '.join([*before, '1', *after])}]"
