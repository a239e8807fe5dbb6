"""Where the program keeps its own files on this machine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True)
class Folders:
    """The program's own folders.

    Attributes:
        projects: untitled projects.
        preferences: the file of preferences.
    """

    projects: Path
    preferences: Path


def usual_folders() -> Folders:
    """The system's places for a program's data and settings (XDG, AppData, Library)."""
    data = Path(platformdirs.user_data_dir("nnstudio", appauthor=False))
    config = Path(platformdirs.user_config_dir("nnstudio", appauthor=False))
    return Folders(data / "projects", config / "preferences.json")
