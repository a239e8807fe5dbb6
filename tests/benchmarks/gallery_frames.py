"""Scrolls 60,000 pictures in the real gallery, and prints how long each frame computes, in milliseconds.

It is the time of the window's thread, so that what else runs on the machine counts for less.

Run in a process of its own: `python gallery_frames.py`; the data is looked for as the program looks for it.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

FRAMES = 400


def main() -> None:
    """From the first picture to the last, each frame a leap that no frame before has drawn."""
    from nnstudio.core.sources import FashionMNIST
    from nnstudio.core.usual import usual_project
    from nnstudio.data.prepare import prepare
    from nnstudio.ui import theme
    from nnstudio.ui.application import make_application
    from nnstudio.ui.data.gallery import Gallery
    from nnstudio.ui.shell.main_window import MainWindow
    from tests.support.fake_studio import FakeStudio

    app = make_application(sys.argv[:1])
    theme.apply(app)
    dataset = prepare(FashionMNIST(), progress=lambda *_: None, cancelled=lambda: False)
    studio = FakeStudio(usual_project(dataset.source))
    studio.data.dataset = dataset
    with tempfile.TemporaryDirectory() as home:
        window = MainWindow(studio, Path(home))
        window.resize(1600, 1000)
        window.show()
        window.show_page("data")
        app.processEvents()
        gallery = window.findChild(Gallery)
        assert gallery is not None
        bar, took = gallery.verticalScrollBar(), []
        for frame in range(FRAMES):
            begin = time.thread_time()
            bar.setValue(bar.maximum() * frame // (FRAMES - 1))
            gallery.viewport().repaint()
            took.append(1000 * (time.thread_time() - begin))
        print(json.dumps(took))
        window.close()


if __name__ == "__main__":
    main()
