"""Which project is open, where it is kept, and keeping it there: there is no unsaved work."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from nnstudio.app.autosave import Autosave
from nnstudio.app.document import Change, Document
from nnstudio.app.run_service import bury_dead_runs
from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.project import Project, default_project
from nnstudio.core.words import say
from nnstudio.runs.project_folder import SUFFIX, ProjectFolder, is_project, with_suffix


class ProjectKeeper:
    """The open project's folder; every edit of the document is written to it soon.

    Attributes:
        folder: where the open project is kept.
        document: the project and its undo.
    """

    def __init__(self, untitled: Path, failed: Callable[[StudioError], None]) -> None:
        """`untitled` is the folder for projects without a place; `failed` is called on the writing thread."""
        self._untitled = untitled
        self.folder = self._new_folder()
        self._autosave = Autosave(failed)
        self.document = Document(default_project())
        self.document.changed.connect(self._on_changed)

    @property
    def is_untitled(self) -> bool:
        """Whether the project has no place of the person's choosing yet."""
        return self.folder.path.parent == self._untitled

    def new(self) -> None:
        """Opens an untitled project with the usual content."""
        folder = self._new_folder()
        self._take(folder, default_project())

    def open(self, path: Path) -> None:
        """Opens a project folder. Raises StudioError if it can't be; the present one stays then."""
        if not is_project(path):
            raise FormatError(
                say("is not an NN Studio project."),
                where=str(path),
                fix=say("Choose a folder ending in {suffix}.", suffix=SUFFIX),
            )
        folder = ProjectFolder(path.absolute())
        project = folder.read_project()
        bury_dead_runs(folder)
        self._take(folder, project)

    def save(self) -> None:
        """Writes the project and waits until it is on the disk."""
        self._autosave.save(self.folder, self.document.project)
        self._autosave.flush()

    def save_as(self, path: Path) -> None:
        """Keeps the project, with its runs, in a new folder from now on. Raises StudioError if it can't."""
        self.save()
        path = with_suffix(path.absolute())
        if path == self.folder.path:
            return
        old, was_untitled = self.folder, self.is_untitled
        new = old.copy_to(path)
        new.write_project(self.document.project)  # what could not be written to the old place
        self.folder = new
        if was_untitled:
            shutil.rmtree(old.path, ignore_errors=True)

    def close(self) -> None:
        """Writes what waits. An untitled project that nobody touched leaves nothing behind."""
        self._autosave.close()
        self._drop_if_untouched()

    def _take(self, folder: ProjectFolder, project: Project) -> None:
        self._autosave.flush()
        self._drop_if_untouched(but=folder)
        self.folder = folder
        self.document.replace(project)

    def _drop_if_untouched(self, but: ProjectFolder | None = None) -> None:
        if not self.is_untitled or (but is not None and but.path.resolve() == self.folder.path.resolve()):
            return
        untouched = self.document.project == default_project() and not any((self.folder.path / "runs").glob("*"))
        if untouched:
            shutil.rmtree(self.folder.path, ignore_errors=True)

    def _new_folder(self) -> ProjectFolder:
        number = 1
        while True:
            name = say("Untitled") if number == 1 else say("Untitled {number}", number=number)
            path = self._untitled / f"{name}{SUFFIX}"
            if not path.exists():
                try:
                    return ProjectFolder.create(path, default_project())
                except StudioError:
                    if not path.exists():
                        raise
            number += 1

    def _on_changed(self, change: Change) -> None:
        self._autosave.save(self.folder, change.after)
