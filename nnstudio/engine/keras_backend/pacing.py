"""How many steps one execution does: as many as take about 40 ms.

Long enough that its overhead doesn't count, short enough that pause, stop and a look inside answer at once.
"""

from __future__ import annotations

TARGET_SECONDS = 0.04


class Pace:
    """Finds the number of steps from how long executions take.

    The first execution of each batch size includes its compilation and teaches nothing.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._steps = 1
        self._compiled: set[int] = set()

    def steps(self, left: int) -> int:
        """How many steps to do next, of those that are left."""
        return max(1, min(self._steps, left))

    def took(self, steps: int, batch_size: int, seconds: float) -> None:
        """Learns from an execution."""
        if batch_size not in self._compiled:
            self._compiled.add(batch_size)
        elif steps < self._steps:
            pass  # the end of an epoch, or of what was asked for
        elif seconds < TARGET_SECONDS / 2:
            self._steps = min(self._most, self._steps * 2)
        elif seconds > TARGET_SECONDS * 1.5:
            self._steps = max(1, self._steps // 2)
