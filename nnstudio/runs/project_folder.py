"""A project on disk: `name.nnstudio/` with project.json, runs.sqlite and a folder for each run."""

from __future__ import annotations

import errno
import sys
from contextlib import suppress
from pathlib import Path

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.project import MOST_BYTES, Project, project_to_json
from nnstudio.core.training import BackendName
from nnstudio.core.words import say
from nnstudio.disk.folder import Folder, Stamp
from nnstudio.disk.hold import HELD, Hold, is_held
from nnstudio.disk.place import is_inside, new_folder
from nnstudio.disk.refusal import DiskError, NotPlainError, refused_write
from nnstudio.runs.branch import Branch
from nnstudio.runs.history import RunHistory, begun_now
from nnstudio.runs.history.file import INDEX_FILES
from nnstudio.runs.history.rows import INDEX
from nnstudio.runs.run_folder import (
    LABELS,
    LIVE,
    MOST_NUMBER,
    PROJECT_FILE,
    RUNS,
    SNAPSHOTS,
    RunFolder,
    deleted_folders,
    deleted_name,
    highest_number,
    is_deleted_name,
    is_run_name,
    read_project,
    run_folders,
)
from nnstudio.runs.run_log import Begun, RunStatus

SUFFIX = ".nnstudio"
_MOST_TRIES = 1000


class ProjectFolder:
    """A project's folder. Raises StudioError from every call if the disk refuses.

    Attributes:
        path: where it is.
        files: what is in it.
        history: its runs.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """The folder that stands there now, if one does: another one in its place later is not it."""
        self.path = path
        self.files = Folder(path)
        with suppress(DiskError):
            self.files = self.files.pinned()
        self._written: Stamp | None = None
        self.is_read_only = read_only
        self.history = RunHistory(self.files, read_only=read_only)

    @staticmethod
    def create(path: Path, project: Project) -> ProjectFolder:
        """Makes the folder with the project in it, whole or not at all. Raises StudioError if something is there."""
        with new_folder(path) as partial:
            ProjectFolder(partial).write_project(project)
        made = ProjectFolder(path)
        made._written = made.files.stamp(PROJECT_FILE)
        return made

    @property
    def title(self) -> str:
        """The project's name for people."""
        return self.path.name.removesuffix(SUFFIX)

    @property
    def has_runs(self) -> bool:
        """Whether anything stands where runs are."""
        return bool((self.files / RUNS).entries())

    def check(self) -> None:
        """Raises NotPlainError if a link, a pipe or another such thing stands where the studio reads or writes."""
        for name in (PROJECT_FILE, HELD, RUNS, LABELS, *INDEX_FILES):
            self.files.check_plain(name)
        if self.files.kind(RUNS) != "folder":
            return
        for name, kind in (self.files / RUNS).entries().items():
            if kind == "other" and is_run_name(name):
                (self.files / RUNS).check_plain(name)
        for run in run_folders(self.files).values():
            run.check()

    def read_project(self) -> Project:
        """The project in it."""
        self._written = self.files.stamp(PROJECT_FILE)
        return read_project(self.files)

    def write_project(self, project: Project) -> None:
        """Writes the project, whole or not at all. One that another program wrote meanwhile is kept beside it."""
        try:
            text = project_to_json(project).encode("utf-8", "surrogatepass")
        except ValueError as error:
            raise refused_write(self.path / PROJECT_FILE, error) from error
        if len(text) > MOST_BYTES:  # it could not be read again
            message = say("is larger than the {most} bytes a project can have.", most=MOST_BYTES)
            raise FormatError(message, where=str(self.path / PROJECT_FILE), fix=say("Undo what made it so large."))
        there = self.files.stamp(PROJECT_FILE)
        changed = self._written is not None and there not in (None, self._written)
        if changed and self.files.kind(PROJECT_FILE) == "file":
            name = self.files.set_aside(PROJECT_FILE)
            self.history.notes.append(
                say("project.json was changed by another program. Its version is kept as {name}.", name=name)
            )
        self.files.write(PROJECT_FILE, text)
        self._written = self.files.stamp(PROJECT_FILE)

    def run(self, number: int) -> RunFolder:
        """The folder of that run."""
        return RunFolder(number, self.files / RUNS / str(number))

    def begin_run(
        self,
        project: Project,
        backend: BackendName,
        status: RunStatus = "training",
        *,
        data: str = "",
        program: str = "",
        branch: Branch | None = None,
    ) -> tuple[RunFolder, Hold]:
        """Starts a run: a folder of its own with the project as it is now, held until the hold is let go.

        A branch has the epochs that came before it in its own log.
        """
        run = self._new_run()
        hold = Hold(run.files, program)
        try:
            run.files.make(SNAPSHOTS)
            run.files.make(LIVE)
            run.write_project(project)
            begun = begun_now(run.number, Begun(run.number, status, "", backend, data))
            self.history.begin(run, *(branch.beginning(begun) if branch is not None else (begun,)))
        except (StudioError, ValueError) as error:
            hold.release()
            self._unmake(run)
            raise error if isinstance(error, StudioError) else refused_write(run.path, error) from error
        return run, hold

    @property
    def has_living_runs(self) -> bool:
        """Whether some program trains a run of it."""
        return any(is_held(run.files) for run in run_folders(self.files).values())

    def forget_run(self, run: RunFolder) -> None:
        """Takes a run out of the history and off the disk; what the studio didn't write stays, set aside."""
        self.history.remove(run)

    def delete_run(self, number: int) -> None:
        """Takes a run out of the list; its folder stays, under another name, until `empty_deleted`.

        Raises StudioError if a program trains it.
        """
        run = self.run(number)
        # Held until it has its other name, so that no program goes on with it in between.
        hold = None if is_held(run.files) else Hold(run.files, "delete")
        if hold is None or not hold.is_held:
            message = say("Run {number} is being trained.", number=number)
            raise StudioError(message, fix=say("Stop it, then delete it."))
        try:
            self.history.labels.note_deleted(number)
            if sys.platform == "win32":
                hold.release()  # a folder can't be renamed there while a file in it is open: nor by us, if held again
            (self.files / RUNS).rename_entry(str(number), deleted_name(number))
        finally:
            hold.release()

    def restore_run(self, number: int) -> None:
        """Puts a deleted run back into the list, as it was."""
        (self.files / RUNS).rename_entry(deleted_name(number), str(number))

    @property
    def deleted_runs(self) -> dict[int, RunFolder]:
        """The deleted runs that can still be restored, by number."""
        return deleted_folders(self.files)

    def empty_deleted(self) -> int:
        """Removes the deleted runs for good; how many bytes they took. What the studio didn't write is set aside."""
        deleted, freed = self.deleted_runs, 0
        if deleted:
            self.history.runs()  # the index forgets them first
        for run in deleted.values():
            freed += run.files.size()
            run.remove()
        return freed

    def remove(self) -> None:
        """Removes what the studio wrote, by name, and the folder if nothing else is in it."""
        for run in (*run_folders(self.files).values(), *self.deleted_runs.values()):
            run.remove()
        self.files.remove_folder(RUNS)
        for name in (*INDEX_FILES, PROJECT_FILE, LABELS, HELD):
            self.files.remove_file(name)
        self.files.sweep()
        above = Folder(self.path.parent)
        above.remove_folder(self.path.name)

    def copy_to(self, path: Path, project: Project | None = None) -> tuple[ProjectFolder, tuple[str, ...]]:
        """Copies the whole project, with its runs, to a new folder, whole or not at all.

        Gives the copy, and what was left out: links and other things that are no plain files, neither followed nor
        copied. `project` is what is written in it; else what is there.
        """
        if is_inside(path, self.path):
            raise StudioError(say("lies inside the project itself."), where=str(path), fix=say("Choose another place."))
        left_out: list[str] = []
        with new_folder(path, needed=self.files.size()) as partial:
            copy = ProjectFolder(partial)
            _copy(self.files, copy.files, left_out)
            if project is not None:
                copy.write_project(project)
        made = ProjectFolder(path)
        made._written = made.files.stamp(PROJECT_FILE)
        return made, tuple(left_out)

    def _new_run(self) -> RunFolder:
        """Makes the next free run folder: of two programs that begin at once, each gets its own."""
        runs = self.files.make(RUNS, may_exist=True)
        deleted = max(self.history.labels.book().deleted, default=0)
        highest = max(highest_number(self.files), self.history.highest(MOST_NUMBER), deleted)
        first = highest + 1 if highest + _MOST_TRIES < MOST_NUMBER else 1  # somebody's odd number ends no counting
        for tried in range(first, first + _MOST_TRIES):
            try:
                return RunFolder(tried, runs.make(str(tried)))
            except DiskError as error:
                if error.number != errno.EEXIST:
                    raise
            except NotPlainError:
                continue
        raise StudioError(say("has no free number for a run."), where=str(runs.path))

    def _unmake(self, run: RunFolder) -> None:
        try:
            self.history.remove(run)
        except StudioError:
            return  # why the run could not be begun says more; what is left is passed over by who reads


def with_suffix(path: Path) -> Path:
    """The path with the suffix of project folders."""
    if path.name in ("", ".."):
        return path  # a place, not a name
    return path if path.name.endswith(SUFFIX) else path.with_name(path.name + SUFFIX)


def is_project(path: Path) -> bool:
    """Whether something stands in that folder under the name of a project's file. A link there is told on opening."""
    try:
        return Folder(path).kind(PROJECT_FILE) is not None
    except (StudioError, ValueError):  # such as a name that is too long
        return False


def _copy(source: Folder, target: Folder, left_out: list[str]) -> None:
    """Copies plain files and folders; not who holds it, what is half written, and what a page watches.

    A run may go on meanwhile: its log comes before its snapshots, and a snapshot that is dropped is left out.
    """
    own = _not_copied(source)
    for name, kind in source.entries().items():
        if name in own or name.startswith(".partial-"):
            continue
        if kind == "file":
            _copy_file(source, name, target)
        elif kind == "folder":
            _copy(source / name, target.make(name), left_out)
        else:
            left_out.append(str(source.path / name))


def _copy_file(source: Folder, name: str, target: Folder) -> None:
    try:
        source.copy_file(name, target)
    except DiskError as error:
        if not error.is_absence or source.kind(name) is not None:
            raise


def _not_copied(source: Folder) -> tuple[str, ...]:
    """What the studio makes for the moment, at the places where it does."""
    if not source.inside:
        return (HELD, *(name for name in INDEX_FILES if name != INDEX))
    if source.inside == (RUNS,):
        return tuple(name for name in source.entries() if is_deleted_name(name))
    if len(source.inside) == 2 and source.inside[0] == RUNS and is_run_name(source.inside[1]):
        return (HELD, LIVE)
    return ()
