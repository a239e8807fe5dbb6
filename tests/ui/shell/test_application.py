"""The start: cheap to import, fast to show, without what the window doesn't need."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from nnstudio.app.preferences import Preferences
from nnstudio.core.project import dense_project
from nnstudio.core.words import say
from nnstudio.ui import application, fonts, theme
from nnstudio.ui.application import install_language, install_translations
from tests.support.fake_studio import FakeStudio

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


REFUSED = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox
from nnstudio.ui import application

def make(*given):
    app = usual(*given)
    timer = QTimer(app)
    timer.timeout.connect(lambda: [read(box) for box in app.topLevelWidgets() if isinstance(box, QMessageBox)])
    timer.start(20)
    return app

def read(box):
    print(box.text(), box.informativeText())
    box.close()

usual, application.make_application = application.make_application, make
sys.exit(application.run(["nnstudio"]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no variable says where a program's data is")
def test_where_no_project_can_be_kept_a_box_says_why_there_is_no_window(tmp_path: Path) -> None:
    (tmp_path / "nnstudio").write_text("a file is in the way")
    done = subprocess.run(
        [sys.executable, "-c", REFUSED],
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert "Untitled.nnstudio: can't be written" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_language_without_translation_stays_english(qapp: QApplication, tmp_path: Path) -> None:
    assert install_translations(qapp, QLocale("tlh")) == []


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Iterator[Callable[[str], None]]:
    """Sets the system's language and country for one test; the window is in English again afterwards."""
    before = QLocale()
    installed: list[QTranslator] = []
    monkeypatch.setattr(qapp, "installTranslator", installed.append)

    def be(name: str) -> None:
        monkeypatch.setattr(QLocale, "system", lambda: QLocale(name))

    yield be
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("of_system", "choice", "locale", "train"),
    [
        ("de_AT", "system", "de_AT", "Trainieren"),
        ("de_AT", "de", "de_AT", "Trainieren"),
        ("en_US", "de", "de_DE", "Trainieren"),
        ("de_DE", "en", "en_US", "Train"),
        ("fr_FR", "system", "fr_FR", "Train"),
        ("de_DE", "tlh", "de_DE", "Trainieren"),
        ("de_DE", "zh_CN", "zh_CN", "训练"),
    ],
)
def test_the_chosen_language_is_spoken_with_its_numbers(
    system: Callable[[str], None],
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    of_system: str,
    choice: str,
    locale: str,
    train: str,
) -> None:
    system(of_system)
    monkeypatch.setattr(fonts, "has_font", lambda _script: True)
    install_language(qapp, choice)
    assert (QLocale().name(), say("Train")) == (locale, train)
    assert say("{count}", count=0.5) == ("0,5" if locale[:2] in ("de", "fr") else "0.5")


def test_without_a_font_for_it_the_window_speaks_english(
    system: Callable[[str], None], qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    system("zh_CN")
    monkeypatch.setattr(fonts, "has_font", lambda _script: False)
    install_language(qapp, "system")
    assert say("Train") == "Train"


def test_fonts_that_the_bootstrap_brought_are_loaded(qapp: QApplication, tmp_path: Path) -> None:
    assert fonts.has_font(fonts.SCRIPTS["latin"])
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "broken.ttf").write_bytes(b"no font")
    fonts.load(tmp_path)
    fonts.load(tmp_path / "nothing")


def test_size_of_letters_and_colours_are_applied_when_they_change(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied: list[tuple[str, int]] = []
    monkeypatch.setattr(theme, "apply", lambda _app, *wanted: applied.append(wanted))
    studio = FakeStudio(dense_project("digits"))
    look = application.Look(qapp, studio)
    for preferences in (
        Preferences(smoothing=0.5),
        Preferences(font_size=150),
        Preferences(font_size=150, scheme="dark"),
    ):
        studio.preferences.now = preferences
        studio.preferences.changed.emit()
    assert applied == [("system", 100), ("system", 150), ("dark", 150)]
    del look


def test_a_surprise_is_told_in_the_window_and_on_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    studio = FakeStudio(dense_project("digits"))
    application._tell_of_surprises(studio, lambda call: call())
    try:
        raise ZeroDivisionError("by zero")
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert [notice.severity for notice in studio.told] == ["error"]
    assert "ZeroDivisionError: by zero" in studio.told[0].message
    assert "test_application" in studio.told[0].details
    assert "ZeroDivisionError: by zero" in capsys.readouterr().err
