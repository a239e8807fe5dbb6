"""What the canvas shows of a network: one value a card, made from the project, compared to know what to draw anew."""

from __future__ import annotations

from dataclasses import dataclass

from nnstudio.core.layers import Group, Layer, kind_of
from nnstudio.core.network import titles
from nnstudio.core.network.costs import BYTES_PER_VALUE, Cost, costs
from nnstudio.core.network.inference import infer
from nnstudio.core.problems import Problem, Severity
from nnstudio.core.project import Project
from nnstudio.core.settings import settings_of
from nnstudio.core.words import say, say_count
from nnstudio.ui.design.formula import bytes_text
from nnstudio.ui.numbers import NOTHING, shape_words, whole


@dataclass(frozen=True)
class Trouble:
    """What is wrong with a layer.

    Attributes:
        fix: what mends it; empty if nothing is known.
        mendable: whether one press mends it.
    """

    severity: Severity
    text: str
    fix: str
    mendable: bool


@dataclass(frozen=True)
class CardView:
    """One card's content.

    Attributes:
        gives: the output shape, or a dash where it isn't known.
        parameters: how many, in words.
        spoken: all of it in one line, for those who listen.
    """

    node: str
    kind: str
    group: Group
    title: str
    settings: str
    gives: str
    parameters: str
    details: str
    spoken: str
    trouble: Trouble | None


def card_views(project: Project, problems: tuple[Problem, ...]) -> tuple[CardView, ...]:
    """The chain's cards from the top. Raises StudioError if the network is no chain."""
    network = project.network
    chain = network.chain
    named, found, shapes = titles(network), costs(network), infer(network)
    troubles: dict[str, Trouble] = {}
    for problem in problems:
        if problem.node:
            troubles.setdefault(problem.node, _trouble(problem))
    views = []
    for node in chain:
        gives = shapes.gives(node.id)
        shown = shape_words(gives) if gives is not None else NOTHING
        views.append(_view(node.id, node.layer, named[node.id], shown, found.get(node.id), troubles.get(node.id)))
    return tuple(views)


def network_troubles(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problems that belong to the network as a whole, not to a layer or a setting."""
    return tuple(problem for problem in problems if not problem.node and not problem.setting)


def parameters_text(count: int) -> str:
    """A number of parameters in words."""
    if count == 0:
        return say("no parameters")
    return say_count("{count} parameter", "{count} parameters", count=count)


def _view(node: str, layer: Layer, title: str, gives: str, cost: Cost | None, trouble: Trouble | None) -> CardView:
    parameters = parameters_text(cost.parameters) if cost else ""
    spoken = [title, _spoken_settings(layer), say("output {shape}", shape=gives), parameters]
    spoken.append(trouble.text if trouble else say("no problem"))
    return CardView(
        node,
        kind_of(layer),
        layer.group,
        title,
        layer.brief or say(layer.about),
        gives,
        parameters,
        _details(say(layer.about), cost),
        ", ".join(part for part in spoken if part),
        trouble,
    )


def _spoken_settings(layer: Layer) -> str:
    parts = []
    for setting in settings_of(type(layer)):
        value = getattr(layer, setting.name)
        if setting.kind == "int":
            parts.append(f"{whole(value)} {say(setting.label).lower()}")
        elif setting.kind == "choice" and not setting.quiet:
            parts.append(str(value))
    return ", ".join(parts)


def _details(about: str, cost: Cost | None) -> str:
    if cost is None:
        return about
    return f"{about}\n" + say(
        "{trainable} trainable and {fixed} non-trainable parameters ({size}).\n{sums} multiply-adds a picture.",
        trainable=cost.trainable,
        fixed=cost.non_trainable,
        size=bytes_text(cost.parameters * BYTES_PER_VALUE),
        sums=cost.multiply_adds,
    )


def _trouble(problem: Problem) -> Trouble:
    return Trouble(
        problem.severity, f"{problem.where} {problem.message}", problem.fix.rstrip("."), problem.repair is not None
    )
