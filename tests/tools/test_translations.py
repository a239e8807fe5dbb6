"""The German translation, and the tool that collects what is to be translated."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnstudio.core.project import default_project
from nnstudio.ui.classify.result import Result
from nnstudio.ui.resources import TRANSLATIONS

TOOL = Path(__file__).with_name("update_translations.py")
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
    assert {"Every unit sees every input.", "Activation", "Window", default_project().known.about} <= sources


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
