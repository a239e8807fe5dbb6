"""Everything that is wrong with a project before it trains, each with its fix.

An error keeps Train from starting: Keras would refuse the network, or it couldn't learn from the data. A warning lets
it start.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

from nnstudio.core.costs import total_cost, training_bytes
from nnstudio.core.errors import StudioError
from nnstudio.core.layers import (
    ACTIVATIONS,
    Activation,
    AveragePooling2D,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    Input,
    Layer,
    MaxPooling2D,
    Reshape,
    Shape,
)
from nnstudio.core.network import Network, Node, insert, titles, with_input_shape, with_layer
from nnstudio.core.project import Project
from nnstudio.core.shapes import infer, shape_text
from nnstudio.core.sources import DataPlan
from nnstudio.core.sources.facts import MOST_SAMPLES
from nnstudio.core.training import SGD, Adam, AdamW, RMSprop, TrainingPlan
from nnstudio.core.words import say

Severity = Literal["error", "warning"]
MOST_PARAMETERS = 1_000_000_000
MANY_BYTES = 4_000_000_000
# XLA compiles a network as one program. Under TensorFlow 2.21 on a CPU, 100 dense layers take it 52 s of one core and
# 1.4 GB, 300 take 146 s and 2.5 GB.
MOST_LAYERS = 300
MANY_LAYERS = 100
MANY_MULTIPLICATIONS = 1_000_000_000  # for one picture forward: some seconds a batch on two cores


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        where: the title of the layer, or the setting.
        message: what is wrong, as a clause that follows `where`.
        fix: how to mend it.
        severity: whether training can start all the same.
        node: the id of the layer's node; empty if it isn't in a layer.
        setting: the name of the field it is in, of the layer, the training plan or the data plan; may be empty.
        repair: the network with the fix applied, where one edit mends it.
    """

    where: str
    message: str
    fix: str = ""
    severity: Severity = "error"
    node: str = ""
    setting: str = ""
    repair: Network | None = None

    def __str__(self) -> str:
        text = f"{self.where} {self.message}"
        return f"{text} {self.fix}" if self.fix else text


def check(project: Project) -> tuple[Problem, ...]:
    """All problems of the project, those of the network first, from the input down."""
    return (
        *network_problems(project),
        *data_problems(project.data),
        *training_problems(project.training, project.facts.training or MOST_SAMPLES),
    )


def errors(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Those that keep training from starting."""
    return tuple(problem for problem in problems if problem.severity == "error")


def network_problems(project: Project) -> tuple[Problem, ...]:
    """What is wrong with the network, from the input down."""
    network = project.network
    if not network.nodes:
        return (Problem(say("The network"), say("has no layers yet."), say("Drag an Input from the palette.")),)
    try:
        chain = network.chain
    except StudioError as error:
        return (Problem(say("The network"), error.message, error.fix),)
    named = titles(network)
    found = [p for node in chain for p in _layer_problems(node, named[node.id])]
    if found:
        return tuple(found)
    found += _shape_problems(network, chain, named, project.facts.shape)
    if not found:
        if project.facts.shape:  # else the data must be read first
            found += _end_problems(project, chain, named)
        found += _size_problems(project)
    return tuple(found)


def data_problems(plan: DataPlan) -> tuple[Problem, ...]:
    """What is wrong with the choice of data. A limit above the number of pictures is none: all are used then."""
    if plan.training_limit >= 0:
        return ()
    message = say("is {value}, which is negative.", value=f"{plan.training_limit:,}")
    return (Problem(say("The training limit"), message, say("Use 0 for all pictures."), setting="training_limit"),)


def training_problems(plan: TrainingPlan, training_pictures: int) -> tuple[Problem, ...]:
    """What is wrong with the training settings."""
    checks = (
        ("learning_rate", say("The learning rate"), _number(plan.learning_rate, 0, 1000, low_open=True)),
        ("batch_size", say("The batch size"), _number(plan.batch_size, 1, max(1, training_pictures))),
        ("epochs", say("The number of epochs"), _number(plan.epochs, 1, 1_000_000)),
        ("validation_share", say("The validation share"), _number(plan.validation_share, 0, 0.5)),
        ("seed", say("The seed"), _number(plan.seed, 0, 2**31 - 1)),
        *_optimizer_checks(plan),
    )
    return tuple(Problem(where, *complaint, setting=name) for name, where, complaint in checks if complaint)


def _optimizer_checks(plan: TrainingPlan) -> list[tuple[str, str, tuple[str, str] | None]]:
    match plan.optimizer:
        case SGD(momentum):
            nesterov = plan.optimizer.nesterov and momentum == 0
            complaint = (say("needs momentum above 0."), say("Set the momentum to 0.9, or switch Nesterov off."))
            return [
                ("momentum", say("The momentum"), _number(momentum, 0, 1)),
                ("nesterov", say("Nesterov"), complaint if nesterov else None),
            ]
        case RMSprop(rho, momentum):
            return [
                ("rho", say("Rho"), _number(rho, 0, 1, high_open=True)),
                ("momentum", say("The momentum"), _number(momentum, 0, 1)),
            ]
        case Adam(beta_1, beta_2):
            return _betas(beta_1, beta_2)
        case AdamW(weight_decay, beta_1, beta_2):
            return [
                ("weight_decay", say("The weight decay"), _number(weight_decay, 0, 1)),
                *_betas(beta_1, beta_2),
            ]


def _betas(beta_1: float, beta_2: float) -> list[tuple[str, str, tuple[str, str] | None]]:
    return [
        ("beta_1", say("Beta 1"), _number(beta_1, 0, 1, high_open=True)),
        ("beta_2", say("Beta 2"), _number(beta_2, 0, 1, high_open=True)),
    ]


def _number(
    value: float, low: float, high: float, *, low_open: bool = False, high_open: bool = False, what: str = ""
) -> tuple[str, str] | None:
    """None if the value lies within the limits, else the complaint and its fix; `what` is the layer's that has it."""
    too_low = value < low or (low_open and value == low)
    too_high = value > high or (high_open and value == high)
    if math.isfinite(value) and not too_low and not too_high:
        return None
    limits = _limits(f"{low:g}", f"{high:,.10g}", low_open, high_open)
    fix = say("Choose a value {limits}.", limits=limits)
    if what:
        return say("has {what} that is {value}, outside {limits}.", what=what, value=f"{value:g}", limits=limits), fix
    return say("is {value}, outside {limits}.", value=f"{value:g}", limits=limits), fix


def _limits(low: str, high: str, low_open: bool, high_open: bool) -> str:
    if low_open:
        return say("above {low} to {high}", low=low, high=high)
    if high_open:
        return say("from {low} to below {high}", low=low, high=high)
    return say("from {low} to {high}", low=low, high=high)


def _layer_problems(node: Node, title: str) -> list[Problem]:
    return [
        Problem(title, *complaint, node=node.id, setting=setting)
        for setting, complaint in _layer_checks(node.layer)
        if complaint
    ]


def _layer_checks(layer: Layer) -> list[tuple[str, tuple[str, str] | None]]:
    match layer:
        case Input(shape):
            return _shape_checks(shape)
        case Dense():
            return [("units", _number(layer.units, 1, 1_000_000, what=say("a number of units")))]
        case Dropout(rate):
            return [("rate", _number(rate, 0, 1, high_open=True, what=say("a rate")))]
        case Conv2D():
            return [
                ("filters", _number(layer.filters, 1, 65_536, what=say("a number of filters"))),
                *_size_checks("kernel_size", say("a kernel size"), layer.kernel_size),
                *_size_checks("strides", say("strides"), layer.strides),
            ]
        case MaxPooling2D() | AveragePooling2D():
            return [
                *_size_checks("pool_size", say("a pool size"), layer.pool_size),
                *_size_checks("strides", say("strides"), layer.strides or (1, 1)),
            ]
        case BatchNormalization(momentum, epsilon):
            return [
                ("momentum", _number(momentum, 0, 1, what=say("a momentum"))),
                ("epsilon", _number(epsilon, 0, 1, low_open=True, what=say("an epsilon"))),
            ]
        case Reshape(target):
            return _target_checks(target)
        case Activation(name):
            unknown = say("has an activation that is not known."), say("Choose one from the list.")
            return [("activation", None if name in ACTIVATIONS else unknown)]
        case _:
            return []


def _size_checks(setting: str, what: str, size: Shape, high: int = 4096) -> list[tuple[str, tuple[str, str] | None]]:
    return [(setting, next((c for c in (_number(n, 1, high, what=what) for n in size) if c), None))]


def _shape_checks(shape: Shape) -> list[tuple[str, tuple[str, str] | None]]:
    if not shape:
        complaint = say("has a shape that is empty."), say("Give it the picture's height, width and channels.")
        return [("shape", complaint)]
    return _size_checks("shape", say("a shape"), shape, 65_536)


def _target_checks(target: Shape) -> list[tuple[str, tuple[str, str] | None]]:
    if not target:
        return [("target_shape", (say("has a target shape that is empty."), say("Give it at least one axis.")))]
    if target.count(-1) > 1:
        complaint = say("has a target shape that has more than one -1."), say("Leave one axis open at the most.")
        return [("target_shape", complaint)]
    return _size_checks("target_shape", say("a target shape"), tuple(n for n in target if n != -1), 65_536)


def _shape_problems(network: Network, chain: tuple[Node, ...], named: dict[str, str], shape: Shape) -> list[Problem]:
    inferred = infer(network)
    problems = []
    for position, node in enumerate(chain):
        error = inferred.errors.get(node.id)
        if error is None:
            continue
        missing_input = position == 0 and not isinstance(node.layer, Input)
        repair = insert(network, Input(shape), 0) if missing_input else None
        problems.append(Problem(named[node.id], error.message, error.fix, node=node.id, repair=repair))
    return problems


def _end_problems(project: Project, chain: tuple[Node, ...], named: dict[str, str]) -> list[Problem]:
    """Whether the ends fit the data: the Input its pictures, the last layer its classes."""
    facts, network = project.facts, project.network
    problems = []
    first, last = chain[0], chain[-1]
    if isinstance(first.layer, Input) and first.layer.shape != facts.shape:
        problems.append(
            Problem(
                named[first.id],
                say(
                    "takes {shape}, but {data} gives {given}.",
                    shape=shape_text(first.layer.shape),
                    data=project.data.source.said_title,
                    given=shape_text(facts.shape),
                ),
                say("Set its shape to {shape}.", shape=shape_text(facts.shape)),
                node=first.id,
                setting="shape",
                repair=with_input_shape(network, facts.shape),
            )
        )
    gives = infer(network).outputs[last.id]
    if gives != (facts.outputs,):
        problems.append(_output_problem(project, chain, gives, named))
    elif warning := _activation_warning(project, last, named):
        problems.append(warning)
    return problems


def _output_problem(project: Project, chain: tuple[Node, ...], gives: Shape, named: dict[str, str]) -> Problem:
    facts, network, last = project.facts, project.network, chain[-1]
    message = say(
        "gives {shape}, but there are {count} classes to tell apart.", shape=shape_text(gives), count=facts.outputs
    )
    if len(gives) > 1:
        before = isinstance(last.layer, Dense)
        fix = say("Add Flatten before it.") if before else say("Add Flatten after it.")
        flat = insert(network, Flatten(), len(chain) - 1 if before else len(chain))
        return Problem(named[last.id], message, fix, node=last.id, repair=flat)
    if isinstance(last.layer, Dense):
        mended = with_layer(network, last.id, replace(last.layer, units=facts.outputs))
        fix = say("Set its units to {count}.", count=facts.outputs)
        return Problem(named[last.id], message, fix, node=last.id, setting="units", repair=mended)
    added = insert(network, Dense(facts.outputs, "softmax"), len(chain))
    fix = say("Add Dense with {count} units and softmax after it.", count=facts.outputs)
    return Problem(named[last.id], message, fix, node=last.id, repair=added)


def _activation_warning(project: Project, last: Node, named: dict[str, str]) -> Problem | None:
    """Cross-entropy compares probabilities; only softmax gives ones that add up to 1."""
    if "crossentropy" not in project.training.loss:
        return None
    if not isinstance(last.layer, (Dense, Activation)) or last.layer.activation == "softmax":
        return None
    return Problem(
        named[last.id],
        say("ends in {activation}, but cross-entropy needs probabilities.", activation=last.layer.activation),
        say("Set its activation to softmax."),
        "warning",
        node=last.id,
        setting="activation",
        repair=with_layer(project.network, last.id, replace(last.layer, activation="softmax")),
    )


def _size_problems(project: Project) -> list[Problem]:
    total = total_cost(project.network)
    if total.parameters > MOST_PARAMETERS:
        message = say(
            "has {count} parameters, more than {most}.", count=f"{total.parameters:,}", most=f"{MOST_PARAMETERS:,}"
        )
        return [Problem(say("The network"), message, say("Make its largest layer smaller."))]
    layers = len(project.network.nodes)
    if layers > MOST_LAYERS:
        message = say("has {count} layers, more than the {most} that can be trained.", count=layers, most=MOST_LAYERS)
        return [Problem(say("The network"), message, say("Remove some of them."))]
    if total.trainable == 0:
        return [Problem(say("The network"), say("has nothing to learn."), say("Add a Dense or Conv2D layer."))]
    return _effort_warnings(project, total.multiply_adds)


def _effort_warnings(project: Project, multiplications: int) -> list[Problem]:
    """What trains, but with more memory or time than a person may expect."""
    needed = training_bytes(project.network, max(1, project.training.batch_size))
    layers = len(project.network.nodes)
    found = []
    if needed > MANY_BYTES:
        message = say("needs about {size} GB of memory to train.", size=f"{needed / 1e9:.1f}")
        found.append((message, say("Make the layers or the batch size smaller if memory runs out.")))
    if layers > MANY_LAYERS:
        message = say("has {count} layers: it may take minutes until training begins.", count=layers)
        found.append((message, say("Use fewer layers if that is too long.")))
    if multiplications > MANY_MULTIPLICATIONS:
        message = say("needs {count} multiplications for each picture.", count=f"{multiplications:,}")
        found.append((message, say("Make its windows, kernels or layers smaller if training is too slow.")))
    return [Problem(say("The network"), message, fix, "warning") for message, fix in found]
