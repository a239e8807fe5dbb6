"""Opens arrays in the real program, looks at them, trains an epoch, and prints how much memory its process had.

Run in a process of its own: `python window_memory.py BACKEND FOLDER`. Prints bytes by what was done: of each the most
memory that is the process's own, RssAnon and RssShmem as Linux tells them, asked every few milliseconds. Pages of
files that it maps are not counted: they are the system's, which takes them back when another wants memory.
"""

from __future__ import annotations

import json
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

EVERY_MS = 5
SCROLL_STEPS = 60
PATIENCE_SECONDS = 1200
OWN = ("RssAnon:", "RssShmem:")


def own_bytes() -> int:
    """The memory of this process that no file lies behind."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(OWN))


class Watch:
    """Asks for the memory on a thread, also while the window computes.

    Attributes:
        most: bytes, by what is being done.
        doing: what that is.
    """

    def __init__(self) -> None:
        self.most: dict[str, int] = {}
        self.doing = "start"
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Asks no more."""
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(EVERY_MS / 1000):
            self.most[self.doing] = max(self.most.get(self.doing, 0), own_bytes())


def main() -> None:
    """Data, gallery, training, curves and weights."""
    from PySide6.QtCore import QEventLoop, QTimer

    from nnstudio.app.folders import Folders
    from nnstudio.app.run_state import Ended
    from nnstudio.app.wiring import LocalStudio
    from nnstudio.core.layers import Dense, Flatten, Input
    from nnstudio.core.network import chain_network
    from nnstudio.core.sources import ArrayFiles
    from nnstudio.core.usual import usual_project
    from nnstudio.ui import theme
    from nnstudio.ui.application import make_application
    from nnstudio.ui.data.gallery import Gallery
    from nnstudio.ui.shell.main_window import MainWindow
    from nnstudio.ui.shell.poster import Poster
    from nnstudio.ui.training_worker import finish_listening, listen

    app = make_application(sys.argv[:1])
    watch = Watch()

    def wait(until: Callable[[], bool]) -> None:
        """Runs the event loop until that holds."""
        loop, ticks, end = QEventLoop(), QTimer(), QTimer()
        ticks.timeout.connect(lambda: loop.quit() if until() else None)
        end.timeout.connect(lambda: sys.exit(f"{watch.doing} took too long"))
        ticks.start(EVERY_MS)
        end.start(PATIENCE_SECONDS * 1000)
        loop.exec()
        ticks.stop()
        end.stop()

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
        wait(lambda: studio.data.dataset is not None)

        watch.doing = "import"
        window.show_page("data")
        source = ArrayFiles(folder=sys.argv[2])
        studio.document.apply("Arrays", usual_project(source))
        wait(lambda: not studio.data.is_reading)
        dataset = studio.data.dataset
        assert dataset is not None, studio.data.problem

        watch.doing = "gallery"
        gallery = window.findChild(Gallery)
        assert gallery is not None
        bar = gallery.verticalScrollBar()
        wait(lambda: bar.maximum() > 0)
        for step in range(SCROLL_STEPS):
            bar.setValue(bar.maximum() * step // (SCROLL_STEPS - 1))
            gallery.viewport().repaint()
            app.processEvents()

        watch.doing = "training"
        project = studio.document.project
        network = chain_network(Input(dataset.facts.shape), Flatten(), Dense(8), Dense(10, "softmax"))
        plan = replace(project.training, epochs=1, batch_size=1000)
        studio.document.apply("Small", replace(project, network=network, training=plan))
        window.show_page("train")
        wait(lambda: not studio.training.blocker and studio.engine.status == "ready")
        studio.training.start()
        wait(lambda: isinstance(studio.training.state, Ended))
        window.show_page("weights")
        wait(lambda: len(studio.runs.curves.epochs) >= 1)
        app.processEvents()
        watch.end()
        print(json.dumps({"samples": dataset.facts.training + dataset.facts.test, "most": watch.most}))
        window.close()
        studio.close()
        finish_listening()


if __name__ == "__main__":
    main()
