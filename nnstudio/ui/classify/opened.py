"""The opened pictures as a whole: read in the background, classified in groups, kept in step with the network."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from nnstudio.app.notices import Notice
from nnstudio.app.studio import Studio
from nnstudio.core.sources import Facts
from nnstudio.core.words import say
from nnstudio.data.forms import SeenPicture
from nnstudio.ui.classify.asking import GroupAsking
from nnstudio.ui.classify.entries import EntryList, Source
from nnstudio.ui.classify.reading import Job, Outcome, Reading, ReadPicture, SeenCache

MOST_FILES = 1000
LIST_FULL = "classify: the list is full"


class OpenedPictures(QObject):
    """Reads what is added, asks about it, and reads or asks again when the data's form or the network changes.

    Attributes:
        entries: the pictures in order.

    Attributes (signals):
        arrived: a picture was read, well or not; its number.
    """

    arrived = Signal(int)

    def __init__(self, studio: Studio, facts: Facts, parent: QObject) -> None:
        super().__init__(parent)
        self.entries = EntryList(self)
        self._studio = studio
        self._facts = facts
        self._cache = SeenCache()
        self._reading = Reading(studio, self)
        self._groups = GroupAsking(studio, self.entries, self)
        self._reading.arrived.connect(self._on_outcome)
        self.entries.rowsRemoved.connect(self._on_removed)

    def _on_removed(self) -> None:
        self._studio.notices.withdraw(LIST_FULL)

    def add(self, sources: list[Source]) -> int:
        """Adds and reads them; the number of the first, 0 if none was added."""
        room = MOST_FILES - len(self.entries.entries)
        if len(sources) > room:
            text = say(
                "Only {room} of {count} pictures were added; the list holds {most} at the most.",
                room=room,
                count=len(sources),
                most=MOST_FILES,
            )
            self._studio.notices.tell(Notice("warning", text, say("Clear the list to add more."), key=LIST_FULL))
        added = self.entries.add(sources[:room])
        self._reading.read([Job(entry.number, entry.source, self._facts) for entry in added])
        return added[0].number if added else 0

    def seen(self, number: int) -> SeenPicture | None:
        """The stages of that picture. None if it isn't read, or was let go to save memory: then it arrives again."""
        entry = self.entries.find(number)
        if entry is None or entry.pixels is None:
            return None
        seen = self._cache.get(number)
        if seen is None:
            self._reading.read([Job(number, entry.source, self._facts)], first=True)
        return seen

    def take_facts(self, facts: Facts) -> None:
        """Brings all pictures to another data's form."""
        self._facts = facts
        self._cache.clear()
        self._groups.forget()
        self._reading.forget()
        self.entries.unread()
        self._reading.read([Job(entry.number, entry.source, facts) for entry in self.entries.entries])

    def ask_again(self) -> None:
        """Asks about all pictures anew: the network is another."""
        self._groups.forget()
        self.entries.outdate()
        self._groups.ask(self._facts.class_names)

    def cancel(self) -> None:
        """Stops reading; what isn't read yet leaves the list."""
        self._reading.cancel()
        self.entries.remove({entry.number for entry in self.entries.entries if not entry.is_read})

    @Slot(object)
    def _on_outcome(self, outcome: Outcome) -> None:
        number, result = outcome.job.number, outcome.result
        if outcome.job.facts != self._facts or self.entries.find(number) is None:
            return
        if isinstance(result, ReadPicture):
            seen = result.seen
            self._cache.put(number, seen)
            self.entries.change(number, thumb=result.thumb, pixels=seen.pixels, blank=seen.blank)
        else:
            self.entries.change(number, error=result)
        self.arrived.emit(number)
        self._groups.ask(self._facts.class_names)
