"""What the window shows and does, in parts; a page takes the parts that it uses.

Everything here runs on one thread (the window's). Other threads hand their results over through `post`.
"""

from __future__ import annotations

from dataclasses import dataclass

from nnstudio.app.data import Data
from nnstudio.app.data_cache import DataCache
from nnstudio.app.doctor import Doctor
from nnstudio.app.document import Document
from nnstudio.app.engine_report import EngineReport
from nnstudio.app.files import Files
from nnstudio.app.kept_runs import KeptRuns
from nnstudio.app.model import Model
from nnstudio.app.notices import Notices
from nnstudio.app.preference_store import PreferenceStore
from nnstudio.app.run_resuming import RunResuming
from nnstudio.app.runs import Runs
from nnstudio.app.tasks import Tasks
from nnstudio.app.time_machine import TimeMachine
from nnstudio.app.training import Trainer


@dataclass(eq=False)
class Studio:
    """All parts.

    Attributes:
        document: the project and its undo.
        files: where the project is kept; opening and saving.
        data: what it learns from.
        training: the run under way, and the commands for it.
        runs: the project's runs, and the one that is shown.
        doctor: what goes wrong in the shown run.
        time: which epoch of the shown run is looked at.
        model: the shown run's model, to ask and to save.
        engine: what is told of the process that computes.
        preferences: the person's choices for all projects.
        cache: the data that is kept ready on this machine.
        tasks: long work with progress and Cancel.
        notices: what the person should know.
        kept_runs: naming, deleting and restoring runs.
        resuming: what can be done with runs that are over.
    """

    document: Document
    files: Files
    data: Data
    training: Trainer
    runs: Runs
    doctor: Doctor
    time: TimeMachine
    model: Model
    engine: EngineReport
    preferences: PreferenceStore
    cache: DataCache
    tasks: Tasks
    notices: Notices
    kept_runs: KeptRuns
    resuming: RunResuming

    def look_again(self) -> None:
        """Takes up what other programs did to the project meanwhile; called about once a second."""
        self.training.look_again()
        self.runs.look_again()
        self.files.look_again()
