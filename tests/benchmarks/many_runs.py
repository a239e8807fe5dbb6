"""Many short runs in one window, with engines that start quickly; prints what the window's process holds as it goes on.

Run in a process of its own: `python many_runs.py RUNS`.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import tempfile
import threading
from pathlib import Path


def main() -> None:
    """Trains so many runs of two epochs, in the real window."""
    from PySide6.QtCore import QEventLoop, QTimer

    from nnstudio.app.folders import Folders
    from nnstudio.app.preferences import Preferences, write_preferences
    from nnstudio.app.run_state import is_running
    from nnstudio.app.wiring import LocalStudio
    from nnstudio.engine import child
    from nnstudio.ui import theme
    from nnstudio.ui.application import make_application
    from nnstudio.ui.shell.main_window import MainWindow
    from nnstudio.ui.shell.poster import Poster
    from nnstudio.ui.training_worker import finish_listening, listen
    from tests.support import light_engine

    child.main = light_engine.main
    app = make_application(sys.argv[:1])
    theme.apply(app, "light")
    runs = int(sys.argv[1])
    held: list[dict[str, int]] = []
    with tempfile.TemporaryDirectory() as home:
        folders = Folders(Path(home) / "projects", Path(home) / "preferences.json")
        write_preferences(folders.preferences, Preferences(backend="jax"))
        poster = Poster()
        studio = LocalStudio(post=poster.post, listen=listen, folders=folders)
        window = MainWindow(studio, Path(home))
        window.show()
        begun = 0
        loop, timer = QEventLoop(), QTimer()

        def look() -> None:
            nonlocal begun
            if is_running(studio.training.state) or studio.training.blocker or studio.engine.status != "ready":
                return
            if begun and begun % 50 == 0:
                held.append(_held(begun))
            if begun == runs:
                loop.quit()
                return
            begun += 1
            studio.training.start()

        timer.timeout.connect(look)
        timer.start(20)
        loop.exec()
        timer.stop()
        window.close()
        studio.close()
        finish_listening()
    print(json.dumps(held))


def _held(runs: int) -> dict[str, int]:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return {
        "runs": runs,
        "descriptors": len(list(Path("/proc/self/fd").iterdir())),
        "threads": threading.active_count(),
        "bytes": pages * os.sysconf("SC_PAGE_SIZE"),
    }


if __name__ == "__main__":
    main()
