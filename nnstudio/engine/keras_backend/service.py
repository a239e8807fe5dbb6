"""What the engine process does: answers commands, one after the other; while a run is on, between its executions."""

from __future__ import annotations

import base64
import os
import queue
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np

from nnstudio.core.errors import StudioError
from nnstudio.core.network import titles
from nnstudio.core.project import Project
from nnstudio.core.training import BackendName
from nnstudio.core.words import say
from nnstudio.data.order import split_rows
from nnstudio.data.scaling import Scale, scale_of
from nnstudio.data.store import Dataset, open_dataset
from nnstudio.disk.atomic import replacing
from nnstudio.disk.folder import Folder, Stamp
from nnstudio.disk.refusal import refused_write
from nnstudio.engine.keras_backend.backends import backend_facts, learner_of
from nnstudio.engine.keras_backend.learner import Learner, means_of, weight_variables
from nnstudio.engine.keras_backend.training_run import TrainingRun
from nnstudio.engine.keras_backend.weights_file import load_weights
from nnstudio.engine.messages import (
    Command,
    ContinueRun,
    EngineReady,
    Evaluate,
    Evaluated,
    Event,
    LoadWeights,
    ModelRef,
    PauseRun,
    Predict,
    Predicted,
    RequestFailed,
    RunEnded,
    Saved,
    SaveModel,
    SaveWeights,
    ShowWeights,
    Shutdown,
    StartRun,
    StopRun,
    WeightsLoaded,
    WeightsShown,
)
from nnstudio.runs.run_folder import RunFolder
from nnstudio.runs.snapshots import (
    WEIGHTS,
    Forms,
    Position,
    epoch_name,
    most_bytes,
    newest_snapshot,
    read_chosen,
    read_position,
    snapshot_name,
    write_snapshot,
)

Request = Predict | Evaluate | ShowWeights | SaveWeights | LoadWeights | SaveModel
MOST_PICTURES = 4096
AGAIN_SECONDS = 5.0


@dataclass(frozen=True)
class _Held:
    """A model read from a snapshot, kept for the next request about it."""

    snapshot: tuple[Folder, str]
    changed: Stamp | None
    learner: Learner
    position: Position


class Service:
    """The engine's main loop.

    Attributes:
        inbox: commands, put there by the thread that reads the pipe.
    """

    def __init__(self, inbox: queue.Queue[Command], send: Callable[[Event], None]) -> None:
        self.inbox = inbox
        self._send = send
        self._run: TrainingRun | None = None
        self._held: _Held | None = None
        self._unkept: TrainingRun | None = None
        self._over = False

    def serve(self, ready: EngineReady) -> None:
        """Answers commands until Shutdown."""
        self._send(ready)
        while not self._over:
            try:
                command = self.inbox.get(timeout=AGAIN_SECONDS if self._unkept else None)
            except queue.Empty:
                self._keep_again()
            else:
                self._handle(command)
        self._keep_again()

    def _keep_again(self) -> None:
        """Tries to write the last state of a run that is over."""
        if self._unkept is not None and self._unkept.writer.try_again():
            self._unkept = None

    def _handle(self, command: Command) -> None:
        match command:
            case StartRun():
                self._train(command)
            case PauseRun() | ContinueRun() | StopRun():
                if self._run is not None:
                    self._run.control(command)
            case Shutdown():
                self._over = True
                if self._run is not None:
                    self._run.control(StopRun())
            case _:
                self._answer(command)

    def _answer_waiting(self, wait: bool) -> None:
        if wait:
            self._handle(self.inbox.get())
        while not self.inbox.empty():
            self._handle(self.inbox.get())

    def _train(self, command: StartRun) -> None:
        """Runs to the end; exactly one RunEnded follows, whatever happens."""
        try:
            dataset = open_dataset(Path(command.data_folder))
            learner = new_learner(command, scale_for(command.project, dataset))
            learner.load(dataset)
            self._held = None
            self._unkept = None
            self._run = TrainingRun(command, dataset, learner, self._send, self._answer_waiting)
            ended = RunEnded(self._run.run(), _closing_words(self._run), self._run.epoch)
        except StudioError as error:
            ended = RunEnded("failed", str(error))
        except MemoryError:
            ended = RunEnded("crashed", "The computer's memory ran out. Make the network or the batch size smaller.")
        except Exception as error:  # noqa: BLE001 - whatever Keras raises must reach the person, with its traceback
            traceback.print_exc()
            ended = failure_of(error)
        if self._run is not None and self._run.writer.problem:
            self._unkept = self._run
        self._run = None
        self._send(ended)

    def _answer(self, command: Request) -> None:
        try:
            self._send(self._answer_to(command))
        except StudioError as error:
            self._send(RequestFailed(command.request, error.message, error.where, error.fix))
        except Exception as error:  # noqa: BLE001 - as above
            traceback.print_exc()
            self._send(RequestFailed(command.request, f"{type(error).__name__}: {error}", type(command).__name__))

    def _answer_to(self, command: Request) -> Event:
        match command:
            case Predict():
                return self._predict(command)
            case Evaluate():
                return self._evaluate(command)
            case ShowWeights():
                return self._show_weights(command)
            case SaveWeights():
                learner, _ = self._learner(command.model)
                learner.sync()
                with _writing(command.path) as temporary:
                    learner.model.save_weights(temporary)
                return Saved(command.request, command.path)
            case SaveModel():
                learner, _ = self._learner(command.model)
                learner.sync()
                with _writing(command.path) as temporary:
                    learner.model.save(temporary)
                return Saved(command.request, command.path)
            case LoadWeights():
                return self._load_weights(command)

    def _predict(self, command: Predict) -> Event:
        count = command.shape[0]
        data = base64.b64decode(command.pixels, validate=True)
        if not 0 < count <= MOST_PICTURES or len(data) != np.prod(command.shape, dtype=np.int64):
            raise StudioError(f"{len(data):,} pixels are not {count} pictures.", where="Predict")
        learner, _ = self._learner(command.model)
        found = learner.predict(np.frombuffer(data, np.uint8).reshape(command.shape))
        return Predicted(command.request, tuple(tuple(row) for row in found.astype(float).tolist()))

    def _evaluate(self, command: Evaluate) -> Event:
        learner, _ = self._learner(command.model)
        dataset = open_dataset(Path(command.data_folder))
        if self._run is None or learner is not self._run.learner:
            learner.load(dataset)
        found = learner.evaluate(np.arange(len(dataset.y_test), dtype=np.int32), test=True)
        return Evaluated(command.request, means_of(found), len(dataset.y_test))

    def _show_weights(self, command: ShowWeights) -> Event:
        learner, position = self._learner(command.model)
        learner.sync()
        name = f"{WEIGHTS}{command.node}/kernel"
        variable = weight_variables(learner.model).get(name)
        if variable is None:
            raise StudioError("has no kernel to show.", where=command.node, fix="Choose a Dense or Conv2D layer.")
        live = RunFolder.at(Path(command.model.run_folder)).live
        write_snapshot(live, Path(command.path).name, {"kernel": np.array(variable.numpy())}, position)
        return WeightsShown(command.request, command.node, command.path, position.epoch, position.batch)

    def _load_weights(self, command: LoadWeights) -> Event:
        run = RunFolder.at(Path(command.run_folder))
        project = run.read_project()
        learner = learner_of(project, scale_for(project, open_dataset(Path(command.data_folder))))
        load_weights(Path(command.path), learner.model, titles(project.network))
        learner.take_up()
        position = Position(0, 0, learner.scale.offset, learner.scale.factor)
        name = snapshot_name(position)
        sha256 = write_snapshot(run.snapshots, name, learner.state(), position)
        return WeightsLoaded(command.request, str(run.snapshots.path / name), sha256)

    def _learner(self, model: ModelRef) -> tuple[Learner, Position]:
        """The model asked for: the one in training, one whose last state isn't on the disk, or one of a snapshot."""
        path = Path(model.run_folder)
        for run in (self._run, self._unkept):
            if run is not None and run.folder == path and model.epoch is None:
                scale = run.learner.scale
                return run.learner, Position(max(0, run.epoch - 1), run.batch, scale.offset, scale.factor)
        run_folder = RunFolder.at(path)
        name = _snapshot_of(run_folder, model.epoch)
        snapshot, changed = (run_folder.snapshots, name), run_folder.snapshots.stamp(name)
        if self._held is None or (self._held.snapshot, self._held.changed) != (snapshot, changed):
            self._held = _Held(snapshot, changed, *_read_learner(run_folder, name))
        return self._held.learner, self._held.position


def _closing_words(run: TrainingRun) -> str:
    if not run.writer.problem:
        return run.message
    unkept = say("Its last weights are not on the disk: {problem}", problem=run.writer.problem)
    return f"{run.message} {unkept}".strip()


def scale_for(project: Project, dataset: Dataset) -> Scale:
    """How the project brings this data's pixels to its network; figures come from its training pictures alone."""
    rows, _ = split_rows(
        dataset.y_train, validation_share=project.training.validation_share, limit=project.data.training_limit
    )
    return scale_of(dataset, project.data.scaling, rows)


def new_learner(command: StartRun, scale: Scale) -> Learner:
    """A learner for a run: fresh weights from the seed, or those of a snapshot."""
    learner = learner_of(command.project, scale)
    if command.start_from:
        start = Path(command.start_from)
        _restore(learner, RunFolder.at(start.parent.parent).snapshots, start.name, command.project)
    return learner


def failure_of(error: Exception) -> RunEnded:
    """How a run ended that Keras or the backend broke off."""
    text = str(error).strip().splitlines() or [""]
    if "RESOURCE_EXHAUSTED" in str(error) or type(error).__name__ == "ResourceExhaustedError":
        return RunEnded("crashed", "The device's memory ran out. Make the network or the batch size smaller.")
    if isinstance(error, OSError):
        return RunEnded("failed", str(refused_write(error.filename or "", error)))
    return RunEnded("failed", f"{type(error).__name__}: {text[0]}")


def serve(inbox: queue.Queue[Command], send: Callable[[Event], None], backend: BackendName) -> None:
    """The engine process's whole work, once its pipe is set up."""
    version, device = backend_facts()
    Service(inbox, send).serve(EngineReady(backend, version, keras.__version__, device, os.getpid()))


@contextmanager
def _writing(path: str) -> Iterator[Path]:
    """As `replacing`; a disk that refuses is a StudioError."""
    try:
        with replacing(Path(path)) as temporary:
            yield temporary
    except OSError as error:
        raise refused_write(path, error) from error


def _snapshot_of(run: RunFolder, epoch: int | None) -> str:
    name = newest_snapshot(run.snapshots) if epoch is None else epoch_name(epoch)
    if name is None or run.snapshots.kind(name) is None:
        raise StudioError("keeps no weights there.", where=f"Run {run.number}", fix="Train, then try again.")
    return name


def _read_learner(run: RunFolder, name: str) -> tuple[Learner, Position]:
    project = run.read_project()
    position = read_position(run.snapshots, name, most=most_bytes(project.network))
    learner = learner_of(project, Scale(position.offset, position.factor))
    _restore(learner, run.snapshots, name, project)
    return learner, position


def _restore(learner: Learner, folder: Folder, name: str, project: Project) -> None:
    """Takes over the snapshot's weights; shapes are compared before any is read. Raises StudioError."""

    def choose(forms: Forms) -> tuple[str, ...]:
        try:
            return learner.needed(forms)
        except ValueError as error:
            where = str(folder.path / name)
            raise StudioError(f"does not fit its run's network: {error}.", where=where) from error

    learner.restore(read_chosen(folder, name, choose, most=most_bytes(project.network)))
