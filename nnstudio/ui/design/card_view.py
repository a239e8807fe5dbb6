"""What the canvas shows of a network: one value a card, made from the project, compared to know what to draw anew."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from nnstudio.core.catalogue import Group, brief, entry_of
from nnstudio.core.costs import BYTES_PER_VALUE, Cost, costs
from nnstudio.core.layers import BatchNormalization, Dense, Dropout, Layer, Reshape
from nnstudio.core.network import titles
from nnstudio.core.problems import Problem, Severity
from nnstudio.core.project import Project
from nnstudio.core.shapes import infer
from nnstudio.ui.design.formula import bytes_text
from nnstudio.ui.forms.editors import catalogue_text
from nnstudio.ui.forms.numbers import write_float
from nnstudio.ui.numbers import percent, shape_words, whole


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
    named, found, shapes = titles(network), costs(network), infer(network).outputs
    troubles: dict[str, Trouble] = {}
    for problem in problems:
        if problem.node:
            troubles.setdefault(problem.node, _trouble(problem))
    views = []
    for node in chain:
        gives = shape_words(shapes[node.id]) if node.id in shapes else "—"
        views.append(_view(node.id, node.layer, named[node.id], gives, found.get(node.id), troubles.get(node.id)))
    return tuple(views)


def network_troubles(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problems that belong to the network as a whole, not to a layer or a setting."""
    return tuple(problem for problem in problems if not problem.node and not problem.setting)


def parameters_text(count: int) -> str:
    """A number of parameters in words."""
    if count == 0:
        return _tr("no parameters")
    return _tr("1 parameter") if count == 1 else _tr("{count} parameters").format(count=whole(count))


def _view(node: str, layer: Layer, title: str, gives: str, cost: Cost | None, trouble: Trouble | None) -> CardView:
    entry = entry_of(layer)
    parameters = parameters_text(cost.parameters) if cost else ""
    spoken = [title, _spoken_settings(layer), _tr("output {shape}").format(shape=gives), parameters]
    spoken.append(trouble.text if trouble else _tr("no problem"))
    return CardView(
        node,
        entry.name,
        entry.group,
        title,
        _settings(layer),
        gives,
        parameters,
        _details(catalogue_text(entry.about), cost),
        ", ".join(part for part in spoken if part),
        trouble,
    )


def _settings(layer: Layer) -> str:
    """The settings in a few words; what it does, where there are none to tell."""
    match layer:
        case BatchNormalization():
            return _tr("momentum {momentum}").format(momentum=write_float(layer.momentum))
        case Reshape(target):
            return _tr("to {shape}").format(shape=shape_words(target))
        case _:
            return _brief(layer) or catalogue_text(entry_of(layer).about)


def _brief(layer: Layer) -> str:
    """`core.catalogue.brief` with the person's own way to write numbers."""
    match layer:
        case Dense():
            return f"{whole(layer.units)} · {layer.activation}"
        case Dropout():
            return percent(layer.rate)
        case _:
            return brief(layer)


def _spoken_settings(layer: Layer) -> str:
    parts = []
    for field in entry_of(layer).fields:
        value = getattr(layer, field.name)
        if field.kind == "int":
            parts.append(f"{whole(value)} {catalogue_text(field.label).lower()}")
        elif field.name in ("activation", "padding"):
            parts.append(str(value))
    return ", ".join(parts)


def _details(about: str, cost: Cost | None) -> str:
    if cost is None:
        return about
    figures = _tr("{trainable} trainable and {fixed} fixed parameters ({size}).\n{sums} multiply-adds a picture.")
    return f"{about}\n" + figures.format(
        trainable=whole(cost.trainable),
        fixed=whole(cost.non_trainable),
        size=bytes_text(cost.parameters * BYTES_PER_VALUE),
        sums=whole(cost.multiply_adds),
    )


def _trouble(problem: Problem) -> Trouble:
    return Trouble(
        problem.severity, f"{problem.where} {problem.message}", problem.fix.rstrip("."), problem.repair is not None
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("design", text)
