"""Starting what was asked for with the environment's Python."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .machine import Machine
from .place import Place
from .request import Request

_MOST_WORKERS = 8  # each loads Qt, and those that train a TensorFlow of their own
_OWN_PARALLELISM = ("-n", "--numprocesses", "--dist", "--pdb", "--trace", "-p")


@dataclass(frozen=True)
class Launch:
    command: tuple[str, ...]
    folder: Path
    environ: dict[str, str]


def what_to_start(request: Request, place: Place, machine: Machine, folder: Path, cores: int) -> Launch | None:
    """The program that a request starts, from the folder where it was made; None where it starts nothing."""
    environ = dict(machine.environ)
    python = str(place.python)
    if request.verb == "setup":
        return None
    if request.verb == "test":
        environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        arguments = [_absolute(word, folder) for word in request.arguments]
        command = (python, "-m", "pytest", *_parallelism(arguments, cores), *arguments)
        return Launch(command, place.root, environ)
    if request.arguments:
        # -P: no module in the folder that the person works in can pose as one of ours.
        return Launch((python, "-P", "-m", "nnstudio", *request.arguments), folder, environ)
    return Launch((python, str(place.root / "main.py")), folder, environ)


def start(launch: Launch) -> int:
    """Become the program where the system can; otherwise run it and return its exit code."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.chdir(launch.folder)
    if os.name == "posix":
        os.execve(launch.command[0], launch.command, launch.environ)  # noqa: S606 - no shell is meant
    process = subprocess.Popen(launch.command, env=launch.environ)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the program got the Ctrl-C too, and decides


def usable_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _parallelism(arguments: Sequence[str], cores: int) -> tuple[str, ...]:
    workers = min(cores, _MOST_WORKERS)
    if workers < 2 or any(word.startswith(_OWN_PARALLELISM) for word in arguments):
        return ()
    return ("-n", str(workers), "--dist", "loadfile")


def _absolute(word: str, folder: Path) -> str:
    """Make `tests/test_it.py::test_x` absolute where the file is there, for pytest runs in the checkout."""
    path, separator, test = word.partition("::")
    if word.startswith("-") or not path or not (folder / path).exists():
        return word
    return f"{folder / path}{separator}{test}"
