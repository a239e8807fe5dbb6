"""Whether a network is too large, too slow, or has nothing to learn."""

from __future__ import annotations

from nnstudio.core.learned_samples import about_batch
from nnstudio.core.network.costs import total_cost, training_bytes
from nnstudio.core.numbers import decimal
from nnstudio.core.problems.problem import Problem, of_network
from nnstudio.core.project import Project
from nnstudio.core.words import say

MOST_PARAMETERS = 1_000_000_000
MANY_BYTES = 4_000_000_000
# XLA compiles a network as one program. Under TensorFlow 2.21 on a CPU, 100 dense layers take it 52 s of one core and
# 1.4 GB, 300 take 146 s and 2.5 GB.
MOST_LAYERS = 300
MANY_LAYERS = 100
MANY_MULTIPLICATIONS = 1_000_000_000  # for one picture forward: some seconds a batch on two cores


def size_problems(project: Project) -> list[Problem]:
    """What keeps it from being trained, else what trains with more memory or time than a person may expect."""
    total = total_cost(project.network)
    layers = len(project.network.nodes)
    if total.parameters > MOST_PARAMETERS:
        message = say("has {count} parameters, more than {most}.", count=total.parameters, most=MOST_PARAMETERS)
        return [of_network(message, say("Make its largest layer smaller."))]
    if layers > MOST_LAYERS:
        message = say("has {count} layers, more than the {most} that can be trained.", count=layers, most=MOST_LAYERS)
        return [of_network(message, say("Remove some of them."))]
    if total.trainable == 0:
        return [of_network(say("has nothing to learn."), say("Add a Dense or Conv2D layer."))]
    return _effort_warnings(project, total.multiply_adds)


def _effort_warnings(project: Project, multiplications: int) -> list[Problem]:
    needed = training_bytes(project.network, about_batch(project))
    layers = len(project.network.nodes)
    found = []
    if needed > MANY_BYTES:
        message = say("needs about {size} GB of memory to train.", size=decimal(needed / 1e9, 1))
        found.append((message, say("Make the layers or the batch size smaller if memory runs out.")))
    if layers > MANY_LAYERS:
        message = say("has {count} layers: it may take minutes until training begins.", count=layers)
        found.append((message, say("Use fewer layers if that is too long.")))
    if multiplications > MANY_MULTIPLICATIONS:
        message = say("needs {count} multiplications for each picture.", count=multiplications)
        found.append((message, say("Make its windows, kernels or layers smaller if training is too slow.")))
    return [of_network(message, fix, "warning") for message, fix in found]
