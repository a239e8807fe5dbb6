"""Progress for the person at the terminal: one line that lives per step, or plain lines where output is kept.

Everything goes to standard error, so that the standard output of `run ARGS...` is the command line's alone, and
is ASCII, which every terminal and log shows.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TextIO

_PLAIN_INTERVAL = 10.0  # seconds between signs of life where lines can't be rewritten


class Console:
    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._rewrites = stream.isatty()
        self._width = 0  # characters of the living line
        self._title = ""
        self._detail: Callable[[], str] = str
        self._started = 0.0
        self._last_sign = 0.0

    def say(self, text: str) -> None:
        """Print lines that stay."""
        self._wipe()
        self._print(text)

    def begin(self, number: int, count: int, title: str) -> None:
        """Start step `number` of `count`."""
        self._title = f"[{number}/{count}] {title}"
        self._detail = str
        self._started = self._last_sign = self._clock()
        if self._rewrites:
            self.tick()
        else:
            self._print(self._title + " ...")

    def show(self, detail: Callable[[], str]) -> None:
        """Say how far the step is; asked anew at every tick."""
        self._detail = detail

    def tick(self) -> None:
        """Show that the step is alive; call it about once a second."""
        now = self._clock()
        if self._rewrites:
            self._rewrite(self._line(now))
        elif now - self._last_sign >= _PLAIN_INTERVAL:
            self._last_sign = now
            self._print(f"      {self._progress(now)}")

    def end(self, result: str) -> None:
        """Finish the step with what came of it."""
        self._detail = lambda: result
        self._wipe()
        self._print(self._line(self._clock()))

    def _line(self, now: float) -> str:
        return ": ".join(filter(None, (self._title, self._progress(now))))

    def _progress(self, now: float) -> str:
        seconds = int(now - self._started)
        elapsed = f"{seconds} s" if seconds < 100 else f"{seconds // 60} min {seconds % 60:02} s"
        return ", ".join(filter(None, (self._detail(), elapsed if seconds else "")))

    def _rewrite(self, text: str) -> None:
        text = text[: shutil.get_terminal_size().columns - 1]
        self._write("\r" + text.ljust(self._width))
        self._width = len(text)

    def _wipe(self) -> None:
        if self._width:
            self._write("\r" + " " * self._width + "\r")
            self._width = 0

    def _print(self, text: str) -> None:
        self._write(text + "\n")

    def _write(self, text: str) -> None:
        with suppress(BrokenPipeError):  # that nobody watches is no reason to stop
            self._stream.write(text.encode("ascii", "replace").decode("ascii"))
            self._stream.flush()
