"""How the data is prepared: its own settings, what is kept aside, how values are scaled, what is changed at random."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from nnstudio.app.document import Document
from nnstudio.core.problems import Problem
from nnstudio.core.project import Project
from nnstudio.core.settings import setting_of, settings_of
from nnstudio.core.sources import DataPlan, Scaling
from nnstudio.core.sources.split import Split
from nnstudio.core.words import say
from nnstudio.data.parts import Parts
from nnstudio.ui import theme
from nnstudio.ui.data.augmentation_form import AugmentationForm
from nnstudio.ui.data.scaling_chooser import ScalingChooser, values_before_and_after
from nnstudio.ui.data.source_settings import SourceSettings
from nnstudio.ui.data.split_editor import SplitEditor
from nnstudio.ui.data.targets_line import target_words
from nnstudio.ui.data_choice import change_source
from nnstudio.ui.forms.form import Form
from nnstudio.ui.forms.kind_form import under
from nnstudio.ui.kit.scrolling import SidePanel

_WIDTH = 328
_OF_PICTURES = ("inverted",)


class Preparation(SidePanel):
    """Edits `document.project.data` but for its source's files, and the validation share.

    Attributes:
        commands: what can be done here, for menus.
    """

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(_WIDTH, parent, role="card")
        self._document = document
        self._key: tuple[object, ...] = ()
        self._build()
        self._connect()
        self.commands: tuple[QAction, ...] = self.augmentation.commands

    def _build(self) -> None:
        self.settings = SourceSettings()
        self._made, self._made_rule = heading(say("Settings")), rule()
        self.split = SplitEditor()
        self.scaling = ScalingChooser()
        self._plan = Form(settings_of(DataPlan), "data.plan", label_width=112)
        self.augmentation = AugmentationForm(self._document)
        self._target = QLabel()
        self._target.setTextFormat(Qt.TextFormat.PlainText)
        self._target.setObjectName("data.target")
        self._target.setProperty("role", "muted")
        self._target.setWordWrap(True)
        self._target.setToolTip(say("What the network's output is compared with for the first training sample."))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(theme.SPACE)
        for widget in (
            self._made,
            self.settings,
            self._made_rule,
            heading(say("Split")),
            self.split,
            rule(),
            heading(say("Scaling")),
            self.scaling,
            self._plan,
            self._target,
            rule(),
            heading(say("Augmentation")),
            self.augmentation,
        ):
            column.addWidget(widget)
        column.addStretch(1)
        self.fill(body)

    def _connect(self) -> None:
        self.take_edits_of(self.settings)
        self.split.share_edited.connect(self._on_share)
        self.split.limit_edited.connect(self._on_limit)
        self.split.way_edited.connect(self._on_split)
        self.split.settled.connect(self._on_settled)
        self.scaling.chosen.connect(self._on_scaling)
        self._plan.edited.connect(self._on_plan)
        self._plan.settled.connect(self._on_settled)

    def take_edits_of(self, settings: SourceSettings) -> None:
        """Has that form of the source's settings edit them, wherever it is shown."""
        settings.edited.connect(self._on_source_setting)
        settings.settled.connect(self._on_settled)

    # Showing ---------------------------------------------------------------------------------------------------

    def show_parts(self, parts: Parts, project: Project, key: tuple[object, ...]) -> None:
        """Shows the preparation of this data; `key` changes whenever the parts do."""
        dataset, plan = parts.dataset, project.data
        self.settings.show_source(plan.source)
        for widget in (self._made, self._made_rule):
            widget.setVisible(bool(plan.source.settings))
        sizes = {part: len(rows) for part, rows in parts.rows.items()}
        self.split.show_split(project, dataset.facts, sizes)
        problems = [each for each in self._document.problems if each.setting and not each.node]
        self.split.show_problems(under("split", problems))
        self._show_scaling(parts, plan, key, problems)
        self._target.setText(self._words_of_target(parts, project))
        self._target.setVisible(bool(self._target.text()))
        self.augmentation.show_parts(parts)

    def _show_scaling(self, parts: Parts, plan: DataPlan, key: tuple[object, ...], problems: list[Problem]) -> None:
        facts = parts.dataset.facts
        pictures = facts.are_pictures
        self._plan.show_values({name: getattr(plan, name) for name in self._plan.names})
        self._plan.show_only([name for name in self._plan.names if pictures or name not in _OF_PICTURES])
        self._plan.show_problems(problems)
        key = (*key, plan.scaling, plan.inverted)
        values = None
        if key != self._key:
            self._key = key
            values = values_before_and_after(parts, plan.scaling, inverted=plan.inverted)
        self.scaling.show_scaling(plan.scaling, values, facts)

    def _words_of_target(self, parts: Parts, project: Project) -> str:
        rows = parts.rows["training"]
        if not len(rows) or not parts.dataset.facts.class_names:
            return ""
        return target_words(project, int(parts.targets[rows[0]]))

    # Editing ---------------------------------------------------------------------------------------------------

    def _apply(self, label: str, plan: DataPlan, merge: str = "") -> None:
        project = replace(self._document.project, data=plan)
        self._document.apply(label, project, source=self, merge=merge)

    @Slot(str, object)
    def _on_source_setting(self, name: str, value: object) -> None:
        change_source(self._document, name, value, self)

    @Slot(float)
    def _on_share(self, share: float) -> None:
        project = self._document.project
        training = replace(project.training, validation_share=share)
        label = say("Change validation share")
        self._document.apply(label, replace(project, training=training), source=self, merge="data.split")

    @Slot(int)
    def _on_limit(self, limit: int) -> None:
        plan = replace(self._document.project.data, training_limit=limit)
        self._apply(say("Change number of training samples"), plan, "data.limit")

    @Slot(str, object)
    def _on_split(self, name: str, value: object) -> None:
        plan, changed = self._document.project.data, _changed(name, value)
        label = say("Change {setting}", setting=say(setting_of(Split, name).label))
        self._apply(label, replace(plan, split=replace(plan.split, **changed)), f"data.split.{name}")

    @Slot(str, object)
    def _on_plan(self, name: str, value: object) -> None:
        label = say("Change {setting}", setting=say(setting_of(DataPlan, name).label))
        self._apply(label, replace(self._document.project.data, **_changed(name, value)), f"data.plan.{name}")

    @Slot(str)
    def _on_scaling(self, scaling: Scaling) -> None:
        self._apply(say("Change scaling"), replace(self._document.project.data, scaling=scaling))

    def _on_settled(self, *_: object) -> None:
        self._document.end_gesture()


def _changed(name: str, value: object) -> dict[str, Any]:
    return {name: value}


def heading(text: str) -> QLabel:
    """The title of a part of a panel."""
    label = QLabel(text)
    label.setProperty("role", "heading")
    return label


def rule() -> QFrame:
    """A line between parts of a panel."""
    line = QFrame()
    line.setProperty("role", "line")
    line.setFixedHeight(1)
    return line
