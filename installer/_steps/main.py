"""The order of the steps, and what a person sees of failures and interruptions."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .commands import CommandRunner, Run
from .console import Console
from .display import needed_platforms, refuse_without_display
from .environment import ensure_environment
from .exclusive import exclusive
from .failure import SetupError, explain_os_error
from .fonts import ensure_fonts, get_font, needed_scripts, probe_fonts
from .launch import start, usable_cores, what_to_start
from .libraries import ensure_libraries, get_libraries, probe_qt, refuse_without_windows_runtime
from .machine import Machine, refuse_unsupported, this_machine
from .packages import fill
from .place import Place
from .request import USAGE, Request, UsageError, parse_request
from .stamp import due_stamp, read_stamp, vouches_for, write_stamp
from .variant import wanted_variant, windows_has_nvidia


def main(words: Sequence[str], root: Path) -> int:
    """Do what the command line asks. Returns the exit code: 0, 1 something is missing, 2 usage, 130 interrupted."""
    _keep_standard_input_open()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # end as calmly as on Ctrl-C
    console = Console(sys.stderr)
    try:
        request = parse_request(words)
        if request is None:
            print(USAGE, end="")
            return 0
        place, machine = Place(root), this_machine()
        prepare(request, place, machine, console)
        launch = what_to_start(request, place, machine, Path.cwd(), usable_cores())
        return start(launch) if launch else 0
    except UsageError as error:
        console.say(f"{error}\n\n{USAGE}")
        return 2
    except SetupError as failure:
        console.say(str(failure))
        return 1
    except OSError as error:
        console.say(str(explain_os_error(error)))
        return 1
    except KeyboardInterrupt:
        console.say("Stopped. Run the same command again to go on from here.")
        return 130


def prepare(request: Request, place: Place, machine: Machine, console: Console, run: Run | None = None) -> None:
    """Make the environment complete for a request. Returns at once where it is. Raises SetupError.

    `run` runs programs; without one they are run for real, with their output in the log.
    """
    if request.opens_window:
        refuse_without_display(machine)
    run = run or CommandRunner(place.log, console.tick)
    found = read_stamp(place.stamp)
    variant = wanted_variant(
        machine, request.cpu_only, found.variant if found else None, lambda command: run(command).succeeded
    )
    if request.verb != "setup" and _is_ready(request, place, machine, variant):
        return
    refuse_unsupported(machine)
    place.venv.mkdir(exist_ok=True)
    with exclusive(place.mutex, _say_once(console, "Another bootstrap is at work in .venv; waiting for it.")) as mutex:
        if request.verb != "setup" and _is_ready(request, place, machine, variant):
            return
        _Setup(request, place, machine, variant, console, run, mutex).carry_out()


def _is_ready(request: Request, place: Place, machine: Machine, variant: str) -> bool:
    found = read_stamp(place.stamp)
    if found is None or not vouches_for(found, due_stamp(place, variant)):
        return False
    shown = all(set(group) & set(found.qt_platforms) for group in needed_platforms(request, machine))
    return shown and set(needed_scripts(request, machine)) <= set(found.scripts)


@dataclass
class _Setup:
    """One go at completing the environment; whoever carries it out holds the mutex."""

    request: Request
    place: Place
    machine: Machine
    variant: str
    console: Console
    run: Run
    mutex: int
    complete_platforms: tuple[str, ...] = field(default=(), init=False)
    scripts: tuple[str, ...] = field(default=(), init=False)

    def carry_out(self) -> None:
        found = read_stamp(self.place.stamp)
        filled = vouches_for(found, due_stamp(self.place, self.variant)) and self.request.verb != "setup"
        if filled and found:
            self.complete_platforms, self.scripts = found.qt_platforms, found.scripts
        steps: list[tuple[str, Callable[[], str]]] = []
        if not filled:
            self._announce()
            steps += [("Environment", self._environment), (self._packages_title(), self._packages)]
        groups = needed_platforms(self.request, self.machine)
        if groups:
            steps.append(("Libraries of the system", self._libraries))
        if needed_scripts(self.request, self.machine):
            steps.append(("Fonts", self._fonts))
        for number, (title, step) in enumerate(steps, start=1):
            self.console.begin(number, len(steps), title)
            self.console.end(step())
        write_stamp(self.place.stamp, due_stamp(self.place, self.variant, self.complete_platforms, self.scripts))

    def _announce(self) -> None:
        if self.variant == "cuda":
            self.console.say("NVIDIA driver found: TensorFlow and JAX for CUDA (several GB; --cpu leaves that out).")
        elif windows_has_nvidia(self.machine):
            self.console.say("TensorFlow can use the NVIDIA GPU only inside WSL; here it gets the build for CPUs.")

    def _environment(self) -> str:
        refuse_without_windows_runtime(self.machine)
        self.place.stamp.unlink(missing_ok=True)  # from here on until the end, .venv is half-filled
        return ensure_environment(self.place, self.machine, self.run, self.console.say)

    def _packages_title(self) -> str:
        return f"Packages ({self.place.lock(self.variant).name})"

    def _packages(self) -> str:
        return fill(
            self.place, self.variant, machine=self.machine, console=self.console, run=self.run, keep_open=self.mutex
        )

    def _libraries(self) -> str:
        groups = needed_platforms(self.request, self.machine)
        probe = probe_qt(self.place, self.run)
        self.complete_platforms = ensure_libraries(groups, self.complete_platforms, probe, self._get_libraries)
        return f"complete for Qt's {', '.join(self.complete_platforms)}"

    def _fonts(self) -> str:
        needed = needed_scripts(self.request, self.machine)
        probe = probe_fonts(self.place, self.run)
        self.scripts = ensure_fonts(needed, self.scripts, probe, self._get_font, self.console.say)
        return f"there for {', '.join(self.scripts)}"

    def _get_font(self, script: str) -> None:
        get_font(script, self.place, self.machine, self.run, self.console.say)

    def _get_libraries(self, missing: Sequence[str]) -> None:
        get_libraries(missing, self.machine, self.run, self.console.say)


def _say_once(console: Console, text: str) -> Callable[[], None]:
    said: list[str] = []

    def say() -> None:
        if not said:
            console.say(text)
            said.append(text)

    return say


def _keep_standard_input_open() -> None:
    """Put the null device where standard input was closed: else the next file opened would be taken for it."""
    try:
        os.fstat(0)
    except OSError:
        os.set_inheritable(os.open(os.devnull, os.O_RDONLY), True)
