"""Run by the environment's Python: which shared libraries do Qt and its platform plugins lack?

    python -I probe_qt.py PLATFORM...

Prints, as one line of JSON, for each platform that Qt has a plugin for: {"missing": [library...],
"errors": [text...]}. Loading is the proof; ldd only lists at once what loading would name one at a time.
"""

from __future__ import annotations

import ctypes
import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

_MODULES = (
    "QtCore",
    "QtGui",
    "QtWidgets",
    "QtSvg",
    "QtNetwork",
    "QtTest",
    "QtOpenGL",
    "QtOpenGLWidgets",
    "QtPrintSupport",
)
_NOT_FOUND = re.compile(r"^\s*(\S+) => not found", re.MULTILINE)
_CANNOT_OPEN = re.compile(r"^([^:\s]+): cannot open shared object file")


def qt_files(package: Path, platform: str) -> list[Path]:
    """The libraries that a window on this platform loads, of those that are there; the plugin is the last."""
    modules = [package / f"{name}.abi3.so" for name in _MODULES]
    plugin = package / "Qt" / "plugins" / "platforms" / f"libq{platform.removesuffix('-egl')}.so"
    return [file for file in (*modules, plugin) if file.exists()]


def has_plugin(package: Path, platform: str) -> bool:
    return qt_files(package, platform)[-1:] != qt_files(package, "")[-1:]


def lacks(files: list[Path]) -> dict[str, list[str]]:
    """What these files lack, as the names of libraries, and errors that are of another kind."""
    missing: set[str] = set()
    errors: list[str] = []
    for file in files:
        try:
            ctypes.CDLL(str(file))
        except OSError as error:
            name = _CANNOT_OPEN.match(str(error))
            if name:
                missing.add(name[1])
            else:
                errors.append(str(error))
    if missing:
        missing.update(_all_missing(files))
    return {"missing": sorted(missing), "errors": errors}


def _all_missing(files: list[Path]) -> set[str]:
    try:
        listed = subprocess.run(["ldd", *map(str, files)], capture_output=True, text=True, check=False)
    except OSError:
        return set()
    names = set(_NOT_FOUND.findall(listed.stdout))
    return {name for name in names if not name.startswith(("libQt6", "libpyside", "libshiboken"))}


def main(platforms: list[str]) -> None:
    found = importlib.util.find_spec("PySide6")
    if found is None or found.origin is None:
        sys.exit("PySide6 is not installed")
    package = Path(found.origin).parent
    answer = {name: lacks(qt_files(package, name)) for name in platforms if has_plugin(package, name)}
    print(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1:])
