"""The data that is kept ready on this machine: how much there is, its limit, and letting it go."""

from __future__ import annotations

from collections.abc import Collection

from nnstudio.app.asking import Asked
from nnstudio.app.current_run import CurrentRun
from nnstudio.app.data import Data
from nnstudio.app.notice_keys import CACHE
from nnstudio.app.notices import Notices
from nnstudio.app.observable import Signal
from nnstudio.app.preference_store import PreferenceStore
from nnstudio.app.reading import Reading
from nnstudio.core.errors import StudioError
from nnstudio.data.kept import Kept, kept_data, let_go, make_room

GIGABYTE = 1_000_000_000


class DataCache:
    """Looks and removes on a thread of its own; data that is open in this window, or learned from, stays.

    Attributes:
        changed: `kept` changed.
        kept: the data sets, the last used first; empty before the first `refresh`.
    """

    def __init__(
        self, data: Data, current: CurrentRun, reading: Reading, preferences: PreferenceStore, notices: Notices
    ) -> None:
        self.changed: Signal[[]] = Signal()
        self.kept: tuple[Kept, ...] = ()
        self._data = data
        self._current = current
        self._reading = reading
        self._preferences = preferences
        self._notices = notices

    @property
    def in_use(self) -> frozenset[str]:
        """The folders of data that is open in this window, or that its run learns from."""
        opened = {self._data.dataset.folder.name} if self._data.dataset is not None else set()
        learned = {self._current.data_folder} if self._current.is_running else set()
        return frozenset(opened | learned)

    def refresh(self) -> None:
        """Looks what there is."""
        self._reading.read(kept_data, Asked(self._take, self._fail))

    def let_go(self, folders: Collection[str]) -> None:
        """Removes these, but for what is in use."""
        going = tuple(folder for folder in folders if folder not in self.in_use)

        def work() -> tuple[Kept, ...]:
            let_go(going)
            return kept_data()

        self._reading.read(work, Asked(self._take, self._fail))

    def keep_within_limit(self) -> None:
        """Lets the longest unused go, if there is more than the person allows."""
        most, in_use = self._preferences.now.cache_gigabytes * GIGABYTE, self.in_use

        def work() -> tuple[Kept, ...]:
            make_room(most, in_use)
            return kept_data()

        self._reading.read(work, Asked(self._take, self._fail))

    def _take(self, kept: tuple[Kept, ...]) -> None:
        self.kept = kept
        self._notices.withdraw(CACHE)
        self.changed.emit()

    def _fail(self, error: StudioError) -> None:
        self._notices.tell_error(error, CACHE)
