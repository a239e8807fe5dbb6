"""Where the window was, what it showed and where files were chosen, kept in an ini file among the preferences."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from nnstudio.ui.kit.file_dialogs import LAST

FILE = "window.ini"
_RUNS = {True: "window/runs", False: "window/runs-narrow"}


class WindowState:
    """Reads and writes the file. Anything in it that is of another type than expected is passed over."""

    def __init__(self, folder: Path) -> None:
        self._settings = QSettings(str(folder / FILE), QSettings.Format.IniFormat)
        LAST.keep_in(self._settings)

    @property
    def geometry(self) -> QByteArray | None:
        """The window's place and size as Qt packs them."""
        found = self._settings.value("window/geometry")
        return found if isinstance(found, QByteArray) else None

    def runs_shown(self, *, roomy: bool) -> bool | None:
        """Whether the person had the list of runs shown beside the page, in a window with or without room for both.

        None if it was never said.
        """
        found = self._settings.value(_RUNS[roomy])
        return {"true": True, "false": False}.get(str(found))

    def keep(self, geometry: QByteArray, runs_shown: Mapping[bool, bool]) -> None:
        """Writes the geometry, and whether the runs are shown in a roomy and in a narrow window."""
        self._settings.setValue("window/geometry", geometry)
        for roomy, shown in runs_shown.items():
            self._settings.setValue(_RUNS[roomy], "true" if shown else "false")
        self._settings.sync()
