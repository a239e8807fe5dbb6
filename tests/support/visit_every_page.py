"""Opens the program in a process of its own, trains, visits every page, and prints what this process has loaded."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path


def main() -> None:
    """One short life of the program."""
    from nnstudio.app.folders import Folders
    from nnstudio.app.run_state import Ended
    from nnstudio.app.wiring import LocalStudio
    from nnstudio.data.reader import shared_reader
    from nnstudio.ui import theme
    from nnstudio.ui.application import make_application
    from nnstudio.ui.shell.main_window import MainWindow
    from nnstudio.ui.shell.poster import Poster
    from nnstudio.ui.training_worker import finish_listening, listen
    from tests.support.program import PAGES

    app = make_application(sys.argv[:1])

    def wait(condition: Callable[[], bool]) -> None:
        end = time.monotonic() + 120
        while not condition():
            app.processEvents()
            if time.monotonic() > end:
                raise TimeoutError

    with tempfile.TemporaryDirectory() as home:
        poster = Poster()
        folders = Folders(Path(home) / "projects", Path(home) / "preferences.json")
        studio = LocalStudio(post=poster.post, listen=listen, folders=folders)
        theme.apply(app)
        window = MainWindow(studio, Path(home))
        window.show()
        wait(lambda: not studio.training.blocker)
        studio.training.step_epoch()
        wait(lambda: len(studio.runs.curves.epochs) == 1)
        for page in PAGES:
            window.show_page(page)
            window.grab()
            app.processEvents()
        studio.training.stop()
        wait(lambda: isinstance(studio.training.state, Ended))
        for page in PAGES:
            window.show_page(page)
            window.grab()
            app.processEvents()
        print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
        window.close()
        studio.close()
        finish_listening()
        shared_reader().close()


if __name__ == "__main__":
    main()
