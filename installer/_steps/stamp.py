"""The stamp: written last, it says for what the environment is complete. Without one, it is half-filled."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from .place import Place


@dataclass(frozen=True)
class Stamp:
    """`python` is the environment's base Python, `lock` the SHA-256 of the lock that was installed, and
    `qt_platforms` those whose libraries were found complete, and `scripts` those that there are fonts for."""

    python: str
    variant: str
    lock: str
    qt_platforms: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()


def due_stamp(place: Place, variant: str, qt_platforms: tuple[str, ...] = (), scripts: tuple[str, ...] = ()) -> Stamp:
    """The stamp that the environment deserves if it is complete. A system's Python may be replaced by another
    under the same name; then the file that it is, is another too."""
    digest = hashlib.sha256(place.lock(variant).read_bytes()).hexdigest()
    return Stamp(place.base_python, variant, digest, qt_platforms, scripts)


def read_stamp(path: Path) -> Stamp | None:
    """Read a stamp; None where there is none, or it can't be understood."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        platforms = tuple(str(name) for name in raw["qt_platforms"])
        scripts = tuple(str(name) for name in raw.get("scripts", ()))
        return Stamp(str(raw["python"]), str(raw["variant"]), str(raw["lock"]), platforms, scripts)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def vouches_for(found: Stamp | None, due: Stamp) -> bool:
    """Whether a stamp says that the environment holds exactly what is due."""
    if found is None or not due.python:
        return False
    return (found.python, found.variant, found.lock) == (due.python, due.variant, due.lock)


def write_stamp(path: Path, stamp: Stamp) -> None:
    """Write the stamp whole or not at all, after everything that it vouches for has reached the disk."""
    if hasattr(os, "sync"):
        os.sync()  # a power cut must not keep the stamp and lose the packages
    temporary = path.with_name(path.name + ".new")
    with temporary.open("w", encoding="utf-8") as file:
        json.dump(asdict(stamp), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
