"""What a person does with runs that are kept: naming, deleting and restoring them; what they take on the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from nnstudio.app.asking import Asked
from nnstudio.app.notice_keys import RUNS_DELETED, RUNS_UNCHANGED
from nnstudio.app.notices import Notice, Notices
from nnstudio.app.observable import Signal
from nnstudio.app.project_keeper import ProjectKeeper
from nnstudio.app.reading import Reading
from nnstudio.app.runs import Runs
from nnstudio.core.errors import StudioError
from nnstudio.core.words import joined, say, say_count
from nnstudio.runs.history import RunFacts, RunSummary, read_facts
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.run_folder import RunFolder
from nnstudio.runs.run_labels import RunLabel

A_SLICE = 100  # projects read at a time: what is found is shown meanwhile
_MOST_NAMED = 5


class KeptRuns:
    """Changes what is kept of the runs of the open project. What the disk refuses is told.

    Attributes:
        changed: `sizes`, or what can be restored, changed. (What is written of runs changes the list of runs itself.)
        sizes: bytes of each run's folder, as far as `measure` has found them.
    """

    def __init__(self, keeper: ProjectKeeper, runs: Runs, reading: Reading, notices: Notices) -> None:
        self.changed: Signal[[]] = Signal()
        self.sizes: dict[int, int] = {}
        self._keeper = keeper
        self._project: ProjectFolder | None = None
        self._runs = runs
        self._reading = reading
        self._notices = notices
        self._deleted: list[tuple[int, ...]] = []
        self._measured: Mapping[int, object] = {}
        self._is_describing = False
        runs.changed.connect(self._describe)

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be changed, as the project is open to look at only."""
        return self._keeper.folder.is_read_only

    @property
    def restorable(self) -> tuple[int, ...]:
        """The runs that were deleted together last, which `restore` brings back; empty: none."""
        return self._deleted[-1] if self._deleted else ()

    def label(self, numbers: Iterable[int], change: Callable[[RunLabel], RunLabel]) -> bool:
        """Has each of these runs labelled as `change` makes it of its label; whether all could be kept."""
        labels = {run.number: run.label for run in self._runs.all}
        return self._do(lambda: self._write_labels({number: change(labels[number]) for number in numbers}, labels))

    def delete(self, numbers: Iterable[int]) -> bool:
        """Deletes runs, until the project is closed so that `restore` brings them back; whether all could be."""
        gone: list[int] = []
        done = self._do(lambda: self._delete(numbers, gone))
        if gone:
            self._deleted.append(tuple(gone))
            self._tell_deleted(gone)
            self._show_another(gone)
            self.changed.emit()
        return done

    def restore(self) -> bool:
        """Brings those deleted last back; whether all could be."""
        numbers = self._deleted.pop() if self._deleted else ()
        self._notices.withdraw(RUNS_DELETED)
        left = list(numbers)
        done = self._do(lambda: self._restore(left))
        if left:
            self._deleted.append(tuple(left))
        back = [number for number in numbers if any(run.number == number for run in self._runs.all)]
        if self._runs.shown is None and back and not left:
            self._runs.show(back[0])
        self.changed.emit()
        return done

    def measure(self) -> None:
        """Finds out, on a thread, what the runs take on the disk, of those that may have changed."""
        states = {run.number: (run.status, run.ended, run.epochs_done) for run in self._runs.all}
        wanted = [number for number, state in states.items() if self._measured.get(number) != state]
        self._measured = states
        self.sizes = {number: size for number, size in self.sizes.items() if number in states}
        if wanted:
            project = self._keeper.folder
            folders = [project.run(number) for number in wanted]
            asked: Asked[dict[int, int]] = Asked(lambda found: self._take_sizes(project.path, found), lambda _: None)
            self._reading.read(lambda: _sizes_of(folders), asked)

    def forget(self) -> None:
        """Another project is open: what was deleted there by a program that was killed goes now."""
        if self._keeper.folder is self._project:
            return
        self._project = self._keeper.folder
        self._deleted, self.sizes, self._measured = [], {}, {}
        left = () if self.is_read_only else tuple(self._project.deleted_runs)
        if left and self._do(self._empty):
            message = say_count(
                "{count} run that was deleted before the program was ended has been removed for good.",
                "{count} runs that were deleted before the program was ended have been removed for good.",
                len(left),
            )
            self._notices.tell(Notice("info", message, key=RUNS_DELETED))
        self.changed.emit()

    def _write_labels(self, labels: dict[int, RunLabel], before: dict[int, RunLabel]) -> None:
        for number, label in labels.items():
            if label != before[number]:
                self._keeper.folder.history.labels.label(number, label)

    def _delete(self, numbers: Iterable[int], gone: list[int]) -> None:
        for number in numbers:
            self._keeper.folder.delete_run(number)
            gone.append(number)

    def _restore(self, left: list[int]) -> None:
        there = self._keeper.folder.deleted_runs
        while left:
            if left[-1] in there:  # else the command line restored it meanwhile
                self._keeper.folder.restore_run(left[-1])
            left.pop()

    def _empty(self) -> None:
        self._keeper.folder.empty_deleted()

    def _do(self, change: Callable[[], None]) -> bool:
        """Whether the disk took it; the list of runs is read again in any case."""
        self._notices.withdraw(RUNS_UNCHANGED)
        try:
            if self.is_read_only:
                raise StudioError(say("The project is open to look at only."))
            change()
        except StudioError as error:
            self._notices.tell_error(error, RUNS_UNCHANGED)
            return False
        finally:
            self._runs.refresh()
        return True

    def _tell_deleted(self, numbers: list[int]) -> None:
        named = joined([f"#{number}" for number in numbers[:_MOST_NAMED]])
        if len(numbers) == 1:
            message = say("Run {run} was deleted.", run=named)
        elif len(numbers) <= _MOST_NAMED:
            message = say("The runs {runs} were deleted.", runs=named)
        else:
            message = say("{count} runs were deleted.", count=len(numbers))
        fix = say("Until the project is closed they can be brought back.")
        action = say("Restore")
        self._notices.tell(Notice("info", message, fix, key=RUNS_DELETED, action=action, act=self._restore_told))

    def _restore_told(self) -> None:
        self.restore()

    def _show_another(self, gone: list[int]) -> None:
        """A chosen one that is left, or the run beside the deleted one that was shown."""
        if self._runs.shown in gone:
            chosen = next(iter(self._runs.chosen), None)
            older = next((run.number for run in self._runs.all if run.number < gone[0]), None)
            newest = self._runs.all[0].number if self._runs.all else None
            number = next((each for each in (chosen, older, newest) if each is not None), None)
            if number is None:
                self._runs.show_newest()
            else:
                self._runs.show(number)

    # What is found on a thread ---------------------------------------------------------------------------------

    def _take_sizes(self, project: object, found: dict[int, int]) -> None:
        if project == self._keeper.folder.path:
            self.sizes |= found
            self.changed.emit()

    def _describe(self) -> None:
        """Has the projects read of which the list can't tell anything yet."""
        if self._is_describing or not any(_is_unknown(run) for run in self._runs.all):
            return
        folder = self._keeper.folder
        try:
            missing = folder.history.without_facts(A_SLICE)
        except StudioError:
            return  # who asks for the runs is told
        if missing:
            self._is_describing = True
            asked: Asked[dict[int, RunFacts]] = Asked(
                lambda found: self._take_facts(folder, found), lambda _: self._end_describing()
            )
            self._reading.read(lambda: read_facts(missing), asked)

    def _take_facts(self, folder: object, found: dict[int, RunFacts]) -> None:
        self._end_describing()
        if folder is self._keeper.folder:
            self._do_add(found)

    def _do_add(self, found: dict[int, RunFacts]) -> None:
        try:
            self._keeper.folder.history.add_facts(found)
        except StudioError:
            return
        self._runs.refresh()

    def _end_describing(self) -> None:
        self._is_describing = False


def _is_unknown(run: RunSummary) -> bool:
    return run.facts is None


def _sizes_of(folders: Iterable[RunFolder]) -> dict[int, int]:
    return {run.number: run.files.size() for run in folders}
