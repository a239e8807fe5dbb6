"""Takes the pictures in resources/screenshots anew, from the real program.

    python tests/tools/screenshots.py            all of them
    python tests/tools/screenshots.py train-dark weights-light

Needs no display. MNIST and Fashion-MNIST are looked for where the program looks for them, first in $NNSTUDIO_DATA.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "screenshots"
MOST_BYTES = 250_000
PATIENCE_SECONDS = 300.0
SEED = 7

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from nnstudio.app.wiring import LocalStudio
    from nnstudio.core.project import Project
    from nnstudio.ui.shell.main_window import MainWindow


@dataclass
class Desk:
    """The program, opened for one picture."""

    app: QApplication
    studio: LocalStudio
    window: MainWindow

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        """Lets the program run until that holds. Raises TimeoutError if it doesn't come."""
        begin = time.monotonic()
        while not condition():
            if time.monotonic() - begin > PATIENCE_SECONDS:
                raise TimeoutError(what)
            self.settle(0.02)

    def settle(self, seconds: float = 0.4) -> None:
        """Lets timers and answers arrive."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.app.processEvents()
            time.sleep(0.005)

    def use(self, project: Project) -> None:
        """Opens that project's settings and waits for its data and the engine."""
        self.studio.document.apply("Use a project", project)
        self.wait(lambda: self.has_data(project), f"{project.data.source.title} is not here")
        self.wait(lambda: self.studio.engine.status == "ready", "no engine")

    def has_data(self, project: Project) -> bool:
        """Whether that project's data is read."""
        return self.studio.data.dataset is not None and self.studio.data.dataset.source == project.data.source

    def train(self) -> None:
        """Trains to the end."""
        from nnstudio.app.run_state import Ended

        self.studio.training.start()
        self.wait(lambda: isinstance(self.studio.training.state, Ended), "the run does not end")

    def show_runs(self, *, wanted: bool) -> None:
        """Opens the list of runs, or gives its room to the page."""
        toggle = self.window.area.runs_button
        if toggle.isChecked() != wanted:
            toggle.click()

    def show(self, page: str) -> Any:
        """Shows a page, and returns it."""
        self.window.show_page(page)
        self.settle()
        return self.window.area.page(page)


# Pictures --------------------------------------------------------------------------------------------------------


def data_light(desk: Desk) -> None:
    """Fashion-MNIST in the gallery."""
    from nnstudio.core.project import dense_project

    desk.use(dense_project("fashion-mnist"))
    desk.show("data")


def design_dark(desk: Desk) -> None:
    """A convolutional network with one layer in hand."""
    from nnstudio.core.usual import default_project

    desk.use(default_project())
    desk.show("design").select("n2")


def train_dark(desk: Desk) -> None:
    """The charts in the middle of a run."""
    from nnstudio.core.project import dense_project

    project = dense_project("fashion-mnist")
    desk.use(replace(project, training=replace(project.training, epochs=10, seed=SEED)))
    desk.show("train")
    desk.studio.training.start()
    desk.wait(lambda: len(desk.studio.runs.curves.epochs) >= 6, "the run does not go on")


def weights_light(desk: Desk) -> None:
    """What the units of a dense layer on clothes look for."""
    from PySide6.QtGui import QAction

    from nnstudio.core.project import dense_project

    project = dense_project("fashion-mnist")
    desk.use(replace(project, training=replace(project.training, epochs=3, seed=SEED)))
    desk.train()
    desk.show_runs(wanted=False)
    page = desk.show("weights")
    desk.wait(lambda: page.kernel is not None, "no weights")
    page.findChild(QAction, "weights.sort").trigger()
    grid = page.findChild(object, "weights.grid")
    grid.choose(grid.scene.tile_at(0))


def classify_dark(desk: Desk) -> None:
    """A drawn digit, recognised."""
    from nnstudio.core.usual import default_project

    project = default_project()
    desk.use(replace(project, training=replace(project.training, seed=SEED)))
    desk.train()
    _draw(desk, desk.show("classify").findChild(object, "classify.canvas"))
    desk.settle(2.0)


def _draw(desk: Desk, canvas: Any) -> None:
    """Writes a seven with the mouse."""
    from itertools import pairwise

    from PySide6.QtCore import QPointF, Qt
    from PySide6.QtTest import QTest

    square, none = canvas.square(), Qt.KeyboardModifier.NoModifier

    def place(x: float, y: float) -> Any:
        return QPointF(square.left() + x * square.width(), square.top() + y * square.height()).toPoint()

    corners = ((0.3, 0.24), (0.7, 0.24), (0.45, 0.8))
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, none, place(*corners[0]))
    for (x, y), (to_x, to_y) in pairwise(corners):
        for share in (0.25, 0.5, 0.75, 1.0):
            QTest.mouseMove(canvas, place(x + (to_x - x) * share, y + (to_y - y) * share))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, none, place(*corners[-1]))
    desk.settle()


PICTURES: dict[str, Callable[[Desk], None]] = {
    "data-light": data_light,
    "design-dark": design_dark,
    "train-dark": train_dark,
    "weights-light": weights_light,
    "classify-dark": classify_dark,
}


# The program -----------------------------------------------------------------------------------------------------


@contextmanager
def opened(app: QApplication, home: Path, scheme: str) -> Iterator[Desk]:
    """The program with a home of its own, in those colours."""
    from nnstudio.app.folders import Folders
    from nnstudio.app.wiring import LocalStudio
    from nnstudio.ui.application import Look
    from nnstudio.ui.shell.main_window import MainWindow
    from nnstudio.ui.shell.poster import Poster
    from nnstudio.ui.training_worker import finish_listening, listen

    poster = Poster()
    folders = Folders(home / "projects", home / "preferences.json")
    studio = LocalStudio(post=poster.post, listen=listen, folders=folders)
    look = Look(app, studio)
    studio.preferences.change(replace(studio.preferences.now, scheme="dark" if scheme == "dark" else "light"))
    window = MainWindow(studio, home)
    window.resize(1280, 800)
    window.show()
    desk = Desk(app, studio, window)
    desk.show_runs(wanted=True)  # as on a screen of that width, which the offscreen one hasn't
    try:
        yield desk
    finally:
        studio.close()
        window.close()
        window.deleteLater()
        finish_listening()
        app.processEvents()
        del look


def take(app: QApplication, name: str, folder: Path = FOLDER) -> Path:
    """Takes one picture; returns its file."""
    with tempfile.TemporaryDirectory() as home, opened(app, Path(home), name.rpartition("-")[2]) as desk:
        PICTURES[name](desk)
        desk.settle()
        path = folder / f"{name}.png"
        path.write_bytes(_optimised(desk.window))
    return path


def _optimised(window: MainWindow) -> bytes:
    """The window as a PNG of few bytes: few colours are in it, so a palette of 256 is
    enough where it must be; the rare ones, such as a sign's green, are in it."""
    from PIL import Image
    from PySide6.QtCore import QBuffer, QIODevice

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    window.grab().save(buffer, "PNG")
    picture = Image.open(io.BytesIO(buffer.data().data())).convert("RGB")
    for image in (picture, picture.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)):
        out = io.BytesIO()
        image.save(out, "PNG", optimize=True)
        if out.tell() <= MOST_BYTES:
            return out.getvalue()
    raise ValueError(f"The picture takes {out.tell():,} bytes; at most {MOST_BYTES:,} are wanted.")


def settle_in(home: Path) -> None:
    """Makes `home` this process's home, with the data sets where Keras keeps them: no path of this machine is shown."""
    data = Path(os.environ.pop("NNSTUDIO_DATA", "") or ROOT.parent / "shared" / "data")
    datasets = home / ".keras" / "datasets"
    datasets.mkdir(parents=True)
    for name in ("mnist", "fashion_mnist"):
        if (data / name).is_dir():
            (datasets / name).symlink_to((data / name).resolve(), target_is_directory=True)
    for name in [name for name in os.environ if name.startswith("XDG_")] + ["KERAS_HOME"]:
        os.environ.pop(name, None)
    os.environ["HOME"] = os.environ["USERPROFILE"] = str(home)


def main() -> int:
    """Takes the pictures that are asked for, or all."""
    with tempfile.TemporaryDirectory() as home:
        settle_in(Path(home))
        return take_all()


def take_all() -> int:
    """Takes the pictures that the command line names."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", choices=[*PICTURES, []], help="which pictures; none: all")
    names = parser.parse_args().names or list(PICTURES)
    os.environ.update(QT_QPA_PLATFORM="offscreen", QT_SCALE_FACTOR="1", LC_ALL="C.UTF-8")
    sys.path.insert(0, str(ROOT))
    from nnstudio.data.reader import shared_reader
    from nnstudio.ui.application import make_application

    app = make_application([sys.argv[0]])
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in names:
        path = take(app, name)
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")
    shared_reader().close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
