"""Commands that use an engine: train, evaluate, predict."""

from __future__ import annotations

import argparse
import base64
import contextlib
import json
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from nnstudio.app.run_service import RecordedSession, begin_run
from nnstudio.app.run_state import Ended, Idle, RunState, fold
from nnstudio.cli.progress import TrainingDisplay, display_for, reading_progress
from nnstudio.cli.project_commands import open_folder
from nnstudio.core.errors import StudioError
from nnstudio.core.problems import check, errors
from nnstudio.core.project import Project
from nnstudio.core.training import BackendName
from nnstudio.data.arrays import Dataset
from nnstudio.data.pictures import bring_to_form, read_picture
from nnstudio.data.prepare import prepare
from nnstudio.engine.messages import (
    Answer,
    EngineOutput,
    EngineReady,
    Evaluate,
    Evaluated,
    ModelRef,
    Predict,
    Predicted,
    RequestFailed,
    RunEnded,
    StopRun,
)
from nnstudio.engine.session import EngineSession
from nnstudio.runs.project_folder import ProjectFolder, RunFolder
from nnstudio.runs.snapshots import newest_snapshot


def train(given: argparse.Namespace) -> int:
    """Trains a new run; 0 if it finished, 1 if it failed or was stopped."""
    folder = open_folder(given.project)
    project = _with_options(folder.read_project(), given)
    problems = errors(check(project))
    if problems:
        raise StudioError(str(problems[0]), where=folder.title)
    dataset = _dataset(project)
    with _engine(given.backend) as session, display_for(given.json) as display:
        run, command = begin_run(folder, project, dataset, given.backend)
        session.start_run(folder, run, command)
        ended = _follow(session, display)
    if not given.json:
        _tell_end(ended, run, folder)
    return 0 if ended.status == "finished" else 1


def evaluate(given: argparse.Namespace) -> int:
    """Prints loss and accuracy on the test pictures."""
    folder = open_folder(given.project)
    run = _run_of(folder, given.run)
    dataset = _dataset(run.read_project())
    with _engine(given.backend) as session:
        found = _ask(session, Evaluate(1, ModelRef(str(run.path)), str(dataset.folder)))
    if not isinstance(found, Evaluated):
        raise TypeError(f"{type(found).__name__} does not answer Evaluate")
    if given.json:
        print(json.dumps({"loss": found.loss, "accuracy": found.accuracy, "samples": found.samples}))
    else:
        print(f"Loss {found.loss:.4f}, accuracy {found.accuracy:.2%} on {found.samples:,} test pictures")
    return 0


def predict(given: argparse.Namespace) -> int:
    """Prints the class of each picture and its probability."""
    folder = open_folder(given.project)
    run = _run_of(folder, given.run)
    known = run.read_project().known
    pixels = np.stack([bring_to_form(read_picture(path), known).pixels for path in given.pictures])
    count, height, width, channels = pixels.shape
    data = base64.b64encode(pixels.tobytes()).decode()
    with _engine(given.backend) as session:
        found = _ask(session, Predict(1, ModelRef(str(run.path)), (count, height, width, channels), data))
    if not isinstance(found, Predicted):
        raise TypeError(f"{type(found).__name__} does not answer Predict")
    answers = []
    for path, row in zip(given.pictures, found.probabilities, strict=True):
        best = int(np.argmax(row))
        probabilities = dict(zip(known.class_names, row, strict=True))
        answers.append(
            {
                "path": str(path),
                "label": known.class_names[best],
                "probability": row[best],
                "probabilities": probabilities,
            }
        )
    if given.json:
        print(json.dumps(answers))
    else:
        for answer in answers:
            print(f"{answer['path']}: {answer['label']} ({answer['probability']:.1%})")
    return 0


def _with_options(project: Project, given: argparse.Namespace) -> Project:
    named = ("epochs", "seed", "batch_size", "learning_rate")
    options = {name: getattr(given, name) for name in named if getattr(given, name) is not None}
    return replace(project, training=replace(project.training, **options))


def _dataset(project: Project) -> Dataset:
    with reading_progress(project.known.title) as report:
        return prepare(project.data, progress=report, cancelled=lambda: False)


@contextlib.contextmanager
def _engine(backend: BackendName) -> Iterator[RecordedSession]:
    session = EngineSession(backend)
    try:
        yield RecordedSession(session)
    finally:
        session.close()


def _follow(session: RecordedSession, display: TrainingDisplay) -> Ended:
    """Shows the run's events until its end. Ctrl-C asks it to stop; its weights are kept."""
    state: RunState = Idle()
    with _interrupt_stops(session):
        while True:
            event = session.next_event(1.0)
            if event is None or isinstance(event, EngineReady | EngineOutput):
                display.show(state, event)
                continue
            if isinstance(event, Answer):
                continue
            state = fold(state, event)
            display.show(state, event)
            if isinstance(event, RunEnded) and isinstance(state, Ended):
                return state


@contextlib.contextmanager
def _interrupt_stops(session: RecordedSession) -> Iterator[None]:
    before = signal.signal(signal.SIGINT, lambda *_: session.send(StopRun()))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _ask(session: RecordedSession, request: Evaluate | Predict) -> Answer:
    session.send(request)
    while True:
        event = session.next_event()
        if isinstance(event, RequestFailed):
            raise StudioError(event.message, where=event.where, fix=event.fix)
        if isinstance(event, Answer):
            return event


def _run_of(folder: ProjectFolder, number: int | None) -> RunFolder:
    """That run, or the newest one that kept weights. Raises StudioError if there is none."""
    numbers = [run.number for run in folder.history.runs()]
    if number is not None and number not in numbers:
        raise StudioError(f"has no run {number}.", where=folder.title)
    for candidate in [number] if number is not None else numbers:
        run = folder.run(candidate)
        if newest_snapshot(run.snapshots) is not None:
            return run
    raise StudioError("has no trained weights.", where=folder.title, fix="Train it first: `nnstudio train`.")


def _tell_end(ended: Ended, run: RunFolder, folder: ProjectFolder) -> None:
    summary = folder.history.runs()[0]
    words = f"Run {run.number} {ended.status} after {summary.epochs_done} epochs."
    print(f"{words} {ended.message}".rstrip(), file=sys.stderr if ended.status != "finished" else sys.stdout)
    if ended.status == "finished" and summary.accuracy is not None:
        checked = summary.validation_accuracy
        print(f"Accuracy {summary.accuracy:.2%}" + (f", validation {checked:.2%}" if checked is not None else ""))
