"""One run's folder, and the names of what the studio writes there."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from nnstudio.core.errors import StudioError
from nnstudio.core.project import MOST_BYTES, Project, project_from_json, project_to_json
from nnstudio.core.sources import FolderSource
from nnstudio.core.words import say
from nnstudio.disk.folder import Folder
from nnstudio.disk.hold import HELD
from nnstudio.runs.run_log import RUN_LOG, SNAPSHOT_NAME, Begun, first_entry

RUNS = "runs"
PROJECT_FILE = "project.json"
LABELS = "runs.log"
SNAPSHOTS = "snapshots"
LIVE = "live"
_TOLD = ".resumed"
MOST_NUMBER = 10**9
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
_DELETED = re.compile(r"([1-9][0-9]{0,8})\.deleted")
_OURS = {
    "": re.compile(rf"({re.escape(PROJECT_FILE)}|{re.escape(RUN_LOG)}|{HELD})"),
    SNAPSHOTS: SNAPSHOT_NAME,
    LIVE: re.compile(r"kernel-[0-9]\.safetensors"),
}


@dataclass(frozen=True)
class RunFolder:
    """One run's files.

    Attributes:
        number: counts from 1 in its project.
        files: the folder.
    """

    number: int
    files: Folder

    @staticmethod
    def at(path: Path) -> RunFolder:
        """The run whose folder is at that path in its project, as `path` told it to another process."""
        number = int(path.name) if _NUMBER.fullmatch(path.name) else 0
        return RunFolder(number, Folder(path.parent.parent) / path.parent.name / path.name)

    @property
    def path(self) -> Path:
        """Where it is, for messages and other processes."""
        return self.files.path

    @property
    def snapshots(self) -> Folder:
        """Where its snapshots are."""
        return self.files / SNAPSHOTS

    @property
    def live(self) -> Folder:
        """Where kernels are written while a page watches them."""
        return self.files / LIVE

    def read_project(self) -> Project:
        """The project as it was when the run began, with its data named by what was there. Raises StudioError."""
        project = read_project(self.files)
        source = project.data.source
        if isinstance(source, FolderSource) and source.published and source.found is None:
            source = source.recalled(self._content_hash())
        return replace(project, data=replace(project.data, source=source))

    def _content_hash(self) -> str:
        """That of the data it learned from; empty where that isn't known."""
        try:
            begun = first_entry(self.files)
        except StudioError:
            return ""
        return begun.data if isinstance(begun, Begun) else ""

    def check(self) -> None:
        """Raises NotPlainError if a link, a pipe or another such thing stands at a place that is used."""
        there = self.files.entries()  # once: a project may have a thousand runs
        for name in (PROJECT_FILE, RUN_LOG, HELD, SNAPSHOTS, LIVE):
            if there.get(name) == "other":
                self.files.check_plain(name)
        for name in (SNAPSHOTS, LIVE):
            if there.get(name) == "folder":
                folder = self.files / name
                for entry, kind in folder.entries().items():
                    if kind == "other" and _OURS[name].fullmatch(entry):
                        folder.check_plain(entry)

    def remove(self) -> bool:
        """Removes what the studio wrote, by name; whether the folder is gone. Anything else stays, set aside."""
        for part, ours in reversed(_OURS.items()):
            folder = self.files / part if part else self.files
            folder.sweep()
            for name, kind in folder.entries().items():
                if kind == "file" and ours.fullmatch(name):
                    folder.remove_file(name)
            if part:
                self.files.remove_folder(part)
        above = self.files.parent
        if above.remove_folder(self.files.inside[-1]):
            return True
        above.set_aside(self.files.inside[-1])
        return False

    def write_project(self, project: Project) -> None:
        """The project that the run is of from now on. Raises DiskError."""
        self.files.write(PROJECT_FILE, project_to_json(project).encode("utf-8", "surrogatepass"))

    def tell_resumed(self) -> None:
        """Has other programs see that the run goes on, though it was over: the folder of all runs changes."""
        with suppress(StudioError):  # they see it when they open the project anew
            self.files.parent.make(_TOLD, may_exist=True)
            self.files.parent.remove_folder(_TOLD)

    def sweep(self) -> None:
        """Removes what a killed process left half written."""
        for folder in (self.files, self.snapshots, self.live):
            folder.sweep()


def is_run_name(name: str) -> bool:
    """Whether a run's folder can have that name."""
    return _NUMBER.fullmatch(name) is not None


def run_folders(project: Folder) -> dict[int, RunFolder]:
    """The folders of runs in a project, by number. Other things that lie there are not looked at."""
    runs = project / RUNS
    project.check(RUNS, "folder")
    return {
        int(name): RunFolder(int(name), runs / name)
        for name, kind in runs.entries().items()
        if _NUMBER.fullmatch(name) and kind == "folder"
    }


def deleted_name(number: int) -> str:
    """What a run's folder is called from its deletion until it is removed or restored."""
    return f"{number}.deleted"


def is_deleted_name(name: str) -> bool:
    """Whether a deleted run's folder can have that name."""
    return _DELETED.fullmatch(name) is not None


def deleted_folders(project: Folder) -> dict[int, RunFolder]:
    """The folders of deleted runs that are not removed yet, by number."""
    runs = project / RUNS
    found = ((_DELETED.fullmatch(name), name, kind) for name, kind in runs.entries().items())
    return {
        int(match[1]): RunFolder(int(match[1]), runs / name)
        for match, name, kind in found
        if match and kind == "folder"
    }


def highest_number(project: Folder) -> int:
    """The highest number that a run of the project has, or had before it was set aside; 0: none."""
    names = (name.split(".", 1)[0] for name in (project / RUNS).entries())
    return max((int(name) for name in names if _NUMBER.fullmatch(name)), default=0)


def read_project(folder: Folder) -> Project:
    """The project in the folder. Raises StudioError, with the advice to choose another folder if it has none."""
    try:
        data = folder.read(PROJECT_FILE, MOST_BYTES)
    except StudioError as error:
        if not error.fix:
            error.fix = say("Choose a folder made by NN Studio.")
        raise
    return project_from_json(data, str(folder.path / PROJECT_FILE))
