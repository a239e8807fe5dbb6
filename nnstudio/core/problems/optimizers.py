"""Whether the optimiser suits the network."""

from __future__ import annotations

from nnstudio.core.network.matrices import hidden_matrices
from nnstudio.core.problems.problem import Problem
from nnstudio.core.project import Project
from nnstudio.core.words import say


def optimizer_problems(project: Project) -> list[Problem]:
    """An optimiser for matrices between other layers is told where there are none."""
    optimizer = project.training.optimizer
    if not optimizer.steps_matrices or not project.network.nodes or hidden_matrices(project.network):
        return []
    message = say("is for the weights of Dense layers but the last, and there are none: all learn by AdamW.")
    fix = say("Choose AdamW, or add a Dense layer before the last.")
    return [Problem(optimizer.said_title(), message, fix, "warning", setting="optimizer")]
