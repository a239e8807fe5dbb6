"""Asks 10,000 predictions of 200 classes in the real program, and prints how long its event loop keeps events waiting.

Run in a process of its own: `python window_question.py BACKEND`. Prints the lateness of ticks, in milliseconds, at rest
and while the question is asked, computed, and its answer read, again and again; and the seconds that each took.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

TICK_MS = 4
PATIENCE_SECONDS = 120
TIMES = 12
COUNT, CLASSES = 10_000, 200
REST_SECONDS = 6.0


def main() -> None:
    """A window, an engine, and a run whose weights are random."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    from nnstudio.app.folders import Folders
    from nnstudio.app.wiring import LocalStudio
    from nnstudio.core.layers import Dense, Flatten, Input
    from nnstudio.core.network import chain_network
    from nnstudio.core.project import dense_project
    from nnstudio.engine.blocks import read_block
    from nnstudio.engine.messages import ModelRef
    from nnstudio.engine.questions import Predict, Predictions
    from nnstudio.runs.project_folder import ProjectFolder
    from nnstudio.runs.snapshots import Position, epoch_name, write_snapshot
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

    def kept_run(home: Path) -> ModelRef:
        """A run with one snapshot: 28 x 28 pictures, 128 units, 200 classes."""
        base = dense_project("mnist", (128,))
        layers = (Input((28, 28, 1)), Flatten(), Dense(128), Dense(CLASSES, "softmax"))
        project = replace(base, network=chain_network(*layers))
        run, hold = ProjectFolder.create(home / "asked.nnstudio", project).begin_run(project, "jax")
        hold.release()
        rng = np.random.default_rng(1)
        shapes = {"n3/kernel": (784, 128), "n3/bias": (128,), "n4/kernel": (128, CLASSES), "n4/bias": (CLASSES,)}
        tensors = {f"weights/{name}": rng.normal(0, 0.1, shape).astype(np.float32) for name, shape in shapes.items()}
        write_snapshot(run.snapshots, epoch_name(1), tensors, Position(1, 0, (0.0,), (1 / 255,)))
        return ModelRef(str(run.path))

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
        warm_up().join()
        model = kept_run(Path(home))
        pixels = np.random.default_rng(2).integers(0, 256, (COUNT, 28, 28, 1), np.uint8)
        answers: list[tuple[int, ...]] = []

        def take(answer: Predictions) -> None:
            found = read_block(answer.outputs)
            assert np.isfinite(found).all()
            answers.append(found.shape)

        def ask() -> None:
            studio.model.ask(
                lambda blocks: Predict(blocks.write(pixels)), take, lambda error: sys.exit(str(error)), model=model
            )

        waits(lambda: not studio.training.blocker and studio.engine.status == "ready")
        ask()
        waits(lambda: bool(answers))  # compiles
        begun = time.perf_counter()
        rest = waits(lambda: time.perf_counter() - begun > REST_SECONDS)
        asked: list[float] = []
        seconds: list[float] = []
        for number in range(TIMES):
            begun = time.perf_counter()
            QTimer.singleShot(0, ask)
            asked += waits(partial(lambda wanted: len(answers) == wanted, number + 2))
            seconds.append(time.perf_counter() - begun)
        assert set(answers) == {(COUNT, CLASSES)}
        print(json.dumps({"rest": rest, "asked": asked, "seconds": seconds}))
        window.close()
        studio.close()
        finish_listening()


if __name__ == "__main__":
    main()
