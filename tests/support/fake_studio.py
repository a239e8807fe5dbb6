"""A studio without engine, files and network: a test sets its state by hand and reads what it was told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from nnstudio.app.curves import Curves
from nnstudio.app.document import Document
from nnstudio.app.preferences import Preferences
from nnstudio.app.run_state import Ended, Idle, Progress, RunState
from nnstudio.app.studio import EngineStatus, Notice, OpenAs, Studio
from nnstudio.app.tasks import Tasks
from nnstudio.core.errors import StudioError
from nnstudio.core.problems import Problem, check, errors
from nnstudio.core.project import Project
from nnstudio.data.store import Dataset
from nnstudio.engine.messages import ModelRef
from nnstudio.runs.history import RunSummary
from nnstudio.ui.shell.poster import Poster


class FakeStudio(Studio):
    """Holds what a test gives it; what pages see of it are plain attributes under the interface's names.

    Attributes:
        blocker: why Train can't start although the project is fine.
        calls: the commands in order, with what they were given.
        preferred: all preferences taken up, oldest first.
        notices: what the person was told.
    """

    # On the class, in place of the interface's properties; those that can change in place are made anew below.
    run_state: RunState = Idle()
    curves: Curves = Curves()
    model: ModelRef | None = None
    model_project: Project | None = None
    engine_status: EngineStatus = "ready"
    engine_text: str = "TensorFlow 2.21.0 on CPU"
    engine_log: str = ""
    preferences: Preferences = Preferences()
    dataset: Dataset | None = None
    dataset_problem: StudioError | None = None
    can_download: bool = False
    project_folder: Path = Path("/projects/clothes.nnstudio")
    is_untitled: bool = False
    is_read_only: bool = False
    unsaved: str = ""
    runs: tuple[RunSummary, ...] = ()
    shown_run: int | None = None

    def __init__(self, project: Project) -> None:
        super().__init__()
        self.document = Document(project)
        self.tasks = Tasks(Poster().post)
        self.curves = Curves()
        self.blocker = ""
        self.calls: list[str] = []
        self.preferred: list[Preferences] = []
        self.notices: list[Notice] = []
        self.noticed.connect(self.notices.append)

    # What a test lets happen ------------------------------------------------------------------------------------

    def show(self, state: RunState) -> None:
        """Puts the run into that state and tells of it."""
        self.run_state = state
        self.run_changed.emit()

    def keep(self, *runs: RunSummary, shown: int | None = None) -> None:
        """Has these runs and tells of it."""
        self.runs, self.shown_run = runs, shown
        self.runs_changed.emit()

    def have(
        self, dataset: Dataset | None = None, problem: StudioError | None = None, *, downloadable: bool = False
    ) -> None:
        """Has this data, or this problem, and tells of it."""
        self.dataset, self.dataset_problem, self.can_download = dataset, problem, downloadable
        self.dataset_changed.emit()

    def give_model(self, number: int = 1, project: Project | None = None) -> None:
        """Has a trained model in hand, of that run, and tells of it."""
        self.model, self.shown_run = ModelRef(f"/runs/{number}", 10), number
        self.model_project = project or self.project
        self.show(Ended("finished", "", Progress(10, 40, 10, 40)))

    def lose_model(self) -> None:
        """Has no model in hand, as before any run; tells nobody."""
        self.model, self.model_project, self.shown_run = None, None, None

    # The interface ----------------------------------------------------------------------------------------------

    @property
    def problems(self) -> tuple[Problem, ...]:
        return check(self.project)

    @property
    def train_blocker(self) -> str:
        found = errors(self.problems)
        return str(found[0]) if found else self.blocker

    @property
    def project_title(self) -> str:
        return "Untitled" if self.is_untitled else "clothes"

    def prefer(self, preferences: Preferences) -> None:
        self.preferences = preferences
        self.preferred.append(preferences)
        self.preferences_changed.emit()

    def read_dataset(self, *, download: bool = False) -> None:
        self.calls.append("download_dataset" if download else "read_dataset")
        self.have()

    def new_project(self) -> None:
        self.calls.append("new_project")

    def open_project(self, folder: Path, how: OpenAs = "own") -> bool:
        self.calls.append(f"open_project {folder}" + ("" if how == "own" else f" {how}"))
        return True

    def look_again(self) -> None:
        """Nobody else does anything to the project."""

    def save_project(self) -> None:
        self.calls.append("save_project")

    def save_project_as(self, folder: Path) -> bool:
        self.calls.append(f"save_project_as {folder}")
        return True

    def show_run(self, number: int) -> None:
        self.calls.append(f"show_run {number}")
        self.shown_run = number
        self.runs_changed.emit()

    def save_weights(self, path: Path, done: Callable[[], None]) -> None:
        self.calls.append(f"save_weights {path}")
        done()

    def load_weights(self, path: Path, done: Callable[[], None]) -> None:
        self.calls.append(f"load_weights {path}")
        done()

    def save_model(self, path: Path, done: Callable[[], None]) -> None:
        self.calls.append(f"save_model {path}")
        done()

    def train(self) -> None:
        self.calls.append("train")

    def pause(self) -> None:
        self.calls.append("pause")

    def resume(self) -> None:
        self.calls.append("resume")

    def step_batch(self) -> None:
        self.calls.append("step_batch")

    def step_epoch(self) -> None:
        self.calls.append("step_epoch")

    def stop(self) -> None:
        self.calls.append("stop")
