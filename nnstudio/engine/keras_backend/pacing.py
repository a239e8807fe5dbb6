"""How many steps one execution does: as many as take about 40 ms.

Long enough that its overhead doesn't count, short enough that pause, stop and a look inside answer at once.
"""

from __future__ import annotations

SHORTEST_SECONDS = 0.03
TARGET_SECONDS = 0.04
LONGEST_SECONDS = 0.05


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
        """Learns from an execution; one odd measurement at most doubles or halves the steps."""
        if batch_size not in self._compiled:
            self._compiled.add(batch_size)
        elif steps < self._steps:
            pass  # the end of an epoch, or of what was asked for
        elif not SHORTEST_SECONDS <= seconds <= LONGEST_SECONDS:
            change = TARGET_SECONDS / max(seconds, 1e-9)
            wanted = round(self._steps * min(2.0, max(0.5, change)))
            self._steps = max(1, min(self._most, wanted))
