"""The training settings, edited in the document."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from nnstudio.app.data import Data
from nnstudio.app.document import Change, Document
from nnstudio.app.run_state import is_running
from nnstudio.app.training import Trainer
from nnstudio.core.configured import Configured, changed_kind
from nnstudio.core.family import Family
from nnstudio.core.settings import Setting, setting_of
from nnstudio.core.training import (
    CALLBACKS,
    LOSSES,
    OPTIMIZERS,
    SCHEDULES,
    Callback,
    TrainingPlan,
    with_optimizer,
    with_setting,
)
from nnstudio.core.words import mark, say
from nnstudio.ui import theme
from nnstudio.ui.forms.form import Form
from nnstudio.ui.forms.kind_form import KindForm, KindsForm, under

_LABEL_WIDTH = 96
_RUN = ("epochs", "batch_size", "validation_share", "seed")
_PARTS: dict[str, tuple[Family[Any], Setting]] = {
    "optimizer": (
        OPTIMIZERS,
        Setting(
            "optimizer",
            mark("Optimiser"),
            mark(
                "The rule that turns gradients into steps. "
                "Adam is a good first choice; SGD with momentum can end a little better."
            ),
            "choice",
        ),
    ),
    "schedule": (
        SCHEDULES,
        Setting(
            "schedule",
            mark("Schedule"),
            mark("How the learning rate changes while it trains. Falling rates often end a little better."),
            "choice",
        ),
    ),
    "loss": (
        LOSSES,
        Setting(
            "loss",
            mark("Loss"),
            mark("What training makes small. Cross-entropy suits classes: it punishes confident mistakes most."),
            "choice",
        ),
    ),
}


class Settings(QWidget):
    """Optimiser, schedule, loss, run and what may end it, each setting with what is wrong with it."""

    def __init__(self, document: Document, data: Data, training: Trainer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._data = data
        self._training = training
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        self._parts = {
            name: KindForm(family, choice, "train", label_width=_LABEL_WIDTH, wide=name == "loss")
            for name, (family, choice) in _PARTS.items()
        }
        rate = setting_of(TrainingPlan, "learning_rate")
        self._rate = Form((rate,), "train.settings", self, label_width=_LABEL_WIDTH)
        run = tuple(setting_of(TrainingPlan, name) for name in _RUN)
        self._run = Form(run, "train.run", self, label_width=_LABEL_WIDTH)
        self._callbacks = KindsForm(CALLBACKS, "train", label_width=_LABEL_WIDTH)
        self._note = QLabel(say("Changes take effect with the next run."), self)
        self._note.setObjectName("train.next_run_note")
        self._note.setProperty("role", "muted")
        self._note.setWordWrap(True)
        self._lay_out()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.TIGHT)
        box.addWidget(self._heading(say("How it learns")))
        self._parts["optimizer"].add_below_choice(self._rate)
        box.addWidget(self._parts["optimizer"])
        box.addWidget(self._parts["schedule"])
        box.addSpacing(theme.SPACE)
        box.addWidget(self._heading(say(_PARTS["loss"][1].label)))
        box.addWidget(self._parts["loss"])
        box.addSpacing(theme.SPACE)
        box.addWidget(self._heading(say("How long, and on what")))
        box.addWidget(self._run)
        box.addWidget(self._callbacks)
        box.addWidget(self._note)
        box.addStretch(1)

    def _heading(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("role", "heading")
        return label

    def _connect(self) -> None:
        for form in (self._rate, self._run):
            form.edited.connect(self._on_edited)
            form.settled.connect(self._on_settled)
        for part, kinds in self._parts.items():
            kinds.chosen.connect(lambda kind, part=part: self._on_chosen(part, kind))
            kinds.edited.connect(lambda name, value, part=part: self._on_edited(f"{part}.{name}", value))
            kinds.settled.connect(self._on_settled)
        self._callbacks.switched.connect(self._on_callback)
        self._callbacks.edited.connect(self._on_callback_edited)
        self._callbacks.settled.connect(self._on_settled)
        self._document.changed.connect(self._on_changed)
        self._data.changed.connect(self._show_problems)

    def refresh(self) -> None:
        """Shows the project's settings and what is wrong with them."""
        plan = self._document.project.training
        for form in (self._rate, self._run):
            form.show_values({name: plan.settings[name] for name in form.names})
        for part, kinds in self._parts.items():
            kinds.show_value(getattr(plan, part))
        self._callbacks.show_values(plan.callbacks)
        self._show_problems()
        self.show_run()

    def show_run(self) -> None:
        """Says when changes take effect, while a run is under way."""
        self._note.setVisible(is_running(self._training.state))

    def _show_problems(self) -> None:
        problems = [problem for problem in self._document.problems if problem.setting and not problem.node]
        for form in (self._rate, self._run):
            form.show_problems(problems)
        for part, kinds in self._parts.items():
            kinds.show_problems(under(part, problems))
        self._callbacks.show_problems(problems)

    def _on_changed(self, change: Change) -> None:
        if change.training:
            self.refresh()
        elif change.data:
            self._show_problems()

    def _apply(self, name: str, plan: TrainingPlan, merge: str) -> None:
        label = say("Change {setting}", setting=name.lower())
        edited = replace(self._document.project, training=plan)
        self._document.apply(label, edited, source=self, merge=merge)

    @Slot(str, object)
    def _on_edited(self, path: str, value: object) -> None:
        plan = self._document.project.training
        part, _, name = path.rpartition(".")
        kind: type = type(getattr(plan, part)) if part else TrainingPlan
        label = say(setting_of(kind, name).label)
        self._apply(label, with_setting(plan, path, value), f"train.{path}")

    def _on_chosen(self, part: str, kind: type[Any]) -> None:
        plan = self._document.project.training
        if part == "optimizer":
            plan = with_optimizer(plan, kind)
        else:
            plan = with_setting(plan, part, changed_kind(getattr(plan, part), kind))
        self._apply(say(_PARTS[part][1].label), plan, f"train.{part}")
        self.refresh()

    def _on_callback(self, kind: type[Callback], wanted: bool) -> None:
        plan = self._document.project.training
        others = tuple(callback for callback in plan.callbacks if not isinstance(callback, kind))
        self._apply_callbacks(kind, (*others, kind()) if wanted else others, f"train.{kind.__name__}")
        self._document.end_gesture()
        self.refresh()

    def _on_callback_edited(self, kind: type[Callback], name: str, value: object) -> None:
        changed: Any = {name: value}
        callbacks = tuple(
            replace(callback, **changed) if isinstance(callback, kind) else callback
            for callback in self._document.project.training.callbacks
        )
        self._apply_callbacks(kind, callbacks, f"train.{kind.__name__}.{name}")

    def _apply_callbacks(self, kind: type[Configured], callbacks: tuple[Callback, ...], merge: str) -> None:
        plan = replace(self._document.project.training, callbacks=callbacks)
        self._apply(kind.said_title(), plan, merge)

    @Slot()
    def _on_settled(self, *_: object) -> None:
        self._document.end_gesture()
