"""What this window's run has in memory alone, as the disk refuses it, and what the person is told of that."""

from __future__ import annotations

from nnstudio.app.notices import Notice, Notices
from nnstudio.core.words import say
from nnstudio.engine.messages import RunPart

NOT_KEPT = "run not kept"


class Unkept:
    """The parts of a run that wait to be written.

    Attributes:
        parts: which wait.
    """

    def __init__(self, notices: Notices) -> None:
        self._notices = notices
        self.parts: set[RunPart] = set()
        self._run: int | None = None

    def follow(self, run: int | None) -> None:
        """Begins with a run of which nothing waits; None: with none."""
        self._run = run
        self.parts.clear()
        self._notices.withdraw(NOT_KEPT)

    def add(self, problem: str, part: RunPart) -> None:
        """That part can't be written, and why."""
        is_first = not self.parts
        self.parts.add(part)
        if is_first:
            message = say("Run {number} can't be written to the disk: {problem}", number=self._run, problem=problem)
            fix = say("It goes on in memory, and writing is tried again every few seconds. Don't close the window yet.")
            self._notices.tell(Notice("warning", message, fix, key=NOT_KEPT))

    def discard(self, part: RunPart) -> None:
        """That part is written."""
        self.parts.discard(part)
        if not self.parts:
            message = say("Run {number} is written to the disk.", number=self._run)
            self._notices.tell(Notice("info", message, key=NOT_KEPT))

    def lose_weights(self) -> None:
        """The engine, in whose memory the weights were, is gone."""
        self.parts.discard("weights")
        message = say(
            "The last weights of run {number} could not be written, and ended with the engine.", number=self._run
        )
        fix = say("Its older weights are there.")
        self._notices.tell(Notice("error", message, fix, key=NOT_KEPT))
