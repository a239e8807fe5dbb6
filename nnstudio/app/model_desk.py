"""What is asked of the model in hand: predictions, its weights, and files of them."""

from __future__ import annotations

import base64
import queue
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from nnstudio.app.kernels import kept_kernel, read_kernel
from nnstudio.app.observable import Signal
from nnstudio.app.project_keeper import ProjectKeeper
from nnstudio.app.requests import Requests
from nnstudio.app.run_desk import RunDesk
from nnstudio.app.studio import Notice, notice_of
from nnstudio.app.tasks import Post
from nnstudio.app.usable_weights import Unusable, no_numbers, unusable_weights
from nnstudio.core.errors import Cancelled, StudioError
from nnstudio.core.project import Project
from nnstudio.core.training import BackendName
from nnstudio.core.words import say
from nnstudio.data.store import Dataset
from nnstudio.engine.messages import (
    Answer,
    LoadWeights,
    ModelRef,
    Predict,
    Predicted,
    SaveModel,
    SaveWeights,
    ShowWeights,
    WeightsLoaded,
    WeightsShown,
)
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.run_folder import RunFolder

Arrays = npt.NDArray[np.float32]
WEIGHTS = "weights unusable"
CLOSE_SECONDS = 1.0


class _Reader:
    """Reads one thing after the other on a thread of its own, which the program's end does not wait for."""

    def __init__(self) -> None:
        self._waiting: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def cancelled(self) -> bool:
        """Whether nobody wants what is being read any more; for the work."""
        return self._closed.is_set()

    def submit(self, work: Callable[[], None]) -> None:
        """Has `work` done after what waits already; nothing happens once it is closed. `work` must not raise."""
        if self._closed.is_set():
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="snapshots", daemon=True)
            self._thread.start()
        self._waiting.put(work)

    def close(self, seconds: float) -> None:
        """Cancels all work and waits for what is under way, so long at the most."""
        self._closed.set()
        self._waiting.put(lambda: None)  # wakes the thread
        if self._thread is not None:
            self._thread.join(seconds)

    def _serve(self) -> None:
        while not self._closed.is_set():
            work = self._waiting.get()
            if not self._closed.is_set():
                work()


class ModelDesk:
    """Asks the engine about the shown run's model; where files suffice, it reads them instead.

    Attributes:
        noticed: a Notice for the person; withdrawn: the key of one whose cause is gone.
    """

    def __init__(self, post: Post, desk: RunDesk, keeper: ProjectKeeper, requests: Requests) -> None:
        self.noticed: Signal[[Notice]] = Signal()
        self.withdrawn: Signal[[str]] = Signal()
        self._reader = _Reader()  # a checksum takes its time
        self._post = post
        self._desk = desk
        self._keeper = keeper
        self._requests = requests
        self._live_files = 0
        desk.shown_changed.connect(self._look_at_weights)

    def close(self) -> None:
        """Ends what is being read, without waiting long for it; nothing is read or told of it any more."""
        self._reader.close(CLOSE_SECONDS)

    def predict(
        self,
        pixels: npt.NDArray[np.uint8],
        done: Callable[[npt.NDArray[np.float64]], None],
        failed: Callable[[str], None],
        *,
        newest_only: str = "",
    ) -> None:
        """As `Studio.predict`."""
        model, project = self._desk.model, self._desk.model_project
        if model is None or project is None:
            self._post(lambda: failed(say("Nothing is trained yet.")))
            return
        count, height, width, channels = pixels.shape
        data = base64.b64encode(np.ascontiguousarray(pixels, np.uint8).tobytes()).decode()
        classes = project.facts.outputs

        def answered(answer: Answer) -> None:
            if not isinstance(answer, Predicted):
                return
            if [len(row) for row in answer.probabilities] != [classes] * count:
                failed(say("This run's network does not give {count} classes.", count=classes))
            elif not np.isfinite(found := np.array(answer.probabilities)).all():
                failed(no_numbers())
            else:
                done(found)

        request = Predict(0, model, (count, height, width, channels), data)
        self._requests.ask(request, answered, lambda error: failed(str(error)), newest_only=newest_only)

    def show_weights(self, node: str, done: Callable[[Arrays], None], failed: Callable[[str], None]) -> None:
        """As `Studio.show_weights`. Weights that are kept are read from their snapshot: no engine needed."""
        run, project = self._desk.run, self._desk.model_project
        if self._desk.model is None or run is None or project is None:
            self._post(lambda: failed(say("Nothing is trained yet.")))
        elif self._desk.is_live:
            self._show_live_weights(run, project, node, done, failed)
        else:
            epoch = self._desk.epoch
            cancelled = self._reader.cancelled
            self._read(lambda: kept_kernel(run, epoch, project.network, node, cancelled=cancelled), done, failed)

    def _show_live_weights(
        self,
        run: RunFolder,
        project: Project,
        node: str,
        done: Callable[[Arrays], None],
        failed: Callable[[str], None],
    ) -> None:
        """Two files in turn: the one shown last stays whole while the next is written."""
        self._live_files = 1 - self._live_files
        name = f"kernel-{self._live_files}.safetensors"
        cancelled = self._reader.cancelled

        def read() -> Arrays:
            return read_kernel(run.live, name, "kernel", project.network, node, cancelled=cancelled)

        def answered(answer: Answer) -> None:
            if isinstance(answer, WeightsShown):
                self._read(read, done, failed)

        request = ShowWeights(0, ModelRef(str(run.path)), node, str(run.live.path / name))
        self._requests.ask(request, answered, lambda error: failed(str(error)), newest_only="weights")

    def save_weights(self, path: Path, done: Callable[[], None]) -> None:
        """As `Studio.save_weights`."""
        self._save(SaveWeights, path, say("Train the network, then save its weights."), done)

    def save_model(self, path: Path, done: Callable[[], None]) -> None:
        """As `Studio.save_model`."""
        self._save(SaveModel, path, say("Train the network, then save the model."), done)

    def _save(self, kind: type[SaveWeights | SaveModel], path: Path, fix: str, done: Callable[[], None]) -> None:
        model = self._desk.model
        if model is None:
            self._notice(StudioError(say("Nothing is trained yet."), fix=fix))
        else:
            self._requests.ask(kind(0, model, str(path.absolute())), lambda _: done(), self._notice)

    def load_weights(self, path: Path, dataset: Dataset, backend: BackendName, done: Callable[[], None]) -> None:
        """Loads a `.weights.h5` into the open project's network as a run of its own; what doesn't fit is told."""
        folder = self._keeper.folder  # another one may be open when the answer comes
        try:
            run, hold = folder.begin_run(
                self._keeper.document.project, backend, "loaded", data=dataset.content_hash, program="load weights"
            )
        except StudioError as error:
            self._notice(error)
            return

        def loaded(answer: Answer) -> None:
            if isinstance(answer, WeightsLoaded):
                self._desk.take_loaded(run, path, answer, hold)
                done()

        def failed(error: StudioError) -> None:
            hold.release()
            self._forget_run(folder, run)
            self._notice(error)

        request = LoadWeights(0, str(run.path), str(dataset.folder), str(path.absolute()))
        self._requests.ask(request, loaded, failed)

    def _forget_run(self, folder: ProjectFolder, run: RunFolder) -> None:
        try:
            folder.forget_run(run)
        except StudioError as error:
            self._notice(error)
        self._desk.refresh_runs()

    def _read(self, read: Callable[[], Arrays], done: Callable[[Arrays], None], failed: Callable[[str], None]) -> None:
        """Reads off the window's thread; `done` or `failed` is called on it, neither after `close`."""

        def work() -> None:
            try:
                kernel = read()
            except Cancelled:
                return
            except StudioError as error:
                words = str(error)
                self._tell(lambda: failed(words))
            except Exception as error:  # noqa: BLE001 - a thread's exception must reach the person
                words = _words_of(error)
                self._tell(lambda: failed(words))
            else:
                self._tell(lambda: done(kernel))

        self._reader.submit(work)

    def _tell(self, outcome: Callable[[], None]) -> None:
        """Has `outcome` called on the window's thread, unless the window was closed meanwhile."""
        if not self._reader.cancelled():
            self._post(outcome)

    def _look_at_weights(self) -> None:
        """Tells if the shown run's newest weights are damaged or no numbers, and offers the last ones that are fine."""
        self.withdrawn.emit(WEIGHTS)
        run = self._desk.run
        if run is None or self._desk.is_live or self._desk.epoch is not None:
            return

        def work() -> None:
            try:
                found = unusable_weights(run, cancelled=self._reader.cancelled)
            except (Cancelled, StudioError):
                return  # who uses the weights is told
            except Exception as error:  # noqa: BLE001 - as in `_read`
                unexpected = StudioError(_words_of(error), where=str(run.path))
                self._tell(lambda: self.noticed.emit(notice_of(unexpected, WEIGHTS)))
            else:
                if found is not None:
                    self._tell(lambda: self._offer(run, found))

        self._reader.submit(work)

    def _offer(self, run: RunFolder, found: Unusable) -> None:
        problem, epoch = found.problem, found.instead
        if self._desk.run is None or self._desk.run.path != run.path or self._desk.is_live:
            return  # another run is shown by now
        if epoch is None:
            self.noticed.emit(Notice("error", problem, say("No other weights of this run can be used."), key=WEIGHTS))
            return
        fix = say("The weights after epoch {epoch} are whole.", epoch=epoch)
        action = say("Use epoch {epoch}", epoch=epoch)
        self.noticed.emit(
            Notice("error", problem, fix, key=WEIGHTS, action=action, act=lambda: self._desk.use_epoch(run, epoch))
        )

    def _notice(self, error: StudioError) -> None:
        self.noticed.emit(notice_of(error))


def _words_of(error: Exception) -> str:
    """What is said of an error that nobody expected."""
    return f"{type(error).__name__}: {error}"
