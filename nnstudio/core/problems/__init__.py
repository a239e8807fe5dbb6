"""Everything that is wrong with a project before it trains, each with its fix.

An error keeps Train from starting: Keras would refuse the network, or it couldn't learn from the data. A warning lets
it start.
"""

from __future__ import annotations

from nnstudio.core.errors import StudioError
from nnstudio.core.problems.ends import end_problems
from nnstudio.core.problems.layers import setting_problems, shape_problems
from nnstudio.core.problems.optimizers import optimizer_problems
from nnstudio.core.problems.plans import data_problems, training_problems
from nnstudio.core.problems.problem import Problem, Severity, errors, of_network
from nnstudio.core.problems.size import size_problems
from nnstudio.core.problems.targets import target_problems
from nnstudio.core.project import Project
from nnstudio.core.sources.facts import MOST_SAMPLES
from nnstudio.core.words import say

__all__ = ["Problem", "Severity", "check", "errors", "network_problems"]


def check(project: Project) -> tuple[Problem, ...]:
    """All problems of the project, those of the network first, from the input down."""
    return (
        *network_problems(project),
        *data_problems(project.data),
        *training_problems(project.training, project.facts.training or MOST_SAMPLES),
        *optimizer_problems(project),
        *target_problems(project),
    )


def network_problems(project: Project) -> tuple[Problem, ...]:
    """What is wrong with the network, from the input down; what others follow from comes alone."""
    network = project.network
    if not network.nodes:
        return (of_network(say("has no layers yet."), say("Drag an Input from the palette.")),)
    try:
        found = setting_problems(network) or shape_problems(network, project.facts.shape)
    except StudioError as error:
        return (of_network(error.message, error.fix),)
    return tuple(found or [*end_problems(project), *size_problems(project)])
