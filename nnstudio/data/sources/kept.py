"""Readers of sets that have their usual places on a machine, such as Keras's own cache."""

from __future__ import annotations

from dataclasses import dataclass

from nnstudio.core.sources import FolderSource
from nnstudio.core.words import say
from nnstudio.data.places import NotInFolderError, Place, places_of, searched_text
from nnstudio.data.sources.base import Found, SourceReader


@dataclass(frozen=True)
class KeptReader(SourceReader):
    """In the folder that the person chose and nowhere else; else in $NNSTUDIO_DATA, then in Keras's own cache."""

    source: FolderSource

    def found_in(self, place: Place) -> Found | None:
        """The set's files in that place. Raises OSError if it can't be searched."""
        raise NotImplementedError

    def lack(self, place: Place) -> str:
        """Why that folder doesn't hold the files; empty if nothing in it is of that form. Raises OSError."""
        raise NotImplementedError

    def locate(self) -> Found | None:
        places = places_of(self.source.folder)
        if self.source.folder:
            return self._in_chosen(places[0])
        for place in places:
            try:
                found = self.found_in(place)
            except OSError:  # such as a name that is too long, or a folder that others may not enter
                continue
            if found is not None:
                return found
        return None

    @property
    def searched(self) -> str:
        return searched_text(self.source.folder)

    def _in_chosen(self, place: Place) -> Found:
        """The files there. Raises NotInFolderError, which says what is amiss."""
        try:
            found = self.found_in(place)
            missing = "" if found else self._missing(place)
        except (OSError, ValueError) as error:
            found, missing = (
                None,
                say("can't be searched ({reason}).", reason=getattr(error, "strerror", None) or error),
            )
        if found is None:
            fix = say("Choose another folder, or clear the choice, so that the usual places are searched.")
            raise NotInFolderError(missing, where=str(place.folder), fix=fix)
        return found

    def _missing(self, place: Place) -> str:
        nothing = say("holds no files of {title}. {needed}", title=say(self.source.title), needed=self.needed)
        return self.lack(place) or nothing
