"""The first five minutes: open the program, press Train, draw digits, and see them recognised."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from nnstudio.ui.classify.bars import ClassBars
from tests.support.digit_strokes import STROKES
from tests.support.program import Program


def winner(program: Program) -> str:
    """The class that the bars put first; empty while there is none."""
    bars = program.window.findChild(ClassBars, "classify.bars")
    return bars.scores.winner_name if bars is not None and bars.isVisible() and bars.scores else ""


def test_the_default_project_trains_at_once_and_recognises_drawn_digits(start: Callable[[], Program]) -> None:
    program = start()
    assert program.studio.files.title == "Untitled"
    assert program.train().status == "finished"
    for page in ("weights", "data", "design", "classify"):
        program.go(page)
    seen = {}
    for digit, strokes in STROKES.items():
        program.draw(strokes)
        program.wait(lambda: winner(program) != "", "no answer")
        with contextlib.suppress(AssertionError):
            program.wait(lambda digit=digit: winner(program) == digit, seconds=5)  # type: ignore[misc]
        seen[digit] = winner(program)
        program.click("classify.clear")
        program.wait(lambda: winner(program) == "", "the bars keep the cleared drawing's classes")
    assert seen == {digit: digit for digit in STROKES}
