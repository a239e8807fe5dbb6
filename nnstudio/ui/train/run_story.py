"""What a run did, line by line, in our own words. Without Qt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime

from nnstudio.app.curves import Curves
from nnstudio.app.run_ending import ending_of
from nnstudio.app.run_state import Ended, Paused, Training
from nnstudio.app.shown_run import ShownState
from nnstudio.core.network.costs import whole_cost
from nnstudio.core.numbers import figure, whole
from nnstudio.core.project import Project
from nnstudio.core.training.figures import LOSS, VALIDATION, figure_named
from nnstudio.core.words import joined, say, say_count
from nnstudio.runs.history import RunSummary
from nnstudio.runs.run_log import EpochPoint
from nnstudio.ui.durations import measured
from nnstudio.ui.figure_text import figure_text, in_sentence
from nnstudio.ui.train.figures import best_of


class RunStory:
    """Tells of one run as it goes on; each epoch is told once."""

    def __init__(self) -> None:
        self._curves: Curves | None = None
        self._run: tuple[int, str] | None = None
        self._epochs = 0
        self._best: EpochPoint | None = None
        self._state: ShownState | None = None

    def follow(
        self, run: RunSummary, project: Project | None, curves: Curves, state: ShownState
    ) -> tuple[bool, list[str]]:
        """(whether it is another run's story from here on, the lines that came since the last time)."""
        anew = curves is not self._curves or self._run != (run.number, run.engine)
        lines: list[str] = []
        if anew:
            self._curves, self._run = curves, (run.number, run.engine)
            self._epochs, self._best, self._state = 0, None, None
            lines += beginning(run, project)
        for point in curves.epochs[self._epochs :]:
            best = best_of((point,), self._best)
            lines.append(epoch_words(point, is_best=best is point))
            self._best = best
        self._epochs = len(curves.epochs)
        lines += self._turn(state)
        return anew, lines

    def _turn(self, state: ShownState) -> list[str]:
        """What was done to the run since, as far as it can be seen."""
        before, self._state = self._state, state
        if type(before) is type(state):
            return []
        match state:
            case Paused(progress):
                return [
                    say(
                        "Paused in epoch {epoch}, after batch {batch}.",
                        epoch=max(1, progress.epoch),
                        batch=progress.batch,
                    )
                ]
            case Training() if isinstance(before, Paused):
                return [say("Continued.")]
            case Ended():
                return [ending_words(state)]
            case _:
                return []


def beginning(run: RunSummary, project: Project | None) -> list[str]:
    """When it began, what computes it, and what it was trained with."""
    began = say("Run {number} began: {time}.", number=run.number, time=_local(run.started))
    lines = [began, say("Computed by {engine}.", engine=run.engine) if run.engine else ""]
    if project is not None:
        plan, cost = project.training, whole_cost(project.network)
        if cost is not None:
            title = project.data.source.said_title
            lines.append(say("Data: {title}. {count} parameters.", title=title, count=whole(cost.parameters)))
        lines.append(
            say(
                "{optimizer} with learning rate {rate}; {loss}; batches of {size}; seed {seed}.",
                optimizer=plan.optimizer.said_title(),
                rate=figure(plan.learning_rate, 6),
                loss=plan.loss.said_title(),
                size=whole(plan.batch_size),
                seed=plan.seed,
            )
        )
    return [line for line in lines if line]


def epoch_words(point: EpochPoint, *, is_best: bool) -> str:
    """`Epoch 3: loss 0.39, accuracy 86.1 %; validation: loss 0.40, accuracy 85.9 %; 1.1 s. The best so far.`"""
    parts = [_figures(point, ""), measured(point.seconds) if point.seconds else ""]
    if validation := _figures(point, VALIDATION):
        parts.insert(1, say("validation: {figures}", figures=validation))
    text = say("Epoch {epoch}: {text}.", epoch=point.epoch, text=joined([part for part in parts if part], "; "))
    return say("{text} The best so far.", text=text) if is_best else text


def ending_words(state: Ended) -> str:
    """How it ended, and why if that is known."""
    ending = ending_of(state.status, state.message)
    if ending is not None:
        return ending.text
    epochs = say_count("{count} epoch", "{count} epochs", count=state.progress.epoch)
    match state.status:
        case "finished":
            text = say("Finished after {epochs}.", epochs=epochs)
        case "diverged":
            text = say("Diverged after {epochs}.", epochs=epochs)
        case _:
            text = say("Stopped in epoch {epoch}; what it has learned is kept.", epoch=max(1, state.progress.epoch))
    return f"{text} {state.message}".strip()


def _figures(point: EpochPoint, of: str) -> str:
    names: Sequence[str] = [LOSS, *(name for name in point.figures if name != LOSS and not name.startswith(VALIDATION))]
    told = [(figure_named(name), point.figures.get(of + name)) for name in names]
    words = [
        say("{figure} {value}", figure=in_sentence(kind.title), value="NaN" if math.isnan(v) else figure_text(kind, v))
        for kind, v in told
        if v is not None
    ]
    return joined(words, ", ")


def _local(started: str) -> str:
    """An ISO 8601 moment in the time of this machine; as it is if it is none."""
    try:
        return datetime.fromisoformat(started).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    except (ValueError, OverflowError, OSError):
        return started
