"""What sources share that are read from files of a person's own and guess how these are meant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from nnstudio.core.errors import FormatError
from nnstudio.core.settings import complaints_of
from nnstudio.core.sources.base import FolderSource
from nnstudio.core.sources.facts import UNKNOWN


@dataclass(frozen=True)
class OwnFile(FolderSource):
    """Files whose form is guessed; each guess is a setting, empty until the person corrects it."""

    group = "own"
    has_usual_places = False

    def with_setting(self, name: str, value: object) -> Self:
        """Read in another way the same files may hold other samples: what they are is known once they are read."""
        changed = super().with_setting(name, value)
        found = changed.found and replace(changed.found, facts=UNKNOWN)
        return replace(changed, found=found)

    def at(self, folder: str) -> Self:
        """Other files are guessed anew."""
        return type(self)(folder=folder)

    def check(self, where: str) -> None:
        super().check(where)
        for complaint in complaints_of(self):
            raise FormatError(complaint.message, where=f"{where}.{complaint.setting.name}", fix=complaint.fix)
