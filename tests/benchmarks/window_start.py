"""Starts the program as main.py does, and prints the seconds from the process's start until the window is usable.

Usable: shown, painted, its data read, and a mouse move and a key answered by the event loop.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path


def main() -> None:
    """Measures one start."""
    began = float(sys.argv[1])
    from nnstudio.app.folders import Folders
    from nnstudio.app.wiring import LocalStudio
    from nnstudio.ui import theme
    from nnstudio.ui.application import make_application
    from nnstudio.ui.shell.main_window import MainWindow
    from nnstudio.ui.shell.poster import Poster
    from nnstudio.ui.training_worker import finish_listening, listen

    with tempfile.TemporaryDirectory() as home:
        app = make_application(sys.argv[:1])
        poster = Poster()
        folders = Folders(Path(home) / "projects", Path(home) / "preferences.json")
        studio = LocalStudio(post=poster.post, listen=listen, folders=folders)
        theme.apply(app)
        window = MainWindow(studio, Path(home))
        window.show()
        while studio.data.dataset is None or not window.isVisible():
            app.processEvents()
        window.grab()
        app.processEvents()
        print(time.time() - began, flush=True)
        window.close()
        studio.close()
        finish_listening()


if __name__ == "__main__":
    main()
