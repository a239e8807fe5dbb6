"""What is asked of the model in hand: predictions, its weights, and files of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from nnstudio.app.asking import Asked, Asking, Failure
from nnstudio.app.kernels import kept_kernel, told_kernel
from nnstudio.app.notice_keys import LOADING, SAVING
from nnstudio.app.observable import Signal
from nnstudio.app.project_keeper import ProjectKeeper
from nnstudio.app.reading import Reading
from nnstudio.app.runs import Runs
from nnstudio.app.studio import Notice, notice_of
from nnstudio.app.tasks import Post
from nnstudio.app.usable_weights import no_numbers
from nnstudio.core.errors import StudioError
from nnstudio.core.training import BackendName
from nnstudio.core.words import say
from nnstudio.data.store import Dataset
from nnstudio.engine.blocks import Blocks, read_block
from nnstudio.engine.messages import ModelRef
from nnstudio.engine.questions import (
    Answer,
    Kernel,
    LoadWeights,
    NodeKernel,
    Predict,
    Predictions,
    QuestionFor,
    Saved,
    SaveModel,
    SaveWeights,
    WeightsLoaded,
)
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.run_folder import RunFolder

Arrays = npt.NDArray[np.float32]
Told = Callable[[str], None]
Q = TypeVar("Q", bound=Answer)


class Model:
    """Asks an engine about the shown run's model; where files suffice, it reads them instead.

    Attributes:
        noticed: a Notice for the person.
    """

    def __init__(self, post: Post, runs: Runs, keeper: ProjectKeeper, asking: Asking, reading: Reading) -> None:
        self.noticed: Signal[[Notice]] = Signal()
        self.withdrawn: Signal[[str]] = Signal()
        self._post = post
        self._runs = runs
        self._keeper = keeper
        self._asking = asking
        self._reading = reading

    def ask(
        self,
        question: QuestionFor[Q] | Callable[[Blocks], QuestionFor[Q]],
        done: Callable[[Q], None],
        failed: Failure,
        *,
        model: ModelRef | None = None,
        dropped: Failure | None = None,
        moved: Callable[[int, int], None] | None = None,
        newest_only: str = "",
    ) -> Asked[Q]:
        """As `Studio.ask`."""
        model = model or self._runs.model
        if model is None:
            return self._untrained(Asked(done, failed))
        return self._asking.ask(question, model, done, failed, dropped=dropped, moved=moved, newest_only=newest_only)

    def predict(
        self,
        pixels: npt.NDArray[np.uint8],
        done: Callable[[Arrays], None],
        failed: Told,
        *,
        dropped: Told | None = None,
        newest_only: str = "",
    ) -> Asked[Predictions]:
        """As `Studio.predict`."""
        project = self._runs.model_project
        expected = (len(pixels), project.facts.outputs if project else 0)

        def answered(answer: Predictions) -> None:
            if answer.probabilities.shape != expected:
                failed(say("This run's network does not give {count} classes.", count=expected[1]))
                return
            found = np.array(read_block(answer.probabilities))
            if np.isfinite(found).all():
                done(found)
            else:
                failed(no_numbers())

        return self.ask(
            lambda blocks: Predict(blocks.write(pixels)),
            answered,
            _in_words(failed),
            dropped=_in_words(dropped or failed),
            newest_only=newest_only,
        )

    def show_weights(
        self, node: str, done: Callable[[Arrays], None], failed: Told, *, dropped: Told | None = None
    ) -> Asked[Any]:
        """As `Studio.show_weights`. Weights that are kept are read from their snapshot: no engine needed."""
        run, project, epoch = self._runs.run, self._runs.model_project, self._runs.epoch
        refused, left = _in_words(failed), _in_words(dropped or failed)
        if self._runs.model is None or run is None or project is None:
            return self._untrained(Asked(done, refused))
        if not self._runs.is_live:
            cancelled = self._reading.cancelled
            return self._reading.read(
                lambda: kept_kernel(run, epoch, project.network, node, cancelled=cancelled), Asked(done, refused, left)
            )

        def answered(answer: NodeKernel) -> None:
            try:
                kernel = told_kernel(answer.kernel, project.network, node)
            except StudioError as error:
                refused(error)
            else:
                done(kernel)

        return self.ask(Kernel(node), answered, refused, dropped=left, newest_only="weights")

    def save_weights(self, path: Path, done: Callable[[], None]) -> None:
        """As `Studio.save_weights`."""
        self._save(SaveWeights(str(path.absolute())), say("Train the network, then save its weights."), done)

    def save_model(self, path: Path, done: Callable[[], None]) -> None:
        """As `Studio.save_model`."""
        self._save(SaveModel(str(path.absolute())), say("Train the network, then save the model."), done)

    def _save(self, question: QuestionFor[Saved], fix: str, done: Callable[[], None]) -> None:
        if self._runs.model is None:
            self._notice(StudioError(say("Nothing is trained yet."), fix=fix), SAVING)
        else:
            self.withdrawn.emit(SAVING)
            self.ask(question, lambda _: done(), lambda error: self._notice(error, SAVING))

    def load_weights(self, path: Path, dataset: Dataset, backend: BackendName, done: Callable[[], None]) -> None:
        """Loads a `.weights.h5` into the open project's network as a run of its own; what doesn't fit is told."""
        folder = self._keeper.folder  # another one may be open when the answer comes
        try:
            run, hold = folder.begin_run(
                self._keeper.document.project, backend, "loaded", data=dataset.content_hash, program="load weights"
            )
        except StudioError as error:
            self._notice(error, LOADING)
            return

        def loaded(answer: WeightsLoaded) -> None:
            self._runs.take_loaded(run, path, answer, hold)
            self.withdrawn.emit(LOADING)
            done()

        def failed(error: StudioError) -> None:
            hold.release()
            self._forget_run(folder, run)
            self._notice(error, LOADING)

        question = LoadWeights(str(dataset.folder), str(path.absolute()))
        self.ask(question, loaded, failed, model=ModelRef(str(run.path)))

    def _forget_run(self, folder: ProjectFolder, run: RunFolder) -> None:
        try:
            folder.forget_run(run)
        except StudioError as error:
            self._notice(error, LOADING)
        self._runs.refresh_runs()

    def _untrained(self, asked: Asked[Q]) -> Asked[Q]:
        """Tells, but later, that there is nothing to ask."""
        self._post(lambda: asked.fail(StudioError(say("Nothing is trained yet."))))
        return asked

    def _notice(self, error: StudioError, key: str) -> None:
        self.noticed.emit(notice_of(error, key))


def _in_words(told: Told) -> Failure:
    return lambda error: told(str(error))
