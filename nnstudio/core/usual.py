"""What a new project begins with: a network and settings that suit its data, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from nnstudio.core.layers import Conv2D, Dense, Dropout, Flatten, GlobalAveragePooling2D, Input, Layer, MaxPooling2D
from nnstudio.core.network import chain_network
from nnstudio.core.project import Project, output_layer, usual_loss, with_dataset
from nnstudio.core.sources import DataPlan, Digits, Drawn, Facts, Glyphs, Line, Numbers, Scaling, Source
from nnstudio.core.training import SGD, Adam, Optimizer, TrainingPlan
from nnstudio.core.words import Marked, mark, say

SMALL_SIDE = 40  # pictures up to this are small: digits, clothes, glyphs
LARGEST_GLYPH = 64
LEAST_SIDE = 7  # what is left of a picture's side when pooling ends
FEW_SAMPLES = 50


@dataclass(frozen=True)
class Usual:
    """What suits some data.

    Attributes:
        why: one sentence, marked.
        hidden: the layers between Input and the last one.
        optimizer, learning_rate, batch_size, epochs: how it learns.
        scaling: how the values are brought to the network.
    """

    why: Marked
    hidden: tuple[Layer, ...]
    optimizer: Optimizer = Adam()
    learning_rate: float = 0.001
    batch_size: int = 32
    epochs: int = 20
    scaling: Scaling = "unit"

    validation_share: ClassVar[float] = 0.1


def default_project() -> Project:
    """What a new window opens with: the embedded digits and a small convolutional network."""
    return usual_project(Digits())


def usual_project(source: Source) -> Project:
    """A project that suits the source as far as it is known."""
    facts = source.facts
    usual = usual_for(source)
    layers = (Input(facts.shape), *usual.hidden, output_layer(facts.targets)) if facts.shape else ()
    training = TrainingPlan(
        optimizer=usual.optimizer,
        learning_rate=usual.learning_rate,
        batch_size=min(usual.batch_size, max(1, facts.training or usual.batch_size)),
        epochs=usual.epochs,
        loss=usual_loss(facts.targets),
        validation_share=usual.validation_share if facts.training == 0 or facts.training >= FEW_SAMPLES else 0.0,
    )
    return Project(DataPlan(source, usual.scaling), chain_network(*layers), training)


def usual_for(source: Source) -> Usual:
    """What suits that source."""
    facts = source.facts
    if isinstance(source, Line):
        return _LINE
    if facts.are_vectors:
        return _for_numbers(facts) if isinstance(facts.targets, Numbers) else _for_rows(facts)
    if not facts.are_pictures:
        return Usual(mark("A hidden layer between the data and the answer suits most data."), (Flatten(), Dense(128)))
    if isinstance(source, Glyphs) and facts.shape[0] <= LARGEST_GLYPH:
        return _GLYPHS
    return _SMALL_PICTURES if max(facts.shape[:2]) <= SMALL_SIDE else _for_photos(facts)


def said_why(source: Source) -> str:
    """Why the usual network for that source is as it is, in the person's language."""
    return _said(usual_for(source).why)


def _said(why: Marked) -> str:
    return say(why)


def is_usual(project: Project) -> bool:
    """Whether the project is what a new one with its data would be."""
    usual = usual_project(project.data.source)
    return (project.network, _without_habits(project)) == (usual.network, _without_habits(usual))


def on_data(project: Project, data: DataPlan) -> Project:
    """The project on other data: a person's design is fitted to it, what came by itself gives way to what suits it."""
    if is_usual(project):
        return with_usual_network(replace(project, data=data))
    return with_dataset(project, data)


def on_drawings(project: Project, source: Drawn) -> Project:
    """The project with other drawings; a batch that was as large as there were samples grows with them."""
    data = replace(project.data, source=source)
    if is_usual(project) or not project.network.nodes:
        return with_usual_network(replace(project, data=data))
    changed = with_dataset(project, data)
    size = project.training.batch_size
    if not size or size != project.facts.training or not source.count:
        return changed
    batch = min(usual_for(source).batch_size, source.count)
    return replace(changed, training=replace(changed.training, batch_size=max(batch, changed.training.batch_size)))


def with_source(project: Project, source: Source) -> Project:
    """The project whose source is this one, if only what was found there differs; else the project as it is.

    When it is found out for the first time what the data is, the network is fitted to it.
    """
    if source.unread() != project.data.source.unread():
        return project
    found = replace(project.data, source=source)
    if project.facts.shape or not source.facts.shape:
        return replace(project, data=found)
    if not project.network.nodes:
        return with_usual_network(replace(project, data=found))
    return with_dataset(project, found)


def with_usual_network(project: Project) -> Project:
    """The project with the network, training and scaling that suit its data; seed and callbacks stay."""
    usual = usual_project(project.data.source)
    training = replace(usual.training, seed=project.training.seed, callbacks=project.training.callbacks)
    return replace(
        project, data=replace(project.data, scaling=usual.data.scaling), network=usual.network, training=training
    )


def _without_habits(project: Project) -> TrainingPlan:
    """The training settings without those that people keep from one network to the next."""
    return replace(project.training, seed=0, callbacks=(), metrics=())


_LINE = Usual(
    mark("One neuron without activation is a line: its weight is the slope, its bias the intercept."),
    (),
    optimizer=SGD(),
    learning_rate=0.01,
    epochs=500,
    scaling="none",
)

_SMALL_PICTURES = Usual(
    mark("Small pictures suit a small convolutional network: it finds strokes wherever they are."),
    (Conv2D(32, (3, 3), padding="same"), MaxPooling2D(), Flatten(), Dropout(0.25), Dense(64)),
)

_GLYPHS = Usual(
    mark("Drawn characters suit a small convolutional network: it finds serifs and curves wherever they are."),
    _SMALL_PICTURES.hidden,
)


def _for_numbers(facts: Facts) -> Usual:
    if facts.shape == (1,):
        return Usual(
            mark("A hidden layer lets the network's line bend; its one output gives the number itself."),
            (Dense(32, "tanh"), Dense(32, "tanh")),
            learning_rate=0.01,
            epochs=300,
            scaling="standard",
        )
    return Usual(
        mark("Tables suit a small dense network; its output without activation gives the number itself."),
        (Dense(32), Dense(16)),
        learning_rate=0.01,
        epochs=100,
        scaling="standard",
    )


def _for_rows(facts: Facts) -> Usual:
    few = 0 < facts.training < FEW_SAMPLES
    if facts.shape == (2,):
        return Usual(
            mark("Points in a plane suit a small dense network: each hidden neuron draws one line through the plane."),
            (Dense(8, "tanh"),) if few else (Dense(16, "tanh"), Dense(16, "tanh")),
            learning_rate=0.05 if few else 0.01,
            epochs=300,
            scaling="none" if few else "standard",
        )
    return Usual(
        mark("Tables suit a small dense network, with every column brought to the same scale."),
        (Dense(32), Dense(16)),
        learning_rate=0.01,
        epochs=50,
        scaling="standard",
    )


def _for_photos(facts: Facts) -> Usual:
    """Convolutions and pooling until little is left of the sides, then the mean of each map."""
    layers: list[Layer] = []
    side, filters = min(facts.shape[:2]), 16
    while side > LEAST_SIDE:
        layers += [Conv2D(filters, (3, 3), padding="same"), MaxPooling2D()]
        side, filters = side // 2, min(2 * filters, 128)
    return Usual(
        mark("Photos suit a deeper convolutional network: each pooling halves the sides, so later layers see more."),
        (*layers, GlobalAveragePooling2D(), Dropout(0.25), Dense(64)),
        epochs=30,
    )
