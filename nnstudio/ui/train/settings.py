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
from nnstudio.core.configured import Configured
from nnstudio.core.family import Family
from nnstudio.core.learned_samples import about_batches
from nnstudio.core.settings import Setting, setting_of
from nnstudio.core.training import (
    CALLBACKS,
    CLIPPINGS,
    LOSSES,
    METRICS,
    OPTIMIZERS,
    SCHEDULES,
    TrainingPlan,
    with_kind,
    with_setting,
)
from nnstudio.core.usual_why import said_whys
from nnstudio.core.words import mark, say
from nnstudio.ui import theme
from nnstudio.ui.forms.form import Form
from nnstudio.ui.forms.kind_form import KindForm, KindsForm, under
from nnstudio.ui.train.metric_choice import metric_choice
from nnstudio.ui.train.schedule_chart import ScheduleChart

_LABEL_WIDTH = 102  # the longest label of the usual settings, in the languages there are: fields stand in a line
# The plan's own settings, by the form that they are in.
_OWN: dict[str, tuple[str, ...]] = {
    "settings": ("learning_rate",),
    "warm_up": ("warmup_epochs",),
    "averages": ("ema_momentum",),
    "run": ("epochs", "batch_size", "gradient_accumulation_steps", "validation_share", "seed", "precision"),
}
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
    "clipping": (
        CLIPPINGS,
        Setting(
            "clipping",
            mark("Clipping"),
            mark("Keeps gradients from being too large: helps where the loss jumps or explodes now and then."),
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
# Parts of the plan that are any number of a family's kinds, and what their forms are called.
_SEVERAL: dict[str, tuple[Family[Any], str]] = {
    "metrics": (METRICS, "train.metrics"),
    "callbacks": (CALLBACKS, "train"),
}


class Settings(QWidget):
    """Optimiser, schedule, loss, metrics, run and what may end it, each setting with what is wrong with it."""

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
        self._own = {
            form: Form(
                [setting_of(TrainingPlan, name) for name in names], f"train.{form}", self, label_width=_LABEL_WIDTH
            )
            for form, names in _OWN.items()
        }
        self._drawn = ScheduleChart("train.learning_rates", self)
        self._several = {
            part: KindsForm(family, name, label_width=_LABEL_WIDTH) for part, (family, name) in _SEVERAL.items()
        }
        self._note = QLabel(say("Changes take effect with the next run."), self)
        self._note.setObjectName("train.next_run_note")
        self._note.setProperty("role", "muted")
        self._note.setWordWrap(True)
        self._whys = QLabel(self)
        self._whys.setObjectName("train.usual")
        self._whys.setProperty("role", "muted")
        self._whys.setWordWrap(True)
        self._whys_heading = self._heading(say("What is usual for this data"))
        self._lay_out()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.TIGHT)
        box.addWidget(self._heading(say("How it learns")))
        self._parts["optimizer"].add_below_choice(self._own["settings"])
        box.addWidget(self._parts["optimizer"])
        box.addWidget(self._parts["schedule"])
        box.addWidget(self._own["warm_up"])
        box.addWidget(self._drawn)
        box.addWidget(self._parts["clipping"])
        box.addWidget(self._own["averages"])
        box.addSpacing(theme.SPACE)
        box.addWidget(self._heading(say(_PARTS["loss"][1].label)))
        box.addWidget(self._parts["loss"])
        box.addSpacing(theme.SPACE)
        measured = self._heading(say("What is measured"))
        measured.setToolTip(say("Besides the loss. The first of them tells which epoch is the best."))
        box.addWidget(measured)
        box.addWidget(self._several["metrics"])
        box.addSpacing(theme.SPACE)
        box.addWidget(self._heading(say("How long, and on what")))
        box.addWidget(self._own["run"])
        box.addWidget(self._several["callbacks"])
        box.addWidget(self._note)
        box.addSpacing(theme.SPACE)
        box.addWidget(self._whys_heading)
        box.addWidget(self._whys)
        box.addStretch(1)

    def _heading(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("role", "heading")
        return label

    def _connect(self) -> None:
        for form in self._own.values():
            form.edited.connect(self._on_edited)
            form.settled.connect(self._on_settled)
        for part, kinds in self._parts.items():
            kinds.chosen.connect(lambda kind, part=part: self._on_chosen(part, kind))
            kinds.edited.connect(lambda name, value, part=part: self._on_edited(f"{part}.{name}", value))
            kinds.settled.connect(self._on_settled)
        for part, several in self._several.items():
            several.switched.connect(lambda kind, wanted, part=part: self._on_switched(part, kind, wanted))
            several.edited.connect(lambda kind, name, value, part=part: self._on_one_edited(part, kind, name, value))
            several.settled.connect(self._on_settled)
        self._document.changed.connect(self._on_changed)
        self._data.changed.connect(self._show_problems)

    def refresh(self) -> None:
        """Shows the project's settings and what is wrong with them."""
        plan = self._document.project.training
        for form in self._own.values():
            form.show_values({name: plan.settings[name] for name in form.names})
        for part, kinds in self._parts.items():
            kinds.show_value(getattr(plan, part))
        choice = metric_choice(self._document.project)
        self._several["metrics"].show_values(choice.values, offered=choice.offered, needed=choice.needed)
        self._several["callbacks"].show_values(plan.callbacks)
        self._draw_rates()
        self._show_whys()
        self._show_problems()
        self.show_run()

    def show_run(self) -> None:
        """Says when changes take effect, while a run is under way."""
        self._note.setVisible(is_running(self._training.state))

    def _show_problems(self) -> None:
        problems = [problem for problem in self._document.problems if problem.setting and not problem.node]
        for form in self._own.values():
            form.show_problems(problems)
        for kinds in self._parts.values():
            kinds.show_problems(problems)
        for part, several in self._several.items():
            several.show_problems(under(part, problems))

    def _show_whys(self) -> None:
        whys = said_whys(self._document.project)
        self._whys.setText("\n".join(whys))
        for label in (self._whys_heading, self._whys):
            label.setVisible(bool(whys))

    def _draw_rates(self) -> None:
        self._drawn.show_plan(self._document.project.training, about_batches(self._document.project))

    def _on_changed(self, change: Change) -> None:
        if change.training or change.data:
            self.refresh()

    def _apply(self, name: str, plan: TrainingPlan, merge: str) -> None:
        label = say("Change {setting}", setting=name.lower())
        edited = replace(self._document.project, training=plan)
        self._document.apply(label, edited, source=self, merge=merge)
        self._draw_rates()

    @Slot(str, object)
    def _on_edited(self, path: str, value: object) -> None:
        plan = self._document.project.training
        part, _, name = path.rpartition(".")
        kind: type = type(getattr(plan, part)) if part else TrainingPlan
        label = say(setting_of(kind, name).label)
        self._apply(label, with_setting(plan, path, value), f"train.{path}")

    def _on_chosen(self, part: str, kind: type[Any]) -> None:
        plan = with_kind(self._document.project.training, part, kind)
        self._apply(say(_PARTS[part][1].label), plan, f"train.{part}")
        self.refresh()

    def _values(self, part: str) -> tuple[Any, ...]:
        """What is on, as it is shown."""
        project = self._document.project
        return metric_choice(project).values if part == "metrics" else project.training.callbacks

    def _on_switched(self, part: str, kind: type[Configured], wanted: bool) -> None:
        """In the family's order, so that the first one that is on is the first in the plan."""
        names = _SEVERAL[part][0].names
        others = [value for value in self._values(part) if not isinstance(value, kind)]
        values = sorted([*others, kind()] if wanted else others, key=lambda value: names.index(type(value).__name__))
        self._apply_several(part, kind, values)
        self._document.end_gesture()
        self.refresh()

    def _on_one_edited(self, part: str, kind: type[Configured], name: str, value: object) -> None:
        changed: Any = {name: value}
        values = [replace(each, **changed) if isinstance(each, kind) else each for each in self._values(part)]
        self._apply_several(part, kind, values, f".{name}")

    def _apply_several(self, part: str, kind: type[Configured], values: list[Any], merge: str = "") -> None:
        plan = with_setting(self._document.project.training, part, tuple(values))
        self._apply(kind.said_title(), plan, f"train.{part}.{kind.__name__}{merge}")

    @Slot()
    def _on_settled(self, *_: object) -> None:
        self._document.end_gesture()
