"""Choosing one kind of a family, such as the optimiser, and editing its settings; or any kinds, such as metrics."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from nnstudio.core.configured import Configured
from nnstudio.core.family import Family
from nnstudio.core.problems import Problem
from nnstudio.core.settings import Setting, settings_of
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.forms.complaint import ComplaintLabel
from nnstudio.ui.forms.form import Form


class KindForm(QWidget):
    """One of a family's kinds, and the settings of the one that is chosen.

    The choice's object name is `<page>.settings.<name>`, its settings' `<page>.<kind in small letters>.<setting>`.

    Attributes:
        chosen: the kind that the person chose.
        edited: (setting's name, value) of the chosen kind.
        settled: the gesture ended.
    """

    chosen = Signal(object)
    edited = Signal(str, object)
    settled = Signal()

    def __init__(
        self, family: Family[Any], choice: Setting, page: str, *, label_width: int, wide: bool = False
    ) -> None:
        """`wide`: the choice's names are long; its owner says above it what it is."""
        super().__init__()
        self._family, self._page, self._label_width = family, page, label_width
        titles = tuple((kind.__name__, kind.title) for kind in family if kind.title)
        offered = Setting(choice.name, choice.label, choice.help, "choice", choices=family.names, titles=titles)
        self._choice = Form((offered,), f"{page}.settings", label_width=0 if wide else label_width)
        if wide:
            self._choice.hide_labels()
        self._forms: dict[str, Form] = {}
        self._shown = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.TIGHT)
        self._column.addWidget(self._choice)
        self._choice.edited.connect(self._on_chosen)
        self._choice.settled.connect(lambda _: self.settled.emit())

    def add_below_choice(self, widget: QWidget) -> None:
        """Puts something between the choice and its settings: what all kinds have."""
        self._column.insertWidget(1, widget)

    def show_value(self, value: Configured) -> None:
        """Shows the kind of the value, and its settings."""
        kind = type(value)
        self._choice.show_values({self._choice.names[0]: kind.__name__})
        self._shown = kind.__name__
        if kind.__name__ not in self._forms and settings_of(kind):
            self._forms[kind.__name__] = self._form_of(kind)
        for name, form in self._forms.items():
            form.setVisible(name == self._shown)
        if self._shown in self._forms:
            self._forms[self._shown].show_values(value.settings)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Marks the choice, by its name, and the settings of its kind, by `<choice>.<setting>`."""
        self._choice.show_problems(problems)
        if self._shown in self._forms:
            self._forms[self._shown].show_problems(under(self._choice.names[0], problems))

    def _form_of(self, kind: type[Configured]) -> Form:
        form = Form(settings_of(kind), f"{self._page}.{kind.__name__.lower()}", label_width=self._label_width)
        form.edited.connect(self.edited)
        form.settled.connect(lambda _: self.settled.emit())
        self._column.addWidget(form)
        return form

    def _on_chosen(self, _: str, name: object) -> None:
        self.chosen.emit(self._family.named(str(name)))


class KindsForm(QWidget):
    """Any of a family's kinds, one of each: a check box, and the settings of those that are on.

    A check box's object name is `<form's name>.<kind in small letters>`, its complaint's that and `.error`, its
    settings' `<form's name>.<kind>.<setting>`.

    Attributes:
        switched: (kind, whether it is wanted).
        edited: (kind, setting's name, value).
        settled: the gesture ended.
    """

    switched = Signal(object, bool)
    edited = Signal(object, str, object)
    settled = Signal()

    def __init__(self, family: Family[Any], name: str, *, label_width: int, sliding: bool = False) -> None:
        """`sliding`: numbers between two limits have a slider too."""
        super().__init__()
        self.setObjectName(name)
        self._label_width, self._sliding = label_width, sliding
        self._boxes: dict[type[Configured], QCheckBox] = {}
        self._forms: dict[type[Configured], Form] = {}
        self._complaints: dict[type[Configured], ComplaintLabel] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.TIGHT)
        for kind in family:
            for widget in self._widgets_of(kind):
                self._column.addWidget(widget)

    def show_values(
        self,
        values: Sequence[Configured],
        *,
        offered: Container[type] | None = None,
        needed: Container[type] = (),
    ) -> None:
        """Shows which kinds are on, and their settings.

        Only those that are offered or on are there to be switched; those that are needed can't be switched off.
        """
        on = {type(value): value for value in values}
        for kind, box in self._boxes.items():
            box.setChecked(kind in on)
            box.setVisible(kind in on or offered is None or kind in offered)
            box.setEnabled(kind not in needed)
            box.setToolTip(say("At least one stays on.") if kind in needed else _about(kind))
            if kind in on:
                self._form_of(kind).show_values(on[kind].settings)
            if kind in self._forms:
                self._forms[kind].setVisible(kind in on and bool(settings_of(kind)))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Marks kinds by their names, and their settings by `<kind>.<setting>`."""
        for kind in self._boxes:
            if kind in self._forms:
                self._forms[kind].show_problems(under(kind.__name__, problems))
            own = next((problem for problem in problems if problem.setting == kind.__name__), None)
            self._complaints[kind].complain(own.severity if own else "error", str(own or ""))

    def _name_of(self, kind: type[Configured]) -> str:
        return f"{self.objectName()}.{kind.__name__.lower()}"

    def _widgets_of(self, kind: type[Configured]) -> tuple[QWidget, ...]:
        """The check box, and what is wrong with its being on."""
        name = self._name_of(kind)
        box = QCheckBox(kind.said_title())
        box.setObjectName(name)
        box.setAccessibleName(kind.said_title())
        box.setAccessibleDescription(_about(kind))
        box.clicked.connect(lambda on, kind=kind: self.switched.emit(kind, on))
        self._boxes[kind] = box
        self._complaints[kind] = ComplaintLabel(name, box, self)
        return box, self._complaints[kind]

    def _form_of(self, kind: type[Configured]) -> Form:
        """Its settings, made when it is first on: the window starts sooner."""
        if kind not in self._forms:
            form = Form(settings_of(kind), self._name_of(kind), label_width=self._label_width, sliding=self._sliding)
            form.edited.connect(lambda setting, value: self.edited.emit(kind, setting, value))
            form.settled.connect(lambda _: self.settled.emit())
            self._column.insertWidget(self._column.indexOf(self._complaints[kind]) + 1, form)
            self._forms[kind] = form
        return self._forms[kind]


def _about(kind: type[Configured]) -> str:
    return say(kind.about) if kind.about else kind.said_title()


def under(part: str, problems: Iterable[Problem]) -> list[Problem]:
    """The problems of one part's settings by their names, of problems by path: `optimizer.momentum`."""
    start = f"{part}."
    return [
        replace(each, setting=each.setting.removeprefix(start)) for each in problems if each.setting.startswith(start)
    ]
