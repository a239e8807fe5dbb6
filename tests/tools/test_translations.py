"""The German translation, and the tool that collects what is to be translated."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnstudio.core.errors import StudioError
from nnstudio.core.layers import Flatten, Input
from nnstudio.core.network import Network, chain_network
from nnstudio.core.problems import check
from nnstudio.core.project import default_project
from nnstudio.core.sources import MNIST, SOURCES
from nnstudio.core.words import speak
from nnstudio.data.pictures import read_picture
from nnstudio.data.prepare import prepare
from nnstudio.ui.application import install_translations
from nnstudio.ui.classify.result import Result
from nnstudio.ui.resources import TRANSLATIONS
from tests.app.windowless import Window

TOOL = Path(__file__).with_name("update_translations.py")
WORDS = TOOL.parent.parent.parent / "nnstudio" / "core" / "words.py"
SHELL = ("MainWindow", "FileCommands", "EditCommands", "TrainCommands", "ViewCommands", "HelpCommands", "pages")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """The script as a module."""
    spec = importlib.util.spec_from_file_location("update_translations", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["update_translations"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def german(qapp: QApplication) -> QTranslator:
    """The compiled translation as the program loads it."""
    translator = QTranslator()
    assert translator.load(QLocale("de_AT"), "nnstudio", "_", str(TRANSLATIONS))
    return translator


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    speak()


@pytest.fixture
def german_window(qapp: QApplication) -> Iterator[None]:
    """German as the program installs it."""
    translators = install_translations(qapp, QLocale("de_AT"))
    yield
    for translator in translators:
        qapp.removeTranslator(translator)


def test_texts_of_classes_contexts_and_helpers_are_found(tool: ModuleType) -> None:
    code = """
class Page(QWidget):
    def build(self):
        self.setText(self.tr("one " "two"))
        tr = self.tr
        def later():
            return tr("inner")
def _tr(text):
    return QCoreApplication.translate("words", text)
def name():
    return _tr("three") + QCoreApplication.translate("pages", "four")
def title(group):
    titles = {"a": "five"}
    return catalogue_text(titles[group])
FIELD = Field("rate", "Rate", "How fast.", "float")
"""
    assert {
        (text.context, text.source) for text in tool.texts_in(ast.parse(code), {"catalogue_text": "catalogue"})
    } == {
        ("Page", "one two"),
        ("Page", "inner"),
        ("words", "three"),
        ("pages", "four"),
        ("catalogue", "five"),
        ("catalogue", "Rate"),
        ("catalogue", "How fast."),
    }


def test_every_text_that_the_catalogue_shows_is_found(tool: ModuleType) -> None:
    sources = {text.source for text in tool.texts() if text.context == "catalogue"}
    assert {"Every unit sees every input.", "Activation", "Window"} <= sources


def test_texts_that_are_said_or_marked_are_found(tool: ModuleType) -> None:
    code = """
LATER = mark("one")
TABLE = {1: mark("two"), 2: mark("three")}
def tell(number, text):
    return say("four {number}", number=number) + say(LATER) + say(TABLE[number]) + say(text) + say(f"five {number}")
"""
    tree = ast.parse(code)
    assert sorted(tool.said_in(tree)) == ["four {number}", "one", "three", "two"]
    assert sorted(tool.said_unmarked(tree)) == ["say(f'five {number}')", "say(text)"]


def test_everything_below_the_window_says_literals_or_what_is_marked(tool: ModuleType) -> None:
    trees = tool.speaking_trees()
    assert len(trees) > 40
    del trees[WORDS]  # says again what another process said
    assert {str(path): wrong for path, tree in trees.items() if (wrong := tool.said_unmarked(tree))} == {}
    shown = {text for kind in SOURCES for text in (kind.title, kind.about)}
    assert shown <= {text.source for text in tool.texts() if text.context == "words"}


def test_everything_below_the_window_is_translated(tool: ModuleType) -> None:
    done = tool.read_ts(TRANSLATIONS / "nnstudio_de.ts")
    missing = [text for text in tool.texts() if text.context == "words" and text not in done]
    assert missing == [], "see `python tests/tools/update_translations.py --list de`"


def test_placeholders_are_the_same_in_the_translation(tool: ModuleType) -> None:
    done = tool.read_ts(TRANSLATIONS / "nnstudio_de.ts")
    assert len(done) > 500
    for text, translation in done.items():
        assert sorted(re.findall(r"{\w*}", translation)) == sorted(re.findall(r"{\w*}", text.source)), text


def test_menus_toolbar_and_pages_are_translated(tool: ModuleType) -> None:
    done = tool.read_ts(TRANSLATIONS / "nnstudio_de.ts")
    missing = [text for text in tool.texts() if text.context in SHELL and text not in done]
    assert missing == [], "see `python tests/tools/update_translations.py --list de`"


def test_the_compiled_file_holds_what_the_source_file_says(tool: ModuleType, german: QTranslator) -> None:
    done = tool.read_ts(TRANSLATIONS / "nnstudio_de.ts")
    wrong = [text for text, words in done.items() if german.translate(text.context, text.source) != words]
    assert wrong == []


def test_an_update_keeps_translations_and_marks_what_is_new(tool: ModuleType, tmp_path: Path) -> None:
    old, new, gone = (tool.Text("Page", source) for source in ("old <b>&</b>", "new", "gone"))
    path = tmp_path / "nnstudio_de.ts"
    tool.write_ts(path, "de", {old: "a.py", gone: "a.py"}, {old: "alt <b>&</b>", gone: "weg"})
    tool.write_ts(path, "de", {old: "a.py", new: "b.py"}, tool.read_ts(path))
    assert tool.read_ts(path) == {old: "alt <b>&</b>"}
    assert 'type="unfinished"' in path.read_text(encoding="utf-8")
    assert tool.compile_ts(path).stat().st_size > 0


def test_widgets_speak_german_when_it_is_installed(german: QTranslator, qtbot: QtBot) -> None:
    QCoreApplication.installTranslator(german)
    try:
        result = Result()
    finally:
        QCoreApplication.removeTranslator(german)
    qtbot.addWidget(result)
    assert result.accessibleName() == "Ergebnis"


@pytest.mark.usefixtures("german_window")
def test_problems_of_a_network_are_german() -> None:
    project = replace(default_project(), network=chain_network(Input((8, 8, 1)), Flatten()))
    assert str(check(project)[0]) == (
        "Flatten gibt 64, aber es sind 10 Klassen zu unterscheiden. "
        "Dahinter Dense mit 10 Einheiten und Softmax hinzufügen."
    )


@pytest.mark.usefixtures("german_window")
def test_why_train_cant_start_is_german(tmp_path: Path) -> None:
    window = Window(tmp_path)
    studio = window.studio
    try:
        training = replace(studio.project.training, epochs=0)
        studio.document.apply("Epochs", replace(studio.project, training=training))
        blocker = studio.train_blocker
        studio.document.apply("None", replace(studio.project, network=Network()))
        both = studio.train_blocker
        name = studio.project_title
    finally:
        window.close()
    assert blocker == (
        "Die Zahl der Epochen ist 0, nicht im Bereich von 1 bis 1,000,000. Einen Wert von 1 bis 1,000,000 wählen."
    )
    assert both == "Das Netz hat noch keine Schichten. Einen Input aus der Palette hereinziehen. (und noch 1)"
    assert name == "Unbenannt"


@pytest.mark.usefixtures("german_window")
def test_data_that_is_not_there_is_german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("NNSTUDIO_DATA", "NNSTUDIO_CACHE", "KERAS_HOME"):
        monkeypatch.setenv(variable, str(tmp_path))
    with pytest.raises(StudioError) as caught:
        prepare(MNIST(), progress=lambda _, __: None, cancelled=lambda: False, allow_download=False)
    assert caught.value.message.startswith("Die Dateien sind nicht auf diesem Rechner. Gesucht wurde in: ")
    assert caught.value.fix.startswith("Herunterladen oder den Ordner wählen, der die Dateien enthält.")


@pytest.mark.usefixtures("german_window")
def test_what_the_reader_process_says_is_german(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"no picture")
    with pytest.raises(StudioError) as caught:
        read_picture(path)
    assert caught.value.message == "ist kein Bild in der Form PNG, JPEG, BMP, GIF, WebP oder TIFF."
    assert caught.value.where == "a.png"


def test_a_language_that_is_not_installed_leaves_english(qapp: QApplication) -> None:
    install_translations(qapp, QLocale("tlh"))
    assert check(replace(default_project(), network=Network()))[0].message == "has no layers yet."
