"""A studio without engine, files and network: a test sets its state by hand and reads what it was told.

The parts are the real ones' types; what pages see of them are plain attributes, and commands go to the FakeStudio,
whose methods a test may replace.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from nnstudio.app.asking import Asked
from nnstudio.app.curves import Curves
from nnstudio.app.data import Data
from nnstudio.app.data_cache import DataCache
from nnstudio.app.doctor import Doctor
from nnstudio.app.document import Document
from nnstudio.app.engine_report import EngineReport
from nnstudio.app.engines import EngineStatus
from nnstudio.app.files import Files
from nnstudio.app.going_on import Pauses, obstacle_to_resuming
from nnstudio.app.kept_runs import KeptRuns
from nnstudio.app.model import Model
from nnstudio.app.notices import Notice, Notices
from nnstudio.app.observable import Signal
from nnstudio.app.preference_store import PreferenceStore
from nnstudio.app.preferences import Preferences
from nnstudio.app.project_keeper import OpenAs
from nnstudio.app.run_resuming import RunResuming, Settings
from nnstudio.app.run_state import Ended, Idle, Progress, RunState, is_running
from nnstudio.app.runs import Runs
from nnstudio.app.studio import Studio
from nnstudio.app.tasks import Tasks
from nnstudio.app.time_machine import TimeMachine
from nnstudio.app.training import Trainer
from nnstudio.core.doctor import Finding, Remedy
from nnstudio.core.errors import StudioError
from nnstudio.core.problems import errors
from nnstudio.core.project import Project
from nnstudio.data.store import Dataset
from nnstudio.engine.messages import ModelRef
from nnstudio.runs.history import RunSummary
from nnstudio.runs.run_labels import RunLabel
from nnstudio.runs.run_log import EpochPoint
from nnstudio.ui.shell.poster import Poster


class FakeFiles(Files):
    """A project that lies nowhere."""

    folder: Path = Path("/projects/clothes.nnstudio")
    is_untitled: bool = False
    is_read_only: bool = False
    unsaved: str = ""

    def __init__(self, studio: FakeStudio) -> None:
        self.changed = Signal()
        self.leaving = Signal()
        self.held = Signal()
        self._studio = studio

    @property
    def title(self) -> str:
        return "Untitled" if self.is_untitled else "clothes"

    def new(self) -> None:
        self._studio.calls.append("new_project")

    def open(self, folder: Path, how: OpenAs = "own") -> bool:
        self._studio.calls.append(f"open_project {folder}" + ("" if how == "own" else f" {how}"))
        return True

    def save(self) -> None:
        self._studio.calls.append("save_project")

    def save_as(self, folder: Path) -> bool:
        self._studio.calls.append(f"save_project_as {folder}")
        return True


class FakeData(Data):
    """Data that a test gives."""

    def __init__(self, studio: FakeStudio) -> None:
        self.changed = Signal()
        self.dataset: Dataset | None = None
        self.problem: StudioError | None = None
        self.can_download = False
        self._studio = studio

    def read(self, *, download: bool = False) -> None:
        self._studio.calls.append("download_dataset" if download else "read_dataset")
        self._studio.have()


class FakeTrainer(Trainer):
    """Training that a test plays."""

    state: RunState = Idle()

    def __init__(self, studio: FakeStudio) -> None:
        self.changed = Signal()
        self.begun = Signal()
        self.ended = Signal()
        self._studio = studio

    @property
    def number(self) -> int | None:
        """A test plays the newest run."""
        runs = self._studio.runs
        return runs.all[0].number if runs.all else runs.shown

    @property
    def blocker(self) -> str:
        return self._studio.train_blocker

    @property
    def run_blocker(self) -> str:
        return "A run is under way." if is_running(self.state) else ""

    def start(self) -> None:
        self._studio.train()

    def pause(self) -> None:
        self._studio.pause()

    def resume(self) -> None:
        self._studio.resume()

    def step_batch(self) -> None:
        self._studio.step_batch()

    def step_epoch(self) -> None:
        self._studio.step_epoch()

    def stop(self) -> None:
        self._studio.stop()


class FakeRuns(Runs):
    """Runs that a test lists."""

    shown: int | None = None

    def __init__(self, studio: FakeStudio) -> None:
        self.changed = Signal()
        self.shown_changed = Signal()
        self.chosen_changed = Signal()
        self.chosen = ()
        self.all = ()
        self.curves = Curves()
        self.epoch = None
        self._studio = studio

    def show(self, number: int) -> None:
        self._studio.show_run(number)

    def points_of(self, number: int) -> tuple[EpochPoint, ...]:
        return self._studio.points.get(number, ())

    def project_of(self, number: int) -> Project:
        return self._studio.projects.get(number, self._studio.document.project)

    @property
    def project(self) -> Project | None:  # type: ignore[override]
        return self._studio.model.project or self._studio.document.project


class FakeKeptRuns(KeptRuns):
    """Runs that are changed in the test's own list."""

    is_read_only: bool = False
    restorable: tuple[int, ...] = ()

    def __init__(self, studio: FakeStudio) -> None:
        self.changed = Signal()
        self.sizes = {}
        self._studio = studio

    def label(self, numbers: Iterable[int], change: Callable[[RunLabel], RunLabel]) -> bool:
        runs, chosen = self._studio.runs, set(numbers)
        runs.all = tuple(replace(r, label=change(r.label)) if r.number in chosen else r for r in runs.all)
        runs.changed.emit()
        return True

    def delete(self, numbers: Iterable[int]) -> bool:
        self._studio.calls.append(f"delete_runs {' '.join(map(str, numbers))}")
        return True

    def restore(self) -> bool:
        self._studio.calls.append("restore_runs")
        return True

    def measure(self) -> None:
        self._studio.calls.append("measure_runs")


class FakeTime(TimeMachine):
    """Epochs that a test keeps."""

    def __init__(self, studio: FakeStudio) -> None:
        self.changed = Signal()
        self.kept = []
        self._studio = studio

    @property
    def stops(self) -> tuple[int | None, ...]:
        return (*self.kept[:-1], None)

    @property
    def epoch(self) -> int | None:
        return self._studio.runs.epoch

    def go_to(self, place: int) -> None:
        self._studio.runs.epoch = self.stops[max(0, min(place, len(self.stops) - 1))]
        self.changed.emit()

    def keep(self, *epochs: int) -> None:
        """Has the weights after these epochs."""
        self.kept = list(epochs)
        self.changed.emit()


class FakeDoctor(Doctor):
    """A doctor that finds what a test has it find."""

    def __init__(self, studio: FakeStudio) -> None:
        self.changed = Signal()
        self.findings = ()
        self._studio = studio

    def find(self, *findings: Finding) -> None:
        """Finds these."""
        self.findings = findings
        self.changed.emit()

    def attempt(self, remedy: Remedy) -> None:
        self._studio.calls.append(f"attempt {remedy.title}")


class FakeModel(Model):
    """A model that answers as a test has it."""

    ref: ModelRef | None = None
    project: Project | None = None

    def __init__(self, studio: FakeStudio) -> None:
        self._studio = studio

    def ask(self, *given: Any, **named: Any) -> Asked[Any]:
        return self._studio.ask(*given, **named)

    def predict(self, *given: Any, **named: Any) -> Asked[Any]:
        return self._studio.predict(*given, **named)

    def show_weights(self, *given: Any, **named: Any) -> Asked[Any]:
        return self._studio.show_weights(*given, **named)

    def save_weights(self, path: Path, done: Callable[[], None]) -> None:
        self._studio.save_weights(path, done)

    def load_weights(self, path: Path, done: Callable[[], None]) -> None:
        self._studio.load_weights(path, done)

    def save_model(self, path: Path, done: Callable[[], None]) -> None:
        self._studio.save_model(path, done)


class FakeEngine(EngineReport):
    """An engine that is ready."""

    status: EngineStatus = "ready"
    title: str = "TensorFlow 2.21.0 on CPU"

    def __init__(self) -> None:
        self.changed = Signal()
        self.output = Signal()
        self.log = ""


class FakeRunResuming(RunResuming):
    """Runs that go on as a test has it.

    Attributes:
        stepped: the run that steps go on with.
    """

    stepped: int | None = None

    def __init__(self, studio: FakeStudio) -> None:
        self._studio = studio

    def summary(self, number: int | None) -> RunSummary | None:
        return next((run for run in self._studio.runs.all if run.number == number), None)

    def obstacle(self, number: int | None, further: int = 0) -> str:
        run = self.summary(number)
        return "There is no run yet." if run is None else obstacle_to_resuming(run, further)

    def epochs_to_branch_from(self, number: int | None) -> tuple[int, ...]:
        run = self.summary(number)
        return tuple(range(run.epochs_done, -1, -1)) if run is not None else ()

    @property
    def stepped_run(self) -> int | None:
        return self.stepped

    def resume(self, number: int, further: int = 0, pauses: Pauses | None = None) -> None:
        self._studio.calls.append(f"resume_run {number} {further}")

    def branch(self, number: int, epoch: int | None, epochs: int, settings: Settings) -> None:
        self._studio.calls.append(f"branch {number} {epoch} {epochs} {settings}")


class FakePreferences(PreferenceStore):
    """Preferences that are kept nowhere."""

    def __init__(self, studio: FakeStudio) -> None:
        self.changed = Signal()
        self.now = Preferences()
        self._studio = studio

    def change(self, preferences: Preferences) -> None:
        self.now = preferences
        self._studio.preferred.append(preferences)
        self.changed.emit()


class FakeCache(DataCache):
    """Kept data that a test makes up."""

    def __init__(self, studio: FakeStudio) -> None:
        self.changed = Signal()
        self.kept = ()
        self._studio = studio

    @property
    def in_use(self) -> frozenset[str]:
        dataset = self._studio.data.dataset
        return frozenset({dataset.folder.name} if dataset is not None else ())

    def refresh(self) -> None:
        self.changed.emit()

    def let_go(self, folders: Collection[str]) -> None:
        self.kept = tuple(each for each in self.kept if each.folder not in folders or each.folder in self.in_use)
        self.changed.emit()

    def keep_within_limit(self) -> None:
        self._studio.calls.append("keep_within_limit")


class FakeStudio(Studio):
    """Holds what a test gives it.

    Attributes:
        blocker: why Train can't start although the project is fine.
        calls: the commands in order, with what they were given.
        points, projects: of kept runs, by number.
        preferred: all preferences taken up, oldest first.
        told: the notices that the person was shown.
    """

    files: FakeFiles
    data: FakeData
    training: FakeTrainer
    runs: FakeRuns
    doctor: FakeDoctor
    time: FakeTime
    model: FakeModel
    engine: FakeEngine
    preferences: FakePreferences
    cache: FakeCache
    kept_runs: FakeKeptRuns
    resuming: FakeRunResuming

    def __init__(self, project: Project) -> None:
        super().__init__(
            Document(project),
            FakeFiles(self),
            FakeData(self),
            FakeTrainer(self),
            FakeRuns(self),
            FakeDoctor(self),
            FakeTime(self),
            FakeModel(self),
            FakeEngine(),
            FakePreferences(self),
            FakeCache(self),
            Tasks(Poster().post),
            Notices(),
            FakeKeptRuns(self),
            FakeRunResuming(self),
        )
        self.blocker = ""
        self.points: dict[int, tuple[EpochPoint, ...]] = {}
        self.projects: dict[int, Project] = {}
        self.calls: list[str] = []
        self.preferred: list[Preferences] = []
        self.told: list[Notice] = []
        self.notices.told.connect(self.told.append)

    # What a test lets happen ------------------------------------------------------------------------------------

    def show(self, state: RunState) -> None:
        """Puts the run into that state and tells of it."""
        self.training.state = state
        self.training.changed.emit()

    def keep(self, *runs: RunSummary, shown: int | None = None) -> None:
        """Has these runs and tells of it."""
        self.runs.all, self.runs.shown = runs, shown
        self.runs.changed.emit()

    def have(
        self, dataset: Dataset | None = None, problem: StudioError | None = None, *, downloadable: bool = False
    ) -> None:
        """Has this data, or this problem, and tells of it."""
        self.data.dataset, self.data.problem, self.data.can_download = dataset, problem, downloadable
        self.data.changed.emit()

    def give_model(self, number: int = 1, project: Project | None = None) -> None:
        """Has a trained model, of that run, and tells of it."""
        self.model.ref, self.runs.shown = ModelRef(f"/runs/{number}", 10), number
        self.model.project = project or self.document.project
        self.show(Ended("finished", "", Progress(10, 40, 10, 40)))

    def lose_model(self) -> None:
        """Has no model, as before any run; tells nobody."""
        self.model.ref, self.model.project, self.runs.shown = None, None, None

    def look_again(self) -> None:
        """Nobody else does anything to the project."""

    # What is commanded ------------------------------------------------------------------------------------------

    @property
    def train_blocker(self) -> str:
        """Why Train can't start."""
        found = errors(self.document.problems)
        return str(found[0]) if found else self.blocker

    def show_run(self, number: int) -> None:
        """Another run is to be shown."""
        self.calls.append(f"show_run {number}")
        self.runs.shown = number
        self.runs.changed.emit()

    def save_weights(self, path: Path, done: Callable[[], None]) -> None:
        """Notes it."""
        self.calls.append(f"save_weights {path}")
        done()

    def load_weights(self, path: Path, done: Callable[[], None]) -> None:
        """Notes it."""
        self.calls.append(f"load_weights {path}")
        done()

    def save_model(self, path: Path, done: Callable[[], None]) -> None:
        """Notes it."""
        self.calls.append(f"save_model {path}")
        done()

    def ask(self, *given: Any, **named: Any) -> Asked[Any]:
        """A test that asks says what is answered."""
        raise NotImplementedError

    def predict(self, *given: Any, **named: Any) -> Asked[Any]:
        """As `ask`."""
        raise NotImplementedError

    def show_weights(self, *given: Any, **named: Any) -> Asked[Any]:
        """As `ask`."""
        raise NotImplementedError

    def train(self) -> None:
        """Notes it."""
        self.calls.append("train")

    def pause(self) -> None:
        """Notes it."""
        self.calls.append("pause")

    def resume(self) -> None:
        """Notes it."""
        self.calls.append("resume")

    def step_batch(self) -> None:
        """Notes it."""
        self.calls.append("step_batch")

    def step_epoch(self) -> None:
        """Notes it."""
        self.calls.append("step_epoch")

    def stop(self) -> None:
        """Notes it."""
        self.calls.append("stop")
