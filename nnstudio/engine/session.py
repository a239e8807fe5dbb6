"""One engine process, seen from its parent: commands in, events out, and what its end means."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import threading
import time
from collections import deque
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.family import added_kinds
from nnstudio.core.training import BackendName
from nnstudio.core.words import say
from nnstudio.data.child_process import start_unheard
from nnstudio.engine import child
from nnstudio.engine.blocks import Blocks, blocks_in
from nnstudio.engine.messages import (
    Ask,
    Command,
    EngineOutput,
    Event,
    Failed,
    RunEnded,
    Settled,
    Shutdown,
    StartRun,
    StopRun,
    Told,
    decode_event,
    encode,
)
from nnstudio.engine.output_folder import OutputFolder

STOP_SECONDS = 5.0  # without any sign of life
LONGEST_STOP_SECONDS = 60.0
LOOK_SECONDS = 0.1
MOST_OUTPUT = 65_536


class EngineSession:
    """Starts an engine process and talks to it.

    Commands may be sent from any thread. Events are read on one thread, by `next_event`. Every run that was started
    gets exactly one RunEnded and every question is settled exactly once, also when the process dies. One run is under
    way at a time; a second one ends as failed at once.
    """

    def __init__(self, backend: BackendName, *, polite: bool = False) -> None:
        """Starts the process. A `polite` one leaves the processor to the window whenever that wants it."""
        self.backend = backend
        self._folder = OutputFolder()
        self._log_read = 0
        try:
            self._pipe, self._process = _started(backend, self._folder, polite=polite)
        except OSError as error:
            self._folder.remove()
            raise StudioError(say("The engine could not start."), fix=error.strerror or str(error)) from error
        self._lock = threading.Lock()
        self._events: deque[Event] = deque()
        self._running = ""
        self._questions: set[int] = set()
        self._stop_asked = 0.0
        self._stop_by: float | None = None
        self._end_by: float | None = None
        self._gone = False
        self._nonsense: FormatError | None = None
        self._exit_code = 0
        self._id = self._process.pid or 0

    @property
    def process_id(self) -> int:
        """The engine's process id."""
        return self._id

    @property
    def blocks(self) -> Blocks:
        """The arrays of its questions and answers."""
        return self._folder.blocks

    @property
    def log_tail(self) -> str:
        """The end of what the engine printed."""
        return self._folder.tail()

    def send(self, command: Command) -> None:
        """Sends a command. One that a dead engine can't take is answered for it, until `next_event` raised EOFError."""
        with self._lock:
            match command:
                case StartRun() if self._running:
                    self._events.append(RunEnded("failed", say("Another run is under way."), run=command.run_folder))
                    return
                case StartRun():
                    self._running = command.run_folder
                case StopRun() if self._running:
                    self._stop_asked = time.monotonic()
                    self._stop_by = self._stop_asked + STOP_SECONDS
                case Ask():
                    self._questions.add(command.number)
                case _:
                    pass
            if self._gone:
                self._answer_for_the_dead()
                return
            with contextlib.suppress(OSError):  # the process just died: next_event finds out and answers
                self._pipe.send_bytes(encode(command))

    def next_event(self, timeout: float | None = None) -> Event | None:
        """The next event; None when none came within `timeout` seconds.

        Raises EOFError when the engine is gone and its last event was delivered.
        """
        until = None if timeout is None else time.monotonic() + timeout
        while True:
            if self._events:
                return self._delivered(self._events.popleft())
            if self._gone:
                raise EOFError
            self._wait(until)
            if not self._events and not self._gone and until is not None and time.monotonic() >= until:
                return None

    def tell(self, event: Event) -> None:
        """Adds an event of the parent's own to those that `next_event` gives."""
        self._events.append(event)

    def kill(self) -> None:
        """Ends the process at once."""
        self._process.kill()

    def end_soon(self, seconds: float = 2.0) -> None:
        """Asks the process to exit; `next_event` ends it if it doesn't within `seconds`. Doesn't wait."""
        self.send(Shutdown())
        self._end_by = time.monotonic() + seconds

    def end(self, seconds: float = 2.0) -> None:
        """Asks the process to exit, ends it if it doesn't, and waits until it is gone.

        A run that was asked to stop has the time that it would have anyway: it may be writing its weights. Who reads
        the events does so on another thread meanwhile.
        """
        self.send(Shutdown())
        until = time.monotonic() + seconds
        while self._process.is_alive():
            self._process.join(LOOK_SECONDS)
            if time.monotonic() > max(until, self._stop_by or 0.0):
                self._process.kill()
                self._process.join()

    def clean_up(self) -> None:
        """Removes what a process that is gone leaves: its pipes and its log."""
        self._pipe.close()
        self._process.join()
        self._exit_code = self._process.exitcode or 0
        self._process.close()  # else the pipe to its sentinel stays open for as long as anybody knows this session
        self._folder.remove()

    def close(self) -> None:
        """`end` and `clean_up`, for who reads events on the same thread."""
        self.end()
        self.clean_up()

    def _wait(self, until: float | None) -> None:
        """Takes in what there is; waits a short while if there is nothing."""
        left = LOOK_SECONDS if until is None else max(0.0, min(LOOK_SECONDS, until - time.monotonic()))
        ready = wait([self._pipe, self._process.sentinel], left)
        self._read_output()
        if self._pipe in ready:
            self._read_pipe()
        elif self._process.sentinel in ready:
            self._bury()
        if any(by is not None and time.monotonic() > by for by in (self._stop_by, self._end_by)):
            self._process.kill()

    def _read_pipe(self) -> None:
        try:
            self._events.append(self._checked(decode_event(self._pipe.recv_bytes())))
        except (EOFError, OSError):
            self._bury()
            return
        except FormatError as error:  # whatever it says next can't be trusted either
            self._nonsense = error
            self._process.kill()
            self._bury()
            return
        with self._lock:
            if self._stop_by is not None:  # it is alive and at its work: the limit counts from here
                self._stop_by = min(time.monotonic(), self._stop_asked + LONGEST_STOP_SECONDS) + STOP_SECONDS

    def _checked(self, event: Event) -> Event:
        """An answer's arrays must be this engine's own: who is told of them reads and removes their files."""
        if isinstance(event, Told) and not all(map(self.blocks.holds, blocks_in(event.answer))):
            return Failed(event.number, say("names files that are not its own."), say("Engine"))
        return event

    def _read_output(self) -> None:
        data = self._folder.read(self._log_read, MOST_OUTPUT)
        if data:
            self._log_read += len(data)
            self._events.append(EngineOutput(data.decode("utf-8", "replace")))

    def _delivered(self, event: Event) -> Event:
        """Notes what the event settles."""
        with self._lock:
            if isinstance(event, RunEnded) and event.run == self._running:
                self._running = ""
                self._stop_by = None
            elif isinstance(event, Settled):
                self._questions.discard(event.number)
        return event

    def _bury(self) -> None:
        """The process is gone: read its last words, and settle what it leaves open."""
        self._process.join()
        self._exit_code = self._process.exitcode or 0
        self._read_output()
        with self._lock:
            self._gone = True
            self._answer_for_the_dead()

    def _answer_for_the_dead(self) -> None:
        if self._running:
            asked = self._stop_by is not None
            ended = RunEnded("stopped") if asked else RunEnded("crashed", self._cause_of_death())
            self._events.append(replace(ended, run=self._running))
            self._running = ""
        for number in sorted(self._questions):
            self._events.append(Failed(number, self._cause_of_death(), say("Engine"), say("Try again.")))
        self._questions.clear()

    def _cause_of_death(self) -> str:
        code = self._exit_code
        if self._nonsense is not None:
            return self._nonsense.words
        if code == -signal.SIGABRT:
            return say("The engine process broke off by itself (abort). Its output is in the log.")
        if code == -getattr(signal, "SIGKILL", 9):
            return say("The engine process was ended from outside (SIGKILL), perhaps because memory ran out.")
        if code < 0:
            return say("The engine process was ended by signal {number}. Its output is in the log.", number=-code)
        return say(
            "The engine process ended unexpectedly (exit code {code}). Its output is in the log.", code=str(code)
        )


def _started(backend: BackendName, folder: OutputFolder, *, polite: bool) -> tuple[Connection, SpawnProcess]:
    """An engine process, and the pipe to it. Raises OSError where the system gives none."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(
        target=child.main,
        args=(theirs, str(folder.log), backend, polite, added_kinds()),
        name=f"engine {backend}",
        daemon=True,
    )
    try:
        start_unheard(process)
    except OSError:
        ours.close()
        raise
    finally:
        theirs.close()
    return ours, process
