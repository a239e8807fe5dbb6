"""Trains in the real program, and prints how long its event loop keeps an event waiting on the Train and Weights pages.

Run in a process of its own: `python window_frames.py BACKEND`; the data is looked for as the program looks for it.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

TICK_MS = 4
PATIENCE_SECONDS = 240


def main() -> None:
    """One run of Fashion-MNIST 784-128-10, batch 32, at full speed."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    from nnstudio.app.folders import Folders
    from nnstudio.app.run_state import Ended
    from nnstudio.app.wiring import LocalStudio
    from nnstudio.core.project import dense_project
    from nnstudio.ui import theme
    from nnstudio.ui.application import make_application
    from nnstudio.ui.shell.main_window import MainWindow
    from nnstudio.ui.shell.poster import Poster
    from nnstudio.ui.training_worker import finish_listening, listen
    from nnstudio.ui.warm_up import warm_up

    app = make_application(sys.argv[:1])

    def waits(until: Callable[[], bool]) -> list[float]:
        """How much later than due each tick came, in milliseconds, until that holds."""
        late: list[float] = []
        loop, ticks = QEventLoop(), QTimer()
        ticks.setTimerType(Qt.TimerType.PreciseTimer)
        ticks.setInterval(TICK_MS)
        last = time.perf_counter()
        end = last + PATIENCE_SECONDS

        def tick() -> None:
            nonlocal last
            now = time.perf_counter()
            late.append(max(0.0, (now - last) * 1000 - TICK_MS))
            last = now
            if until() or now > end:
                loop.quit()

        ticks.timeout.connect(tick)
        ticks.start()
        loop.exec()
        ticks.stop()
        return late

    with tempfile.TemporaryDirectory() as home:
        poster = Poster()
        folders = Folders(Path(home) / "projects", Path(home) / "preferences.json")
        studio = LocalStudio(post=poster.post, listen=listen, folders=folders)
        studio.preferences.change(
            replace(studio.preferences.now, backend="jax" if sys.argv[1] == "jax" else "tensorflow")
        )
        theme.apply(app)
        window = MainWindow(studio, Path(home))
        window.resize(1280, 800)
        window.show()
        project = dense_project("fashion-mnist", (128,))
        studio.document.apply("Clothes", replace(project, training=replace(project.training, epochs=16)))
        warm_up().join()
        window.show_page("train")
        waits(lambda: not studio.training.blocker and studio.engine.status == "ready")
        studio.training.start()
        waits(lambda: len(studio.runs.curves.epochs) >= 1)
        train = waits(lambda: len(studio.runs.curves.epochs) >= 8)
        window.show_page("weights")
        waits(lambda: len(studio.runs.curves.epochs) >= 9)
        weights = waits(lambda: isinstance(studio.training.state, Ended))
        print(json.dumps({"train": train, "weights": weights}))
        window.close()
        studio.close()
        finish_listening()


if __name__ == "__main__":
    main()
