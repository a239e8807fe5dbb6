"""The gallery with what chooses its content: the part, the order, the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.data.class_bars import ALL
from nnstudio.ui.data.enlarged import EnlargedPicture
from nnstudio.ui.data.gallery import Gallery
from nnstudio.ui.data.part_samples import PARTS, Part, PartSamples, Split
from nnstudio.ui.icons import icon
from nnstudio.ui.kit.flow import Flow
from nnstudio.ui.numbers import shape_words, whole

if TYPE_CHECKING:
    from nnstudio.ui.data.rows_view import RowsView


class Browser(QFrame):
    """Shows one part's pictures of one class or of all.

    Attributes:
        part_chosen: another part is shown.
    """

    part_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._split: Split | None = None
        self._part: Part = "training"
        self._label = ALL
        self._shuffle = 0
        self._enlarged: EnlargedPicture | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self._parts: dict[Part, QPushButton] = {}
        self._group = QButtonGroup(self)
        parts = Flow(theme.TIGHT, self)
        tips = {
            "training": say("Samples that the network learns from."),
            "validation": say("Samples kept aside to see, after each epoch, how well it does on new ones."),
            "test": say("Samples for the final judgement; never used while training."),
        }
        for part in PARTS:
            button = QPushButton()
            button.setObjectName(f"data.part.{part}")
            button.setProperty("role", "quiet")
            button.setCheckable(True)
            button.setToolTip(tips[part])
            button.clicked.connect(lambda _=False, chosen=part: self.show_part(chosen))
            self._group.addButton(button)
            self._parts[part] = button
            parts.addWidget(button)
        top = QHBoxLayout()
        top.addWidget(parts, 1)
        self._shuffle_button = self._tool(
            "shuffle", "shuffle", say("Shuffle pictures"), say("Shows the pictures in another random order.")
        )
        top.addWidget(self._shuffle_button, 0, Qt.AlignmentFlag.AlignTop)
        self.gallery = Gallery()
        self._note = QLabel()
        self._note.setObjectName("data.note")
        self._note.setProperty("role", "muted")
        self._note.setWordWrap(True)
        self._note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._range = QLabel()
        self._range.setObjectName("data.range")
        self._range.setProperty("role", "muted")
        self._back = self._tool("previous", "up", say("Previous pictures"), say("Shows the pictures before (Page Up)."))
        self._on = self._tool("next", "down", say("Next pictures"), say("Shows the next pictures (Page Down)."))
        bottom = QHBoxLayout()
        bottom.setSpacing(theme.TIGHT)
        for widget in (self._range, self._back, self._on):
            bottom.addWidget(widget)
        bottom.insertStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 8)
        column.setSpacing(theme.SPACE)
        column.addLayout(top)
        column.addWidget(self.gallery, 1)
        column.addWidget(self._note, 1)
        column.addLayout(bottom)
        self._column = column
        self._rows: RowsView | None = None

    def _tool(self, name: str, sign: str, label: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"data.{name}")
        button.setIcon(icon(sign))
        button.setToolTip(tip)
        button.setAccessibleName(label)
        return button

    def _connect(self) -> None:
        self._shuffle_button.clicked.connect(self._on_shuffle)
        self._back.clicked.connect(lambda: self.gallery.turn(-1))
        self._on.clicked.connect(lambda: self.gallery.turn(1))
        self.gallery.moved.connect(self._show_range)
        self.gallery.opened.connect(self._on_opened)

    # Showing ---------------------------------------------------------------------------------------------------

    def show_split(self, split: Split, label: int) -> None:
        """Shows another split, or another class of it."""
        changed = split is not self._split or label != self._label
        self._split, self._label = split, label
        for part, button in self._parts.items():
            button.setText(f"{self._part_title(part)} {whole(len(split.rows[part]))}")
        if changed:
            self._show_samples()

    def show_part(self, part: Part) -> None:
        """Shows another part."""
        self._part = part
        self._show_samples()
        self.part_chosen.emit(part)

    def _show_samples(self) -> None:
        self._parts[self._part].setChecked(True)
        if self._split is None:
            return
        facts = self._split.dataset.facts
        label = None if self._label == ALL else self._label
        samples = self._split.samples(self._part, label, self._shuffle)
        for widget in (self.gallery, self._range, self._back, self._on, self._shuffle_button):
            widget.setVisible(facts.are_pictures)
        self.gallery.show_samples(samples if facts.are_pictures else None)
        self._note.setVisible(not facts.are_pictures and not facts.are_vectors)
        self._note.setText(self._words_of(facts.shape))
        self._show_rows(samples if facts.are_vectors else None)

    def _show_rows(self, samples: PartSamples | None) -> None:
        """Shows samples that are rows of numbers; what draws points loads slowly, and is made when first wanted."""
        if self._rows is None and samples is not None:
            from nnstudio.ui.data.rows_view import RowsView

            self._rows = RowsView(self)
            self._column.insertWidget(self._column.count() - 1, self._rows, 1)
        if self._rows is not None:
            self._rows.setVisible(samples is not None)
            self._rows.show_samples(samples)

    def _words_of(self, shape: tuple[int, ...]) -> str:
        """Why there is no gallery."""
        return say("Each sample is {shape} numbers: no picture that could be shown here.", shape=shape_words(shape))

    def _part_title(self, part: Part) -> str:
        return {
            "training": say("Training"),
            "validation": say("Validation"),
            "test": say("Test"),
        }[part]

    @Slot()
    def _show_range(self) -> None:
        samples = self.gallery.samples
        first, last = self.gallery.places_in_sight()
        if samples is None or not len(samples):
            self._range.setText(say("No pictures here."))
        else:
            self._range.setText(say("{first} to {last} of {all}", first=first + 1, last=last, all=len(samples)))
        bar = self.gallery.verticalScrollBar()
        self._back.setEnabled(bar.value() > bar.minimum())
        self._on.setEnabled(bar.value() < bar.maximum())

    @Slot()
    def _on_shuffle(self) -> None:
        self._shuffle += 1
        self._show_samples()

    @Slot(int)
    def _on_opened(self, place: int) -> None:
        samples = self.gallery.samples
        if samples is None:
            return
        if self._enlarged is None:
            self._enlarged = EnlargedPicture(self)
        corner = self.gallery.rect_of(place).topRight() + QPoint(theme.SPACE, 0)
        near = self.gallery.viewport().mapToGlobal(corner)
        self._enlarged.show_place(samples, place, self.gallery.words(place), near)
