"""What the person should know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from nnstudio.app.observable import Signal
from nnstudio.core.errors import StudioError


@dataclass(frozen=True)
class Notice:
    """Something the person should know.

    Attributes:
        details: longer text to open, such as a log's end.
        key: a notice takes the place of an older one with the same key, and goes when that is withdrawn.
        action: what the person can have done about it; empty: nothing.
        act: does it.
    """

    severity: Literal["info", "warning", "error"]
    message: str
    fix: str = ""
    details: str = ""
    key: str = ""
    action: str = ""
    act: Callable[[], None] | None = field(default=None, compare=False)


def notice_of(error: StudioError, key: str = "") -> Notice:
    """The error as a notice: where it happened before what."""
    message = f"{error.where}: {error.message}" if error.where else error.message
    return Notice("error", message, error.fix, key=key)


class Notices:
    """Carries notices from whoever has one to whoever shows them.

    Attributes:
        told: a Notice to show.
        withdrawn: the key of one whose cause is gone.
    """

    def __init__(self) -> None:
        self.told: Signal[[Notice]] = Signal()
        self.withdrawn: Signal[[str]] = Signal()

    def tell(self, notice: Notice) -> None:
        """Shows a notice."""
        self.told.emit(notice)

    def tell_error(self, error: StudioError, key: str) -> None:
        """Shows an error as a notice."""
        self.told.emit(notice_of(error, key))

    def withdraw(self, *keys: str) -> None:
        """Takes the notices of these keys away, if they are shown."""
        for key in keys:
            self.withdrawn.emit(key)
