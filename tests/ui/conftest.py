"""What the tests of all pages share: the window's languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from nnstudio.core.words import speak
from nnstudio.ui.application import install_translations
from nnstudio.ui.numbers import write


@pytest.fixture(autouse=True)
def _english_window() -> Iterator[None]:
    """Whatever language a test installs, each starts in English, with numbers as the window writes them."""
    speak(write=write)
    yield
    speak()


@pytest.fixture
def german(qapp: QApplication) -> Iterator[QLocale]:
    """The texts and numbers of a German system, until the test ends."""
    before, locale = QLocale(), QLocale("de_DE")
    QLocale.setDefault(locale)
    translators = install_translations(qapp, locale)
    yield locale
    for translator in translators:
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)


@pytest.fixture(params=["English", "German"])
def each_language(request: pytest.FixtureRequest) -> str:
    """The test runs once in either language."""
    if request.param == "German":
        request.getfixturevalue("german")
    return str(request.param)
