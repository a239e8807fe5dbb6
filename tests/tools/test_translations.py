"""The catalogues of translations, the tool that keeps them, and the languages as the program speaks them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QToolButton
from pytestqt.qtbot import QtBot

from nnstudio.app.catalogues import TRANSLATIONS, catalogue
from nnstudio.core.errors import StudioError
from nnstudio.core.layers import Flatten, Input
from nnstudio.core.network import Network, chain_network
from nnstudio.core.problems import check
from nnstudio.core.sources import MNIST
from nnstudio.core.usual import default_project
from nnstudio.core.words import say, speak
from nnstudio.data.pictures import read_picture
from nnstudio.data.prepare import prepare
from nnstudio.ui.application import install_translations
from nnstudio.ui.charts.chart import Chart
from nnstudio.ui.drawing.canvas import Canvas
from tests.app.windowless import Window
from tests.tools import translations as tool
from tests.tools.texts import Text

LARGE = {"de": 1000, "zh_CN": 300}


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    speak()


@pytest.fixture
def german_window(qapp: QApplication) -> Iterator[None]:
    """German as the program installs it."""
    yield from installed(qapp, QLocale("de_DE"))


@pytest.fixture
def chinese_window(qapp: QApplication) -> Iterator[None]:
    """Simplified Chinese as the program installs it."""
    yield from installed(qapp, QLocale("zh_CN"))


def installed(app: QApplication, locale: QLocale) -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(locale)
    translators = install_translations(app, locale)
    yield
    for translator in translators:
        app.removeTranslator(translator)
    QLocale.setDefault(before)


@pytest.mark.parametrize("language", tool.TRANSLATED)
def test_translations_have_the_fields_of_their_texts(language: str) -> None:
    done = tool.translations(tool.read(TRANSLATIONS / f"{language}.po", language))
    assert len(done) >= LARGE[language]
    for text, strings in done.items():
        for string in strings:
            fields = set(re.findall(r"{\w*}", string))
            assert fields == set(re.findall(r"{\w*}", text.many or text.one)), text


@pytest.mark.parametrize("language", tool.TRANSLATED)
def test_the_compiled_file_holds_what_the_source_file_says(language: str) -> None:
    compiled = catalogue(language)
    catalog = tool.read(TRANSLATIONS / f"{language}.po", language)
    catalog.obsolete.clear()
    for text, (first, *_) in tool.translations(catalog).items():
        if text.many:
            assert compiled.ngettext(text.one, text.many, 1) == first
        elif text.context:
            assert compiled.pgettext(text.context, text.one) == first
        else:
            assert compiled.gettext(text.one) == first


def test_an_update_keeps_translations_and_leaves_what_is_new_empty(tmp_path: Path) -> None:
    old, new, gone = Text("old <b>&</b>", context="a page"), Text("new"), Text("{count} way", "{count} ways")
    done = {old: ("alt <b>&</b>",), gone: ("{count} Weg", "{count} Wege")}
    tool.write(tmp_path, "de", tool.renewed("de", {old: ["a.py"], gone: ["a.py"]}, done))
    for found in ({old: ["a.py"], new: ["b.py"]}, {old: ["a.py"], new: ["b.py"], gone: ["c.py"]}):
        catalog = tool.update(tmp_path, "de", found)
        assert tool.translations(tool.read(tmp_path / "de.po", "de")) == tool.translations(catalog) == done
        assert list(tool.lacking(tmp_path, "de", found)) == [new]
        assert (gone.one in catalog.obsolete) is (gone not in found)


def test_without_its_file_a_language_is_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnstudio.app.catalogues.TRANSLATIONS", tmp_path)
    assert catalogue("de").gettext("Train") == "Train"
    (tmp_path / "de.mo").write_bytes(b"no catalogue")
    assert catalogue("de").gettext("Train") == "Train"


@pytest.mark.usefixtures("german_window")
def test_widgets_speak_german_when_it_is_installed(qtbot: QtBot) -> None:
    canvas = Canvas("page", "", "")
    qtbot.addWidget(canvas)
    assert canvas.accessibleName() == "Zeichnung"


@pytest.mark.usefixtures("german_window")
def test_a_scale_and_what_an_engine_writes_are_not_the_same_log(qtbot: QtBot) -> None:
    chart = Chart("chart", "Chart", (), can_log=True)
    qtbot.addWidget(chart)
    button = chart.findChild(QToolButton, "chart.log")
    assert button is not None
    assert (button.text(), say("Log")) == ("Log", "Protokoll")


@pytest.mark.usefixtures("chinese_window")
def test_the_window_and_qt_s_own_buttons_speak_chinese(qtbot: QtBot) -> None:
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(buttons)
    assert buttons.button(QDialogButtonBox.StandardButton.Cancel).text() == "取消"
    assert (say("Data"), say("Train"), say("Weights")) == ("数据", "训练", "权重")
    assert say("An untranslated text of {count}", count=60_000) == "An untranslated text of 60,000"


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
        training = replace(studio.document.project.training, epochs=0)
        studio.document.apply("Epochs", replace(studio.document.project, training=training))
        blocker = studio.training.blocker
        studio.document.apply("None", replace(studio.document.project, network=Network()))
        both = studio.training.blocker
        name = studio.files.title
    finally:
        window.close()
    assert blocker == "Epochen ist 0, nicht im Bereich von 1 bis 1.000.000. Einen Wert von 1 bis 1.000.000 wählen."
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
