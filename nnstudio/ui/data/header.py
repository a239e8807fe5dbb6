"""The data that the project learns from, in a line or two, and the buttons that lead to other data."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from nnstudio.core.sources import FolderSource, Source
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.data.source_words import counts_sentence, one_after_another, unbroken
from nnstudio.ui.icons import IconLabel, icon
from nnstudio.ui.kit.columns import Columns
from nnstudio.ui.kit.elided import ElidedLabel
from nnstudio.ui.kit.flow import Flow


class SourceHeader(QFrame):
    """Title, what it is, how much of it, and where it is.

    Attributes:
        choose: shows what can be chosen instead.
        folder: asks for the folder with its files; only for data that has one.
    """

    choose_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
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
        tip = say("Shows all data that can be learned from: pictures, points, tables.")
        self.choose = self._button("data.choose", "data", say("Choose data…"), tip, "accent_text")
        self.choose.setProperty("role", "primary")
        tip = say("Says where the files of the chosen data set are on this machine.")
        self.folder = self._button("data.header.folder", "folder", say("Choose folder…"), tip)
        self.choose.clicked.connect(self.choose_wanted)
        self.folder.clicked.connect(self.folder_wanted)
        self._lay_out()

    def _button(self, name: str, sign: str, text: str, tip: str, colour: str = "text") -> QPushButton:
        button = QPushButton(icon(sign, colour), text)
        button.setObjectName(name)
        button.setToolTip(tip)
        return button

    def _lay_out(self) -> None:
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for label in (self._title, self._about, self._place):
            column.addWidget(label)
        buttons = Flow(theme.SPACE)
        buttons.addWidget(self.folder)
        buttons.addWidget(self.choose)
        buttons.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.WIDE, 12, theme.WIDE, 12)
        row.setSpacing(12)
        row.addWidget(IconLabel("data", "accent", 28), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Columns(words, right=buttons, least=300, gap=12, lowest=0), 1)

    def show_source(self, source: Source, place: str) -> None:
        """Shows which data it is, and where."""
        self._title.setText(source.said_title)
        about = one_after_another(source.said_about, source.said_more, counts_sentence(source.facts))
        self._about.setText(unbroken(about))
        self._place.setText(place)
        self.folder.setVisible(isinstance(source, FolderSource))
