"""Tells when the shown run's newest weights can't be used, and offers the last ones that can."""

from __future__ import annotations

from nnstudio.app.asking import Asked
from nnstudio.app.current_run import CurrentRun
from nnstudio.app.notices import Notice, Notices
from nnstudio.app.reading import Reading, UnexpectedError
from nnstudio.app.runs import Runs
from nnstudio.app.usable_weights import Unusable, unusable_weights
from nnstudio.core.errors import StudioError
from nnstudio.core.words import say
from nnstudio.runs.run_folder import RunFolder

WEIGHTS = "weights unusable"


class WeightsCheck:
    """Looks at the newest weights of each run that is shown."""

    def __init__(self, runs: Runs, current: CurrentRun, reading: Reading, notices: Notices) -> None:
        self._runs = runs
        self._current = current
        self._notices = notices
        self._reading = reading
        runs.shown_changed.connect(self._look)

    def _look(self) -> None:
        self._notices.withdraw(WEIGHTS)
        run = self._runs.folder
        if run is None or self._current.is_running or self._runs.epoch is not None:
            return

        def found(unusable: Unusable | None) -> None:
            if unusable is not None:
                self._offer(run, unusable)

        def failed(error: StudioError) -> None:
            if isinstance(error, UnexpectedError):  # of all else who uses the weights is told
                self._notices.tell_error(StudioError(error.message, where=str(run.path)), WEIGHTS)

        self._reading.read(lambda: unusable_weights(run, cancelled=self._reading.cancelled), Asked(found, failed))

    def _offer(self, run: RunFolder, found: Unusable) -> None:
        problem, epoch = found.problem, found.instead
        if self._runs.folder is None or self._runs.folder.path != run.path or self._current.is_running:
            return  # another run is shown by now
        if epoch is None:
            self._notices.tell(Notice("error", problem, say("No other weights of this run can be used."), key=WEIGHTS))
            return
        fix = say("The weights after epoch {epoch} are whole.", epoch=epoch)
        action = say("Use epoch {epoch}", epoch=epoch)
        self._notices.tell(
            Notice("error", problem, fix, key=WEIGHTS, action=action, act=lambda: self._runs.use_epoch(run, epoch))
        )
