"""A studio without a window: real engines, real files; a queue stands for the window's thread."""

from __future__ import annotations

import multiprocessing
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from nnstudio.app.folders import Folders
from nnstudio.app.notices import Notice
from nnstudio.app.run_service import RecordedSession
from nnstudio.app.run_state import Ended
from nnstudio.app.wiring import LocalStudio
from nnstudio.core.project import Project, dense_project
from nnstudio.engine.messages import Event

PATIENCE = 120.0
LOOK_SECONDS = 0.05  # what other programs do is posted by nobody


def digits(epochs: int, units: int = 16) -> Project:
    base = dense_project("digits", (units,))
    return replace(base, training=replace(base.training, epochs=epochs, batch_size=32))


def folders_in(home: Path) -> Folders:
    return Folders(home / "projects", home / "config" / "preferences.json")


class Window:
    """A LocalStudio and the loop that a window would run.

    Attributes:
        notices, output: what the person was told.
    """

    def __init__(self, home: Path) -> None:
        self._posted: queue.Queue[Callable[[], None]] = queue.Queue()
        self._listeners: list[threading.Thread] = []
        self.notices: list[Notice] = []
        self.output = ""
        folders = folders_in(home)
        self.studio = LocalStudio(post=self._posted.put, listen=self._listen, folders=folders)
        self.studio.notices.told.connect(self.notices.append)
        self.studio.engine.output.connect(self._take_output)

    def _take_output(self, text: str) -> None:
        self.output += text

    def _listen(
        self, session: RecordedSession, on_event: Callable[[Event], None], on_end: Callable[[], None]
    ) -> threading.Thread:
        def tell(event: Event) -> None:
            self._posted.put(lambda: on_event(event))

        def read() -> None:
            try:
                while True:
                    event = session.next_event(0.5)
                    if event is not None:
                        tell(event)
            except EOFError:
                self._posted.put(on_end)

        thread = threading.Thread(target=read, name="listener")
        self._listeners.append(thread)
        thread.start()
        return thread

    def wait(self, condition: Callable[[], bool]) -> None:
        """Runs what was posted until `condition` holds."""
        end = time.monotonic() + PATIENCE
        while not condition():
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError(
                    f"state {self.studio.training.state}, data {self.studio.data.problem}, notices {self.notices}, "
                    f"output {self.output[-500:]}"
                )
            try:
                self._posted.get(timeout=min(left, LOOK_SECONDS))()
            except queue.Empty:
                continue

    def close(self) -> None:
        self.studio.close()
        for listener in self._listeners:
            listener.join(PATIENCE)
        while not self._posted.empty():
            self._posted.get()()

    # What tests do often ---------------------------------------------------------------------------------------

    def show(self, project: Project) -> None:
        """Has that project and its data in hand."""
        self.studio.document.apply("Test", project)
        self.wait(lambda: self.studio.data.dataset is not None)

    def ready(self) -> None:
        self.wait(lambda: self.studio.engine.status == "ready")

    def ended(self) -> Ended:
        self.wait(lambda: isinstance(self.studio.training.state, Ended))
        state = self.studio.training.state
        assert isinstance(state, Ended)
        return state

    def train(self, project: Project) -> int:
        """Trains a run of the project to its end and gives its number."""
        self.show(project)
        self.studio.training.start()
        assert self.ended().status == "finished", self.notices
        assert self.studio.runs.shown is not None
        return self.studio.runs.shown

    def predict(self, count: int = 3) -> np.ndarray:
        found: list[np.ndarray] = []
        failures: list[str] = []
        self.wait(lambda: self.studio.data.dataset is not None)
        self.studio.model.predict(self.pixels(count), found.append, failures.append)
        self.wait(lambda: bool(found or failures))
        assert not failures
        return found[0]

    def pixels(self, count: int) -> np.ndarray:
        assert self.studio.data.dataset is not None
        return np.array(self.studio.data.dataset.x_test[:count])

    def kernel(self, node: str) -> np.ndarray:
        found: list[np.ndarray] = []
        failures: list[str] = []
        self.studio.model.show_weights(node, found.append, failures.append)
        self.wait(lambda: bool(found or failures))
        assert not failures
        return found[0]

    def stop(self) -> Ended:
        self.studio.training.stop()
        return self.ended()


def engines() -> set[int]:
    """The processes of all engines that run."""
    children = multiprocessing.active_children()
    return {child.pid or 0 for child in children if child.name.startswith("engine")}
