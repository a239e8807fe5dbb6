"""How training pictures are changed at random: which kinds, how far, and what becomes of a sample."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from nnstudio.app.document import Document
from nnstudio.core.augmentation import AUGMENTATIONS, Augmentation, can_augment
from nnstudio.core.words import say
from nnstudio.data.parts import Parts
from nnstudio.ui import theme
from nnstudio.ui.data.variants import Variants
from nnstudio.ui.forms.kind_form import KindsForm, under
from nnstudio.ui.kit.actions import make_action
from nnstudio.ui.kit.command_buttons import show_action, stand_for


class AugmentationForm(QWidget):
    """Edits `document.project.data.augmentation`; for data that can't be changed so it says why.

    Attributes:
        commands: what can be done here, for menus.
    """

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._parts: Parts | None = None
        self._place = 0
        self._another = make_action(
            self,
            "variants.next",
            say("Another sample to change"),
            say("Shows what becomes of another training sample."),
            lambda: self._turn(1),
            picture="shuffle",
            page="data",
        )
        self._reset = make_action(
            self,
            "augment.reset",
            say("No augmentation"),
            say("Training pictures are no longer changed at random; it can be undone."),
            self._on_reset,
            page="data",
        )
        self.commands: tuple[QAction, ...] = (self._another, self._reset)
        self._build()
        self._kinds.switched.connect(self._on_switched)
        self._kinds.edited.connect(self._on_edited)
        self._kinds.settled.connect(document.end_gesture)
        self.variants.turned.connect(self._turn)
        self._show_usable(usable=False)

    def _build(self) -> None:
        self._why = QLabel(say("Changes each training picture a little, otherwise in each epoch, and no other one."))
        self._why.setObjectName("data.augment.why")
        self._why.setProperty("role", "muted")
        self._why.setWordWrap(True)
        self._kinds = KindsForm(AUGMENTATIONS, "data.augment", label_width=88, sliding=True)
        self.variants = Variants()
        reset = QPushButton(self._reset.text())
        reset.setProperty("role", "quiet")
        stand_for(reset, self._reset)
        another = QToolButton()
        show_action(another, self._another)
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(reset)
        row.addStretch(1)
        row.addWidget(another)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        for widget in (self._why, self.variants, self._buttons, self._kinds):
            column.addWidget(widget)

    # Showing ---------------------------------------------------------------------------------------------------

    def show_parts(self, parts: Parts) -> None:
        """Shows what the project has, and what becomes of a sample of this data."""
        if self._parts is None or parts.dataset is not self._parts.dataset:
            self._place = 0
        self._parts = parts
        facts, plan = parts.dataset.facts, self._plan
        usable = can_augment(facts)
        self._why.setText(
            say("Changes each training picture a little, otherwise in each epoch, and no other one.")
            if usable
            else say("Only pictures can be changed at random.")
        )
        self._kinds.setVisible(usable)
        self._kinds.show_values(plan, offered=[kind for kind in AUGMENTATIONS if kind.suits(facts)])
        self._kinds.show_problems(under("augmentation", self._document.problems))
        self._show_usable(usable=usable)
        self._show_variants()

    @property
    def _plan(self) -> tuple[Augmentation, ...]:
        return self._document.project.data.augmentation

    def _show_usable(self, *, usable: bool) -> None:
        on = usable and bool(self._plan)
        self._another.setEnabled(on)
        self._reset.setEnabled(on)
        self.variants.setVisible(on)
        self._buttons.setVisible(on)

    def _show_variants(self) -> None:
        if self._parts is None or not self.variants.isVisibleTo(self):
            return
        rows = self._parts.rows["training"]
        if not len(rows):
            self.variants.hide()
            return
        row = int(rows[self._place % len(rows)])
        seed, facts = self._document.project.training.seed, self._parts.dataset.facts
        self.variants.show_sample(self._parts.sample(row), row, self._plan, seed, facts)

    @Slot(int)
    def _turn(self, steps: int) -> None:
        self._place += steps
        self._show_variants()

    # Editing ---------------------------------------------------------------------------------------------------

    def _apply(self, label: str, plan: list[Augmentation], merge: str = "") -> None:
        names = AUGMENTATIONS.names
        ordered = tuple(sorted(plan, key=lambda each: names.index(type(each).__name__)))
        project = self._document.project
        edited = replace(project, data=replace(project.data, augmentation=ordered))
        self._document.apply(label, edited, source=self, merge=merge)

    def _on_switched(self, kind: type[Augmentation], wanted: bool) -> None:
        others = [each for each in self._plan if not isinstance(each, kind)]
        label = say("Change {setting}", setting=kind.said_title())
        self._apply(label, [*others, kind()] if wanted else others)

    def _on_edited(self, kind: type[Augmentation], name: str, value: object) -> None:
        changed: Any = {name: value}
        plan = [replace(each, **changed) if isinstance(each, kind) else each for each in self._plan]
        label = say("Change {setting}", setting=kind.said_title())
        self._apply(label, plan, f"data.augment.{kind.__name__}.{name}")

    @Slot()
    def _on_reset(self) -> None:
        self._apply(say("No augmentation"), [])
