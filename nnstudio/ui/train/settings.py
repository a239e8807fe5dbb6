"""The training settings, edited in the document."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from nnstudio.app.document import Change
from nnstudio.app.run_state import is_running
from nnstudio.app.studio import Studio
from nnstudio.core.training import Optimizer
from nnstudio.ui import theme
from nnstudio.ui.forms.editors import ChoiceEditor, catalogue_text
from nnstudio.ui.forms.form import Form
from nnstudio.ui.train.fields import (
    FIELDS,
    LEARNING_RATE,
    LOSS,
    OPTIMIZER,
    OPTIMIZER_FIELDS,
    RUN_FIELDS,
    loss_titles,
    optimizer_settings,
    settings_of,
    with_setting,
)

_LABEL_WIDTH = 96


class Settings(QWidget):
    """Optimiser, loss and run, each setting with what is wrong with it."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        self._optimizer = Form((OPTIMIZER, LEARNING_RATE), "train.settings", self, label_width=_LABEL_WIDTH)
        self._own: dict[type[Optimizer], Form] = {
            kind: Form(table, f"train.{kind.__name__.lower()}", self, label_width=_LABEL_WIDTH)
            for kind, table in OPTIMIZER_FIELDS.items()
        }
        self._loss = ChoiceEditor(LOSS, "train.settings.loss", self, titles=loss_titles())
        self._run = Form(RUN_FIELDS, "train.run", self, label_width=_LABEL_WIDTH)
        self._note = QLabel(self.tr("Changes take effect with the next run."), self)
        self._note.setObjectName("train.next_run_note")
        self._note.setProperty("role", "muted")
        self._note.setWordWrap(True)
        loss_title = self._heading(catalogue_text(LOSS.label))
        loss_title.setBuddy(self._loss)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.TIGHT)
        box.addWidget(self._heading(self.tr("How it learns")))
        box.addWidget(self._optimizer)
        for form in self._own.values():
            box.addWidget(form)
        box.addSpacing(theme.SPACE)
        box.addWidget(loss_title)
        box.addWidget(self._loss)
        box.addSpacing(theme.SPACE)
        box.addWidget(self._heading(self.tr("How long, and on what")))
        box.addWidget(self._run)
        box.addWidget(self._note)
        box.addStretch(1)

    def _heading(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("role", "heading")
        return label

    def _connect(self) -> None:
        for form in self._forms:
            form.edited.connect(self._on_edited)
            form.settled.connect(self._on_settled)
        self._loss.edited.connect(self._on_loss)
        self._loss.settled.connect(self._on_settled)
        self._studio.document.changed.connect(self._on_changed)
        self._studio.dataset_changed.connect(self._show_errors)

    @property
    def _forms(self) -> tuple[Form, ...]:
        return (self._optimizer, *self._own.values(), self._run)

    def refresh(self) -> None:
        """Shows the project's settings and what is wrong with them."""
        plan = self._studio.project.training
        values = settings_of(plan)
        for form in (self._optimizer, self._run):
            form.show_values({name: values[name] for name in form.names})
        self._loss.set_value(plan.loss)
        for kind, form in self._own.items():
            form.setVisible(isinstance(plan.optimizer, kind))
        self._own[type(plan.optimizer)].show_values(optimizer_settings(plan.optimizer))
        self._show_errors()
        self.show_run()

    def show_run(self) -> None:
        """Says when changes take effect, while a run is under way."""
        self._note.setVisible(is_running(self._studio.run_state))

    def _show_errors(self) -> None:
        errors = {p.setting: str(p) for p in self._studio.problems if p.setting and not p.node}
        for form in self._forms:
            form.show_errors({name: text for name, text in errors.items() if name in form.names})

    def _on_changed(self, change: Change) -> None:
        if change.training:
            self.refresh()
        elif change.data:
            self._show_errors()

    @Slot(str, object)
    def _on_edited(self, name: str, value: object) -> None:
        project = self._studio.project
        label = self.tr("Change {setting}").format(setting=catalogue_text(FIELDS[name].label).lower())
        edited = replace(project, training=with_setting(project.training, name, value))
        self._studio.document.apply(label, edited, source=self, merge=f"train.{name}")

    @Slot(object)
    def _on_loss(self, value: object) -> None:
        self._on_edited(LOSS.name, value)

    @Slot()
    def _on_settled(self, *_: object) -> None:
        self._studio.document.end_gesture()
