"""Asks for the name, the note and the tags of a run; of several runs, for tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from nnstudio.app.kept_runs import KeptRuns
from nnstudio.core.errors import StudioError
from nnstudio.core.words import say, say_count
from nnstudio.runs.history import RunSummary
from nnstudio.runs.run_labels import LONGEST_NAME, RunLabel, checked_label
from nnstudio.ui import theme
from nnstudio.ui.kit.measures import scaled


class RunLabelDialog(QDialog):
    """The fields; OK keeps what is in them, and what can't be kept is said below."""

    def __init__(self, runs: Sequence[RunSummary], kept: KeptRuns, parent: QWidget) -> None:
        super().__init__(parent)
        self._runs = runs
        self._kept = kept
        self._shared = [tag for tag in runs[0].label.tags if all(tag in run.label.tags for run in runs)]
        self.setObjectName("shell.run_label")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(
            say("Run {number}", number=str(runs[0].number))
            if len(runs) == 1
            else say_count("{count} run", "{count} runs", len(runs))
        )
        self._build()
        self.resize(scaled(420), self.sizeHint().height())

    def _build(self) -> None:
        label = self._runs[0].label
        self._name = self._line("name", label.name, say("What you call the run; empty: it goes by its number."))
        self._name.setMaxLength(LONGEST_NAME)
        self._note = QPlainTextEdit(label.note, self)
        self._note.setObjectName("shell.run_label.note")
        self._note.setToolTip(say("Whatever is worth remembering of it."))
        self._note.setTabChangesFocus(True)
        self._note.setFixedHeight(scaled(96))
        tags = ", ".join(self._shared)
        self._tags = self._line("tags", tags, say("Words to find it by, with commas between them."))
        self._problem = QLabel(self)
        self._problem.setObjectName("shell.run_label.problem")
        self._problem.setProperty("role", "error")
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.setWordWrap(True)
        self._problem.hide()
        form = QFormLayout()
        form.setSpacing(theme.SPACE)
        if len(self._runs) == 1:
            form.addRow(say("Na&me"), self._name)
            form.addRow(say("N&ote"), self._note)
        form.addRow(say("&Tags"), self._tags)
        self._name.setVisible(len(self._runs) == 1)
        self._note.setVisible(len(self._runs) == 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
        column.setSpacing(theme.SPACE)
        column.addLayout(form)
        column.addWidget(self._problem)
        column.addWidget(buttons)

    def _line(self, name: str, text: str, tip: str) -> QLineEdit:
        line = QLineEdit(text, self)
        line.setObjectName(f"shell.run_label.{name}")
        line.setToolTip(tip)
        return line

    def accept(self) -> None:
        """Keeps it, unless it can't be kept."""
        try:
            for run in self._runs:
                checked_label(self._changed(run.label))
        except StudioError as error:
            self._problem.setText(str(error))
            self._problem.show()
            return
        if self._kept.label([run.number for run in self._runs], self._changed):
            super().accept()

    def _changed(self, label: RunLabel) -> RunLabel:
        tags = tuple(tag for tag in (each.strip() for each in self._tags.text().split(",")) if tag)
        if len(self._runs) == 1:
            return RunLabel(self._name.text(), self._note.toPlainText(), tags, label.is_starred)
        others = tuple(tag for tag in label.tags if tag not in self._shared)
        return replace(label, tags=(*others, *tags))
