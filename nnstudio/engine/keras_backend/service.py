"""What the engine process does: hears commands, answers questions step by step, and trains.

While a run is on, commands are heard and questions get their turn between its executions.
"""

from __future__ import annotations

import os
import queue
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import keras

from nnstudio.core.errors import StudioError
from nnstudio.core.training import BackendName
from nnstudio.core.words import say
from nnstudio.data.parts import check_trainable, parts_of, weights_of_classes
from nnstudio.data.store import open_dataset
from nnstudio.disk.refusal import refused_write
from nnstudio.engine.blocks import Blocks
from nnstudio.engine.fingerprint import fingerprint_of, inexact
from nnstudio.engine.keras_backend.answering import Answering
from nnstudio.engine.keras_backend.backends import backend_facts
from nnstudio.engine.keras_backend.beginning import begin
from nnstudio.engine.keras_backend.feeds import feed_for
from nnstudio.engine.keras_backend.models import Models
from nnstudio.engine.keras_backend.training_run import TrainingRun
from nnstudio.engine.messages import (
    Ask,
    Cancel,
    Command,
    ContinueRun,
    EngineReady,
    Event,
    PauseRun,
    RunEnded,
    RunEvent,
    Shutdown,
    StartRun,
    StopRun,
)

AGAIN_SECONDS = 5.0
Send = Callable[[Event], None]


class Service:
    """The engine's main loop.

    Attributes:
        inbox: commands, put there by the thread that reads the pipe.
    """

    def __init__(self, inbox: queue.Queue[Command], send: Send, blocks: Blocks) -> None:
        self.inbox = inbox
        self._send = send
        self._models = Models()
        self._questions = Answering(self._models, blocks, send)
        self._over = False
        self._ready: EngineReady

    def serve(self, ready: EngineReady) -> None:
        """Works until Shutdown."""
        self._send(ready)
        self._ready = ready
        while not self._over:
            try:
                command = self.inbox.get(timeout=self._patience)
            except queue.Empty:
                if self._questions.is_busy:
                    self._questions.step()
                else:
                    self._keep_again()
            else:
                self._handle(command)
        self._keep_again()

    @property
    def _patience(self) -> float | None:
        """How long to wait for a command before there is something else to do."""
        if self._questions.is_busy:
            return 0.0
        return AGAIN_SECONDS if self._models.unkept else None

    def _keep_again(self) -> None:
        """Tries to write the last state of a run that is over."""
        if self._models.unkept is not None and self._models.unkept.writer.try_again():
            self._models.unkept = None

    def _handle(self, command: Command) -> None:
        run = self._models.run
        match command:
            case StartRun() if run is not None:
                self._send(RunEnded("failed", say("Another run is under way."), run=command.run_folder))
            case StartRun():
                self._train(command)
            case PauseRun() | ContinueRun() | StopRun():
                if run is not None:
                    run.control(command)
            case Ask():
                self._questions.begin(command)
            case Cancel():
                self._questions.cancel(command.number)
            case Shutdown():
                self._over = True
                if run is not None:
                    run.control(StopRun())

    def _between_executions(self, wait: bool) -> None:
        """What a run has done between its executions; with `wait` there is something to be done."""
        if wait and not self._questions.is_busy:
            self._handle(self.inbox.get())
        while not self.inbox.empty():
            self._handle(self.inbox.get())
        if self._models.run is not None and not self._models.run.is_stopped:
            self._questions.turn(interrupted=lambda: not self.inbox.empty())

    def _train(self, command: StartRun) -> None:
        """Runs to the end; exactly one RunEnded follows, whatever happens."""

        def send(event: Event) -> None:
            self._send(replace(event, run=command.run_folder) if isinstance(event, RunEvent) else event)

        try:
            run = self._models.run = self._prepared(command, send)
            ended = RunEnded(run.run(), _closing_words(run), run.epoch)
        except StudioError as error:
            ended = RunEnded("failed", error.words)
        except MemoryError:
            ended = RunEnded("crashed", _memory_words())
        except Exception as error:  # noqa: BLE001 - whatever Keras raises must reach the person, with its traceback
            traceback.print_exc()
            ended = failure_of(error)
        run_over, self._models.run = self._models.run, None
        if run_over is not None and run_over.writer.problem:
            self._models.unkept = run_over
        send(ended)

    def _prepared(self, command: StartRun, send: Send) -> TrainingRun:
        """The run, ready to begin. Raises StudioError."""
        project = command.project
        dataset = open_dataset(Path(command.data_folder))
        parts = parts_of(dataset, project)
        check_trainable(parts)
        learner, begins = begin(command, parts)
        fingerprint = fingerprint_of(self._ready, dataset.content_hash)
        if begins.is_kept:
            begins = replace(begins, notes=(*begins.notes, *inexact(begins.kept.fingerprint, fingerprint)))
        batches = project.training.batches(len(parts.rows["training"]))
        learner.learn(parts.dataset.facts.targets, weights_of_classes(parts, project), batches)
        feed = feed_for(parts, project, learner.place, learner.device_memory)
        self._models.forget()
        return TrainingRun(command, parts, learner, begins, feed, send, self._between_executions, fingerprint)


def _closing_words(run: TrainingRun) -> str:
    if not run.writer.problem:
        return run.message
    unkept = say("Its last weights are not on the disk: {problem}", problem=run.writer.problem)
    return say("{message} {unkept}", message=run.message, unkept=unkept) if run.message else unkept


def failure_of(error: Exception) -> RunEnded:
    """How a run ended that Keras or the backend broke off."""
    text = str(error).strip().splitlines() or [""]
    if "RESOURCE_EXHAUSTED" in str(error) or type(error).__name__ == "ResourceExhaustedError":
        return RunEnded("crashed", _memory_words())
    if isinstance(error, OSError):
        return RunEnded("failed", refused_write(error.filename or "", error).words)
    return RunEnded("failed", f"{type(error).__name__}: {text[0]}")


def _memory_words() -> str:
    return say("Memory ran out. Make the network or the batch size smaller.")


def serve(inbox: queue.Queue[Command], send: Send, backend: BackendName, blocks: Blocks) -> None:
    """The engine process's whole work, once its pipe is set up."""
    version, device = backend_facts()
    Service(inbox, send, blocks).serve(EngineReady(backend, version, keras.__version__, device, os.getpid()))
