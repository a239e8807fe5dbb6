"""The real window, training a project for ever: for tests that end it in the middle. Prints JSON lines as `train` does.

Run as `python train_in_window.py PROJECT HOME`.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
from pathlib import Path


def main() -> int:
    """Opens the window on the project and presses Train as soon as that can be done."""
    from PySide6.QtCore import QTimer

    from nnstudio.app.folders import Folders
    from nnstudio.app.preferences import Preferences, write_preferences
    from nnstudio.app.run_state import Ended, is_running
    from nnstudio.app.wiring import LocalStudio
    from nnstudio.ui import theme
    from nnstudio.ui.application import make_application
    from nnstudio.ui.shell.main_window import MainWindow
    from nnstudio.ui.shell.poster import Poster
    from nnstudio.ui.training_worker import finish_listening, listen

    project, home = Path(sys.argv[1]), Path(sys.argv[2])
    app = make_application(["nnstudio"])
    theme.apply(app, "light")
    poster = Poster()
    folders = Folders(home / "projects", home / "preferences.json")
    write_preferences(folders.preferences, Preferences(backend="jax", last_project=str(project)))
    studio = LocalStudio(post=poster.post, listen=listen, folders=folders)
    window = MainWindow(studio, home)
    window.show()
    told = {"epochs": 0, "started": 0}
    engines: set[int | None] = set()

    def look() -> None:
        if not told["started"] and not studio.training.blocker and studio.engine.status == "ready":
            told["started"] = 1
            studio.training.start()
        for child in multiprocessing.active_children():
            if child.name.startswith("engine") and child.pid not in engines:
                engines.add(child.pid)
                print(json.dumps({"event": "engine_ready", "process": child.pid}), flush=True)
        for point in studio.runs.curves.epochs[told["epochs"] :] if told["started"] else ():
            told["epochs"] += 1
            print(json.dumps({"event": "epoch_done", "epoch": point.epoch, "run": studio.runs.shown}), flush=True)
        if told["started"] and not is_running(studio.training.state):
            state = studio.training.state
            status = state.status if isinstance(state, Ended) else "not begun"
            print(json.dumps({"event": "run_ended", "status": status}), flush=True)
            window.close()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(10)
    status = app.exec()
    studio.close()
    finish_listening()
    return status


if __name__ == "__main__":
    sys.exit(main())
