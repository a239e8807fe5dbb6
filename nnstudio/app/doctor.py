"""What goes wrong in the shown run, trying a remedy, and whether that helped."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nnstudio.app.curves import Curves
from nnstudio.app.data import Data
from nnstudio.app.document import Document
from nnstudio.app.notice_keys import REMEDY
from nnstudio.app.notices import Notice, Notices
from nnstudio.app.observable import Signal
from nnstudio.app.runs import Runs
from nnstudio.app.training import Trainer
from nnstudio.core.doctor import Course, Finding, Remedy, examine
from nnstudio.core.numbers import figure, percent
from nnstudio.core.project import Project
from nnstudio.core.sources import Classes
from nnstudio.core.training.figures import LOSS, VALIDATION, figure_named, known_by
from nnstudio.core.words import say
from nnstudio.data.parts import parts_of
from nnstudio.data.store import Dataset
from nnstudio.runs.history import RunSummary

_MOST_BATCHES = 4000  # that are looked at one by one
_LATER = 50  # after so many epochs there is another look when there are a fiftieth more


@dataclass(frozen=True)
class _Tried:
    """A remedy under way: what was tried, for which run, and in which."""

    title: str
    before: int
    run: int


class Doctor:
    """Looks at the shown run after its epochs.

    Attributes:
        changed: `findings` changed.
        findings: what the shown run shows, in the order in which it showed it.
    """

    def __init__(self, document: Document, data: Data, runs: Runs, training: Trainer, notices: Notices) -> None:
        self.changed: Signal[[]] = Signal()
        self.findings: tuple[Finding, ...] = ()
        self._document = document
        self._data = data
        self._runs = runs
        self._training = training
        self._notices = notices
        self._seen: tuple[Curves | None, int] = None, 0
        self._shares: tuple[tuple[object, ...], tuple[float, ...]] = (), ()
        self._tried: _Tried | None = None
        training.changed.connect(self._follow)
        training.ended.connect(self._on_ended)
        runs.shown_changed.connect(self._look)
        data.changed.connect(self._look)

    def attempt(self, remedy: Remedy) -> None:
        """Trains the shown run's project anew with the remedy; when that ends, tells whether it helped."""
        before = self._runs.shown
        self._document.apply(remedy.title, remedy.project, source=self)
        self._training.start()
        number = self._training.number
        if before is not None and number is not None and number != before:
            self._tried = _Tried(remedy.title, before, number)
            self._notices.withdraw(REMEDY)

    def _follow(self) -> None:
        """Another look after an epoch; after many epochs not after each, as a look takes longer then."""
        curves, seen = self._seen
        done = len(self._runs.curves.epochs)
        if curves is not self._runs.curves or done - seen >= max(1, seen // _LATER):
            self._look()

    def _look(self) -> None:
        project, curves = self._runs.project, self._runs.curves
        self._seen = curves, len(curves.epochs)
        found = examine(course_of(curves, project, self._shares_of(project))) if project is not None else ()
        if found != self.findings:
            self.findings = found
            self.changed.emit()

    def _shares_of(self, project: Project | None) -> tuple[float, ...]:
        """The share of each class among the training samples; empty where the run learned from other data."""
        dataset = self._data.dataset
        if project is None or dataset is None or not isinstance(dataset.facts.targets, Classes):
            return ()
        if dataset.source != project.data.source:
            return ()
        key = (dataset, project.data, project.training.validation_share)
        if self._shares[0] != key:
            self._shares = key, _class_shares(dataset, project)
        return self._shares[1]

    def _on_ended(self) -> None:
        self._look()
        tried, self._tried = self._tried, None
        if tried is None:
            return
        runs = {run.number: run for run in self._runs.all}
        if tried.run in runs and tried.before in runs:
            self._notices.tell(Notice("info", verdict(tried.title, runs[tried.before], runs[tried.run]), key=REMEDY))


def course_of(curves: Curves, project: Project, shares: tuple[float, ...] = ()) -> Course:
    """The run's course; of very many batches the means of some in a row."""
    losses, per_epoch = curves.batch(LOSS), curves.batches_per_epoch
    each = -(-len(losses) // _MOST_BATCHES) or 1
    means = losses[: len(losses) // each * each].reshape(-1, each).mean(axis=1)
    epochs = [point.figures for point in curves.epochs]
    return Course(project, epochs, means.tolist(), per_epoch / each, shares, _lost_at(losses, per_epoch))


def _lost_at(losses: npt.NDArray[np.float64], per_epoch: int) -> tuple[int, int] | None:
    lost = ~np.isfinite(losses)
    if not lost.any() or not per_epoch:
        return None
    return int(lost.argmax()) // per_epoch + 1, int(lost.argmax()) % per_epoch + 1


def _class_shares(dataset: Dataset, project: Project) -> tuple[float, ...]:
    parts = parts_of(dataset, project)
    counts = np.bincount(parts.targets[parts.rows["training"]], minlength=len(dataset.facts.targets.names))
    return tuple((counts / max(1, counts.sum())).tolist())


def verdict(title: str, before: RunSummary, after: RunSummary) -> str:
    """Whether the run with the remedy became better than the one without, in words."""
    name = known_by(before.figures)
    if before.figures.get(name) == after.figures.get(name):  # an accuracy may need more than one run to move
        name = VALIDATION + LOSS if VALIDATION + LOSS in before.figures else LOSS
    kind = figure_named(name)
    if after.status in ("diverged", "failed", "crashed") or name not in after.figures or name not in before.figures:
        return say("{remedy}: run {number} gives nothing to compare.", remedy=title, number=after.number)
    old, new = before.figures[name], after.figures[name]
    figures = {"remedy": title, "figure": kind.title, "old": _text(old, name), "new": _text(new, name)}
    numbers = {"before": before.number, "after": after.number}
    is_better = new > old if kind.higher_is_better else new < old
    if is_better or not np.isfinite(old):
        return say("{remedy} helped: {figure} {new} in run {after}, {old} in run {before}.", **figures, **numbers)
    return say("{remedy} didn't help: {figure} {new} in run {after}, {old} in run {before}.", **figures, **numbers)


def _text(value: float, name: str) -> str:
    return percent(value, places=1) if figure_named(name).is_share else figure(value, 3)
