"""Errors that teach: what happened, where, and how to mend it."""

from __future__ import annotations

from nnstudio.core.words import say


class StudioError(Exception):
    """An expected failure, worded for the person who has to mend it.

    Attributes:
        message: what happened, one sentence.
        where: the file, layer or setting it happened in; may be empty.
        fix: what to do about it; may be empty.
    """

    def __init__(self, message: str, *, where: str = "", fix: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.fix = fix

    def __str__(self) -> str:
        text = f"{self.where}: {self.message}" if self.where else self.message
        return f"{text} {self.fix}" if self.fix else text

    @property
    def words(self) -> str:
        """As `str`, of parts that another process can say in its own language."""
        text = say("{where}: {message}", where=self.where, message=self.message) if self.where else self.message
        return say("{message} {fix}", message=text, fix=self.fix) if self.fix else text


class FormatError(StudioError):
    """A file or message does not have the form that it claims to have."""


class ShapeError(StudioError):
    """A layer cannot take what the layer before it gives."""


class Cancelled(Exception):  # noqa: N818 - an outcome that was asked for, not an error
    """The person cancelled the task; nothing is left behind."""
