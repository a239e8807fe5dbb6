"""Running other programs: their output goes to the log, line by line to whoever shows progress, and back."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

_PATIENCE = 10.0  # seconds that an interrupted program gets to tidy up


@dataclass(frozen=True)
class Finished:
    exit_code: int
    lines: tuple[str, ...] = ()

    @property
    def succeeded(self) -> bool:
        return self.exit_code == 0


class Run(Protocol):
    """Runs a program to its end. `keep_open` is a descriptor that the program shall inherit."""

    def __call__(
        self,
        command: Sequence[str | Path],
        *,
        on_line: Callable[[str], None] = ...,
        environ: Mapping[str, str] | None = ...,
        keep_open: int | None = ...,
    ) -> Finished: ...


def _ignore(_line: str) -> None:
    pass


class CommandRunner:
    """A `Run` that appends what it runs and all output to `log`, and calls `tick` about twice a second."""

    def __init__(self, log: Path, tick: Callable[[], None]) -> None:
        self._log = log
        self._tick = tick

    def __call__(
        self,
        command: Sequence[str | Path],
        *,
        on_line: Callable[[str], None] = _ignore,
        environ: Mapping[str, str] | None = None,
        keep_open: int | None = None,
    ) -> Finished:
        words = [str(word) for word in command]
        with self._log.open("a", encoding="utf-8") as log:
            log.write(f"$ {' '.join(words)}\n")
            try:
                process = _start(words, environ, keep_open)
            except OSError as error:
                log.write(f"{error}\n")
                return Finished(127, (str(error),))
            with process:
                lines = self._follow(process, log, on_line)
            log.write(f"exit code {process.returncode}\n\n")
        return Finished(process.returncode, tuple(lines))

    def _follow(self, process: subprocess.Popen[str], log: IO[str], on_line: Callable[[str], None]) -> list[str]:
        assert process.stdout is not None  # noqa: S101 - made with a pipe
        arriving: queue.Queue[str | None] = queue.Queue()
        reader = threading.Thread(target=_read_into, args=(process.stdout, arriving), daemon=True)
        reader.start()
        lines: list[str] = []
        try:
            while True:
                try:
                    line = arriving.get(timeout=0.5)
                except queue.Empty:
                    self._tick()
                    if process.poll() is not None and arriving.empty():
                        return lines  # a service that the program started may hold the pipe for ever
                    continue
                if line is None:
                    process.wait()
                    return lines
                log.write(line)
                log.flush()
                lines.append(line.rstrip("\n"))
                on_line(lines[-1])
        except BaseException:
            _stop(process)
            raise


def _start(words: list[str], environ: Mapping[str, str] | None, keep_open: int | None) -> subprocess.Popen[str]:
    inherited = (keep_open,) if keep_open is not None and os.name == "posix" else ()
    return subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environ,
        pass_fds=inherited,
        text=True,
        encoding="utf-8",
        errors="replace",
    )


def _read_into(pipe: IO[str], arriving: queue.Queue[str | None]) -> None:
    for line in pipe:
        arriving.put(line)
    arriving.put(None)


def _stop(process: subprocess.Popen[str]) -> None:
    """End an interrupted program, gently first; a second Ctrl-C in the meantime does not leave it running."""
    with suppress(OSError):
        process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
    try:
        process.wait(_PATIENCE)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        process.kill()
        process.wait()
