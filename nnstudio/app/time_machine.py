"""Which epoch of the shown run is looked at: the newest, or an older one whose weights are kept."""

from __future__ import annotations

from bisect import bisect_right, insort
from pathlib import Path

from nnstudio.app.current_run import CurrentRun
from nnstudio.app.observable import Signal
from nnstudio.app.runs import Runs
from nnstudio.core.errors import StudioError
from nnstudio.engine.messages import RunEvent, SnapshotsDropped, SnapshotWritten
from nnstudio.runs.run_folder import RunFolder
from nnstudio.runs.snapshots import epoch_of, snapshot_names


class TimeMachine:
    """The kept epochs of the shown run, and the one that all pages show.

    Attributes:
        changed: other epochs are kept, or another one is looked at.
        kept: the epochs after which weights are kept, oldest first.
    """

    def __init__(self, runs: Runs, current: CurrentRun) -> None:
        self.changed: Signal[[]] = Signal()
        self.kept: list[int] = []
        self._runs = runs
        self._current = current
        self._run: Path | None = None
        self._goes = False
        self._goes_on = False  # whether the newest weights are further than the last epoch that is kept
        runs.shown_changed.connect(self._look)

    @property
    def stops(self) -> tuple[int | None, ...]:
        """Where one can go, oldest first. The last is None: the newest weights, and those in training."""
        newest = self._current.is_running or self._goes_on
        return (*(self.kept if newest else self.kept[:-1]), None)

    @property
    def epoch(self) -> int | None:
        """The epoch that is looked at; None: the newest."""
        return self._runs.epoch

    @property
    def place(self) -> int:
        """The epoch that is looked at, as an index into `stops`."""
        stops = self.stops
        return stops.index(self.epoch) if self.epoch in stops else len(stops) - 1

    def go_to(self, place: int) -> None:
        """Looks at one of `stops`."""
        stops, run = self.stops, self._runs.folder
        epoch = stops[max(0, min(place, len(stops) - 1))]
        if run is not None and epoch != self.epoch:
            self._goes = True
            try:
                self._runs.use_epoch(run, epoch)
            finally:
                self._goes = False
            self.changed.emit()

    def take(self, event: RunEvent) -> None:
        """Takes up what the engine of this window's run kept, and what it keeps no longer."""
        if self._run is None or event.run != str(self._run):
            return
        match event:
            case SnapshotWritten(path=path):
                epoch = epoch_of(Path(path).name)
                self._goes_on = epoch is None
                if epoch is not None and epoch not in self.kept:
                    insort(self.kept, epoch)
                self.changed.emit()
            case SnapshotsDropped(epochs):
                self.kept = [epoch for epoch in self.kept if epoch not in epochs]
                self._leave_what_is_gone()
                self.changed.emit()
            case _:
                pass

    def _leave_what_is_gone(self) -> None:
        """Goes to the kept epoch before the one that was looked at, which is kept no longer."""
        if self.epoch is not None and self.epoch not in self.kept and self._runs.folder is not None:
            before = bisect_right(self.kept, self.epoch) - 1
            self.go_to(before if before >= 0 else len(self.stops) - 1)

    def _look(self) -> None:
        """Sees which epochs of the shown run are kept, unless it was this that changed what is shown."""
        if self._goes:
            return
        run = self._runs.folder
        self._run = run.path if run is not None else None
        names = _names_in(run) if run is not None else ()
        self._goes_on = bool(names) and epoch_of(names[0]) is None
        self.kept = sorted(epoch for name in names if (epoch := epoch_of(name)) is not None)
        self._leave_what_is_gone()
        self.changed.emit()


def _names_in(run: RunFolder) -> tuple[str, ...]:
    """The run's snapshots; none where they can't be listed: who uses the weights is told why."""
    try:
        return snapshot_names(run.snapshots)
    except StudioError:
        return ()
