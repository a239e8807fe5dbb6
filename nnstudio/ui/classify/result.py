"""The answer: the winner large, one bar for each class, and which run gave it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from nnstudio.core.words import say
from nnstudio.ui import icons, theme
from nnstudio.ui.classify.bars import ClassBars
from nnstudio.ui.classify.controls import CARD_PADDING, card, head, label
from nnstudio.ui.classify.scores import Scores
from nnstudio.ui.kit.invitation import Invitation
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.kit.scrolling import VerticalScroll
from nnstudio.ui.numbers import figure

WINNER_PIXELS = 36
_HEAD = 84
_LEAST_ROWS = 6
_ANY_HEIGHT = 16_777_215  # Qt's own: no limit


class Result(QWidget):
    """The panel on the right.

    Attributes:
        has_failed: why there can't be an answer is shown.
    """

    def __init__(self, invitation: Invitation, parent: QWidget | None = None) -> None:
        """`invitation` is shown while there is no network to answer."""
        super().__init__(parent)
        self._invitation = invitation
        self.setObjectName("classify.result")
        self.setAccessibleName(say("Result"))
        self._scores: Scores | None = None
        self.has_failed = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._build()
        self._sort.currentIndexChanged.connect(self._on_sort)

    def _build(self) -> None:
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._answer_page())
        self._pages.addWidget(self._empty_page())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

    # Showing ---------------------------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """The answer in words, such as `7, 98 %`; empty if there is none."""
        if self._scores is None:
            return ""
        return f"{self._scores.winner_name}, {self._scores.text(self._scores.winner)}"

    def show_scores(self, scores: Scores, note: str, role: str) -> None:
        """Shows an answer; `note` is what else is to say of it, in one of the theme's roles."""
        if not scores.are_numbers:
            self.show_message(scores.names, "")
            self.show_failure(
                say("The network answers with no number (NaN). Its training diverged: try a smaller learning rate.")
            )
            return
        self._scores, self.has_failed = scores, False
        self._bars.show_scores(scores.names, scores)
        self._value.setText(scores.text(scores.winner))
        self._fit_winner()
        self._set_note(note, role)
        self._head.setCurrentIndex(0)
        self._set_calm(calm=False)
        self.setAccessibleDescription(f"{self.text}. {note}")

    def show_numbers(self, numbers: Scores) -> None:
        """Shows an answer that is one number, or several by name."""
        if not numbers.are_numbers:
            self.show_scores(numbers, "", "muted")
            return
        lines = [f"{name} = {figure(value, 4)}" for name, value in zip(numbers.names, numbers.values, strict=True)]
        self._scores, self.has_failed = None, False
        self._message.setText("\n".join(lines))
        _give_role(self._message, "value")
        self._failure_sign.setVisible(False)
        self._head.setCurrentIndex(1)
        self._set_calm(calm=True)
        self.setAccessibleDescription("; ".join(lines))

    def show_message(self, names: tuple[str, ...], message: str, role: str = "muted") -> None:
        """Shows why there is no answer, above empty bars."""
        self._scores, self.has_failed = None, False
        self._bars.show_scores(names, None)
        self._message.setText(message)
        _give_role(self._message, role)
        self._failure_sign.setVisible(False)
        self._head.setCurrentIndex(1)
        self._set_calm(calm=False)
        self.setAccessibleDescription(message)

    def show_failure(self, message: str) -> None:
        """Shows why there can't be an answer, whole and without bars, until there is one or another picture comes."""
        self.has_failed = True
        self._message.setText(message)
        _give_role(self._message, "text")
        self._failure_sign.setVisible(True)
        self.calm_down()
        self.setAccessibleDescription(message)

    def calm_down(self) -> None:
        """Leaves out the empty bars: there is nothing to answer, and nothing on its way."""
        self._set_calm(calm=True)

    def _set_calm(self, *, calm: bool) -> None:
        self._scroll.setVisible(not calm)
        self._sort.setVisible(not calm)
        self._head.setMinimumHeight(scaled(_HEAD))
        self._head.setMaximumHeight(_ANY_HEIGHT if calm else scaled(_HEAD))
        to_side = Qt.AlignmentFlag.AlignHCenter if calm else Qt.AlignmentFlag.AlignLeft
        self._message.setAlignment(to_side | Qt.AlignmentFlag.AlignVCenter)

    def show_run(self, text: str) -> None:
        """Tells whose answer it is."""
        self._run.setText(text)
        self._run.setVisible(bool(text))

    def show_empty(self, then: str) -> None:
        """There is no network yet; `then` says what one will do."""
        self._scores = None
        title = say("Train a network first")
        self._invitation.say(title, then)
        self._pages.setCurrentIndex(1)
        self.setAccessibleDescription(title)

    def show_answers(self) -> None:
        """There is a network."""
        self._pages.setCurrentIndex(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_winner()

    @Slot(int)
    def _on_sort(self, index: int) -> None:
        self._bars.set_sorted(index == 1)

    def _fit_winner(self) -> None:
        if self._scores is None:
            return
        font = self._winner.font()
        name = self._scores.winner_name
        room = self.width() - 2 * CARD_PADDING - self._value.sizeHint().width() - theme.WIDE
        for pixels in range(scaled(WINNER_PIXELS), scaled(14), -2):
            font.setPixelSize(pixels)
            if QFontMetrics(font).horizontalAdvance(name) <= room:
                break
        self._winner.setFont(font)
        self._winner.setText(QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, max(40, room)))

    def _set_note(self, note: str, role: str) -> None:
        self._note.setText(note)
        _give_role(self._note, role)

    # Building --------------------------------------------------------------------------------------------------

    def _answer_page(self) -> QFrame:
        frame, column = card(self)
        column.addLayout(self._title_row(frame))
        self._head = QStackedWidget(frame)
        self._head.setFixedHeight(scaled(_HEAD))
        self._head.addWidget(self._winner_panel())
        self._message = label("", frame, role="muted", name="message")
        self._message.setWordWrap(True)
        self._head.addWidget(self._message_panel())
        column.addWidget(self._head)
        self._bars = ClassBars(frame)
        self._scroll = VerticalScroll(self._bars, frame, whole=False)
        self._scroll.setMinimumHeight(_LEAST_ROWS * self._bars.row_height)
        column.addWidget(self._scroll, 1)
        self._run = label("", frame, role="muted", name="run")
        self._run.setWordWrap(True)
        column.addWidget(self._run)
        return frame

    def _message_panel(self) -> QWidget:
        panel = QWidget(self)
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        self._failure_sign = icons.IconLabel("warning", "warning", 32, panel)
        column.addStretch(1)
        column.addWidget(self._failure_sign, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._message)
        column.addStretch(1)
        return panel

    def _title_row(self, frame: QFrame) -> QHBoxLayout:
        self._sort = QComboBox(frame)
        self._sort.setObjectName("classify.sort")
        self._sort.addItems([say("By class"), say("By probability")])
        self._sort.setAccessibleName(say("Order of the classes"))
        self._sort.setToolTip(
            say("By class, rows stay where they are while you draw; by probability, the likeliest is on top.")
        )
        row = head(say("Answer"), frame)
        row.addStretch(1)
        row.addWidget(self._sort)
        return row

    def _winner_panel(self) -> QWidget:
        panel = QWidget(self)
        self._winner = label("", panel, name="winner")
        self._value = label("", panel, name="value")
        font = self._winner.font()
        font.setPixelSize(scaled(WINNER_PIXELS))
        font.setWeight(font.Weight.DemiBold)
        self._winner.setFont(font)
        self._value.setFont(font)
        self._note = label("", panel, role="muted", name="note")
        row = QHBoxLayout()
        row.setSpacing(theme.WIDE)
        row.addWidget(self._winner, 1)
        row.addWidget(self._value)
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._note)
        column.addStretch(1)
        return panel

    def _empty_page(self) -> QFrame:
        frame, column = card(self)
        column.addWidget(self._invitation, 1)
        return frame


def _give_role(widget: QLabel, role: str) -> None:
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
