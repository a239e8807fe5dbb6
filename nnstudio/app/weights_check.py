"""Tells when the shown run's newest weights can't be used, and offers the last ones that can."""

from __future__ import annotations

from nnstudio.app.asking import Asked
from nnstudio.app.observable import Signal
from nnstudio.app.reading import Reading, UnexpectedError
from nnstudio.app.runs import Runs
from nnstudio.app.studio import Notice, notice_of
from nnstudio.app.usable_weights import Unusable, unusable_weights
from nnstudio.core.errors import StudioError
from nnstudio.core.words import say
from nnstudio.runs.run_folder import RunFolder

WEIGHTS = "weights unusable"


class WeightsCheck:
    """Looks at the newest weights of each run that is shown.

    Attributes:
        noticed: a Notice for the person; withdrawn: the key of one whose cause is gone.
    """

    def __init__(self, runs: Runs, reading: Reading) -> None:
        self.noticed: Signal[[Notice]] = Signal()
        self.withdrawn: Signal[[str]] = Signal()
        self._runs = runs
        self._reading = reading
        runs.shown_changed.connect(self._look)

    def _look(self) -> None:
        self.withdrawn.emit(WEIGHTS)
        run = self._runs.run
        if run is None or self._runs.is_live or self._runs.epoch is not None:
            return

        def found(unusable: Unusable | None) -> None:
            if unusable is not None:
                self._offer(run, unusable)

        def failed(error: StudioError) -> None:
            if isinstance(error, UnexpectedError):  # of all else who uses the weights is told
                self.noticed.emit(notice_of(StudioError(error.message, where=str(run.path)), WEIGHTS))

        self._reading.read(lambda: unusable_weights(run, cancelled=self._reading.cancelled), Asked(found, failed))

    def _offer(self, run: RunFolder, found: Unusable) -> None:
        problem, epoch = found.problem, found.instead
        if self._runs.run is None or self._runs.run.path != run.path or self._runs.is_live:
            return  # another run is shown by now
        if epoch is None:
            self.noticed.emit(Notice("error", problem, say("No other weights of this run can be used."), key=WEIGHTS))
            return
        fix = say("The weights after epoch {epoch} are whole.", epoch=epoch)
        action = say("Use epoch {epoch}", epoch=epoch)
        self.noticed.emit(
            Notice("error", problem, fix, key=WEIGHTS, action=action, act=lambda: self._runs.use_epoch(run, epoch))
        )
