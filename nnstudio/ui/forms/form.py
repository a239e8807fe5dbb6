"""A column of labelled editors that says under each field what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from nnstudio.core.catalogue import Field
from nnstudio.ui import theme
from nnstudio.ui.forms.editors import Editor, catalogue_text, editor_for


class Form(QWidget):
    """Labels, editors and complaints for some fields.

    A control's object name is `<form's name>.<field's name>`, its complaint's `<form's name>.<field's name>.error`.

    Attributes:
        edited: (field's name, value) whenever the person made it another valid one.
        settled: (field's name) the gesture ended; the next edit is a step of its own.
    """

    edited = Signal(str, object)
    settled = Signal(str)

    def __init__(
        self, fields: Sequence[Field], name: str, parent: QWidget | None = None, *, label_width: int = 96
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._editors: dict[str, Editor] = {}
        self._labels: dict[str, QLabel] = {}
        self._complaints: dict[str, QLabel] = {}
        self._typed: dict[str, str] = {}
        self._errors: dict[str, str] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE)
        self._grid.setVerticalSpacing(theme.TIGHT)
        self._grid.setColumnMinimumWidth(0, label_width)
        self._grid.setColumnStretch(1, 1)
        for row, field in enumerate(fields):
            self._add(field, row)

    def editor(self, name: str) -> Editor:
        """The editor of that field. Raises KeyError if there is none."""
        return self._editors[name]

    @property
    def names(self) -> tuple[str, ...]:
        """The fields' names from the top."""
        return tuple(self._editors)

    def show_values(self, values: Mapping[str, object]) -> None:
        """Shows values by field's name, without telling of them."""
        for name, value in values.items():
            self._editors[name].set_value(value)

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Marks the fields that something is wrong with, by name; the others are unmarked."""
        self._errors = dict(errors)
        for name in self._editors:
            self._show_complaint(name)

    def focus_first(self) -> None:
        """Puts the focus into the first field, its text selected where it has one."""
        for editor in self._editors.values():
            editor.setFocus(Qt.FocusReason.TabFocusReason)
            return

    def _add(self, field: Field, row: int) -> None:
        name = f"{self.objectName()}.{field.name}"
        editor = editor_for(field, name, self)
        label = QLabel(catalogue_text(field.label), self)
        label.setToolTip(catalogue_text(field.help))
        label.setBuddy(editor)
        label.setMinimumHeight(28)
        complaint = QLabel(self)
        complaint.setObjectName(f"{name}.error")
        complaint.setProperty("role", "error")
        complaint.setWordWrap(True)
        complaint.setVisible(False)
        editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._grid.addWidget(label, 2 * row, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(editor, 2 * row, 1)
        self._grid.addWidget(complaint, 2 * row + 1, 1)
        self._editors[field.name], self._complaints[field.name] = editor, complaint
        self._labels[field.name] = label
        self._connect(editor, field.name)

    def _connect(self, editor: Editor, name: str) -> None:
        editor.edited.connect(lambda value: self.edited.emit(name, value))
        editor.settled.connect(lambda: self.settled.emit(name))
        editor.complained.connect(lambda text: self._note(name, text))

    def _note(self, name: str, text: str) -> None:
        self._typed[name] = text
        self._show_complaint(name)

    def _show_complaint(self, name: str) -> None:
        """What is typed is nearest to the person, so its complaint comes before the project's."""
        text = self._typed.get(name) or self._errors.get(name, "")
        label = self._complaints[name]
        if label.text() == text and label.isHidden() == (not text):
            return
        label.setText(text)
        label.setVisible(bool(text))
        self._labels[name].setProperty("role", "error" if text else "")
        self._labels[name].style().polish(self._labels[name])
