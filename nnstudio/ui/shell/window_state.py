"""Where the window was and what it showed, kept in an ini file among the preferences."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

FILE = "window.ini"


class WindowState:
    """Reads and writes the file. Anything in it that is of another type than expected is passed over."""

    def __init__(self, folder: Path) -> None:
        self._settings = QSettings(str(folder / FILE), QSettings.Format.IniFormat)

    @property
    def geometry(self) -> QByteArray | None:
        """The window's place and size as Qt packs them."""
        found = self._settings.value("window/geometry")
        return found if isinstance(found, QByteArray) else None

    @property
    def runs_shown(self) -> bool | None:
        """Whether the person had the list of runs shown; None if it was never said."""
        found = self._settings.value("window/runs")
        return {"true": True, "false": False}.get(str(found))

    def keep(self, geometry: QByteArray, *, runs_shown: bool) -> None:
        """Writes both."""
        self._settings.setValue("window/geometry", geometry)
        self._settings.setValue("window/runs", "true" if runs_shown else "false")
        self._settings.sync()
