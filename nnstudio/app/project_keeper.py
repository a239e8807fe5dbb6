"""Which project is open, where it is kept, and keeping it there: there is no unsaved work.

A project is held by the one window that may write it. Another one is told who that is; it may look at the project, or
open a copy.
"""

from __future__ import annotations

import errno
from contextlib import suppress
from pathlib import Path
from typing import Literal

from nnstudio.app.autosave import Autosave
from nnstudio.app.document import Change, Document
from nnstudio.app.observable import Signal
from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.project import Project
from nnstudio.core.usual import default_project
from nnstudio.core.words import say
from nnstudio.disk.hold import Hold, Holder, holder_of, is_held
from nnstudio.disk.refusal import DiskError
from nnstudio.runs.project_folder import SUFFIX, ProjectFolder, is_project, with_suffix

OpenAs = Literal["own", "read-only", "copy"]


class HeldError(StudioError):
    """Another program holds the project.

    Attributes:
        folder: the project's.
        holder: who it is.
    """

    def __init__(self, folder: Path, holder: Holder) -> None:
        super().__init__(say("is open in another window."), where=str(folder))
        self.folder = folder
        self.holder = holder


class ProjectKeeper:
    """The open project's folder; every edit of the document is written to it soon.

    Attributes:
        folder: where the open project is kept.
        document: the project and its undo.
        save_failed, save_mended: the disk refuses the project's changes; it takes them again. On another thread.
    """

    def __init__(self, untitled: Path) -> None:
        """`untitled` is the folder for projects without a place."""
        self.save_failed: Signal[[StudioError]] = Signal()
        self.save_mended: Signal[[]] = Signal()
        self._untitled = untitled
        self.folder = self._new_folder(default_project())
        self._hold: Hold | None = Hold(self.folder.files, "window")
        self._autosave = Autosave(self.save_failed.emit, self.save_mended.emit)
        self.document = Document(default_project())
        self.document.changed.connect(self._on_changed)

    @property
    def is_untitled(self) -> bool:
        """Whether the project has no place of the person's choosing yet."""
        return self.folder.path.parent == self._untitled

    @property
    def is_unsaved(self) -> bool:
        """Whether the disk refuses the last changes."""
        return self._autosave.is_failing

    def new(self) -> None:
        """Opens an untitled project with the usual content. Raises StudioError."""
        folder = self._new_folder(default_project())
        self._take(folder, default_project(), Hold(folder.files, "window"))

    def open(self, path: Path, how: OpenAs = "own") -> tuple[str, ...]:
        """Opens a project folder; the present one stays where it can't be. Gives what a copy had to leave out.

        A project on a disk that can't be written is opened to be looked at. Raises HeldError if another program holds
        it, unless it is only looked at, or copied; StudioError if it can't be opened at all.
        """
        path = path.absolute()
        if not is_project(path):
            raise FormatError(
                say("is not an NN Studio project."),
                where=str(path),
                fix=say("Choose a folder ending in {suffix}.", suffix=SUFFIX),
            )
        if how == "own" and self._hold is not None and self._is_open(path):
            self._reopen()
            return ()
        folder = ProjectFolder(path, read_only=how == "read-only")
        folder.check()
        project = folder.read_project()
        if how == "copy":
            return self._open_copy(folder, project)
        hold = None if how == "read-only" else self._hold_of(folder)
        if hold is None:
            folder = ProjectFolder(path, read_only=True)
        else:
            folder.files.sweep()
        self._take(folder, project, hold)
        return ()

    def is_free(self) -> bool:
        """Whether the project, which is only looked at, could be had to be changed by now."""
        return self.folder.is_read_only and not is_held(self.folder.files)

    def save(self) -> bool:
        """Writes the project and waits until it is on the disk; False if the disk refuses."""
        if self.folder.is_read_only:
            return True
        self._autosave.save(self.folder, self.document.project)
        return self._autosave.flush()

    def save_as(self, path: Path) -> tuple[str, ...]:
        """Keeps the project, with its runs, in a new folder from now on; gives what could not be copied.

        Raises StudioError if it can't.
        """
        self.save()
        path = with_suffix(path.absolute())
        if path == self.folder.path and not self.folder.is_read_only:
            return ()
        old, was_untitled = self.folder, self.is_untitled
        new, left_out = self._copied(old, path)
        self._autosave.forget()
        self._let_go()
        self.folder, self._hold = new, Hold(new.files, "window")
        self.document.is_read_only = False
        if was_untitled and not old.has_living_runs:
            _remove(old)
        return left_out

    def close(self) -> None:
        """Writes what waits. An untitled project that nobody touched leaves nothing behind."""
        self._autosave.close()
        self._drop_if_untouched()
        self._let_go()

    def _is_open(self, path: Path) -> bool:
        """Whether it is the open project's folder, under whatever name."""
        try:
            return path.samefile(self.folder.path)
        except OSError:
            return False

    def _reopen(self) -> None:
        """Reads the open project again, as it is on the disk."""
        self._autosave.flush()
        self.folder.check()
        self.document.replace(self.folder.read_project())

    def _hold_of(self, folder: ProjectFolder) -> Hold | None:
        """The hold on the folder; None where it can't be written. Raises HeldError."""
        hold = Hold(folder.files, "window")
        if not hold.is_held:
            raise HeldError(folder.path, holder_of(folder.files))
        return None if hold.refusal in (errno.EROFS, errno.EACCES, errno.EPERM) else hold

    def _open_copy(self, folder: ProjectFolder, project: Project) -> tuple[str, ...]:
        copy, left_out = folder.copy_to(self._free_place(say("{title} copy", title=folder.title)))
        self._take(copy, project, Hold(copy.files, "window"))
        return left_out

    def _copied(self, old: ProjectFolder, path: Path) -> tuple[ProjectFolder, tuple[str, ...]]:
        """A copy with all runs; of a folder that is gone, at least the project."""
        try:
            old.files.check_there()
        except DiskError as error:
            if not error.is_absence:
                raise
            return ProjectFolder.create(path, self.document.project), ()
        return old.copy_to(path, self.document.project)  # with what could not be written to the old place

    def _take(self, folder: ProjectFolder, project: Project, hold: Hold | None) -> None:
        if not self._autosave.flush():
            self._autosave.forget()  # it was told that it can't be written
        self._drop_if_untouched(but=folder)
        self._let_go()
        self.folder, self._hold = folder, hold
        self.document.is_read_only = folder.is_read_only
        self.document.replace(project)

    def _let_go(self) -> None:
        if not self.folder.is_read_only:
            with suppress(StudioError):  # what stays is removed when the project is opened again
                self.folder.empty_deleted()
        self.folder.history.close()
        if self._hold is not None:
            self._hold.release()
            self._hold = None

    def _drop_if_untouched(self, but: ProjectFolder | None = None) -> None:
        if not self.is_untitled or (but is not None and but.path.resolve() == self.folder.path.resolve()):
            return
        if self.document.project == default_project() and not self.folder.is_read_only:
            with suppress(StudioError):  # who can't look into it leaves it as it is
                if not self.folder.has_runs:
                    _remove(self.folder)

    def _new_folder(self, project: Project) -> ProjectFolder:
        while True:
            path = self._free_place(say("Untitled"))
            try:
                return ProjectFolder.create(path, project)
            except StudioError:
                if not path.exists():  # else another window was quicker: the next name will do
                    raise

    def _free_place(self, name: str) -> Path:
        """A folder for a project without a place, such as `Untitled 2`."""
        number = 1
        while True:
            numbered = name if number == 1 else say("{name} {number}", name=name, number=number)
            path = self._untitled / f"{numbered}{SUFFIX}"
            if not path.exists():
                return path
            number += 1

    def _on_changed(self, change: Change) -> None:
        if not change.refused and not self.folder.is_read_only:
            self._autosave.save(self.folder, change.after)


def _remove(folder: ProjectFolder) -> None:
    try:
        folder.remove()
    except StudioError:
        return  # what can't be removed does no harm where it is
