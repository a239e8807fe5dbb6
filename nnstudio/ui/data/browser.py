"""The gallery with what chooses its content: the part, a text, the order, the page; and what edits the chosen ones."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from nnstudio.core.sources.edits import Edits
from nnstudio.core.words import say
from nnstudio.data.explore.blocks import all_rows
from nnstudio.data.order import Rows
from nnstudio.data.parts import Parts
from nnstudio.data.scaling import Scale
from nnstudio.ui import theme
from nnstudio.ui.data.class_bars import ALL
from nnstudio.ui.data.edits_line import EditsLine
from nnstudio.ui.data.enlarged import EnlargedSample
from nnstudio.ui.data.filter_bar import FilterBar
from nnstudio.ui.data.gallery import Gallery
from nnstudio.ui.data.looking import Looking
from nnstudio.ui.data.part_samples import SHOWN_PARTS, PartSamples, ShownPart, rows_in, words_of
from nnstudio.ui.data.sample_edits import SampleEdits
from nnstudio.ui.data.sample_facts import part_title
from nnstudio.ui.data.waiting import Waiting
from nnstudio.ui.data.wanted import LOOKED_AT, Given, Order, Wanted, wanted_samples
from nnstudio.ui.kit.actions import make_action, make_choice, offer_menu, only_told, separator, within
from nnstudio.ui.kit.command_buttons import show_action, stand_for
from nnstudio.ui.kit.flow import Flow
from nnstudio.ui.numbers import shape_words, whole

if TYPE_CHECKING:
    from nnstudio.ui.data.rows_view import RowsView


class Browser(QWidget):
    """Shows one part's samples of one class or of all.

    Attributes:
        part_chosen: another part is shown.
        commands: what can be done here, for menus.
        looking: what is found out of all samples, to sort them.
    """

    part_chosen = Signal(str)

    def __init__(self, edits: SampleEdits, looking: Looking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edits_of = edits
        self.looking = looking
        self._shown: Parts | None = None
        self._edits = Edits()
        self._scale: Callable[[], Scale] = _unscaled
        self._wanted = Wanted()
        self._usable = False
        self._rows: RowsView | None = None
        self._enlarged: EnlargedSample | None = None
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
            "large", say("Show sample large"), say("Shows the sample with all its values; it stays open."), "Return"
        )
        tip = say("Chooses all samples that are shown.")
        self._choose_all = self._command("choose_all", say("Choose all samples"), tip, "Ctrl+A")
        tip = say("Shows all samples again, not only those that the report or the map asked for.")
        self._show_all = make_action(self, "show_all", say("Show all samples"), tip, self._leave_given, page="data")
        self._ways = self._build_ways()
        self.filters = FilterBar()
        turning = (self._shuffle_them, self._back, self._on)
        self.commands = (
            *self._show.values(),
            separator(self),
            *self.filters.commands,
            self._show_all,
            separator(self),
            *self._ways,
            separator(self),
            self._enlarge,
            *turning,
            separator(self),
            self._choose_all,
            *self._edits_of.commands,
        )

    def _build_parts(self) -> dict[ShownPart, QAction]:
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
            "excluded": (say("Excluded samples"), say("Samples that you left out.")),
        }
        group, made = QActionGroup(self), {}
        for part in SHOWN_PARTS:
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
            "large": self._on_large,
            "choose_all": self._on_choose_all,
        }[name]
        return only_told(make_action(self, name, text, tip, run, keys=keys or None, picture=picture, page="data"))

    def _build(self) -> None:
        self._parts: dict[ShownPart, QPushButton] = {}
        self._group = QButtonGroup(self)
        parts = Flow(theme.TIGHT)
        for part in SHOWN_PARTS:
            button = QPushButton()
            button.setProperty("role", "quiet")
            stand_for(button, self._show[part])
            self._group.addButton(button)
            self._parts[part] = button
            parts.addWidget(button)
        self._turning = tuple(map(_tool, (self._shuffle_them, self._back, self._on)))
        self.filters.addWidget(self._turning[0])
        self._given = self._build_given()
        self.gallery = Gallery()
        menu = (self._enlarge, self._choose_all, separator(self), *self._edits_of.of_chosen)
        offer_menu(self.gallery, (*menu, separator(self), self._shuffle_them, self._back, self._on))
        self._note = _muted("data.note")
        self._note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._waits = self._build_waits()
        self._line = EditsLine(self._edits_of)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        for widget in (parts, self.filters, self._given, *self._waits):
            column.addWidget(widget)
        column.addWidget(self.gallery, 1)
        column.addWidget(self._note, 1)
        column.addWidget(self._build_bottom())
        column.addWidget(self._line)
        self._column = column
        within(self, self.filters.commands[:1])

    def _build_waits(self) -> tuple[Waiting, Waiting]:
        """How far is what the order needs, each shown only while that order is wanted."""
        looking, order = self.looking, self.filters
        return (
            Waiting("data.waiting", looking.looked, self._look_again, is_wanted=lambda: order.order in LOOKED_AT),
            Waiting("data.waiting.names", looking.names, self._sort_again, is_wanted=lambda: order.order == "name"),
        )

    def _build_given(self) -> QWidget:
        """What is told while only some samples are shown that the report or the map asked for."""
        given = Flow(theme.SPACE)
        self._given_words = QLabel()
        self._given_words.setObjectName("data.given")
        self._given_words.setTextFormat(Qt.TextFormat.PlainText)
        button = QPushButton(self._show_all.text())
        stand_for(button, self._show_all)
        given.addWidget(self._given_words)
        given.addWidget(button)
        return given

    def _build_bottom(self) -> QWidget:
        self._range = QLabel()
        self._range.setObjectName("data.range")
        self._range.setProperty("role", "muted")
        bottom = Flow(theme.TIGHT)
        for widget in (*self._turning[1:], *self._line.buttons, self._range):
            bottom.addWidget(widget)
        return bottom

    def _connect(self) -> None:
        self.gallery.moved.connect(self._show_range)
        self.gallery.walked.connect(self._on_walked)
        self.gallery.opened.connect(self.open)
        self.gallery.unwanted.connect(self._edits_of.exclude.trigger)
        self.filters.changed.connect(self._on_filter)
        self.looking.looked.changed.connect(lambda: self._on_found(LOOKED_AT))
        self.looking.names.changed.connect(lambda: self._on_found({"name"}))
        self._edits_of.refused.connect(self._line.complain)

    # Showing ---------------------------------------------------------------------------------------------------

    def show_parts(self, parts: Parts, label: int, edits: Edits, scale: Callable[[], Scale]) -> None:
        """Shows the parts of other data, divided or edited in another way, or another class of it."""
        before, large_was_here = self._shown, self._walks_here
        other_data = before is None or before.dataset is not parts.dataset
        same_class = (None if label == ALL else label) == self._wanted.label
        changed = parts is not before or not same_class
        self._shown, self._edits, self._scale = parts, edits, scale
        if other_data:
            self.filters.clear()
            self.looking.forget_other(parts)
            self._wanted = replace(self._wanted, given=None)
        self._wanted = replace(self._wanted, label=None if label == ALL else label)
        for part, button in self._parts.items():
            button.setText(f"{part_title(part)} {whole(len(rows_in(parts, part)))}")
        self._parts["excluded"].setVisible(len(parts.excluded) > 0 or self._wanted.part == "excluded")
        self._line.show_edits(edits, parts.lost)
        if changed:
            self.filters.show_orders(parts)
            self._show_samples(again=not other_data and same_class)
        self._show_large_anew(parts, here=large_was_here)

    def show_part(self, part: ShownPart) -> None:
        """Shows another part."""
        self._wanted = replace(self._wanted, part=part, given=None)
        self._show_samples()
        self.part_chosen.emit(part)

    def show_given(self, given: Given) -> None:
        """Shows only these samples, of whatever part and class they are."""
        self.filters.clear()
        self._wanted = replace(self._wanted, given=given, label=None)
        self._show_samples()
        self.gallery.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _leave_given(self) -> None:
        self._wanted = replace(self._wanted, given=None)
        self._show_samples()

    def _show_samples(self, *, again: bool = False) -> None:
        """Shows what is wanted; `again`: the same samples are meant, after an edit."""
        self._show[self._wanted.part].setChecked(True)
        if self._shown is None:
            return
        facts, samples = self._shown.dataset.facts, self._samples(self._shown)
        for widget in (self.gallery, self._turning[0], *self._turning[1:]):
            widget.setVisible(facts.are_pictures)
        self._range.setVisible(facts.are_pictures or facts.are_vectors)
        if again and facts.are_pictures:
            self.gallery.show_again(samples)
        else:
            self.gallery.show_samples(samples if facts.are_pictures else None)
        self._note.setVisible(not facts.are_pictures and not facts.are_vectors)
        self._note.setText(self._words_of(facts.shape))
        self._show_rows(samples if facts.are_vectors else None)
        self._given.setVisible(self._wanted.given is not None)
        if self._wanted.given is not None:
            self._given_words.setText(self._wanted.given.title)
        self._on_walked()

    def _samples(self, parts: Parts) -> PartSamples:
        """The samples that are wanted; what their order needs is looked for."""
        wanted = replace(
            self._wanted,
            text=self.filters.text,
            order=self.filters.order,
            reverse=self.filters.reverse,
            changed=self.filters.only_changed,
        )
        self._wanted = wanted
        keys = self.looking.keys_for(parts, wanted.order)
        self.show_progress()
        return wanted_samples(parts, wanted, self._edits, keys)

    def _show_rows(self, samples: PartSamples | None) -> None:
        """Shows samples that are rows of numbers; what draws points loads slowly, and is made when first wanted."""
        if self._rows is None and samples is not None:
            from nnstudio.ui.data.rows_view import RowsView

            self._rows = RowsView(self._ways, self)
            self._rows.table.chose.connect(self._on_walked)
            self._rows.table.opened.connect(self.open)
            self._rows.plot.opened.connect(self.open)
            self._rows.table.unwanted.connect(self._edits_of.exclude.trigger)
            menu = (self._enlarge, self._choose_all, separator(self), *self._edits_of.of_chosen)
            offer_menu(self._rows.table, menu)
            self._column.insertWidget(self._column.indexOf(self.gallery), self._rows, 1)
        if self._rows is not None:
            self._rows.setVisible(samples is not None)
            self._rows.show_samples(samples)
            for place, action in enumerate(self._ways):
                if action.isChecked():
                    self._rows.show_way(place)

    def _words_of(self, shape: tuple[int, ...]) -> str:
        """Why there is no gallery."""
        return say("Each sample is {shape} numbers: no picture that could be shown here.", shape=shape_words(shape))

    @Slot()
    def _show_range(self) -> None:
        samples = self._current_samples
        chosen = self._chosen_rows
        first, last = self.gallery.places_in_sight()
        if samples is None or not len(samples):
            self._range.setText(self._nothing_words())
        elif len(chosen) > 1 or not self.gallery.isVisibleTo(self):
            self._range.setText(say("{chosen} of {all} chosen", chosen=len(chosen), all=len(samples)))
        else:
            self._range.setText(say("{first} to {last} of {all}", first=first + 1, last=last, all=len(samples)))
        self._show_usable()

    def _nothing_words(self) -> str:
        """Why nothing is shown."""
        narrowed = bool(self._wanted.text) or self._wanted.changed
        if narrowed:
            return say("No samples like that here.")
        pictures = self._shown is not None and self._shown.dataset.facts.are_pictures
        return say("No pictures here.") if pictures else say("No samples here.")

    @property
    def _current_samples(self) -> PartSamples | None:
        if self._rows is not None and self._rows.isVisibleTo(self):
            return self._rows.samples
        return self.gallery.samples

    @property
    def _chosen_rows(self) -> Rows:
        """The rows that edits are about: those chosen, else the one that the keyboard is on."""
        if self._rows is not None and self._rows.isVisibleTo(self):
            return self._rows.chosen_rows
        rows, samples = self.gallery.chosen_rows, self.gallery.samples
        if not len(rows) and samples and self.gallery.current >= 0:
            return samples.rows[[self.gallery.current]]
        return rows

    @Slot()
    def _on_walked(self) -> None:
        self._show_range()
        self._edits_of.choose(self._shown if self._usable else None, self._chosen_rows)

    @Slot()
    def _show_usable(self) -> None:
        """Enables what can be done with the samples in sight."""
        bar, samples = self.gallery.verticalScrollBar(), self._current_samples
        for action, usable in (
            (self._shuffle_them, bool(self.gallery.samples)),
            (self._back, bar.value() > bar.minimum()),
            (self._on, bar.value() < bar.maximum()),
            (self._enlarge, len(self._chosen_rows) > 0),
            (self._choose_all, bool(samples)),
            (self._show_all, self._wanted.given is not None),
        ):
            action.setEnabled(usable and self._usable)

    def set_usable(self, usable: bool) -> None:
        """Whether the samples are there to look at; else none of the commands can be given."""
        self._usable = usable
        for action in self._show.values():
            action.setEnabled(usable)
        rows = self._shown is not None and self._shown.dataset.facts.are_vectors
        for action in self._ways:
            action.setEnabled(usable and rows)
        self.filters.set_usable(usable)
        if not usable and self._enlarged is not None:
            self._enlarged.close()
        self._on_walked()

    # Doing -----------------------------------------------------------------------------------------------------

    @Slot()
    def _on_shuffle(self) -> None:
        self._wanted = replace(self._wanted, shuffle=self._wanted.shuffle + 1)
        self.filters.choose_order("shuffled")

    @Slot()
    def _on_filter(self) -> None:
        self._show_samples()

    def _on_found(self, orders: Collection[Order]) -> None:
        """What these orders need is there, or isn't to be had; what is chosen stays so."""
        if self._shown is not None and self.filters.order in orders:
            self._show_samples(again=True)

    def _look_again(self) -> None:
        if self._shown is not None:
            self.looking.look(self._shown, again=True)

    def _sort_again(self) -> None:
        if self._shown is not None:
            self.looking.sort_names(self._shown)

    def show_progress(self) -> None:
        """Tells how far is what the order needs."""
        for waiting in self._waits:
            waiting.show_progress()

    @Slot()
    def _on_choose_all(self) -> None:
        if self._rows is not None and self._rows.isVisibleTo(self):
            self._rows.table.selectAll()
        else:
            self.gallery.choose_all()

    @Slot()
    def _on_large(self) -> None:
        samples, rows = self._current_samples, self._chosen_rows
        if samples is not None and len(rows):
            here = self.gallery.current
            is_there = self.gallery.isVisibleTo(self) and here >= 0
            self.open(here if is_there else int(np.flatnonzero(samples.rows == rows[0])[0]))

    @Slot(int)
    def open(self, place: int) -> None:
        """Shows the sample at that place large; the window for it stays, whatever else is chosen."""
        samples = self._current_samples
        if samples is not None and 0 <= place < len(samples):
            self._show_large(samples, place)

    def _show_large(self, samples: PartSamples, place: int) -> None:
        if self._enlarged is None:
            self._enlarged = EnlargedSample(self)
            self._enlarged.walked.connect(self._on_enlarged_walked)
        self._enlarged.show_place(samples, place, self._scale(), words_of(samples, place))
        self._enlarged.show()

    @property
    def _walks_here(self) -> bool:
        """Whether left and right go through the samples that are shown here, in the window of a large one."""
        return self._enlarged is not None and self._enlarged.samples is self._current_samples

    def _show_large_anew(self, parts: Parts, *, here: bool) -> None:
        """What is shown large is told as it is now; of other data it is shown no longer.

        `here`: it is one of the samples that are shown here, as long as it is among them.
        """
        large = self._enlarged
        if large is None or large.samples is None or not large.isVisible():
            return
        if large.samples.parts.dataset is not parts.dataset:
            large.close()
            return
        if large.samples.parts is parts and large.scale == self._scale():
            return
        row, place, samples = int(large.samples.rows[large.place]), large.place, self._current_samples
        found = np.flatnonzero(samples.rows == row) if here and samples is not None else np.empty(0, np.int64)
        if samples is None or not len(found):
            samples = replace(large.samples, parts=parts, edits=self._edits)
        else:
            place = int(found[0])
        large.show_place(samples, place, self._scale(), words_of(samples, place))

    @Slot(int)
    def open_row(self, row: int) -> None:
        """Shows the sample of that row large, whatever part it is in; left and right go through all samples."""
        if self._shown is not None:
            every = PartSamples(self._shown, self._wanted.part, all_rows(self._shown), self._edits)
            self._show_large(every, row)

    @Slot(int)
    def _on_enlarged_walked(self, place: int) -> None:
        """The sample before or after is shown large, and is the chosen one."""
        samples = self._enlarged.samples if self._enlarged is not None else None
        if samples is None:
            return
        if samples is self.gallery.samples:
            self.gallery.go(place)
        self._show_large(samples, place)


def _unscaled() -> Scale:
    return Scale((0.0,), (1.0,))


def _tool(action: QAction) -> QToolButton:
    button = QToolButton()
    show_action(button, action)
    return button


def _muted(name: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(name)
    label.setProperty("role", "muted")
    label.setWordWrap(True)
    return label
