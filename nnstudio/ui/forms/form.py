"""A column of labelled editors that says under each field what is wrong with it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from nnstudio.core.problems import Problem, Severity
from nnstudio.core.settings import Setting
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.forms.complaint import ComplaintLabel
from nnstudio.ui.forms.editors import Editor, editor_for
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.plain_text import plain_tip


class Form(QWidget):
    """Labels, editors and complaints for some settings; with a label width of 0 labels stand above their editors.

    A control's object name is `<form's name>.<setting's name>`, its complaint's `<form's name>.<setting's name>.error`.

    Attributes:
        edited: (setting's name, value) whenever the person made it another valid one.
        settled: (setting's name) the gesture ended; the next edit is a step of its own.
    """

    edited = Signal(str, object)
    settled = Signal(str)

    def __init__(
        self,
        settings: Sequence[Setting],
        name: str,
        parent: QWidget | None = None,
        *,
        label_width: int = 96,
        sliding: bool = False,
    ) -> None:
        """`sliding`: numbers between two limits have a slider too."""
        super().__init__(parent)
        self.setObjectName(name)
        self._sliding = sliding
        self._editors: dict[str, Editor] = {}
        self._labels: dict[str, QLabel] = {}
        self._complaints: dict[str, ComplaintLabel] = {}
        self._typed: dict[str, str] = {}
        self._problems: dict[str, tuple[Severity, str]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE)
        self._grid.setVerticalSpacing(theme.TIGHT)
        self._grid.setColumnMinimumWidth(0, scaled(label_width))
        self._grid.setColumnStretch(1, 1)
        for row, setting in enumerate(settings):
            self._add(setting, row)

    def editor(self, name: str) -> Editor:
        """The editor of that setting. Raises KeyError if there is none."""
        return self._editors[name]

    @property
    def names(self) -> tuple[str, ...]:
        """The settings' names from the top."""
        return tuple(self._editors)

    def show_values(self, values: Mapping[str, object]) -> None:
        """Shows values by setting's name, without telling of them."""
        for name, value in values.items():
            editor = self._editors[name]
            editor.set_value(value)
            if value is None and editor.setting.instead in values:
                editor.show_instead(values[editor.setting.instead])

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Marks the settings that something is wrong with, as gravely as it is; the others are unmarked."""
        self._problems = {}
        for problem in problems:
            text = f"{problem.message[:1].upper()}{problem.message[1:]}" if problem.node else str(problem)
            self._problems.setdefault(problem.setting, (problem.severity, text))
        for name in self._editors:
            self._show_complaint(name)

    def hide_labels(self) -> None:
        """Leaves it to the owner to say what is set."""
        for label in self._labels.values():
            label.hide()

    def show_only(self, names: Container[str]) -> None:
        """Shows the settings of these names; the others have no meaning now."""
        for name, editor in self._editors.items():
            editor.setVisible(name in names)
            self._labels[name].setVisible(name in names)
            self._complaints[name].setVisible(name in names and bool(self._complaints[name].text()))

    def focus_first(self) -> None:
        """Puts the focus into the first setting, its text selected where it has one."""
        for editor in self._editors.values():
            editor.setFocus(Qt.FocusReason.TabFocusReason)
            return

    def _add(self, setting: Setting, row: int) -> None:
        name = f"{self.objectName()}.{setting.name}"
        editor = editor_for(setting, name, self, sliding=self._sliding)
        label = QLabel(say(setting.label), self)
        label.setToolTip(plain_tip(say(setting.help)))
        label.setBuddy(editor)
        label.setMinimumHeight(scaled(theme.CONTROL))
        self._labels[setting.name] = label
        complaint = ComplaintLabel(name, label, self)
        editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._place(row, label, editor, complaint)
        self._editors[setting.name], self._complaints[setting.name] = editor, complaint
        self._connect(editor, setting.name)

    def _place(self, row: int, label: QLabel, editor: Editor, complaint: QLabel) -> None:
        if self._grid.columnMinimumWidth(0):
            self._grid.addWidget(label, 3 * row, 0, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(editor, 3 * row, 1)
        else:
            self._grid.addWidget(label, 3 * row, 0, 1, 2)
            self._grid.addWidget(editor, 3 * row + 1, 0, 1, 2)
        self._grid.addWidget(complaint, 3 * row + 2, 1)

    def _connect(self, editor: Editor, name: str) -> None:
        editor.edited.connect(lambda value: self.edited.emit(name, value))
        editor.settled.connect(lambda: self.settled.emit(name))
        editor.complained.connect(lambda text: self._note(name, text))

    def _note(self, name: str, text: str) -> None:
        self._typed[name] = text
        self._show_complaint(name)

    def _show_complaint(self, name: str) -> None:
        """What is typed is nearest to the person, so its complaint comes before the project's."""
        severity: Severity = "error"
        text = self._typed.get(name, "")
        if not text:
            severity, text = self._problems.get(name, (severity, ""))
        self._complaints[name].complain(severity, text)
