"""Which files in the checkout are the bootstrap's."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

_REQUIREMENT = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;]+)", re.MULTILINE)


@dataclass(frozen=True)
class Place:
    root: Path

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def site_packages(self) -> Path:
        """Where the environment's packages are."""
        if os.name == "nt":
            return self.venv / "Lib" / "site-packages"
        return self.venv / "lib" / f"python{self.python_version}" / "site-packages"

    @property
    def python_version(self) -> str:
        """The environment's Python as "3.12"; "" where there is none. It need not be the one that runs this."""
        settings = self._settings()
        version = settings.get("version") or settings.get("version_info", "")
        return ".".join(version.split(".")[:2])

    @property
    def base_python(self) -> str:
        """The file that the environment's Python is: elsewhere where it is a link, "" where it is gone."""
        if not self.python.exists():
            return ""
        if os.name == "nt" and not Path(self._settings().get("home", "?")).exists():
            return ""  # a launcher, whose Python was uninstalled
        return str(self.python.resolve())

    @property
    def fonts(self) -> Path:
        """Where fonts go that the system lacks; `nnstudio.ui.fonts` loads them from there."""
        return self.venv / "share" / "nnstudio" / "fonts"

    @property
    def stamp(self) -> Path:
        return self.venv / "bootstrap.json"

    @property
    def log(self) -> Path:
        return self.venv / "bootstrap.log"

    @property
    def mutex(self) -> Path:
        return self.venv / "bootstrap.mutex"

    @property
    def own_files(self) -> frozenset[str]:
        """The names in .venv that outlive a rebuild of it."""
        return frozenset({self.log.name, self.mutex.name})

    def lock(self, variant: str) -> Path:
        """The lock of a variant: the file that names every package with its version and hashes."""
        name = "requirements-cuda.lock" if variant == "cuda" else "requirements.lock"
        return self.root / "installer" / name

    def _settings(self) -> dict[str, str]:
        try:
            lines = (self.venv / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
        except OSError:
            return {}
        return {key.strip(): value.strip() for key, _, value in (line.partition("=") for line in lines)}


def normalised(name: str) -> str:
    """A distribution's name as registries compare it: `PySide6_Essentials` is `pyside6-essentials`."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked_names(lock: Path) -> frozenset[str]:
    """The normalised names of the distributions in a lock."""
    return frozenset(normalised(match[1]) for match in _REQUIREMENT.finditer(lock.read_text(encoding="utf-8")))
