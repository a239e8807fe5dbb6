"""Writes the newest project in the background, so that no edit waits for the disk."""

from __future__ import annotations

import threading
from collections.abc import Callable

from nnstudio.core.errors import StudioError
from nnstudio.core.project import Project
from nnstudio.core.words import say
from nnstudio.runs.project_folder import ProjectFolder

AGAIN_SECONDS = 5.0


class Autosave:
    """Keeps a project folder up to date; of several values that wait, only the newest is written.

    What can't be written waits, and is tried again every few seconds.
    """

    def __init__(self, failed: Callable[[StudioError], None], mended: Callable[[], None] = lambda: None) -> None:
        """`failed` is called when writing fails, `mended` when it works again; both on the writing thread."""
        self._failed = failed
        self._mended = mended
        self._waiting: tuple[ProjectFolder, Project] | None = None
        self._due = False
        self._writing = False
        self._failing = False
        self._closed = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._work, name="autosave", daemon=True)
        self._thread.start()

    @property
    def is_failing(self) -> bool:
        """Whether the last value could not be written."""
        with self._changed:
            return self._failing

    def save(self, folder: ProjectFolder, project: Project) -> None:
        """Has the project written soon."""
        with self._changed:
            self._waiting = folder, project
            self._due = True
            self._changed.notify_all()

    def flush(self) -> bool:
        """Waits until what waits is written, or was tried once more; whether all is written."""
        with self._changed:
            self._due = self._waiting is not None
            self._changed.notify_all()
            self._changed.wait_for(lambda: not (self._due or self._writing) or not self._thread.is_alive())
            return self._waiting is None

    def forget(self) -> None:
        """Gives up what could not be written."""
        with self._changed:
            self._waiting, self._due, self._failing = None, False, False

    def close(self) -> None:
        """Writes what waits, and ends."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._thread.join()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._due or self._closed, AGAIN_SECONDS if self._waiting else None)
                job, self._waiting, self._due = self._waiting, None, False
                last = self._closed
                if job is None:
                    if last:
                        return
                    continue
                self._writing = True
            self._note(job, _written(*job), last=last)

    def _note(self, job: tuple[ProjectFolder, Project], error: StudioError | None, *, last: bool) -> None:
        """Keeps what was refused for the next time, and tells when that begins and ends."""
        with self._changed:
            self._writing = False
            if error is not None and self._waiting is None and not last:
                self._waiting = job
            was_failing, self._failing = self._failing, error is not None
            self._changed.notify_all()
        if error is not None and not was_failing:
            self._failed(error)
        elif error is None and was_failing:
            self._mended()


def _written(folder: ProjectFolder, project: Project) -> StudioError | None:
    """Writes it; what went wrong, if anything did."""
    try:
        folder.write_project(project)
    except StudioError as error:
        return error
    except Exception as error:  # noqa: BLE001 - the thread has to go on: later edits want to be written too
        return StudioError(say("can't be written ({reason}).", reason=error), where=str(folder.path))
    return None
