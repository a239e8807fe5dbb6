"""The virtual environment in .venv: made, recognised when it was left half-filled, and mended."""

from __future__ import annotations

import csv
import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from .commands import Run
from .failure import SetupError, explain_output
from .machine import Machine
from .place import Place, normalised
from .system_packages import Packages, install_or_explain

# The path file that lets the environment's Python find the studio from any folder.
PATH_FILE = "nnstudio.pth"

# Fails unless the environment has pip, listed and whole, and a Python that the packages exist for.
_CHECK = """
import importlib.metadata, pip, sys
importlib.metadata.version("pip")
assert (3, 11) <= sys.version_info[:2] <= (3, 13)
print("%d.%d" % sys.version_info[:2])
"""


def ensure_environment(place: Place, machine: Machine, run: Run, say: Callable[[str], None]) -> str:
    """Leave a virtual environment in .venv, whatever is there now. Returns what was done.

    One of another fitting Python than the running one is kept. Raises SetupError where Python lacks what it takes
    to make one.
    """
    done = "made"
    if _is_usable(place, run):
        damaged = damaged_distributions(place.site_packages)
        for folder in damaged:
            shutil.rmtree(folder)  # the installer now takes it for absent, and installs over what is there
        done = f"{len(damaged)} half-installed packages found" if damaged else "in place"
    if not _is_usable(place, run):  # the damage may have been pip's
        clear(place)
        _create(place, machine, run, say)
    _write_path_file(place)
    return f"Python {place.python_version}, {done}"


def damaged_distributions(site_packages: Path) -> tuple[Path, ...]:
    """Find the distributions (their .dist-info folders) of which files are missing or have another size.

    An installer that was killed leaves such behind, and later takes them for installed.
    """
    return tuple(folder for folder in sorted(site_packages.glob("*.dist-info")) if not _is_whole(folder))


def clear(place: Place) -> None:
    """Empty .venv, except for the bootstrap's log and mutex. Its stamp goes first."""
    if not place.venv.exists():
        return
    place.stamp.unlink(missing_ok=True)
    for entry in place.venv.iterdir():
        if entry.name in place.own_files:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def remove_distributions(site_packages: Path, names: Iterable[str]) -> tuple[str, ...]:
    """Remove distributions, by normalised name, and every file that they list. Returns those that were there."""
    unwanted = frozenset(names)
    removed = []
    for folder in sorted(site_packages.glob("*.dist-info")):
        name = normalised(_name_of(folder))
        if name not in unwanted:
            continue
        files = [path for path, _size in _listed_files(folder) if path.is_relative_to(site_packages)]
        for path in files:
            path.unlink(missing_ok=True)
        _prune({path.parent for path in files}, site_packages)
        shutil.rmtree(folder, ignore_errors=True)
        removed.append(name)
    return tuple(removed)


def installed_names(site_packages: Path) -> frozenset[str]:
    """The normalised names of the distributions that are there, whole or not."""
    return frozenset(normalised(_name_of(folder)) for folder in site_packages.glob("*.dist-info"))


def _prune(folders: set[Path], top: Path) -> None:
    """Remove folders below `top` that hold nothing but bytecode, and those above them that are empty then."""
    for folder in sorted(folders, key=lambda path: len(path.parts), reverse=True):
        current = folder
        while current != top and current.is_relative_to(top) and current.is_dir():
            if any(entry.name != "__pycache__" for entry in current.iterdir()):
                break
            shutil.rmtree(current)
            current = current.parent


def _is_usable(place: Place, run: Run) -> bool:
    if not place.base_python:
        return False
    answer = run([place.python, "-I", "-c", _CHECK])
    return answer.succeeded and answer.lines[-1:] == (place.python_version,)


def _create(place: Place, machine: Machine, run: Run, say: Callable[[str], None]) -> None:
    if not all(importlib.util.find_spec(module) for module in ("venv", "ensurepip")):
        _get_venv_module(machine, run, say)
    # From the base Python: one in .venv that is being remade would vanish under our feet.
    python = getattr(sys, "_base_executable", None) or sys.executable
    made = run([python, "-I", "-m", "venv", place.venv])
    if not made.succeeded:
        raise explain_output(made.lines, place.log)


def _get_venv_module(machine: Machine, run: Run, say: Callable[[str], None]) -> None:
    if machine.distribution == "debian" and sys.base_prefix == "/usr":
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        install_or_explain(
            f"This Python has no venv module; on Debian and Ubuntu it is in the package {package} "
            "(python3-venv for the default Python).",
            Packages("debian", (package,)),
            machine=machine,
            run=run,
            say=say,
        )
        return
    raise SetupError(
        f"This Python ({sys.executable}) was built without the modules venv and ensurepip.",
        "Install your system's full Python 3.11 to 3.13, or get one from https://www.python.org/downloads/.",
    )


def _write_path_file(place: Place) -> None:
    """Name the checkout in the environment's path, relatively: the two may be moved together."""
    path_file = place.site_packages / PATH_FILE
    text = os.path.relpath(place.root, place.site_packages) + "\n"
    if not path_file.exists() or path_file.read_text(encoding="utf-8") != text:
        path_file.write_text(text, encoding="utf-8")


def _is_whole(dist_info: Path) -> bool:
    if not (dist_info / "RECORD").exists() or not (dist_info / "METADATA").exists():
        return False
    return all(_has_size(path, size) for path, size in _listed_files(dist_info))


def _has_size(path: Path, size: str) -> bool:
    try:
        found = os.stat(path).st_size  # noqa: PTH116 - tens of thousands of files, and Path.stat is slower
    except OSError:
        return not size  # files without a size are made on the machine: compiled bytecode, and may be away
    return not size or found == int(size)


def _listed_files(dist_info: Path) -> Iterable[tuple[Path, str]]:
    """The files of a distribution as (path, size in bytes or "" where it is not recorded)."""
    try:
        text = (dist_info / "RECORD").read_text(encoding="utf-8")
    except OSError:
        return
    for row in csv.reader(text.splitlines()):
        if len(row) == 3:
            yield Path(os.path.normpath(dist_info.parent / row[0])), row[2]


def _name_of(dist_info: Path) -> str:
    return dist_info.name.removesuffix(".dist-info").rpartition("-")[0]
