"""The Design page in a window, on a studio whose state a test sets by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.core.layers import Conv2D, Dense, Flatten, Input
from nnstudio.core.network import Network, chain_network
from nnstudio.core.project import Project
from nnstudio.core.sources import MNIST, DataPlan
from nnstudio.ui import theme
from nnstudio.ui.design.page import DesignPage
from tests.support.fake_studio import FakeStudio

W = TypeVar("W", bound=QWidget)


class Designer:
    """The page, driven as a person drives it: by named widgets, mouse and keys."""

    def __init__(self, qtbot: QtBot, project: Project) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, "light")
        self.bot = qtbot
        self.studio = FakeStudio(project)
        self.page = DesignPage(self.studio)
        self.page.resize(1240, 640)
        qtbot.addWidget(self.page)
        with qtbot.waitActive(self.page):
            self.page.show()
            self.page.activateWindow()

    @property
    def network(self) -> Network:
        return self.studio.document.project.network

    @property
    def kinds(self) -> list[str]:
        return [type(layer).__name__ for layer in self.network.layers]

    def find(self, kind: type[W], name: str) -> W:
        found = self.page.findChildren(kind, name)
        assert len(found) == 1, f"{len(found)} widgets are called {name}"
        return found[0]

    def widget(self, name: str) -> QWidget:
        return self.find(QWidget, name)

    def card(self, node: str) -> QWidget:
        return self.widget(f"design.card.{node}")

    def click(self, name: str) -> None:
        QTest.mouseClick(self.widget(name), Qt.MouseButton.LeftButton)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Presses a key wherever the keyboard is."""
        focused = self.page.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, modifiers)

    def type(self, setting: str, text: str) -> QWidget:
        """Replaces the text of a setting by typing."""
        field = self.widget(f"design.form.{setting}")
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, text)
        return field

    def steps(self) -> list[str]:
        """The labels of the steps that can be undone, the newest first; undoes and redoes them."""
        labels = []
        document = self.studio.document
        while document.undo_label:
            labels.append(document.undo_label)
            document.undo()
        for _ in labels:
            document.redo()
        return labels


MakeDesigner = Callable[[Project], Designer]

PLAIN = Project(DataPlan(MNIST()), chain_network(Input((28, 28, 1)), Flatten(), Dense(128), Dense(10, "softmax")))
CONVOLUTION = Project(DataPlan(MNIST()), chain_network(Input((28, 28, 1)), Conv2D(32), Flatten(), Dense(10, "softmax")))


@pytest.fixture
def make_designer(qtbot: QtBot) -> MakeDesigner:
    return lambda project: Designer(qtbot, project)


@pytest.fixture
def designer(qtbot: QtBot) -> Designer:
    """The page with Input, Flatten, Dense 128 and Dense 10 softmax: nodes n1 to n4."""
    return Designer(qtbot, PLAIN)


@pytest.fixture
def plain() -> Project:
    return PLAIN


@pytest.fixture
def convolution() -> Project:
    return CONVOLUTION
