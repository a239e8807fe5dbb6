"""Whether the ends of a network fit the data: its Input the samples, its last layer the classes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from nnstudio.core.layers import Activation, Dense, Flatten, Input, Shape, shape_text
from nnstudio.core.network import Node, insert, titles, with_input_shape, with_layer
from nnstudio.core.network.inference import infer
from nnstudio.core.problems.problem import Problem, of_network
from nnstudio.core.project import Project, output_layer
from nnstudio.core.sources import Classes
from nnstudio.core.words import say


def end_problems(project: Project) -> list[Problem]:
    """What doesn't fit the data."""
    network = project.network
    entrances = [node for node in network.ordered if isinstance(node.layer, Input)]
    if len(entrances) != 1 or len(network.ends) != 1:
        fix = say("Join its layers so that one Input leads to one last layer.")
        count = say("has {inputs} inputs and {outputs} ends.", inputs=len(entrances), outputs=len(network.ends))
        return [of_network(count, fix)]
    if not project.facts.shape:  # only reading the data tells
        return []
    found = [*_input_problems(project, entrances[0])]
    last = network.ends[0]
    gives = infer(network).outputs[last.id]
    if gives != ((project.facts.outputs,),):
        found.append(_output_problem(project, last, gives[0]))
    elif warning := _activation_warning(project, last):
        found.append(warning)
    return found


def _input_problems(project: Project, first: Node) -> list[Problem]:
    facts, network = project.facts, project.network
    if not isinstance(first.layer, Input) or first.layer.shape == facts.shape:
        return []
    message = say(
        "takes {shape}, but {data} gives {given}.",
        shape=shape_text(first.layer.shape),
        data=project.data.source.said_title,
        given=shape_text(facts.shape),
    )
    fix = say("Set its shape to {shape}.", shape=shape_text(facts.shape))
    repair = with_input_shape(network, facts.shape)
    return [Problem(titles(network)[first.id], message, fix, node=first.id, setting="shape", repair=repair)]


def _output_problem(project: Project, last: Node, gives: Shape) -> Problem:
    targets, network = project.facts.targets, project.network
    count, are_classes = len(targets.names), isinstance(targets, Classes)
    title, place = titles(network)[last.id], len(network.nodes)
    message = say("gives {shape}, but there are {count} classes to tell apart.", shape=shape_text(gives), count=count)
    if not are_classes:
        message = say("gives {shape}, but there are {count} numbers to learn.", shape=shape_text(gives), count=count)
    if len(gives) > 1:
        before = isinstance(last.layer, Dense)
        fix = say("Add Flatten before it.") if before else say("Add Flatten after it.")
        flat = insert(network, Flatten(), place - 1 if before else place)
        return Problem(title, message, fix, node=last.id, repair=flat)
    if isinstance(last.layer, Dense):
        mended = with_layer(network, last.id, replace(last.layer, units=count))
        fix = say("Set its units to {count}.", count=count)
        return Problem(title, message, fix, node=last.id, setting="units", repair=mended)
    added = insert(network, output_layer(targets), place)
    fix = say("Add Dense with {count} units and softmax after it.", count=count)
    if not are_classes:
        fix = say("Add Dense with {count} units and no activation after it.", count=count)
    return Problem(title, message, fix, node=last.id, repair=added)


def _activation_warning(project: Project, last: Node) -> Problem | None:
    """Most losses mean something for outputs of one kind alone: cross-entropy needs ones that add up to 1."""
    loss = project.training.loss
    if not loss.activations or not isinstance(last.layer, (Dense, Activation)):
        return None
    if last.layer.activation in loss.activations:
        return None
    wanted: Any = loss.activations[0]
    return Problem(
        titles(project.network)[last.id],
        say(
            "ends in {activation}, and {loss} is for {wanted}.",
            activation=last.layer.activation,
            loss=loss.said_title(),
            wanted=", ".join(loss.activations),
        ),
        say("Set its activation to {activation}.", activation=wanted),
        "warning",
        node=last.id,
        setting="activation",
        repair=with_layer(project.network, last.id, replace(last.layer, activation=wanted)),
    )
