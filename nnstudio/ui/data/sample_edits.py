"""What can be changed of the chosen samples: their class, the part they are in, whether they count at all."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from nnstudio.app.document import Document
from nnstudio.core.sources.edits import MOST_EDITED, Edits, Place
from nnstudio.core.sources.split import PARTS, Part
from nnstudio.core.words import say, say_count
from nnstudio.data.order import Rows
from nnstudio.data.parts import Parts
from nnstudio.ui.data.wanted import changed_rows
from nnstudio.ui.kit.actions import make_action, only_told, separator


class SampleEdits(QObject):
    """The commands, and the one way in which they change the project.

    Attributes:
        refused: why a change isn't made, in words; empty once one is.
        relabel, move: menus of classes and of parts.
        exclude, own, take_back: commands; the last one takes all changes back.
    """

    refused = Signal(str)

    def __init__(self, document: Document, owner: QWidget) -> None:
        super().__init__(owner)
        self._document = document
        self._owner = owner
        self._parts: Parts | None = None
        self._rows: Rows | None = None
        self._changed: tuple[Parts, Rows] | None = None  # of which parts, and the rows that are changed
        self._build()
        self.choose(None, None)

    def _build(self) -> None:
        make = partial(make_action, self._owner, page="data")
        self.relabel = QMenu(say("Relabel as"), self._owner)
        self.relabel.setObjectName("data.relabel.menu")
        self.relabel.aboutToShow.connect(self._fill_classes)
        self.move = QMenu(say("Move to"), self._owner)
        self.move.setObjectName("data.move.menu")
        self._moves = {part: self._build_move(part) for part in PARTS}
        self.move.addActions(list(self._moves.values()))
        tip = say("Leaves the chosen samples out of training, validation and test. Their files stay as they are.")
        exclude = make("exclude", say("Exclude samples"), tip, partial(self.place, "excluded"), keys="Del")
        self.exclude = only_told(exclude)
        tip = say("Gives the chosen samples the class and the part again that they have in the data.")
        self.own = make("own", say("Take changes back"), tip, self.undo_chosen, picture="undo")
        tip = say("Every sample has the class and the part again that it has in the data. It can be undone.")
        self.take_back = make("take_back", say("Take all changes back"), tip, self.undo_all)

    def _build_move(self, part: Part) -> QAction:
        texts = {
            "training": (say("Training"), say("The network learns from the chosen samples.")),
            "validation": (say("Validation"), say("The chosen samples show after each epoch how well it does.")),
            "test": (say("Test"), say("The chosen samples are for the final judgement.")),
        }
        return make_action(self._owner, f"move.{part}", *texts[part], partial(self.place, part), page="data")

    @property
    def commands(self) -> tuple[QAction, ...]:
        """All of them, for menus."""
        return (self.relabel.menuAction(), self.move.menuAction(), self.exclude, self.own, self.take_back)

    @property
    def of_chosen(self) -> tuple[QAction, ...]:
        """Those that change the chosen samples, for a context menu."""
        return (*self.commands[:3], separator(self._owner), self.own)

    def choose(self, parts: Parts | None, rows: Rows | None) -> None:
        """Which samples the commands are about from now on; None: nothing can be changed."""
        self._parts, self._rows = parts, rows
        some = parts is not None and rows is not None and len(rows) > 0
        classes = parts is not None and bool(parts.dataset.facts.class_names)
        self.relabel.menuAction().setEnabled(some and classes)
        self.move.menuAction().setEnabled(some)
        for action in self._moves.values():
            action.setEnabled(some)
        self.exclude.setEnabled(some and not self._all_excluded)
        self.own.setEnabled(some and self._any_changed)
        self.take_back.setEnabled(parts is not None and bool(self._edits.groups))

    @property
    def _all_excluded(self) -> bool:
        """Whether the chosen samples are left out already."""
        if self._parts is None or self._rows is None:
            return False
        return bool(np.isin(self._rows, self._parts.excluded).all())

    @property
    def _any_changed(self) -> bool:
        """Whether one of the chosen samples is changed."""
        if self._parts is None or self._rows is None or not self._edits.groups:
            return False
        if self._changed is None or self._changed[0] is not self._parts:
            self._changed = self._parts, changed_rows(self._parts, self._edits)
        return bool(np.isin(self._rows, self._changed[1]).any())

    @property
    def _edits(self) -> Edits:
        return self._document.project.data.edits

    @Slot()
    def _fill_classes(self) -> None:
        self.relabel.clear()
        if self._parts is None:
            return
        for label, name in enumerate(self._parts.dataset.facts.class_names):
            tip, run = say("Gives the chosen samples this class."), partial(self.relabel_as, name)
            text = name.replace("&", "&&")
            self.relabel.addAction(make_action(self.relabel, f"relabel.{label}", text, tip, run, page="data"))

    # Changing --------------------------------------------------------------------------------------------------

    def relabel_as(self, name: str) -> None:
        """Gives the chosen samples that class."""
        if self._parts is None or self._rows is None:
            return
        label = say_count("Relabel {count} sample", "Relabel {count} samples", len(self._rows))
        names, own = self._names(self._rows), self._own_of_class(name)
        wrong = [each for each in names if each not in own]
        self._apply(label, self._edits.relabelled(wrong, name).relabelled(own.intersection(names), ""))

    def _own_of_class(self, name: str) -> set[str]:
        """The names of the chosen samples that are of that class in the data itself: these need no change."""
        parts, rows = self._parts, self._rows
        if parts is None or rows is None:
            return set()
        number = parts.dataset.facts.class_names.index(name)
        return {parts.dataset.names[int(row)] for row in rows if parts.dataset.own_target(int(row)) == number}

    def place(self, place: Place) -> None:
        """Moves the chosen samples to that part, or leaves them out."""
        if self._rows is not None:
            self.place_rows(self._rows, place)

    def place_rows(self, rows: Rows, place: Place) -> None:
        """Moves these samples to that part, or leaves them out."""
        if place == "excluded":
            label = say_count("Exclude {count} sample", "Exclude {count} samples", len(rows))
        else:
            label = say_count("Move {count} sample", "Move {count} samples", len(rows))
        self._apply(label, self._edits.placed(self._names(rows), place))

    def undo_chosen(self) -> None:
        """Takes the changes of the chosen samples back."""
        if self._rows is not None:
            self.undo_rows(self._rows)

    def undo_rows(self, rows: Rows) -> None:
        """Takes the changes of these samples back."""
        label = say_count("Take change of {count} sample back", "Take changes of {count} samples back", len(rows))
        self._apply(label, self._edits.undone(self._names(rows)))

    def changed_rows(self, parts: Parts) -> Rows:
        """The rows of the samples that are changed, sorted."""
        return changed_rows(parts, self._edits)

    def undo_all(self) -> None:
        """Takes all changes back, also those of samples that are gone."""
        self._apply(say("Take all changes back"), Edits())

    def _names(self, rows: Rows) -> list[str]:
        return [] if self._parts is None else [self._parts.dataset.names[int(row)] for row in rows]

    def _apply(self, label: str, edits: Edits) -> None:
        if len(edits) > MOST_EDITED:
            text = say(
                "No more than {most} samples can be changed; these would be {count}.",
                most=MOST_EDITED,
                count=len(edits),
            )
            self.refused.emit(text)
            return
        if edits.is_too_long:
            self.refused.emit(say("The names of these samples are too long to be kept in a project: change fewer."))
            return
        self.refused.emit("")
        project = self._document.project
        self._document.apply(label, replace(project, data=replace(project.data, edits=edits)), source=self._owner)


def changed_words(edits: Edits, lost: int) -> str:
    """How many samples are changed, and how many of these aren't among the data; empty where none is."""
    if not len(edits):
        return ""
    words = say_count("{count} sample is changed.", "{count} samples are changed.", len(edits))
    if not lost:
        return words
    gone = say_count(
        "{count} change is of a sample or class that is gone from the data.",
        "{count} changes are of samples or classes that are gone from the data.",
        lost,
    )
    return f"{words} {gone}"
