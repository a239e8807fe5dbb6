"""The person's preferences, kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from nnstudio.app.notice_keys import PREFERENCES
from nnstudio.app.notices import Notices
from nnstudio.app.observable import Signal
from nnstudio.app.preferences import Preferences, read_preferences, with_recent, write_preferences
from nnstudio.core.errors import StudioError
from nnstudio.core.words import say


class PreferenceStore:
    """The preferences as they are now; each change is written at once.

    Attributes:
        changed: `now` changed.
        now: the preferences.
    """

    def __init__(self, path: Path, notices: Notices) -> None:
        self.changed: Signal[[]] = Signal()
        self.now = read_preferences(path)
        self._path = path
        self._notices = notices

    def change(self, preferences: Preferences) -> None:
        """Takes up and keeps other preferences."""
        if preferences == self.now:
            return
        self.now = preferences
        try:
            write_preferences(self._path, preferences)
        except OSError as error:
            message = say("Preferences can't be kept ({reason}).", reason=error.strerror)
            self._notices.tell_error(StudioError(message, where=str(error.filename)), PREFERENCES)
        else:
            self._notices.withdraw(PREFERENCES)
        self.changed.emit()

    def remember_project(self, folder: Path, *, listed: bool) -> None:
        """The project is opened at the next start; and is `listed` among the recent ones."""
        recent = with_recent(self.now.recent, str(folder)) if listed else self.now.recent
        self.change(replace(self.now, recent=recent, last_project=str(folder)))
