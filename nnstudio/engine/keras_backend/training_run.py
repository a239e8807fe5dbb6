"""One run: epochs of batches, with commands answered between executions, a snapshot after each epoch."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np

from nnstudio.core.network.costs import total_cost
from nnstudio.core.sources import Classes
from nnstudio.core.training.figures import LOSS, VALIDATION
from nnstudio.core.words import joined
from nnstudio.data.order import Rows, balanced_order, epoch_order
from nnstudio.data.parts import Parts
from nnstudio.engine.keras_backend.beginning import Beginning
from nnstudio.engine.keras_backend.divergence import Divergence, are_finite
from nnstudio.engine.keras_backend.feeds import Block, Blocks, Feed, Work
from nnstudio.engine.keras_backend.learner import MOST_STEPS, Figures, Learner
from nnstudio.engine.keras_backend.pacing import Pace
from nnstudio.engine.keras_backend.partial_states import Means, PartialTimes, Tensors, done_of
from nnstudio.engine.keras_backend.replaying import replay, retention_of
from nnstudio.engine.keras_backend.snapshot_writer import SnapshotWriter
from nnstudio.engine.keras_backend.watching import Watches
from nnstudio.engine.messages import (
    BatchesDone,
    ContinueRun,
    EndStatus,
    EpochDone,
    Event,
    PauseRun,
    RunContinued,
    RunPaused,
    RunStarted,
    StartRun,
    StopRun,
    Validating,
)
from nnstudio.runs.run_folder import RunFolder
from nnstudio.runs.snapshots import Position

Send = Callable[[Event], None]
Answer = Callable[[bool], None]
SIGN_SECONDS = 0.25


class TrainingRun:
    """A run under way.

    Attributes:
        learner: the model that learns.
        folder: the run's folder.
        writer: keeps its snapshots.
        epoch, batch: the epoch under way, from 1, and how many of its batches are done.
    """

    def __init__(
        self,
        command: StartRun,
        parts: Parts,
        learner: Learner,
        begins: Beginning,
        feed: Feed,
        send: Send,
        answer: Answer,
        fingerprint: dict[str, str],
    ) -> None:
        """`answer(wait)` handles the commands that came; with `wait`, at least one. The run closes the feed."""
        self.learner = learner
        self.folder = Path(command.run_folder)
        self._fingerprint = fingerprint
        self._plan = command.project.training
        self._network = command.project.network
        self._balanced = command.project.data.balance == "sampling" and isinstance(parts.dataset.facts.targets, Classes)
        self._feed = feed
        self._send, self._answer = send, answer
        self._paused = self._stopped = False
        self._batches_to_go = command.pause_after_batches
        self._epochs_to_go = command.pause_after_epochs
        self._training, self._validation = parts.rows["training"], parts.rows["validation"]
        self._size = self._plan.batch(len(self._training))
        self._batches = -(-len(self._training) // self._size)
        self._begins = begins.with_validation(self._batches) if len(self._validation) else begins
        self.epoch, self.batch = self._begins.epoch, self._batches if self._begins.epoch else 0
        if self._begins.batch:
            self.epoch, self.batch = self._begins.epoch + 1, self._begins.batch
        self._targets = parts.targets
        self._pace = Pace(MOST_STEPS)
        self._watches = Watches(self._plan.callbacks)
        self._divergence = Divergence(scaled=command.project.data.scaling != "none")
        snapshots = RunFolder.at(self.folder).snapshots
        self._reason = replay(self._begins, snapshots, self._watches, self._divergence)
        self.writer = SnapshotWriter(snapshots, send, retention_of(self._begins, snapshots))
        self._partials = PartialTimes()

    def control(self, command: PauseRun | ContinueRun | StopRun) -> None:
        """Takes a command for the run; it holds from the next execution on."""
        match command:
            case PauseRun():
                self._pause()
            case ContinueRun():
                self._batches_to_go, self._epochs_to_go = command.batches, command.epochs
                if self._paused:
                    self._paused = False
                    self._send(RunContinued())
            case StopRun():
                self._stopped = True

    @property
    def is_stopped(self) -> bool:
        """Whether it was asked to stop."""
        return self._stopped

    @property
    def message(self) -> str:
        """What is to say of the run besides how it ended: what is not a number, or why it ended early."""
        return self._divergence.message or self._reason

    def run(self) -> EndStatus:
        """Trains to the end, or until stopped."""
        size, batches = self._size, self._batches
        self._tell_start(batches, size)
        try:
            if not self._begins.is_kept:
                self._write_snapshot(self._begins.epoch, 0)
            with self._feed.blocks(self._work(size)) as blocks:
                for epoch in range(self._begins.epoch + 1, self._plan.epochs + 1):
                    if self._stopped or self._reason:
                        break
                    self._one_epoch(epoch, size, batches, blocks)
        finally:
            self._feed.close()
            self.writer.close()
        if self._stopped:
            return "stopped"
        return "diverged" if self._divergence.message else "finished"

    def _tell_start(self, batches: int, size: int) -> None:
        """Of the epoch under way the figures of the batches that are done are told again."""
        parameters, begins = total_cost(self._network).parameters, self._begins
        counts = len(self._training), len(self._validation), batches
        self._send(
            RunStarted(
                *counts,
                self._plan.epochs,
                parameters,
                self._feed.reason,
                begins.epoch,
                begins.batch,
                self._fingerprint,
                joined(begins.notes, " "),
            )
        )
        if begins.batches:
            told = {name: tuple(values.astype(float).tolist()) for name, values in begins.batches.items()}
            self._send(BatchesDone(begins.epoch + 1, 0, told, min(begins.batch * size, counts[0]), 0.0))
        for text in (self._feed.reason, *begins.notes):
            if text:
                print(text)

    def _work(self, size: int) -> Iterator[Work]:
        """The batches of all epochs: of each those of `size`, then what is left as a smaller one."""
        for epoch in range(self._begins.epoch + 1, self._plan.epochs + 1):
            order = self._order(epoch)
            done = size * (self._begins.batch if epoch == self._begins.epoch + 1 else 0)
            whole = max(done, len(order) // size * size)
            for part in (order[done:whole].reshape(-1, size), order[whole:].reshape(1, -1)):
                if part.size:
                    yield Work(part, epoch)

    def _order(self, epoch: int) -> Rows:
        if self._balanced:
            return balanced_order(self._training, self._targets[self._training], seed=self._plan.seed, epoch=epoch)
        return epoch_order(self._training, seed=self._plan.seed, epoch=epoch)

    def _one_epoch(self, epoch: int, size: int, batches: int, blocks: Blocks) -> None:
        means = {name: np.full(batches, np.nan) for name in self.learner.names}
        self.epoch, self.batch, seconds = epoch, 0, 0.0
        if epoch == self._begins.epoch + 1:
            self.batch, seconds = self._begins.batch, self._begins.seconds
            for name, values in self._begins.batches.items():
                means[name][: self.batch] = values
        while self.batch < batches and not self._stopped:
            block, waited = self._next_block(blocks)
            if block is not None:
                seconds += waited + self._do_batches(block, means, waited, seconds)
        self._divergence.look_at_losses(epoch, means[LOSS][: self.batch])
        if self._stopped and self.batch < batches:
            self._write_snapshot(epoch - 1, self.batch, done_of(means, self.batch, seconds))
            return
        self._end_epoch(epoch, means, seconds, size)

    def _next_block(self, blocks: Blocks) -> tuple[Block | None, float]:
        """The next samples, and the seconds that they took to come; None if the run was stopped meanwhile."""
        waited = 0.0
        while not self._stopped:
            began = time.perf_counter()
            block = next(blocks)
            waited += time.perf_counter() - began
            if block is not None:
                return block, waited
            self._answer_commands()
        return None, waited

    def _do_batches(self, block: Block, means: Means, waited: float, before: float) -> float:
        """Trains on the batches of the block until they are done or the run is stopped.

        Fills in the figures of each batch, (batches of the epoch,) by name; gives the seconds that it took. `waited`:
        the seconds that the samples took to come, which the first of the batches are told to have taken as well;
        `before`: the seconds of the epoch until then.
        """
        self.learner.take(block)
        size = block.batches.shape[1]
        start, done, total = self.batch, 0, 0.0
        while done < block.steps:
            self._answer_commands()
            if self._stopped:
                break
            count = self._pace.steps(self._up_to_pause(block.steps - done))
            began = time.perf_counter()
            figures = self.learner.train(done, count)
            seconds = time.perf_counter() - began
            self._pace.took(count, size, seconds)
            total += seconds
            for name, values in figures.items():
                means[name][self.batch : self.batch + count] = values
            done += count
            self.batch = start + done
            self._report(self.batch - count, figures, count * size, seconds + (0.0 if total > seconds else waited))
            self._keep_at_times(means, before + waited + total)
            self._count_down(count, is_last=self.batch == len(means[LOSS]))
        return total

    def _keep_at_times(self, means: Means, seconds: float) -> None:
        """Inside a long epoch the state is written now and then, so that little is lost however the process ends."""
        if self.batch < len(means[LOSS]) and self._partials.are_due and self.writer.is_idle:
            with self._partials.writing():
                self._write_snapshot(self.epoch - 1, self.batch, done_of(means, self.batch, seconds))

    def _report(self, first: int, figures: Figures, samples: int, seconds: float) -> None:
        told = {name: tuple(values.astype(float).tolist()) for name, values in figures.items()}
        self._send(BatchesDone(self.epoch, first, told, samples, seconds))

    def _end_epoch(self, epoch: int, means: Means, seconds: float, size: int) -> None:
        """Means are over samples: the last batch may be smaller than the others."""
        count = len(self._training)
        weights = np.full(-(-count // size), size)
        weights[-1] = count - size * (len(weights) - 1)
        figures = {name: float(np.average(values, weights=weights)) for name, values in means.items()}
        figures |= self._validate()
        speed = count / seconds if seconds > 0 else 0.0
        self._send(EpochDone(epoch, figures, seconds, speed))
        self._reason = self._watches.look(figures)
        is_over = epoch == self._plan.epochs or self._stopped or bool(self._reason)
        if is_over or self._epochs_to_go == 1 or not self.writer.is_behind:
            self._write_snapshot(epoch, 0)
        if self._epochs_to_go:
            self._epochs_to_go -= 1
            if not self._epochs_to_go and not is_over:
                self._pause()

    def _validate(self) -> dict[str, float]:
        """The figures over the validation samples; none without any, or if stopped before all were seen."""
        parts, done, told = [], 0, time.monotonic()
        with closing(self.learner.evaluate_in_parts(self._feed, self._validation)) as found:
            for part in found:
                if part is not None:
                    parts.append(part)
                    done += len(part[LOSS])
                if done == len(self._validation):
                    break
                if time.monotonic() - told >= SIGN_SECONDS:
                    told = time.monotonic()
                    self._send(Validating(self.epoch, done, len(self._validation)))
                self._answer_commands()
                if self._stopped:
                    return {}
        return {VALIDATION + name: figure for name, figure in self.learner.over_all(parts).items()}

    def _answer_commands(self) -> None:
        self._answer(False)
        while self._paused and not self._stopped:
            self._answer(True)

    def _pause(self) -> None:
        if not self._paused:
            self._paused = True
            self._send(RunPaused(self.epoch, self.batch))

    def _up_to_pause(self, left: int) -> int:
        return min(left, self._batches_to_go) if self._batches_to_go else left

    def _count_down(self, count: int, *, is_last: bool) -> None:
        """Pauses after the batches that were asked for; after an epoch's last one when the epoch is over."""
        if self._batches_to_go:
            self._batches_to_go -= count
            if not self._batches_to_go:
                if is_last:
                    self._epochs_to_go = 1
                else:
                    self._pause()

    def _write_snapshot(self, epoch: int, batch: int, done: Tensors | None = None) -> None:
        """`done`: what is known of the epoch under way."""
        scale, state = self.learner.scale, self.learner.state() | dict(done or {})
        self._partials.written()
        position = Position(epoch, batch, scale.offsets, scale.factors, are_finite(state))
        self._divergence.look_at_weights(position)
        self.writer.write(state, position)
