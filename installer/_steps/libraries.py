"""The shared libraries that Qt expects of a Linux system: found by loading, named, and installed where we may."""

from __future__ import annotations

import ctypes
import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from .commands import Run
from .display import AnyOf
from .failure import SetupError
from .library_packages import packages_with
from .machine import Machine
from .place import Place
from .system_packages import install_or_explain


@dataclass(frozen=True)
class Probed:
    """What one Qt platform lacks: names of shared libraries, and errors of another kind, word for word."""

    missing: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        return not self.missing and not self.errors


Probe = Callable[[Sequence[str]], dict[str, Probed]]


def probe_qt(place: Place, run: Run) -> Probe:
    """A probe that loads Qt's libraries and platform plugins in the environment's Python."""

    def probe(platforms: Sequence[str]) -> dict[str, Probed]:
        script = Path(__file__).with_name("probe_qt.py")
        result = run([place.python, "-I", script, *platforms])
        try:
            answer = json.loads(result.lines[-1])
        except (IndexError, ValueError):
            words = result.lines[-1:] or (f"exit code {result.exit_code}",)
            raise SetupError("Qt's libraries could not be examined.", *words, f"Details: {place.log}") from None
        return {name: Probed(tuple(found["missing"]), tuple(found["errors"])) for name, found in answer.items()}

    return probe


def ensure_libraries(
    groups: Sequence[AnyOf], known: Collection[str], probe: Probe, get: Callable[[Sequence[str]], None]
) -> tuple[str, ...]:
    """See to it that of each group of Qt platforms one has all its libraries. Returns the complete platforms.

    `known` are platforms found complete before; `get` installs missing libraries or raises SetupError.
    """
    complete = set(known)
    for group in groups:
        if not complete.intersection(group):
            complete.update(_ensure_one(group, probe, get))
    return tuple(sorted(complete))


def _ensure_one(group: AnyOf, probe: Probe, get: Callable[[Sequence[str]], None]) -> tuple[str, ...]:
    """Make the first platform of a group complete, unless another already is."""
    tried: set[str] = set()
    while True:
        found = probe(group)
        complete = tuple(name for name in group if name in found and found[name].is_complete)
        if complete:
            return complete
        if not found:
            raise SetupError(
                f"Qt has no platform {' or '.join(group)} here.", "Correct or unset QT_QPA_PLATFORM, and try again."
            )
        first = next(found[name] for name in group if name in found)
        if first.errors:
            raise SetupError("A library that Qt needs can't be loaded.", *first.errors)
        if tried.issuperset(first.missing):  # installed, and missing still
            raise _unobtainable(first.missing)
        tried.update(first.missing)
        get(first.missing)


def get_libraries(missing: Sequence[str], machine: Machine, run: Run, say: Callable[[str], None]) -> None:
    """Install the packages that have these libraries, or raise SetupError with the command that does."""
    noun = "a shared library" if len(missing) == 1 else "shared libraries"
    why = f"Qt needs {noun} that this system lacks: {', '.join(missing)}."
    packages, unknown = packages_with(missing, machine.distribution)
    if packages is None:
        raise SetupError(why, "Install the packages of your distribution that contain them, and try again.")
    if unknown and not packages.names:
        raise _unobtainable(missing)
    install_or_explain(why, packages, machine=machine, run=run, say=say)


def _unobtainable(missing: Sequence[str]) -> SetupError:
    return SetupError(
        f"Qt needs shared libraries that this system lacks: {', '.join(missing)}.",
        "Find the package that contains them (apt-file search NAME, dnf provides '*/NAME', pacman -F NAME),",
        "install it, and try again.",
    )


def refuse_without_windows_runtime(machine: Machine, loads: Callable[[str], bool] | None = None) -> None:
    """Raise SetupError where Windows lacks Microsoft's C++ runtime, without which TensorFlow can't load."""
    if not machine.is_windows or all(map(loads or _loads, ("msvcp140.dll", "msvcp140_1.dll", "vcruntime140_1.dll"))):
        return
    raise SetupError(
        "TensorFlow needs the Microsoft Visual C++ Redistributable (x64), which is not installed.",
        "Get it from https://aka.ms/vs/17/release/vc_redist.x64.exe, install it, and try again.",
    )


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
