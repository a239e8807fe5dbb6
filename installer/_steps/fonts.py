"""The fonts that a Linux system must have for the words that the window shows: asked of Qt, and brought where missing.

They are unpacked in .venv, where the window finds them: that takes no rights, and leaves the system as it is.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from nnstudio.core.languages import LANGUAGES, best_language, languages_of_environment

from .commands import Run
from .failure import SetupError
from .machine import Machine
from .place import Place
from .request import Request
from .system_packages import Packages, download

LATIN, CHINESE = "latin", "chinese"
_DISTRIBUTIONS = ("debian", "fedora", "arch")
# A small font for each script: packages on Debian, Fedora, Arch. (Noto's for Chinese takes 90 MB.)
_TABLE = {
    LATIN: ("fonts-dejavu-core", "dejavu-sans-fonts", "ttf-dejavu"),
    CHINESE: ("fonts-wqy-microhei", "wqy-microhei-fonts", "wqy-microhei"),
}


def needed_scripts(request: Request, machine: Machine) -> tuple[str, ...]:
    """Name the scripts that fonts are needed for; none where no window is shown, or the system always has fonts."""
    if not machine.is_linux or (request.verb == "run" and not request.opens_window):
        return ()
    return (LATIN, CHINESE) if wanted_language(machine) == "zh_CN" else (LATIN,)


def wanted_language(machine: Machine) -> str:
    """The language that the window will speak, as far as it can be told without Qt: chosen in it, or the system's."""
    config = machine.environ.get("XDG_CONFIG_HOME") or Path(machine.environ.get("HOME", "/"), ".config")
    try:
        chosen = json.loads((Path(config) / "nnstudio" / "preferences.json").read_bytes())["language"]
    except (OSError, ValueError, KeyError, TypeError):
        chosen = ""
    known = isinstance(chosen, str) and chosen in LANGUAGES
    return chosen if known else best_language(languages_of_environment(machine.environ))


def probe_fonts(place: Place, run: Run) -> Callable[[], frozenset[str]]:
    """A probe for the scripts that the environment's Qt has fonts for."""

    def probe() -> frozenset[str]:
        result = run([place.python, "-I", Path(__file__).with_name("probe_fonts.py")])
        try:
            return frozenset(json.loads(result.lines[-1]))
        except (IndexError, ValueError, TypeError):
            words = result.lines[-1:] or (f"exit code {result.exit_code}",)
            raise SetupError("Qt's fonts could not be examined.", *words, f"Details: {place.log}") from None

    return probe


def ensure_fonts(
    needed: Sequence[str],
    known: Collection[str],
    probe: Callable[[], frozenset[str]],
    get: Callable[[str], None],
    say: Callable[[str], None],
) -> tuple[str, ...]:
    """See to it that there are fonts for these scripts. Returns the scripts that can be shown.

    `known` are those found before; `get` brings a font or raises SetupError. Without one for Latin letters nothing can
    be read, which is an error; without one for Chinese the window speaks English, which is said.
    """
    if set(needed) <= set(known):
        return tuple(sorted(known))
    there = probe()
    if there.issuperset(needed):
        return tuple(sorted(there))
    for script in sorted(set(needed) - there):
        try:
            get(script)
        except SetupError as failure:
            if script == LATIN:
                raise
            say(f"{failure}\nUntil then the window speaks English.")
    return tuple(sorted(probe()))


def get_font(script: str, place: Place, machine: Machine, run: Run, say: Callable[[str], None]) -> None:
    """Bring a font for that script into .venv, or raise SetupError with the command that installs one."""
    letters = "Chinese characters" if script == CHINESE else "letters"
    why = f"This system has no font with {letters}."
    if machine.distribution not in _DISTRIBUTIONS:
        raise SetupError(why, "Install one with the packages of your distribution, and try again.")
    packages = Packages(machine.distribution, (_TABLE[script][_DISTRIBUTIONS.index(machine.distribution)],))
    folder = place.fonts / packages.names[0]
    unpacked = place.fonts / f"{packages.names[0]}.new"
    shutil.rmtree(unpacked, ignore_errors=True)  # of an interrupted one
    download(why, packages, unpacked, machine=machine, run=run, say=say)
    shutil.rmtree(folder, ignore_errors=True)
    unpacked.replace(folder)
