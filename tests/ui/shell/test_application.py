"""The start: cheap to import, fast to show, without what the window doesn't need."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from nnstudio.ui import application
from nnstudio.ui.application import install_translations

ROOT = Path(__file__).resolve().parents[3]
HEAVY = ("keras", "tensorflow", "jax", "jaxlib", "h5py", "sklearn", "scipy", "pyqtgraph", "qtawesome")


def modules_after(code: str) -> set[str]:
    """The top-level modules that a new Python has loaded after that code."""
    script = f"{code}\nimport sys, json; print(json.dumps(sorted({{name.split('.')[0] for name in sys.modules}})))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        env=environment,
        cwd=ROOT,
        check=True,
        timeout=60,
    )
    return set(json.loads(done.stdout))


def test_the_window_loads_nothing_that_it_does_not_need() -> None:
    """Engines live in processes of their own, and charts load when they are first shown."""
    loaded = modules_after(
        "import nnstudio.ui.application\n"
        "import importlib, pkgutil, nnstudio.ui.shell\n"
        "for module in pkgutil.iter_modules(nnstudio.ui.shell.__path__):\n"
        "    importlib.import_module(f'nnstudio.ui.shell.{module.name}')"
    )
    assert loaded.isdisjoint(HEAVY)
    assert "PySide6" in loaded


def test_an_engine_process_that_imports_main_again_loads_no_qt_and_no_numpy() -> None:
    assert modules_after("import main").isdisjoint({*HEAVY, "PySide6", "numpy", "nnstudio"})


def test_the_version_is_told_without_opening_a_window() -> None:
    done = subprocess.run(
        [sys.executable, "main.py", "--version"], capture_output=True, text=True, cwd=ROOT, check=True, timeout=60
    )
    assert done.stdout.strip() == "NN Studio 0.1.0"


def test_a_language_without_translation_stays_english(qapp: QApplication, tmp_path: Path) -> None:
    assert install_translations(qapp, QLocale("tlh")) == []


def test_a_surprise_is_told_in_the_window_and_on_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from nnstudio.app.observable import Signal
    from nnstudio.app.studio import Notice, Studio

    class Listening(Studio):
        def __init__(self) -> None:
            self.noticed: Signal[[Notice]] = Signal()

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    studio, told = Listening(), list[Notice]()
    studio.noticed.connect(told.append)
    application._tell_of_surprises(studio, lambda call: call())
    try:
        raise ZeroDivisionError("by zero")
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert [notice.severity for notice in told] == ["error"]
    assert "ZeroDivisionError: by zero" in told[0].message
    assert "test_application" in told[0].details
    assert "ZeroDivisionError: by zero" in capsys.readouterr().err
