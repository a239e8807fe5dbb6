"""How many samples a person changed, with a button that takes all changes back; and buttons that change the chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QToolButton, QWidget

from nnstudio.core.sources.edits import Edits
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.data.sample_edits import SampleEdits, changed_words
from nnstudio.ui.icons import icon
from nnstudio.ui.kit.command_buttons import stand_for
from nnstudio.ui.kit.flow import Flow


class EditsLine(Flow):
    """A line of words and a button; hidden while nothing is changed.

    Attributes:
        buttons: for the chosen samples; they stand elsewhere.
    """

    def __init__(self, edits: SampleEdits, parent: QWidget | None = None) -> None:
        super().__init__(theme.SPACE, parent)
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setObjectName("data.edits")
        self._words.setProperty("role", "muted")
        self._words.setWordWrap(True)
        self._complaint = QLabel()
        self._complaint.setTextFormat(Qt.TextFormat.PlainText)
        self._complaint.setObjectName("data.edits.error")
        self._complaint.setProperty("role", "error")
        self._complaint.setWordWrap(True)
        self._complaint.hide()
        self._back = QPushButton(say("Take all back"))
        stand_for(self._back, edits.take_back)
        for widget in (self._words, self._back, self._complaint):
            self.addWidget(widget)
        menus = (_menu_button(edits.relabel, say("Relabel")), _menu_button(edits.move, say("Move")))
        self.buttons = (*menus, _button(edits.exclude, say("Exclude")), _button(edits.own, say("Take back")))
        self.hide()

    def show_edits(self, edits: Edits, lost: int) -> None:
        """Shows how many are changed, and how many of these aren't there any more."""
        words = changed_words(edits, lost)
        self._words.setText(words)
        self._words.setWordWrap(lost > 0)
        for widget in (self._words, self._back):
            widget.setVisible(bool(words))
        self._show_if_any()

    @Slot(str)
    def complain(self, words: str) -> None:
        """Says why something can't be changed; empty: nothing more to say."""
        self._complaint.setText(words)
        self._complaint.setVisible(bool(words))
        self._show_if_any()

    def _show_if_any(self) -> None:
        self.setVisible(bool(self._words.text() or self._complaint.text()))


def _button(action: QAction, text: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    stand_for(button, action)
    return button


def _menu_button(menu: QMenu, text: str) -> QToolButton:
    """Opens the menu, as long as that can be opened."""
    button = QToolButton()
    button.setText(text)
    button.setIcon(icon("chevron_down"))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setObjectName(menu.objectName().replace(".menu", ".choices"))
    button.setToolTip(menu.title())
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    action = menu.menuAction()
    action.changed.connect(lambda: button.setEnabled(action.isEnabled()))
    button.setEnabled(action.isEnabled())
    return button
