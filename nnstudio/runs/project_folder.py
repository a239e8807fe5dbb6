"""A project on disk: `name.nnstudio/` with project.json, runs.sqlite and a folder for each run."""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.project import Project, project_from_json, project_to_json
from nnstudio.core.training import BackendName
from nnstudio.core.words import say
from nnstudio.runs.atomic import sync_folder, write_text
from nnstudio.runs.history import RunHistory, RunStatus

SUFFIX = ".nnstudio"
PROJECT_FILE = "project.json"


@dataclass(frozen=True)
class RunFolder:
    """One run's files.

    Attributes:
        number: counts from 1 in its project.
        path: the folder.
    """

    number: int
    path: Path

    @property
    def snapshots(self) -> Path:
        """Where its snapshots are."""
        return self.path / "snapshots"

    @property
    def live(self) -> Path:
        """Where kernels are written while a page watches them."""
        return self.path / "live"

    def read_project(self) -> Project:
        """The project as it was when the run began. Raises FormatError."""
        return _read_project(self.path / PROJECT_FILE)


class ProjectFolder:
    """A project's folder. Raises StudioError from every call if the disk refuses."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._history: RunHistory | None = None

    @staticmethod
    def create(path: Path, project: Project) -> ProjectFolder:
        """Makes the folder, with the project in it. Raises StudioError if something else is there."""
        try:
            _check_free(path)
            # Of two programs that make the same folder at once, one is told that it is there.
            path.mkdir(parents=True, exist_ok=path.exists())
        except FileExistsError as error:
            raise _taken(path) from error
        except (OSError, ValueError) as error:
            raise _refused(path, error) from error
        folder = ProjectFolder(path)
        folder.write_project(project)
        return folder

    @property
    def title(self) -> str:
        """The project's name for people."""
        return self.path.name.removesuffix(SUFFIX)

    @property
    def history(self) -> RunHistory:
        """The history of its runs."""
        if self._history is None:
            self._history = RunHistory(self.path / "runs.sqlite")
        return self._history

    def read_project(self) -> Project:
        """The project in it. Raises FormatError."""
        return _read_project(self.path / PROJECT_FILE)

    def write_project(self, project: Project) -> None:
        """Writes the project, whole or not at all."""
        try:
            write_text(self.path / PROJECT_FILE, project_to_json(project))
        except (OSError, ValueError) as error:
            raise _refused(self.path, error) from error

    def run(self, number: int) -> RunFolder:
        """The folder of that run."""
        return RunFolder(number, self.path / "runs" / str(number))

    def begin_run(self, project: Project, backend: BackendName, status: RunStatus = "training") -> RunFolder:
        """Starts a run: a line in the history, and a folder with the project as it is now."""
        run = self.run(self.history.begin(backend, status))
        try:
            # A folder of that number without a line in the history is from a start that did not get this far.
            shutil.rmtree(run.path, ignore_errors=True)
            run.snapshots.mkdir(parents=True)
            run.live.mkdir()
            write_text(run.path / PROJECT_FILE, project_to_json(project))
        except (OSError, ValueError) as error:
            self.forget_run(run)
            raise _refused(run.path, error) from error
        return run

    def forget_run(self, run: RunFolder) -> None:
        """Takes a run out of the history and its files off the disk."""
        self.history.forget(run.number)
        shutil.rmtree(run.path, ignore_errors=True)

    def copy_to(self, path: Path) -> ProjectFolder:
        """Copies the whole project, with its runs, to a new folder, whole or not at all. Raises StudioError."""
        partial = path.with_name(f".{secrets.token_hex(6)}.{path.name}")
        try:
            if self.path.resolve() in path.resolve().parents:
                raise StudioError(
                    say("lies inside the project itself."), where=str(path), fix=say("Choose another place.")
                )
            _check_free(path)
            shutil.copytree(self.path, partial)
            if path.exists():
                path.rmdir()
            partial.rename(path)
            sync_folder(path.parent)
        except (OSError, ValueError) as error:
            raise _refused(path, error) from error
        finally:
            shutil.rmtree(partial, ignore_errors=True)
        return ProjectFolder(path)


def with_suffix(path: Path) -> Path:
    """The path with the suffix of project folders."""
    if path.name in ("", ".."):
        return path  # a place, not a name
    return path if path.name.endswith(SUFFIX) else path.with_name(path.name + SUFFIX)


def is_project(path: Path) -> bool:
    """Whether the folder looks like a project."""
    try:
        return (path / PROJECT_FILE).is_file()
    except OSError:  # such as a name that is too long
        return False


def _read_project(path: Path) -> Project:
    try:
        data = path.read_bytes() if path.stat().st_size < 4_000_000 else b""
    except OSError as error:
        raise FormatError(
            say("can't be read ({reason}).", reason=error.strerror or error),
            where=str(path),
            fix=say("Choose a folder made by NN Studio."),
        ) from error
    return project_from_json(data, str(path))


def _check_free(path: Path) -> None:
    """Raises StudioError if something is there already; an empty folder is nothing."""
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise _taken(path)


def _taken(path: Path) -> StudioError:
    return StudioError(say("is there already."), where=str(path), fix=say("Choose another name."))


def _refused(path: Path, error: OSError | ValueError) -> StudioError:
    if isinstance(error, shutil.Error):  # a list of what could not be copied
        failures = error.args[0]
        reason: str = say(
            "{count} files can't be copied, the first one {file}", count=len(failures), file=failures[0][0]
        )
    else:
        reason = str(getattr(error, "strerror", None) or error)
    return StudioError(
        say("can't be written ({reason}).", reason=reason),
        where=str(path),
        fix=say("Choose a folder that you can write to."),
    )
