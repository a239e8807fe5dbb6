"""Learning by heart."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import ClassVar

from nnstudio.core.doctor.course import Course
from nnstudio.core.doctor.symptom import Remedy, Sign, Symptom
from nnstudio.core.errors import StudioError
from nnstudio.core.layers import Dropout
from nnstudio.core.network import insert
from nnstudio.core.numbers import figure
from nnstudio.core.project import Project
from nnstudio.core.training import EarlyStopping
from nnstudio.core.words import Marked, mark, say

_LEAST_AFTER = 3  # epochs since the best one
_RISE = 1.1  # times the lowest validation loss
_DROPPED = 0.3


class Overfitting(Symptom):
    """The validation loss rises since an epoch, while the training loss goes on falling (Prechelt 1998)."""

    title: ClassVar[Marked] = mark("It learns by heart")
    why: ClassVar[Marked] = mark(
        "The network has more freedom than the samples tell it about: it remembers them instead of what they share, and"
        " gets worse on those it has not seen."
    )

    def look(self, course: Course) -> Sign | None:
        losses, kept_aside = course.losses, course.validation_losses
        if not kept_aside or len(losses) <= _LEAST_AFTER:
            return None
        best = min(range(len(kept_aside)), key=kept_aside.__getitem__)
        since = len(kept_aside) - 1 - best
        rises = min(kept_aside[-_LEAST_AFTER:]) > _RISE * kept_aside[best]
        if since < _LEAST_AFTER or not rises or losses[-1] >= losses[best]:
            return None
        evidence = say(
            "Since epoch {epoch} the validation loss rose from {best} to {last}, while the training loss fell from"
            " {from_} to {to}.",
            epoch=best + 1,
            best=figure(kept_aside[best], 3),
            last=figure(kept_aside[-1], 3),
            from_=figure(losses[best], 3),
            to=figure(losses[-1], 3),
        )
        return Sign(best + 1, evidence, tuple(_remedies(course.project)))


def _remedies(project: Project) -> list[Remedy]:
    found = []
    layers = project.network.layers
    if len(layers) > 2 and not any(isinstance(layer, Dropout) for layer in layers):
        with suppress(StudioError):  # layers that are not one chain
            dropped = insert(project.network, Dropout(_DROPPED), len(layers) - 1)
            found.append(Remedy(say("Dropout before the last layer"), replace(project, network=dropped)))
    if not any(isinstance(callback, EarlyStopping) for callback in project.training.callbacks):
        callbacks = (*project.training.callbacks, EarlyStopping(patience=_LEAST_AFTER))
        stopping = replace(project, training=replace(project.training, callbacks=callbacks))
        found.append(Remedy(say("Stop when the validation loss rises"), stopping))
    return found
