"""What is asked of the shown run's model: predictions, its weights, and files of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from nnstudio.app.asking import Asked, Asking, Failure
from nnstudio.app.current_run import CurrentRun
from nnstudio.app.data import Data
from nnstudio.app.kernels import kept_kernel, told_kernel
from nnstudio.app.notice_keys import LOADING, SAVING
from nnstudio.app.notices import Notices
from nnstudio.app.preference_store import PreferenceStore
from nnstudio.app.project_keeper import ProjectKeeper
from nnstudio.app.reading import Reading
from nnstudio.app.runs import Runs
from nnstudio.app.tasks import Post
from nnstudio.app.training import Trainer
from nnstudio.app.usable_weights import no_numbers
from nnstudio.core.errors import StudioError
from nnstudio.core.project import Project
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
    """The shown run's model. An engine is asked about it; where files suffice, they are read instead."""

    def __init__(
        self,
        keeper: ProjectKeeper,
        data: Data,
        runs: Runs,
        training: Trainer,
        current: CurrentRun,
        asking: Asking,
        reading: Reading,
        preferences: PreferenceStore,
        notices: Notices,
        post: Post,
    ) -> None:
        self._keeper = keeper
        self._data = data
        self._runs = runs
        self._training = training
        self._current = current
        self._asking = asking
        self._reading = reading
        self._preferences = preferences
        self._notices = notices
        self._post = post

    @property
    def ref(self) -> ModelRef | None:
        """The trained weights that questions are about: those of the shown run; None before any."""
        return self._runs.model

    @property
    def project(self) -> Project | None:
        """The project as it was when the model was trained (its network may differ from today's)."""
        return self._runs.project

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
        """Asks an engine about the model, or about another one. One of the three is told later, on this thread.

        A question with arrays is made when it is sent: `lambda blocks: Predict(blocks.write(samples))`. The blocks of
        the answer are there until `done` returns; `engine.blocks.read_block` reads them.

        Of questions with the same non-empty `newest_only` one is under way and one waits at the most: a newer one takes
        the place of the waiting one.

        Args:
            dropped: the question was superseded, cancelled, or given up for other work; without it `failed` is told.
            moved: how much of how much is done.
        """
        model = model or self._runs.model
        if model is None:
            return self._untrained(Asked(done, failed))
        return self._asking.ask(question, model, done, failed, dropped=dropped, moved=moved, newest_only=newest_only)

    def predict(
        self,
        samples: npt.NDArray[Any],
        done: Callable[[Arrays], None],
        failed: Told,
        *,
        dropped: Told | None = None,
        newest_only: str = "",
    ) -> Asked[Predictions]:
        """What the network gives (samples, classes or numbers) for stored samples (samples, *shape), as `ask`."""
        project = self._runs.project
        expected = (len(samples), project.facts.outputs if project else 0)

        def answered(answer: Predictions) -> None:
            if answer.outputs.shape != expected:
                failed(say("This run's network does not give {count} classes.", count=expected[1]))
                return
            try:
                found = np.array(read_block(answer.outputs))
            except StudioError as error:
                failed(str(error))
                return
            if np.isfinite(found).all():
                done(found)
            else:
                failed(no_numbers())

        return self.ask(
            lambda blocks: Predict(blocks.write(samples)),
            answered,
            _in_words(failed),
            dropped=_in_words(dropped or failed),
            newest_only=newest_only,
        )

    def show_weights(
        self, node: str, done: Callable[[Arrays], None], failed: Told, *, dropped: Told | None = None
    ) -> Asked[Any]:
        """The kernel of that node: (inputs, units) or (rows, columns, channels, filters), as `ask`.

        Of several that are asked of a run under way the newest is answered. Weights that are kept are read from their
        snapshot: no engine needed.
        """
        run, project, epoch = self._runs.folder, self._runs.project, self._runs.epoch
        refused, left = _in_words(failed), _in_words(dropped or failed)
        if self._runs.model is None or run is None or project is None:
            return self._untrained(Asked(done, refused))
        if not self._current.is_running or epoch is not None:
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
        """Writes the weights as `.weights.h5`. Errors become notices."""
        self._save(SaveWeights(str(path.absolute())), say("Train the network, then save its weights."), done)

    def save_model(self, path: Path, done: Callable[[], None]) -> None:
        """Writes the model as `.keras`. Errors become notices."""
        self._save(SaveModel(str(path.absolute())), say("Train the network, then save the model."), done)

    def _save(self, question: QuestionFor[Saved], fix: str, done: Callable[[], None]) -> None:
        if self._runs.model is None:
            self._notices.tell_error(StudioError(say("Nothing is trained yet."), fix=fix), SAVING)
        else:
            self._notices.withdraw(SAVING)
            self.ask(question, lambda _: done(), lambda error: self._notices.tell_error(error, SAVING))

    def load_weights(self, path: Path, done: Callable[[], None]) -> None:
        """Loads a `.weights.h5` into the open project's network as a run of its own; what doesn't fit is told."""
        if self._training.blocker or self._data.dataset is None:
            self._training.tell_blocked(say("Weights can't be loaded now. {reason}", reason=self._training.blocker))
        else:
            self._load(path, self._data.dataset, self._preferences.now.backend, done)

    def _load(self, path: Path, dataset: Dataset, backend: BackendName, done: Callable[[], None]) -> None:
        folder = self._keeper.folder  # another one may be open when the answer comes
        try:
            run, hold = folder.begin_run(
                self._keeper.document.project, backend, "loaded", data=dataset.content_hash, program="load weights"
            )
        except StudioError as error:
            self._notices.tell_error(error, LOADING)
            return

        def loaded(answer: WeightsLoaded) -> None:
            self._runs.take_loaded(run, path, answer, hold)
            self._notices.withdraw(LOADING)
            done()

        def failed(error: StudioError) -> None:
            hold.release()
            self._forget_run(folder, run)
            self._notices.tell_error(error, LOADING)

        question = LoadWeights(str(dataset.folder), str(path.absolute()))
        self.ask(question, loaded, failed, model=ModelRef(str(run.path)))

    def _forget_run(self, folder: ProjectFolder, run: RunFolder) -> None:
        try:
            folder.forget_run(run)
        except StudioError as error:
            self._notices.tell_error(error, LOADING)
        self._runs.refresh()

    def _untrained(self, asked: Asked[Q]) -> Asked[Q]:
        """Tells, but later, that there is nothing to ask."""
        self._post(lambda: asked.fail(StudioError(say("Nothing is trained yet."))))
        return asked


def _in_words(told: Told) -> Failure:
    return lambda error: told(str(error))
