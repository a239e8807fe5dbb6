"""Real engines for tests: start one, run something on it, wait for what it says."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pytest

from nnstudio.core.project import Project, dense_project
from nnstudio.core.training import BackendName
from nnstudio.data.prepare import prepare
from nnstudio.data.store import Dataset
from nnstudio.engine.messages import Ask, EngineReady, Event, Failed, ModelRef, RunEnded, Settled, StartRun, Told
from nnstudio.engine.questions import Answer, Predict, Question, QuestionFor
from nnstudio.engine.session import EngineSession
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.run_folder import RunFolder
from nnstudio.runs.snapshots import Array, newest_snapshot, read_tensors

E = TypeVar("E")
A = TypeVar("A", bound=Answer)
PATIENCE = 120.0
# For tests with a fixture `lab`: what is the same code under both backends is tried with the one that starts sooner.
ON_ONE_BACKEND = pytest.mark.parametrize("lab", ["jax"], indirect=True)


def digits_project(epochs: int = 2, units: tuple[int, ...] = (16,), **training: object) -> Project:
    """A small dense project on the embedded digits."""
    project = dense_project("digits", units)
    return replace(project, training=replace(project.training, epochs=epochs, **training))  # type: ignore[arg-type]


def dataset_of(project: Project) -> Dataset:
    """The project's data, from the cache or its source; never from the net."""
    return prepare(project.data.source, progress=lambda *_: None, cancelled=lambda: False, allow_download=False)


@dataclass
class Lab:
    """One engine and a folder for its runs.

    Attributes:
        seen: all events so far.
        asked: the number of the last question.
    """

    session: EngineSession
    folder: ProjectFolder
    seen: list[Event] = field(default_factory=list)
    asked: int = 0

    @staticmethod
    def open(path: Path, backend: BackendName) -> Lab:
        """Starts an engine; its runs go to a project under `path`."""
        return Lab(EngineSession(backend), ProjectFolder.create(path / "lab.nnstudio", digits_project()))

    def start(self, project: Project, **options: object) -> RunFolder:
        """Starts a run of the project."""
        run, hold = self.folder.begin_run(project, self.session.backend)
        hold.release()  # nobody else looks at these runs
        data = dataset_of(project)
        self.session.send(StartRun(str(run.path), project, str(data.folder), **options))  # type: ignore[arg-type]
        return run

    def wait_for(self, kind: type[E], check: Callable[[E], bool] = lambda _: True) -> E:
        """The next event of that kind which `check` takes. Raises TimeoutError, or EOFError at the engine's end."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            event = self.session.next_event(1.0)
            if event is not None:
                self.seen.append(event)
            if isinstance(event, kind) and check(event):
                return event
        raise TimeoutError(f"no {kind.__name__} within {PATIENCE:.0f} s; seen {self.seen[-5:]}")

    def ready(self) -> EngineReady:
        """Waits until the engine is."""
        return self.wait_for(EngineReady)

    def train(self, project: Project, **options: object) -> RunFolder:
        """Trains a run to its end."""
        run = self.start(project, **options)
        ended = self.wait_for(RunEnded)
        assert ended.status == "finished", ended
        return run

    def send(self, question: Question, model: ModelRef | RunFolder) -> int:
        """Asks a question and gives its number."""
        self.asked += 1
        model = ModelRef(str(model.path)) if isinstance(model, RunFolder) else model
        self.session.send(Ask(self.asked, model, question))
        return self.asked

    def settled(self, number: int) -> Settled:
        """Waits until that question is."""
        return self.wait_for(Settled, lambda event: event.number == number)  # type: ignore[arg-type]

    def ask(self, question: QuestionFor[A], model: ModelRef | RunFolder) -> A:
        """Asks a question and waits for its answer."""
        told = self.settled(self.send(question, model))
        assert isinstance(told, Told), told
        assert isinstance(told.answer, question.answer)
        return told.answer  # type: ignore[return-value]

    def refused(self, question: Question, model: ModelRef | RunFolder) -> Failed:
        """Asks a question that can't be answered; why."""
        failed = self.settled(self.send(question, model))
        assert isinstance(failed, Failed), failed
        return failed

    def predict(self, run: ModelRef | RunFolder, pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        """What the run's network gives for stored pixels (n, h, w, c)."""
        blocks = self.session.blocks
        question = Predict(blocks.write(pixels))
        answer = self.ask(question, run)
        found = blocks.read(answer.outputs)
        blocks.remove((question, answer))
        return found

    def close(self) -> None:
        """Ends the engine."""
        self.session.close()


def weights_of(run: RunFolder) -> dict[str, Array]:
    """The run's newest weights."""
    snapshot = newest_snapshot(run.snapshots)
    assert snapshot is not None
    return read_tensors(run.snapshots, snapshot, "weights/")


def same_bits(first: dict[str, Array], second: dict[str, Array]) -> bool:
    """Whether both hold the same tensors, bit for bit."""
    return first.keys() == second.keys() and all(first[k].tobytes() == second[k].tobytes() for k in first)
