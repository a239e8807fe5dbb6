"""What is asked of the model in hand: predictions, its weights, and files of them."""

from __future__ import annotations

import base64
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
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
from nnstudio.core.errors import StudioError
from nnstudio.core.project import Project
from nnstudio.core.training import BackendName
from nnstudio.core.words import say
from nnstudio.data.arrays import Dataset
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


class ModelDesk:
    """Asks the engine about the shown run's model; where files suffice, it reads them instead.

    Attributes:
        noticed: a Notice for the person; withdrawn: the key of one whose cause is gone.
    """

    def __init__(self, post: Post, desk: RunDesk, keeper: ProjectKeeper, requests: Requests) -> None:
        self.noticed: Signal[[Notice]] = Signal()
        self.withdrawn: Signal[[str]] = Signal()
        self._reader = ThreadPoolExecutor(1, "snapshots")  # a checksum takes its time
        self._post = post
        self._desk = desk
        self._keeper = keeper
        self._requests = requests
        self._live_files = 0
        self._closed = False
        desk.shown_changed.connect(self._look_at_weights)

    def close(self) -> None:
        """Ends what is being read; nothing is read any more."""
        self._closed = True
        self._reader.shutdown(cancel_futures=True)

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
        classes = project.known.classes

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
            self._read(lambda: kept_kernel(run, epoch, project.network, node), done, failed)

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

        def answered(answer: Answer) -> None:
            if isinstance(answer, WeightsShown):
                self._read(lambda: read_kernel(run.live, name, "kernel", project.network, node), done, failed)

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
        """Reads off the window's thread; `done` or `failed` is called on it."""

        def work() -> None:
            try:
                kernel = read()
            except StudioError as error:
                words = str(error)
                self._post(lambda: failed(words))
            else:
                self._post(lambda: done(kernel))

        self._submit(work)

    def _submit(self, work: Callable[[], None]) -> None:
        if not self._closed:
            self._reader.submit(work)

    def _look_at_weights(self) -> None:
        """Tells if the shown run's newest weights are damaged or no numbers, and offers the last ones that are fine."""
        self.withdrawn.emit(WEIGHTS)
        run = self._desk.run
        if run is None or self._desk.is_live or self._desk.epoch is not None:
            return

        def work() -> None:
            try:
                found = unusable_weights(run)
            except StudioError:
                return  # who uses the weights is told
            if found is not None:
                self._post(lambda: self._offer(run, found))

        self._submit(work)

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
