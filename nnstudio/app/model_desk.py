"""What is asked of the model in hand: predictions, its weights, and files of them."""

from __future__ import annotations

import base64
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
from nnstudio.runs.hold import Hold
from nnstudio.runs.project_folder import ProjectFolder, RunFolder

Arrays = npt.NDArray[np.float32]


class ModelDesk:
    """Asks the engine about the shown run's model; where files suffice, it reads them instead.

    Attributes:
        noticed: a Notice for the person.
    """

    def __init__(self, post: Post, desk: RunDesk, keeper: ProjectKeeper, requests: Requests) -> None:
        self.noticed: Signal[[Notice]] = Signal()
        self._post = post
        self._desk = desk
        self._keeper = keeper
        self._requests = requests
        self._live_files = 0

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
            if [len(row) for row in answer.probabilities] == [classes] * count:
                done(np.array(answer.probabilities))
            else:
                failed(say("This run's network does not give {count} classes.", count=classes))

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
            self._post(lambda: _show(lambda: kept_kernel(run, project.network, node), done, failed))

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
        path = run.live / f"kernel-{self._live_files}.safetensors"

        def answered(answer: Answer) -> None:
            if isinstance(answer, WeightsShown):
                _show(lambda: read_kernel(path, "kernel", project.network, node), done, failed)

        request = ShowWeights(0, ModelRef(str(run.path)), node, str(path))
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
            run = folder.begin_run(self._keeper.document.project, backend, "loaded")
        except StudioError as error:
            self._notice(error)
            return
        hold = Hold(run.path)

        def loaded(answer: Answer) -> None:
            hold.release()
            if isinstance(answer, WeightsLoaded):
                self._desk.take_loaded(run, path, answer)
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

    def _notice(self, error: StudioError) -> None:
        self.noticed.emit(notice_of(error))


def _show(read: Callable[[], Arrays], done: Callable[[Arrays], None], failed: Callable[[str], None]) -> None:
    try:
        kernel = read()
    except StudioError as error:
        failed(str(error))
    else:
        done(kernel)
