"""Writes the newest project in the background, so that no edit waits for the disk."""

from __future__ import annotations

import threading
from collections.abc import Callable

from nnstudio.core.errors import StudioError
from nnstudio.core.project import Project
from nnstudio.core.words import say
from nnstudio.runs.project_folder import ProjectFolder


class Autosave:
    """Keeps a project folder up to date; of several values that wait, only the newest is written."""

    def __init__(self, failed: Callable[[StudioError], None]) -> None:
        """`failed` is called on the writing thread."""
        self._failed = failed
        self._waiting: tuple[ProjectFolder, Project] | None = None
        self._writing = False
        self._closed = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._work, name="autosave", daemon=True)
        self._thread.start()

    def save(self, folder: ProjectFolder, project: Project) -> None:
        """Has the project written soon."""
        with self._changed:
            self._waiting = folder, project
            self._changed.notify_all()

    def flush(self) -> None:
        """Waits until everything is written."""
        with self._changed:
            self._changed.wait_for(lambda: (self._waiting is None and not self._writing) or not self._thread.is_alive())

    def close(self) -> None:
        """Writes what waits, and ends."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._thread.join()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting is not None or self._closed)
                if self._waiting is None:
                    return
                (folder, project), self._waiting = self._waiting, None
                self._writing = True
            try:
                folder.write_project(project)
            except StudioError as error:
                self._failed(error)
            except Exception as error:  # noqa: BLE001 - this thread has to go on: later edits want to be written too
                self._failed(StudioError(say("can't be written ({reason}).", reason=error), where=str(folder.path)))
            finally:
                with self._changed:
                    self._writing = False
                    self._changed.notify_all()
