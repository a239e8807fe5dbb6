"""The gallery with what chooses its content: the part, the order, the page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from nnstudio.core.sources.split import PARTS, Part
from nnstudio.core.words import say
from nnstudio.data.parts import Parts
from nnstudio.ui import theme
from nnstudio.ui.data.class_bars import ALL
from nnstudio.ui.data.enlarged import EnlargedPicture
from nnstudio.ui.data.gallery import Gallery
from nnstudio.ui.data.part_samples import PartSamples, samples_of
from nnstudio.ui.kit.actions import make_action, make_choice, offer_menu, only_told, separator
from nnstudio.ui.kit.command_buttons import show_action, stand_for
from nnstudio.ui.kit.flow import Flow
from nnstudio.ui.numbers import shape_words, whole

if TYPE_CHECKING:
    from nnstudio.ui.data.rows_view import RowsView


class Browser(QFrame):
    """Shows one part's pictures of one class or of all.

    Attributes:
        part_chosen: another part is shown.
        commands: what can be done here, for menus.
    """

    part_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._shown: Parts | None = None
        self._part: Part = "training"
        self._label = ALL
        self._shuffle = 0
        self._usable = False
        self._rows: RowsView | None = None
        self._enlarged: EnlargedPicture | None = None
        self._build_commands()
        self._build()
        self._connect()

    def _build_commands(self) -> None:
        self._show = self._build_parts()
        self._shuffle_them = self._command(
            "shuffle", say("Shuffle pictures"), say("Shows the pictures in another random order."), "", "shuffle"
        )
        self._back = self._command(
            "previous", say("Previous pictures"), say("Shows the pictures before."), "PgUp", "up"
        )
        self._on = self._command("next", say("Next pictures"), say("Shows the next pictures."), "PgDown", "down")
        self._enlarge = self._command(
            "large", say("Show picture large"), say("Shows the chosen picture with the value of each pixel."), "Return"
        )
        turning = (self._shuffle_them, self._back, self._on)
        self._ways = self._build_ways()
        self.commands = (*self._show.values(), separator(self), *self._ways, separator(self), self._enlarge, *turning)

    def _build_parts(self) -> dict[Part, QAction]:
        texts = {
            "training": (say("Training samples"), say("Samples that the network learns from.")),
            "validation": (
                say("Validation samples"),
                say("Samples kept aside to see, after each epoch, how well it does on new ones."),
            ),
            "test": (
                say("Test samples"),
                say("Samples for the final judgement; never used while training."),
            ),
        }
        group, made = QActionGroup(self), {}
        for part in PARTS:
            show = partial(self.show_part, part)
            made[part] = make_choice(self, f"part.{part}", *texts[part], show, page="data")
            group.addAction(made[part])
        return made

    def _build_ways(self) -> tuple[QAction, QAction]:
        """How rows of numbers are shown."""
        group = QActionGroup(self)
        points = say("Show as points"), say("Shows the samples as points in a plane.")
        table = say("Show as a table"), say("Shows the samples as rows of numbers.")
        made = tuple(
            make_choice(self, f"as.{name}", *texts, partial(self._show_as, place), page="data")
            for place, (name, texts) in enumerate((("points", points), ("table", table)))
        )
        for action in made:
            group.addAction(action)
        made[0].setChecked(True)
        return made[0], made[1]

    def _show_as(self, place: int) -> None:
        if self._rows is not None:
            self._rows.show_way(place)

    def _command(self, name: str, text: str, tip: str, keys: str, picture: str = "") -> QAction:
        run = {
            "shuffle": self._on_shuffle,
            "previous": lambda: self.gallery.turn(-1),
            "next": lambda: self.gallery.turn(1),
            "large": lambda: self._on_opened(self.gallery.current),
        }[name]
        return only_told(make_action(self, name, text, tip, run, keys=keys or None, picture=picture, page="data"))

    def _build(self) -> None:
        self._parts: dict[Part, QPushButton] = {}
        self._group = QButtonGroup(self)
        parts = Flow(theme.TIGHT, self)
        for part in PARTS:
            button = QPushButton()
            button.setProperty("role", "quiet")
            stand_for(button, self._show[part])
            self._group.addButton(button)
            self._parts[part] = button
            parts.addWidget(button)
        top = QHBoxLayout()
        top.addWidget(parts, 1)
        self._turning = tuple(map(_tool, (self._shuffle_them, self._back, self._on)))
        top.addWidget(self._turning[0], 0, Qt.AlignmentFlag.AlignTop)
        self.gallery = Gallery()
        offer_menu(self.gallery, (self._enlarge, separator(self), self._shuffle_them, self._back, self._on))
        self._note = QLabel()
        self._note.setObjectName("data.note")
        self._note.setProperty("role", "muted")
        self._note.setWordWrap(True)
        self._note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._range = QLabel()
        self._range.setObjectName("data.range")
        self._range.setProperty("role", "muted")
        bottom = QHBoxLayout()
        bottom.setSpacing(theme.TIGHT)
        for widget in (self._range, *self._turning[1:]):
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

    def _connect(self) -> None:
        self.gallery.moved.connect(self._show_range)
        self.gallery.walked.connect(self._show_usable)
        self.gallery.opened.connect(self._on_opened)

    # Showing ---------------------------------------------------------------------------------------------------

    def show_parts(self, parts: Parts, label: int) -> None:
        """Shows the parts of other data, divided in another way, or another class of it."""
        changed = parts is not self._shown or label != self._label
        self._shown, self._label = parts, label
        for part, button in self._parts.items():
            button.setText(f"{self._part_title(part)} {whole(len(parts.rows[part]))}")
        if changed:
            self._show_samples()

    def show_part(self, part: Part) -> None:
        """Shows another part."""
        self._part = part
        self._show_samples()
        self.part_chosen.emit(part)

    def _show_samples(self) -> None:
        self._show[self._part].setChecked(True)
        if self._shown is None:
            return
        facts = self._shown.dataset.facts
        label = None if self._label == ALL else self._label
        samples = samples_of(self._shown, self._part, label, self._shuffle)
        for widget in (self.gallery, self._range, *self._turning):
            widget.setVisible(facts.are_pictures)
        self.gallery.show_samples(samples if facts.are_pictures else None)
        self._note.setVisible(not facts.are_pictures and not facts.are_vectors)
        self._note.setText(self._words_of(facts.shape))
        self._show_rows(samples if facts.are_vectors else None)

    def _show_rows(self, samples: PartSamples | None) -> None:
        """Shows samples that are rows of numbers; what draws points loads slowly, and is made when first wanted."""
        if self._rows is None and samples is not None:
            from nnstudio.ui.data.rows_view import RowsView

            self._rows = RowsView(self._ways, self)
            self._column.insertWidget(self._column.count() - 1, self._rows, 1)
        if self._rows is not None:
            self._rows.setVisible(samples is not None)
            self._rows.show_samples(samples)
            for place, action in enumerate(self._ways):
                if action.isChecked():
                    self._rows.show_way(place)

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
        self._show_usable()

    @Slot()
    def _show_usable(self) -> None:
        """Enables what can be done with the pictures in sight."""
        bar = self.gallery.verticalScrollBar()
        for action, usable in (
            (self._shuffle_them, bool(self.gallery.samples)),
            (self._back, bar.value() > bar.minimum()),
            (self._on, bar.value() < bar.maximum()),
            (self._enlarge, self.gallery.current >= 0),
        ):
            action.setEnabled(usable and self._usable)

    def set_usable(self, usable: bool) -> None:
        """Whether the pictures are there to look at; else none of the commands can be given."""
        self._usable = usable
        for action in self._show.values():
            action.setEnabled(usable)
        rows = self._shown is not None and self._shown.dataset.facts.are_vectors
        for action in self._ways:
            action.setEnabled(usable and rows)
        self._show_usable()

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


def _tool(action: QAction) -> QToolButton:
    button = QToolButton()
    show_action(button, action)
    return button
