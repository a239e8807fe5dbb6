"""What every test stands on: its own home and folders, no window on the screen, and nothing left running or open."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any

# Before anything can start Qt. On a developer's screen, `QT_QPA_PLATFORM=xcb pytest ...` shows the windows.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = Path(os.environ.get("NNSTUDIO_DATA") or ROOT.parent / "shared" / "data")
GRACE_SECONDS = 5.0

# `fixed` draws the same examples each time, so that a run of CI says something about the change alone. `random` draws
# other ones each time, and ten times as many: for nights, with HYPOTHESIS_PROFILE=random.
settings.register_profile("fixed", deadline=None, derandomize=True)
settings.register_profile("random", deadline=None, max_examples=1000)
settings.register_profile("usual", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))

# Some hundred programs are started: as on a person's machine, what Python compiled for one is there for the next.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def pytest_configure(config: pytest.Config) -> None:
    """Lets pass what the offscreen platform logs of every window with a smallest size and every opened menu."""
    config.addinivalue_line("qt_log_ignore", "^This plugin does not support ")


@pytest.fixture
def shared_data() -> Path:
    """The folder of real data sets: $NNSTUDIO_DATA, else ../shared/data beside the checkout."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"The folder with the real data sets is missing: {SHARED_DATA}. Set NNSTUDIO_DATA to where it is.")
    return SHARED_DATA


@pytest.fixture(scope="session", autouse=True)
def compiled_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What JAX compiled for one test, it need not compile for another, nor for one of a parallel worker."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JAX_COMPILATION_CACHE_DIR", str(shared / "compiled"))
        yield


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for each test: no preference, project, cache or data set of the machine is seen or touched."""
    home = tmp_path_factory.mktemp("home")
    for name in [name for name in os.environ if name.startswith("NNSTUDIO_")]:
        monkeypatch.delenv(name)
    folders = {
        "HOME": "",
        "USERPROFILE": "",
        "APPDATA": "config",
        "LOCALAPPDATA": "local",
        "XDG_CONFIG_HOME": "config",
        "XDG_CACHE_HOME": "cache",
        "XDG_DATA_HOME": "data",
        "XDG_STATE_HOME": "state",
        "KERAS_HOME": "keras",
        "NNSTUDIO_CACHE": "cache/nnstudio",
    }
    for name, folder in folders.items():
        monkeypatch.setenv(name, str(home / folder))
    return home


@pytest.fixture(autouse=True)
def nothing_left_running(own_folders: Path) -> Iterator[None]:
    """Fails a test that leaves a thread or a process behind."""
    before = set(threading.enumerate())
    older = set(multiprocessing.active_children())  # an engine that a whole module shares

    def newer() -> set[BaseProcess]:
        return set(multiprocessing.active_children()) - older

    yield
    _close_reader()
    _await(lambda: not newer() and not _new_threads(before))
    children = newer()
    for child in children:
        child.kill()
        child.join()
    left = [*map(repr, children), *map(repr, _new_threads(before))]
    if left:
        pytest.fail("left running: " + ", ".join(left))


@pytest.fixture(autouse=True)
def nothing_left_open(nothing_left_running: None) -> Iterator[None]:
    """Fails a test that leaves a top-level widget behind."""
    before = {id(widget) for widget in _top_level_widgets()}
    yield
    left = [widget for widget in _top_level_widgets() if id(widget) not in before]
    if left:
        # A window in a reference cycle is no leak, only not collected yet.
        del left
        gc.collect()
        left = [widget for widget in _top_level_widgets() if id(widget) not in before]
    names = [f"{type(widget).__name__} {widget.objectName()!r}" for widget in left]
    for widget in left:
        widget.close()
        widget.deleteLater()
    _top_level_widgets()
    if names:
        pytest.fail("left open: " + ", ".join(names))


@pytest.fixture
def qtbot(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> QtBot:
    """As pytest-qt's, but a test's widgets live until they are closed.

    pytest-qt holds them weakly and delivers events once more when the test's function is over: Python may then collect
    a window in the middle of its own painting, which ends the process.
    """
    held: list[QWidget] = []
    add = qtbot.addWidget

    def add_and_hold(widget: QWidget, **options: Any) -> None:
        held.append(widget)
        add(widget, **options)

    monkeypatch.setattr(qtbot, "addWidget", add_and_hold)
    return qtbot


def _close_reader() -> None:
    """Ends the process that reads outside files; the program does so when it ends."""
    if "nnstudio.data.reader" in sys.modules:
        from nnstudio.data.reader import shared_reader

        shared_reader().close()


def _top_level_widgets() -> list[QWidget]:
    """Windows that exist after what was asked to be deleted is; Qt's own tooltip, which hides itself, aside."""
    if "PySide6.QtWidgets" not in sys.modules:
        return []
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    if QCoreApplication.instance() is None:
        return []
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return [widget for widget in QApplication.topLevelWidgets() if not widget.inherits("QTipLabel")]


def _new_threads(before: set[threading.Thread]) -> list[threading.Thread]:
    """Threads of Python's that weren't there before. Those of Qt's that once called Python are never taken off."""
    return [t for t in threading.enumerate() if t not in before and not t.name.startswith("Dummy-")]


def _await(condition: Callable[[], bool]) -> None:
    """Waits until `condition()` holds, so long at the most as what ends by itself may take."""
    end = time.monotonic() + GRACE_SECONDS
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)
