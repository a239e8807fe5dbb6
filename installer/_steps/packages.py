"""Filling the environment from a lock: with uv where it is there (seconds), with pip otherwise (minutes)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from .commands import Run
from .console import Console
from .environment import installed_names, remove_distributions
from .failure import NO_NETWORK, NO_TRUST, NO_WHEEL, SetupError, explain_output
from .machine import Machine
from .place import Place, locked_names

# The lock for CPUs names both, each for its kinds of machine.
_TENSORFLOWS = frozenset({"tensorflow", "tensorflow-cpu"})

# Settings that would send packages elsewhere than into .venv, or make pip believe in packages elsewhere.
_MISLEADING = ("PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "UV_SYSTEM_PYTHON", "UV_TARGET")

_FETCHING = re.compile(
    r"^(?:Collecting|Downloading) ([A-Za-z0-9][A-Za-z0-9._-]*?)(?:==\S+)?(?: \(([^)]*B)\))?(?: \(.*)?$"
)
_UNPACKING = re.compile(r"^(?:Installing collected packages|Prepared \d+ packages?)")


def fill(place: Place, variant: str, *, machine: Machine, console: Console, run: Run, keep_open: int) -> str:
    """Install what the variant's lock names, every file checked against its hash. Returns what was done.

    `keep_open` is the descriptor of the mutex: should we be killed, it stays held until the installer ends.
    Raises SetupError with the way out.
    """
    lock = place.lock(variant)
    removed = _remove_other_variant(place, variant, machine)
    progress = _Progress(place.site_packages, locked_names(lock), console)
    attempts = installers(place, lock, machine)
    for position, (name, command) in enumerate(attempts):
        result = run(command, on_line=progress.read, environ=_clean(machine.environ), keep_open=keep_open)
        if result.succeeded:
            replaced = f", {', '.join(removed)} replaced" if removed else ""
            return f"{progress.installed()} in place ({name}{replaced})"
        failure = explain_output(result.lines, place.log)
        if position == len(attempts) - 1 or not _another_may_succeed(failure, result.exit_code):
            raise failure
        console.say(f"{name} could not do it; trying {attempts[position + 1][0]}.")
    raise AssertionError("there is always pip")


def installers(place: Place, lock: Path, machine: Machine) -> list[tuple[str, list[str]]]:
    """The ways to install a lock into the environment as (name, command), best first."""
    checked = ["--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
    pip = [str(place.python), "-I", "-m", "pip", "--disable-pip-version-check", "--no-input"]
    ways = [("pip", [*pip, "install", "--progress-bar", "off", *checked])]
    uv = machine.which("uv")
    if uv:
        target = ["--python", str(place.python), "--no-python-downloads", "--color", "never"]
        ways.insert(0, ("uv", [uv, "pip", "install", *target, *checked]))
    return ways


def _another_may_succeed(failure: SetupError, exit_code: int) -> bool:
    """Whether pip may manage where uv failed: it has its own settings for mirrors, proxies and certificates."""
    outside = {NO_NETWORK.message, NO_TRUST.message, NO_WHEEL.message}
    unexplained = "The packages could not be installed."
    return exit_code == 127 or failure.message in outside or failure.message == unexplained


def _remove_other_variant(place: Place, variant: str, machine: Machine) -> tuple[str, ...]:
    """Remove what only the other variant has, before this one's is installed. Returns what was there."""
    if not (machine.is_linux and machine.architecture == "x86_64"):
        return ()  # one variant only
    other = "cpu" if variant == "cuda" else "cuda"
    unwanted = locked_names(place.lock(other)) - locked_names(place.lock(variant))
    # Both install the same files: removing one after installing the other would tear holes into that.
    unwanted |= {"tensorflow"} if variant == "cpu" else {"tensorflow-cpu"}
    return remove_distributions(place.site_packages, unwanted)


def _clean(environ: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in environ.items() if name not in _MISLEADING}
    if "PIP_INDEX_URL" in kept:
        kept.setdefault("UV_DEFAULT_INDEX", kept["PIP_INDEX_URL"])  # who has a mirror has it for a reason
    return {**kept, "PIP_USER": "0"}


class _Progress:
    """Turns the installer's output, and what has appeared in site-packages, into one line."""

    def __init__(self, site_packages: Path, names: frozenset[str], console: Console) -> None:
        self._site_packages = site_packages
        self._names = names
        self._total = len(names) - (1 if names >= _TENSORFLOWS else 0)
        self._activity = "looking them up"
        console.show(lambda: f"{self.installed()}, {self._activity}")

    def read(self, line: str) -> None:
        fetching = _FETCHING.match(line)
        if fetching:
            size = f" ({fetching[2]})" if fetching[2] else ""
            self._activity = f"fetching {fetching[1]}{size}"
        elif _UNPACKING.match(line):
            self._activity = "unpacking"

    def installed(self) -> str:
        count = len(self._names & installed_names(self._site_packages))
        return f"{count} of {self._total} packages"
