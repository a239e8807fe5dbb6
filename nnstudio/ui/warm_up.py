"""Loads what the first charts need while the window waits for the person, so that Train never makes it halt.

pyqtgraph takes over half a second to import. On a thread of its own the import shares Python's lock with the window a
few milliseconds at a time; it makes no Qt objects that would belong to that thread.

The program's end waits for it: Python ends a daemon thread wherever that stands, and one that stands in PySide's own
code takes the process down with SIGSEGV.
"""

from __future__ import annotations

import importlib
import threading

from PySide6.QtCore import QTimer

CHARTS = "nnstudio.ui.train.charts_pane"
SOON_MS = 1000


def warm_up_soon() -> None:
    """Begins when the window has been there for a moment."""
    QTimer.singleShot(SOON_MS, warm_up)


def warm_up() -> threading.Thread:
    """Begins now; whoever needs the charts earlier than they are there waits for them as for any import."""
    thread = threading.Thread(target=importlib.import_module, args=(CHARTS,), name="warm up")
    thread.start()
    return thread
