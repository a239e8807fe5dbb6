"""Notices when the files that the data was read from change, and offers to read them again."""

from __future__ import annotations

import time
from collections.abc import Callable

from nnstudio.app.asking import Asked
from nnstudio.app.notice_keys import SOURCE_CHANGED
from nnstudio.app.notices import Notice, Notices
from nnstudio.app.reading import Reading
from nnstudio.core.sources import Source
from nnstudio.core.words import say
from nnstudio.data.state import state_of

EVERY_SECONDS = 10.0
LONG_SECONDS = 0.2  # a look at a hundred thousand files takes longer
REST = 20  # times as long as such a look took


class SourceWatch:
    """Looks at the files of the data that is open, some seconds apart, on a thread of its own."""

    def __init__(self, reading: Reading, notices: Notices, read_again: Callable[[], None]) -> None:
        self._reading = reading
        self._notices = notices
        self._read_again = read_again
        self._source: Source | None = None
        self._state = ""
        self._looked = 0.0
        self._rest = 0.0
        self._is_looking = False

    def follow(self, source: Source | None, state: str) -> None:
        """From now on watches these files, whose state was that when they were read; None: nothing."""
        self._source, self._state = source, state
        self._looked, self._rest = time.monotonic(), 0.0
        self._notices.withdraw(SOURCE_CHANGED)

    def look_again(self) -> None:
        """Has the files looked at, if the last look is long enough ago."""
        source = self._source
        if source is None or not self._state or self._is_looking:
            return
        if time.monotonic() - self._looked < max(EVERY_SECONDS, self._rest):
            return
        self._is_looking = True
        asked = Asked[str](lambda state: self._compare(source, state), lambda _: self._compare(source, ""))
        self._reading.read(lambda: self._state_of(source), asked)

    def _state_of(self, source: Source) -> str:
        begun = time.monotonic()
        state = state_of(source, self._reading.cancelled)
        took = time.monotonic() - begun
        self._rest = REST * took if took > LONG_SECONDS else 0.0
        return state

    def _compare(self, source: Source, state: str) -> None:
        self._is_looking, self._looked = False, time.monotonic()
        if source is not self._source:
            return
        if not state or state == self._state:
            # What is gone is kept in the cache: there is nothing to read again.
            self._notices.withdraw(SOURCE_CHANGED)
            return
        message = say("{title}: the files have changed since they were read.", title=source.said_title)
        fix = say("Read them again to learn from them as they are now.")
        notice = Notice("info", message, fix, key=SOURCE_CHANGED, action=say("Read again"), act=self._read_again)
        self._notices.tell(notice)
