"""All data that can be learned from, in groups, to choose from."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nnstudio.core.sources import GROUPS, SOURCES, Group, Source
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.data.choice_card import ChoiceCard, ChoiceView
from nnstudio.ui.icons import icon
from nnstudio.ui.kit.flow import EvenFlow
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.kit.scrolling import VerticalScroll

_LEAST_CHOICE = 208


class SourceChooser(QFrame):
    """A card for each kind of source, under the titles of their groups; Escape goes back.

    Attributes:
        chosen: the kind that is wanted.
        left: nothing else is wanted.
        cards: by kind.
    """

    chosen = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data.chooser")
        self.cards: dict[type[Source], ChoiceCard] = {kind: ChoiceCard(kind(), self) for kind in SOURCES}
        for kind, card in self.cards.items():
            card.clicked.connect(lambda _=False, chosen=kind: self.chosen.emit(chosen))
        self._back = QPushButton(icon("back"), say("Back"), self)
        self._back.setObjectName("data.chooser.back")
        self._back.setToolTip(say("Keeps the data that is chosen."))
        self._back.clicked.connect(self.left)
        self._is_laid_out = False

    def setVisible(self, visible: bool) -> None:
        """The cards find their places when they are first wanted: the window starts sooner."""
        if visible and not self._is_laid_out:
            self._is_laid_out = True
            self._lay_out()
        super().setVisible(visible)

    def _lay_out(self) -> None:
        question = QLabel(say("Choose what the network learns from"))
        question.setProperty("role", "title")
        question.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(question, 1)
        head.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        groups = QWidget()
        column = QVBoxLayout(groups)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        for group, title in GROUPS.items():
            self._add_group(column, group, say(title))
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addLayout(head)
        outer.addWidget(VerticalScroll(groups, whole=False), 1)

    def _add_group(self, column: QVBoxLayout, group: Group, title: str) -> None:
        cards = [card for kind, card in self.cards.items() if kind.group == group]
        if not cards:
            return
        heading = QLabel(title)
        heading.setProperty("role", "heading")
        heading.setContentsMargins(0, theme.SPACE if column.count() else 0, 0, 0)
        flow = EvenFlow(12, scaled(_LEAST_CHOICE))
        for card in cards:
            flow.addWidget(card)
        column.addWidget(heading)
        column.addWidget(flow)

    def show_choices(self, views: dict[type[Source], ChoiceView]) -> None:
        """Shows what each is, and which one is chosen."""
        for kind, view in views.items():
            self.cards[kind].show_view(view)

    def focus_chosen(self) -> None:
        """Puts the focus on the card that is chosen."""
        for card in self.cards.values():
            if card.isChecked():
                card.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
