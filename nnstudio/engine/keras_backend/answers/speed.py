"""A moment of training, timed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from nnstudio.core.project import Project
from nnstudio.data.order import epoch_order
from nnstudio.data.parts import Parts, check_trainable, parts_of, weights_of_classes
from nnstudio.data.store import open_dataset
from nnstudio.engine.keras_backend.answers.given import Given, Steps
from nnstudio.engine.keras_backend.backends import learner_of
from nnstudio.engine.keras_backend.feeds import Block, Work, feed_for
from nnstudio.engine.keras_backend.learner import MOST_STEPS, Learner
from nnstudio.engine.keras_backend.restoring import scale_for
from nnstudio.engine.questions import MeasureSpeed, Speed

_PART = 0.1  # of the time that may be taken, for one execution
_PARTS = 100  # in which progress is told


def answer(question: MeasureSpeed, given: Given) -> Steps[Speed]:
    """Trains a network of its own for a moment; the fastest execution counts, as others may want the machine too."""
    began = time.perf_counter()
    project = question.project
    parts = parts_of(open_dataset(Path(question.data_folder)), project)
    check_trainable(parts)
    learner = learner_of(project, scale_for(project, parts))
    count = len(parts.rows["training"])
    learner.learn(parts.dataset.facts.targets, weights_of_classes(parts, project), project.training.batches(count))
    yield 0, _PARTS
    feed = feed_for(parts, project, learner.place, learner.device_memory)
    with closing(feed), feed.blocks(_epochs(parts, project)) as blocks:
        block = yield from _next(blocks)
        learner.take(block)
        learner.train(0, 1)
        prepared, fastest, spent, count = time.perf_counter() - began, 0.0, 0.0, 1
        while spent < question.seconds:
            seconds = _timed(learner, block, count)
            spent += seconds
            fastest = max(fastest, count * block.batches.shape[1] / seconds)
            count = _more(count, seconds, _PART * question.seconds, block.steps)
            yield min(_PARTS - 1, int(_PARTS * spent / question.seconds)), _PARTS
    return Speed(fastest, prepared)


def _epochs(parts: Parts, project: Project) -> Iterator[Work]:
    """The whole batches of the first epoch; all samples where they are fewer than one."""
    order = epoch_order(parts.rows["training"], seed=project.training.seed, epoch=1)
    size = project.training.batch(len(order))
    yield Work(order[: max(1, len(order) // size) * size].reshape(-1, min(size, len(order))), 1)


def _next(blocks: Iterator[Block | None]) -> Steps[Block]:
    """The next block; others get their turn while it is read."""
    while (block := next(blocks)) is None:
        yield 0, _PARTS
    return block


def _timed(learner: Learner, block: Block, count: int) -> float:
    began = time.perf_counter()
    learner.train(0, count)
    return max(1e-9, time.perf_counter() - began)


def _more(count: int, seconds: float, wanted: float, steps: int) -> int:
    """How many steps take about `wanted` seconds, at most twice as many as before."""
    return max(1, min(steps, MOST_STEPS, 2 * count, round(count * wanted / seconds)))
