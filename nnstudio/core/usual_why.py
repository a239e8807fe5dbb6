"""Why the training settings that suit a project's data are as they are."""

from __future__ import annotations

from nnstudio.core.learned_samples import about_samples
from nnstudio.core.project import Project
from nnstudio.core.sources import Classes
from nnstudio.core.training import TrainingPlan
from nnstudio.core.training.metrics import metrics_for
from nnstudio.core.usual import usual_project
from nnstudio.core.words import say

FEW_STEPS = 20  # an epoch; with so few, many epochs are usual


def said_whys(project: Project) -> tuple[str, ...]:
    """A sentence each on the usual loss and output, metric, batch size and epochs; none while the data isn't known."""
    samples = about_samples(project)
    if not project.facts.shape or not samples:
        return ()
    usual = usual_project(project.data.source).training
    return (*_of_targets(project), _of_batch(usual, samples), _of_epochs(usual, samples))


def _of_targets(project: Project) -> tuple[str, str]:
    """What is learned decides about the loss, the output and what is measured."""
    targets = project.facts.targets
    metric = metrics_for((), targets)[0].said_title()
    if isinstance(targets, Classes):
        return (
            say("Classes are learned by cross-entropy from softmax, which gives a probability for each."),
            say("{metric} says how often the answer is right.", metric=metric),
        )
    return (
        say("Numbers are learned by squared errors from an output without activation, which gives the numbers."),
        say("{metric} says how far off they are, in their own unit.", metric=metric),
    )


def _of_batch(usual: TrainingPlan, samples: int) -> str:
    batch, batches = usual.batch(samples), usual.batches(samples)
    if batches == 1:
        return say("All {samples} samples fit into one batch.", samples=samples)
    return say(
        "A batch of {batch} makes {batches} steps an epoch of {samples} samples.",
        batch=batch,
        batches=batches,
        samples=samples,
    )


def _of_epochs(usual: TrainingPlan, samples: int) -> str:
    steps = usual.batches(samples)
    if steps < FEW_STEPS:
        return say("{epochs} epochs, as an epoch has few steps.", epochs=usual.epochs)
    return say("{epochs} epochs make {steps} steps in all.", epochs=usual.epochs, steps=usual.epochs * steps)
