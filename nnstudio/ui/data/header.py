"""The data that the project learns from, in a line or two, and the buttons that lead to other data."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nnstudio.core.sources import Drawn, FolderSource, Source
from nnstudio.core.sources.own_file import OwnFile
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.data.source_words import counts_sentence, one_after_another, unbroken
from nnstudio.ui.icons import IconLabel, icon
from nnstudio.ui.kit.command_buttons import stand_for
from nnstudio.ui.kit.elided import ElidedLabel


class SourceHeader(QFrame):
    """Title, what it is, how much of it, and where it is.

    Attributes:
        folder_wanted: the folder with its files is to be asked for; only for data that has one.
    """

    folder_wanted = Signal()

    def __init__(self, choose: QAction, usual: QAction, draw: QAction, parent: QWidget | None = None) -> None:
        """The commands that show what can be chosen instead, that take the network that suits the data, and draw."""
        super().__init__(parent)
        self.setObjectName("data.header")
        self.setProperty("role", "card")
        self._title = QLabel()
        self._title.setProperty("role", "heading")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self._about = QLabel()
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self._about.setWordWrap(True)
        self._place = ElidedLabel(cut=Qt.TextElideMode.ElideMiddle)
        self._place.setObjectName("data.place")
        self._place.setProperty("role", "muted")
        self._why = QLabel()
        self._why.setTextFormat(Qt.TextFormat.PlainText)
        self._why.setObjectName("data.why")
        self._why.setProperty("role", "muted")
        self._why.setWordWrap(True)
        self.choose = QPushButton(icon("data", "accent_text"), choose.text())
        self.choose.setProperty("role", "primary")
        stand_for(self.choose, choose)
        self.usual = QPushButton(usual.text())
        stand_for(self.usual, usual)
        self.draw = QPushButton(icon("brush"), draw.text())
        stand_for(self.draw, draw)
        self.folder = QPushButton(icon("folder"), say("Choose folder…"))
        self.folder.setObjectName("data.header.folder")
        self.folder.setToolTip(say("Says where the files of the chosen data set are on this machine."))
        self.folder.clicked.connect(self.folder_wanted)
        self._lay_out()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self._title, self._about, self._place, self._why):
            words.addWidget(label)
        buttons = QVBoxLayout()
        buttons.setSpacing(theme.TIGHT)
        for button in (self.choose, self.draw, self.folder, self.usual):
            buttons.addWidget(button)
        buttons.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.WIDE, 12, theme.WIDE, 12)
        row.setSpacing(12)
        row.addWidget(IconLabel("data", "accent", 28), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addLayout(buttons)

    def show_source(self, source: Source, place: str) -> None:
        """Shows which data it is, and where."""
        self._title.setText(source.said_title)
        about = one_after_another(source.said_about, source.said_more, counts_sentence(source.facts))
        self._about.setText(unbroken(about))
        self._place.setText(place)
        self.folder.setVisible(isinstance(source, FolderSource))
        self.draw.setVisible(isinstance(source, Drawn))
        self.folder.setText(say("Choose file…") if isinstance(source, OwnFile) else say("Choose folder…"))

    def show_why(self, why: str, *, usual: bool) -> None:
        """Says why the usual network for this data is as it is, and whether the project has it."""
        self._why.setText(f"{say('Usual network')}: {why}" if why else "")
        self._why.setVisible(bool(why))
        self.usual.setVisible(bool(why) and not usual)
