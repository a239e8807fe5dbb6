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
from nnstudio.core.training import SGD, Adam, AdamW, RMSprop, TrainingPlan

Severity = Literal["error", "warning"]
MOST_PARAMETERS = 1_000_000_000
MANY_BYTES = 4_000_000_000


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
    return (*network_problems(project), *training_problems(project.training, project.known.training))


def errors(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Those that keep training from starting."""
    return tuple(problem for problem in problems if problem.severity == "error")


def network_problems(project: Project) -> tuple[Problem, ...]:
    """What is wrong with the network, from the input down."""
    network = project.network
    if not network.nodes:
        return (Problem("The network", "has no layers yet.", "Drag an Input from the palette."),)
    try:
        chain = network.chain
    except StudioError as error:
        return (Problem("The network", error.message, error.fix),)
    named = titles(network)
    found = [p for node in chain for p in _layer_problems(node, named[node.id])]
    if found:
        return tuple(found)
    found += _shape_problems(network, chain, named, project.known.shape)
    if not found:
        found += _end_problems(project, chain, named)
        found += _size_problems(project)
    return tuple(found)


def training_problems(plan: TrainingPlan, training_pictures: int) -> tuple[Problem, ...]:
    """What is wrong with the training settings."""
    checks = (
        ("learning_rate", "The learning rate", _number(plan.learning_rate, 0, 1000, low_open=True)),
        ("batch_size", "The batch size", _number(plan.batch_size, 1, max(1, training_pictures))),
        ("epochs", "The number of epochs", _number(plan.epochs, 1, 1_000_000)),
        ("validation_share", "The validation share", _number(plan.validation_share, 0, 0.5)),
        ("seed", "The seed", _number(plan.seed, 0, 2**31 - 1)),
        *_optimizer_checks(plan),
    )
    return tuple(Problem(where, *complaint, setting=name) for name, where, complaint in checks if complaint)


def _optimizer_checks(plan: TrainingPlan) -> list[tuple[str, str, tuple[str, str] | None]]:
    match plan.optimizer:
        case SGD(momentum):
            nesterov = plan.optimizer.nesterov and momentum == 0
            complaint = ("needs momentum above 0.", "Set the momentum to 0.9, or switch Nesterov off.")
            return [
                ("momentum", "The momentum", _number(momentum, 0, 1)),
                ("nesterov", "Nesterov", complaint if nesterov else None),
            ]
        case RMSprop(rho, momentum):
            return [
                ("rho", "Rho", _number(rho, 0, 1, high_open=True)),
                ("momentum", "The momentum", _number(momentum, 0, 1)),
            ]
        case Adam(beta_1, beta_2):
            return _betas(beta_1, beta_2)
        case AdamW(weight_decay, beta_1, beta_2):
            return [
                ("weight_decay", "The weight decay", _number(weight_decay, 0, 1)),
                *_betas(beta_1, beta_2),
            ]


def _betas(beta_1: float, beta_2: float) -> list[tuple[str, str, tuple[str, str] | None]]:
    return [
        ("beta_1", "Beta 1", _number(beta_1, 0, 1, high_open=True)),
        ("beta_2", "Beta 2", _number(beta_2, 0, 1, high_open=True)),
    ]


def _number(
    value: float, low: float, high: float, *, low_open: bool = False, high_open: bool = False
) -> tuple[str, str] | None:
    """None if the value lies within the limits, else the complaint and its fix."""
    too_low = value < low or (low_open and value == low)
    too_high = value > high or (high_open and value == high)
    if math.isfinite(value) and not too_low and not too_high:
        return None
    limits = f"{'above' if low_open else 'from'} {low:g} {'to below' if high_open else 'to'} {high:,.10g}"
    return f"is {value:g}, outside {limits}.", f"Choose a value {limits}."


def _layer_problems(node: Node, title: str) -> list[Problem]:
    return [
        Problem(title, f"has {name} {complaint[0]}", complaint[1], node=node.id, setting=setting)
        for setting, name, complaint in _layer_checks(node.layer)
        if complaint
    ]


def _layer_checks(layer: Layer) -> list[tuple[str, str, tuple[str, str] | None]]:
    match layer:
        case Input(shape):
            return _shape_checks("shape", "a shape that", shape)
        case Dense():
            return [("units", "a number of units that", _number(layer.units, 1, 1_000_000))]
        case Dropout(rate):
            return [("rate", "a rate that", _number(rate, 0, 1, high_open=True))]
        case Conv2D():
            return [
                ("filters", "a number of filters that", _number(layer.filters, 1, 65_536)),
                *_size_checks("kernel_size", "a kernel size that", layer.kernel_size),
                *_size_checks("strides", "strides that", layer.strides),
            ]
        case MaxPooling2D() | AveragePooling2D():
            return [
                *_size_checks("pool_size", "a pool size that", layer.pool_size),
                *_size_checks("strides", "strides that", layer.strides or (1, 1)),
            ]
        case BatchNormalization(momentum, epsilon):
            return [
                ("momentum", "a momentum that", _number(momentum, 0, 1)),
                ("epsilon", "an epsilon that", _number(epsilon, 0, 1, low_open=True)),
            ]
        case Reshape(target):
            return _target_checks(target)
        case Activation(name):
            unknown = ("is not known.", "Choose one from the list.") if name not in ACTIVATIONS else None
            return [("activation", "an activation that", unknown)]
        case _:
            return []


def _size_checks(setting: str, name: str, size: Shape) -> list[tuple[str, str, tuple[str, str] | None]]:
    return [(setting, name, next((c for c in (_number(n, 1, 4096) for n in size) if c), None))]


def _shape_checks(setting: str, name: str, shape: Shape) -> list[tuple[str, str, tuple[str, str] | None]]:
    complaint = next((c for c in (_number(n, 1, 65_536) for n in shape) if c), None)
    if not shape:
        complaint = ("is empty.", "Give it the picture's height, width and channels.")
    return [(setting, name, complaint)]


def _target_checks(target: Shape) -> list[tuple[str, str, tuple[str, str] | None]]:
    if not target:
        return [("target_shape", "a target shape that", ("is empty.", "Give it at least one axis."))]
    if target.count(-1) > 1:
        complaint = ("has more than one -1.", "Leave one axis open at the most.")
        return [("target_shape", "a target shape that", complaint)]
    return _shape_checks("target_shape", "a target shape that", tuple(n for n in target if n != -1) or (1,))


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
    known, network = project.known, project.network
    problems = []
    first, last = chain[0], chain[-1]
    if isinstance(first.layer, Input) and first.layer.shape != known.shape:
        problems.append(
            Problem(
                named[first.id],
                f"takes {shape_text(first.layer.shape)}, but {known.title} gives {shape_text(known.shape)}.",
                f"Set its shape to {shape_text(known.shape)}.",
                node=first.id,
                setting="shape",
                repair=with_input_shape(network, known.shape),
            )
        )
    gives = infer(network).outputs[last.id]
    if gives != (known.classes,):
        problems.append(_output_problem(project, chain, gives, named))
    elif warning := _activation_warning(project, last, named):
        problems.append(warning)
    return problems


def _output_problem(project: Project, chain: tuple[Node, ...], gives: Shape, named: dict[str, str]) -> Problem:
    known, network, last = project.known, project.network, chain[-1]
    message = f"gives {shape_text(gives)}, but there are {known.classes} classes to tell apart."
    if len(gives) > 1:
        place = len(chain) - 1 if isinstance(last.layer, Dense) else len(chain)
        flat = insert(network, Flatten(), place)
        return Problem(named[last.id], message, _FLATTEN_FIX[isinstance(last.layer, Dense)], node=last.id, repair=flat)
    if isinstance(last.layer, Dense):
        mended = with_layer(network, last.id, replace(last.layer, units=known.classes))
        fix = f"Set its units to {known.classes}."
        return Problem(named[last.id], message, fix, node=last.id, setting="units", repair=mended)
    added = insert(network, Dense(known.classes, "softmax"), len(chain))
    fix = f"Add Dense with {known.classes} units and softmax after it."
    return Problem(named[last.id], message, fix, node=last.id, repair=added)


_FLATTEN_FIX = {True: "Add Flatten before it.", False: "Add Flatten after it."}


def _activation_warning(project: Project, last: Node, named: dict[str, str]) -> Problem | None:
    """Cross-entropy compares probabilities; only softmax gives ones that add up to 1."""
    if "crossentropy" not in project.training.loss:
        return None
    if not isinstance(last.layer, (Dense, Activation)) or last.layer.activation == "softmax":
        return None
    return Problem(
        named[last.id],
        f"ends in {last.layer.activation}, but cross-entropy needs probabilities.",
        "Set its activation to softmax.",
        "warning",
        node=last.id,
        setting="activation",
        repair=with_layer(project.network, last.id, replace(last.layer, activation="softmax")),
    )


def _size_problems(project: Project) -> list[Problem]:
    total = total_cost(project.network)
    if total.parameters > MOST_PARAMETERS:
        message = f"has {total.parameters:,} parameters, more than {MOST_PARAMETERS:,}."
        return [Problem("The network", message, "Make its largest layer smaller.")]
    if total.trainable == 0:
        return [Problem("The network", "has nothing to learn.", "Add a Dense or Conv2D layer.")]
    needed = training_bytes(project.network, max(1, project.training.batch_size))
    if needed > MANY_BYTES:
        message = f"needs about {needed / 1e9:.1f} GB of memory to train."
        fix = "Make the layers or the batch size smaller if memory runs out."
        return [Problem("The network", message, fix, "warning")]
    return []
