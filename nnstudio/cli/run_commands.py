"""Commands that use an engine: train, evaluate, predict."""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from nnstudio.app.asking import Asking
from nnstudio.app.going_on import (
    begin_branch,
    branch_point,
    is_unfinished,
    obstacle_to_resuming,
    resuming_of,
)
from nnstudio.app.going_on import resume as resume_begun
from nnstudio.app.run_service import BegunRun, RecordedSession, begin_run
from nnstudio.app.run_state import Ended, Idle, RunState, fold
from nnstudio.app.usable_weights import no_numbers, unusable_weights
from nnstudio.cli.plan_options import with_plan_options
from nnstudio.cli.progress import (
    TrainingDisplay,
    display_for,
    figure_text,
    figure_texts,
    finite,
    reading_progress,
)
from nnstudio.cli.project_commands import open_folder
from nnstudio.cli.terminal import tell
from nnstudio.core.errors import StudioError
from nnstudio.core.problems import check, errors
from nnstudio.core.project import Project
from nnstudio.core.sources import Facts, FolderSource
from nnstudio.core.training import BackendName
from nnstudio.core.training.figures import LOSS, figure_named, judged_by
from nnstudio.core.usual import with_source
from nnstudio.core.words import say
from nnstudio.data.forms import bring_to_form, has_form
from nnstudio.data.parts import check_trainable, parts_of
from nnstudio.data.pictures import read_picture
from nnstudio.data.prepare import prepare
from nnstudio.data.sources import reader_of
from nnstudio.data.store import Dataset
from nnstudio.engine.blocks import Blocks, read_block
from nnstudio.engine.messages import (
    Event,
    ModelRef,
    Moved,
    RunEvent,
    RunKeptAgain,
    RunNotKept,
    RunPart,
    Settled,
    StopRun,
)
from nnstudio.engine.questions import Answer, Evaluate, Predict, Predictions, QuestionFor
from nnstudio.engine.session import EngineSession
from nnstudio.runs.history import RunSummary
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.run_folder import RunFolder
from nnstudio.runs.snapshots import newest_snapshot

LOOK_SECONDS = 0.2
_INTERRUPTS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
Q = TypeVar("Q", bound=Answer)
R = TypeVar("R")


def train(given: argparse.Namespace) -> int:
    """Trains a new run, or a branch of one; 0 if it finished, 1 if it failed or was stopped."""
    folder = open_folder(given.project)
    number, epoch = given.origin or (0, None)
    project = folder.read_project()
    if number:
        origin = _summary_of(folder, number)
        epoch = branch_point(folder, number, epoch)
        project = folder.run(origin.number).read_project() if given.settings == "run" else project
    project, dataset = checked(with_plan_options(project, given), folder)
    _warn(project)

    def begin() -> BegunRun:
        if number and epoch is not None:
            return begin_branch(folder, number, epoch, project, dataset, given.backend)
        return begin_run(folder, project, dataset, given.backend)

    return _train(given, folder, given.backend, begin)


def resume(given: argparse.Namespace) -> int:
    """Goes on with a run; 0 if it finished, 1 if it failed or was stopped."""
    folder = open_folder(given.project)
    resuming = resuming_of(folder, _resumable(folder, given), given.epochs or 0)
    dataset = open_dataset_of(resuming.project)
    check_trainable(parts_of(dataset, resuming.project))
    return _train(given, folder, resuming.backend, lambda: resume_begun(folder, resuming, dataset, "train"))


def _resumable(folder: ProjectFolder, given: argparse.Namespace) -> RunSummary:
    """The run that is meant: of those that ended before they were done the newest, or the newest that can go on."""
    if given.run is not None:
        return _summary_of(folder, given.run)
    able = [run for run in folder.history.runs() if not obstacle_to_resuming(run, given.epochs or 0)]
    for run in (*filter(is_unfinished, able), *able):
        return run
    fix = "Say how many epochs more a finished run shall do: `--epochs`."
    raise StudioError("has no run to go on with.", where=folder.title, fix=fix)


def _summary_of(folder: ProjectFolder, number: int) -> RunSummary:
    summary = folder.history.run(number)
    if summary is None:
        raise StudioError(f"has no run {number}.", where=folder.title)
    return summary


def _train(
    given: argparse.Namespace, folder: ProjectFolder, backend: BackendName, begin: Callable[[], BegunRun]
) -> int:
    """Has an engine train what `begin` begins, until its end."""
    with _interrupt_noted() as interrupted, engine(backend) as session, display_for(given.json) as display:
        if interrupted.is_set():
            raise KeyboardInterrupt
        begun = begin()
        session.start_run(begun)
        unkept: dict[RunPart, str] = {}
        ended = _follow(session, display, interrupted, unkept)
    problem = session.keep_all() or unkept.get("weights", "")
    session.let_go()
    if not given.json:
        _tell_end(ended, begun.run, folder)
    if problem:
        tell(f"nnstudio: Not all of run {begun.run.number} is on the disk: {problem}", sys.stderr)
    return 0 if ended.status == "finished" and not problem else 1


def checked(project: Project, folder: ProjectFolder) -> tuple[Project, Dataset]:
    """The project with its data as it was found. Raises StudioError if it can't be trained."""
    _check(project, folder)
    dataset = open_dataset_of(project)
    project = with_source(project, dataset.source)
    _check(project, folder)  # again: only now it is known what the data is
    check_trainable(parts_of(dataset, project))
    return project, dataset


def _check(project: Project, folder: ProjectFolder) -> None:
    """Raises StudioError if the project can't be trained."""
    problems = errors(check(project))
    if problems:
        raise StudioError(str(problems[0]), where=folder.title)


def _things(facts: Facts) -> str:
    return "pictures" if facts.are_pictures else "samples"


def _warn(project: Project) -> None:
    """Tells what trains otherwise than a person may expect."""
    for problem in check(project):
        tell(f"{problem.severity}: {problem}", sys.stderr)


class NoNumbersError(StudioError):
    """Weights that give no numbers: the exit code says that the run failed, not that the request was wrong."""


def evaluate(given: argparse.Namespace) -> int:
    """Prints loss and metrics on the test pictures."""
    folder = open_folder(given.project)
    run = _run_of(folder, given.run)
    dataset = open_dataset_of(run.read_project())
    model = _model_of(run, given.epoch)
    with engine(given.backend) as session:
        found = ask(session, Evaluate(str(dataset.folder)), model, lambda answer: answer)
    are_numbers = math.isfinite(found.figures[LOSS])
    if given.json:
        figures = {name: finite(value) for name, value in found.figures.items()}
        tell(json.dumps({**figures, "samples": found.samples}))
    elif are_numbers:
        text = ", ".join(figure_texts(found.figures))
        tell(f"{text[:1].upper()}{text[1:]} on {found.samples:,} test {_things(dataset.facts)}")
    if not are_numbers:
        raise NoNumbersError(no_numbers(), where=f"Run {run.number}")
    return 0


def predict(given: argparse.Namespace) -> int:
    """Prints what the network gives for each picture, or for each row of numbers."""
    folder = open_folder(given.project)
    run = _run_of(folder, given.run)
    facts = run.read_project().facts
    samples = _rows(given.values, facts, run) if given.values else _pictures(given.pictures, facts, run)
    names = list(given.values or map(str, given.pictures))
    model = _model_of(run, given.epoch)
    with engine(given.backend) as session:
        found = _outputs(session, run, model, samples, facts)
    answers = [_answer(row, facts) for row in found]
    key = "values" if given.values else "path"
    if given.json:
        tell(json.dumps([{key: name, **answer.plain} for name, answer in zip(names, answers, strict=True)]))
    else:
        for name, answer in zip(names, answers, strict=True):
            tell(f"{name}: {answer.text}")
    return 0


def _pictures(paths: Sequence[Path], facts: Facts, run: RunFolder) -> npt.NDArray[Any]:
    """The pictures in the data's form. Raises StudioError for one that can't be read, or data without pictures."""
    where = f"Run {run.number}"
    if facts.are_vectors:
        names = ",".join(facts.column_names)
        raise StudioError("It learned from rows of numbers.", where=where, fix=f"Give them: --values {names}")
    if not has_form(facts) or not facts.class_names:
        raise StudioError("It did not learn to tell pictures apart.", where=where)
    if not paths:
        raise StudioError("no pictures are named.", where="predict")
    return np.stack([bring_to_form(read_picture(path, facts), facts).pixels for path in paths])


def _rows(texts: Sequence[str], facts: Facts, run: RunFolder) -> npt.NDArray[Any]:
    """The rows of numbers, (rows, columns). Raises StudioError if the run didn't learn from such, or one is none."""
    if not facts.are_vectors:
        raise StudioError("It did not learn from rows of numbers.", where=f"Run {run.number}")
    names = facts.column_names
    rows = [_numbers(text) for text in texts]
    for text, row in zip(texts, rows, strict=True):
        if len(row) != len(names):
            message = f"{text!r} has {len(row)} values instead of {len(names)}."
            raise StudioError(message, where="--values", fix=",".join(names))
    return np.array(rows, np.float32)


def _numbers(text: str) -> list[float]:
    try:
        row = [float(part) for part in text.split(",")]
    except ValueError:
        row = [math.nan]
    if not all(map(math.isfinite, row)):
        raise StudioError(f"{text!r} is not a row of numbers.", where="--values", fix="Write it like 5.1,3.5.")
    return row


def _outputs(
    session: RecordedSession, run: RunFolder, model: ModelRef, samples: npt.NDArray[Any], facts: Facts
) -> list[tuple[float, ...]]:
    """What the network gives for each sample: a probability for each class, or the numbers.

    Raises StudioError if the run's network doesn't give as many, NoNumbersError if they are not numbers.
    """

    def read(answer: Predictions) -> npt.NDArray[np.float32]:
        return np.array(read_block(answer.outputs))

    found = ask(session, lambda blocks: Predict(blocks.write(samples)), model, read)
    if found.shape != (len(samples), facts.outputs):
        kind = "classes" if facts.class_names else "numbers"
        raise StudioError(f"its network does not give {facts.outputs} {kind}.", where=f"Run {run.number}")
    if not np.isfinite(found).all():
        raise NoNumbersError(no_numbers(), where=f"Run {run.number}")
    rows: list[tuple[float, ...]] = [tuple(row) for row in found.astype(float).tolist()]
    return rows


@dataclass(frozen=True)
class _Answer:
    """What the network says of a sample: for programs, and for people."""

    plain: dict[str, object]
    text: str


def _answer(row: tuple[float, ...], facts: Facts) -> _Answer:
    if not facts.class_names:
        named = dict(zip(facts.targets.names, row, strict=True))
        return _Answer({"outputs": named}, ", ".join(f"{name} {value:.6g}" for name, value in named.items()))
    best = int(np.argmax(row))
    label = facts.class_names[best]
    plain: dict[str, object] = {
        "label": label,
        "probability": finite(row[best]),
        "probabilities": dict(zip(facts.class_names, map(finite, row), strict=True)),
    }
    return _Answer(plain, f"{label} ({row[best]:.1%})")


def open_dataset_of(project: Project) -> Dataset:
    """The project's data. What is missing is downloaded; if that fails too, the error says where was searched."""
    source = project.data.source
    try:
        with reading_progress(say(source.title)) as report:
            dataset = prepare(source, progress=report, cancelled=lambda: False)
    except StudioError as error:
        reader = reader_of(source)
        if not reader.searched or reader.locate() is not None:
            raise
        searched = f"{error.fix} Searched on this machine: {reader.searched}."
        raise StudioError(error.message, where=error.where, fix=searched.strip()) from error
    except (OSError, RuntimeError) as error:  # a name that is too long, a home that nobody has
        where = f"The folder {source.folder[:200]}" if isinstance(source, FolderSource) else say(source.title)
        raise StudioError(f"can't be searched for data ({error}).", where=where) from error
    if dataset.source.said_title != say(source.title):  # not the published set, which goes by the project's word
        counts = f"{dataset.facts.training:,} + {dataset.facts.test:,} {_things(dataset.facts)}"
        tell(f"Data: {dataset.source.said_title}, {counts}", sys.stderr)
    return dataset


@contextlib.contextmanager
def engine(backend: BackendName) -> Iterator[RecordedSession]:
    """An engine that a terminal's Ctrl-C does not reach: the terminal sends it to every process of the command."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        session = EngineSession(backend)
    finally:
        signal.signal(signal.SIGINT, before)
    try:
        yield RecordedSession(session)
    finally:
        session.close()


def _follow(
    session: RecordedSession, display: TrainingDisplay, interrupted: threading.Event, unkept: dict[RunPart, str]
) -> Ended:
    """Shows the run's events until its end. Ctrl-C asks it to stop; its weights are kept.

    `unkept` is filled with what can't be written at the end, and why.

    Raises BrokenPipeError, once the run has stopped, if who reads our output stopped reading.
    """
    state: RunState = Idle()
    asked = False
    broken: BrokenPipeError | None = None
    while not isinstance(state, Ended):
        if not asked and (broken or interrupted.is_set()):
            session.send(StopRun())
            asked = True
        event = session.next_event(LOOK_SECONDS)
        if isinstance(event, RunEvent):
            state = fold(state, event)
        _note_unkept(unkept, event)
        if broken is None:
            try:
                display.show(state, event)
            except BrokenPipeError as error:
                broken = error
    if broken is not None:
        raise broken
    return state


def _note_unkept(unkept: dict[RunPart, str], event: Event | None) -> None:
    """Takes up what can't be written, or can be again, and tells when that begins and ends."""
    before = bool(unkept)
    if isinstance(event, RunNotKept):
        unkept[event.part] = event.problem
        if not before:
            tell(f"nnstudio: The run goes on, but can't be written to the disk: {event.problem}", sys.stderr)
    elif isinstance(event, RunKeptAgain):
        unkept.pop(event.part, None)
        if before and not unkept:
            tell("nnstudio: The run is written to the disk again.", sys.stderr)


@contextlib.contextmanager
def _interrupt_noted() -> Iterator[threading.Event]:
    """Ctrl-C, SIGTERM and SIGHUP are only noted: their handler can't send, as the session may be locked just then."""
    interrupted = threading.Event()
    before = {number: signal.signal(number, lambda *_: interrupted.set()) for number in _INTERRUPTS}
    try:
        yield interrupted
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def ask(
    session: RecordedSession,
    question: QuestionFor[Q] | Callable[[Blocks], QuestionFor[Q]],
    model: ModelRef,
    read: Callable[[Q], R],
) -> R:
    """Asks, waits, and gives what `read` makes of the answer, whose blocks are gone after that. Raises StudioError."""
    found: list[R] = []
    failures: list[StudioError] = []
    asking = Asking(lambda _: session, post=lambda call: call())
    asked = asking.ask(question, model, lambda answer: found.append(read(answer)), failures.append)
    while not asked.is_settled:
        event = session.next_event()
        if isinstance(event, Moved | Settled):
            asking.take(session, event)
    if failures:
        raise failures[0]
    return found[0]


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


def _model_of(run: RunFolder, epoch: int | None) -> ModelRef:
    """The run's weights after that epoch; None: its newest. Raises StudioError, with another epoch to use."""
    found = None if epoch is not None else unusable_weights(run)
    if found is None:
        return ModelRef(str(run.path), epoch)
    fix = ""
    if found.instead is not None:
        fix = f"Use the weights after epoch {found.instead}: --epoch {found.instead}."
    raise (StudioError if found.is_damaged else NoNumbersError)(found.problem, fix=fix)


def _tell_end(ended: Ended, run: RunFolder, folder: ProjectFolder) -> None:
    progress = ended.progress
    epochs = progress.epoch if progress.batch >= progress.batches_per_epoch else progress.epoch - 1
    words = f"Run {run.number} {ended.status} after {max(0, epochs)} epochs."
    tell(f"{words} {ended.message}".rstrip(), sys.stderr if ended.status != "finished" else sys.stdout)
    summary = folder.history.run(run.number)
    if ended.status == "finished" and summary is not None and summary.figures:
        tell(_best_known(summary.figures))
    found = unusable_weights(run)
    if found is not None and found.instead is not None:
        tell(f"Its last usable weights: nnstudio evaluate --run {run.number} --epoch {found.instead}", sys.stderr)


def _best_known(figures: Mapping[str, float]) -> str:
    """What a run is judged by, such as `Accuracy 97.80%, validation 96.51%`."""
    name = judged_by(figures)
    kind = figure_named(name)
    parts = [("", kind.name), ("validation ", name)]  # some are measured over validation samples alone
    return f"{kind.title} " + ", ".join(f"{on}{figure_text(kind, figures[at])}" for on, at in parts if at in figures)
