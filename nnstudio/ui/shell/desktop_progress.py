"""How far a run is, shown by the desktop at the program's icon, where it can."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from nnstudio.app.run_state import RunState, is_running, progress_of

DESKTOP_FILE = "application://nnstudio.desktop"
STEPS = 100
Properties = dict[str, float | bool]
Tell = Callable[[Properties], None]


class DesktopProgress:
    """Tells the desktop how far the run is, in whole percent, and when there is nothing more to show.

    On Linux by the signal of the launcher's interface, which GNOME's dock, KDE Plasma and others hear
    (https://wiki.ubuntu.com/Unity/LauncherAPI). Elsewhere Qt 6 has nothing for it.
    """

    def __init__(self, tell: Tell | None = None) -> None:
        self._tell = tell or (_told_by_signal if _has_session_bus() else None)
        self._told: int | None = None

    def show(self, state: RunState) -> None:
        """Shows how far that run is."""
        percent = int(STEPS * progress_of(state).fraction) if is_running(state) else None
        if percent != self._told and self._tell is not None:
            self._told = percent
            self._tell({"progress": (percent or 0) / STEPS, "progress-visible": percent is not None})


def _has_session_bus() -> bool:
    return sys.platform.startswith("linux") and bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS"))


def _told_by_signal(properties: Properties) -> None:
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    signal = QDBusMessage.createSignal(
        "/com/canonical/unity/launcherentry/1", "com.canonical.Unity.LauncherEntry", "Update"
    )
    signal.setArguments([DESKTOP_FILE, properties])
    QDBusConnection.sessionBus().send(signal)
