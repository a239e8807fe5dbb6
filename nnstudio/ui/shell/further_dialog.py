"""How many epochs more a run does, or from where and with which settings a branch of it begins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from nnstudio.core.words import say
from nnstudio.ui import theme

MOST_EPOCHS = 100_000
Settings = Literal["project", "run"]


class FurtherDialog(QDialog):
    """Asks how many epochs more are trained."""

    def __init__(self, title: str, yes: str, epochs: int, about: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shell.further")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.epochs = QSpinBox(self)
        self.epochs.setObjectName("shell.further.epochs")
        self.epochs.setAccessibleName(say("Epochs more"))
        self.epochs.setToolTip(say("How often all training samples are gone through again."))
        self.epochs.setRange(1, MOST_EPOCHS)
        self.epochs.setValue(epochs)
        self.epochs.selectAll()
        self.form = QFormLayout()
        self.form.setSpacing(theme.SPACE)
        self.form.addRow(say("Epochs more"), self.epochs)
        self._finish(yes, about)

    def _finish(self, yes: str, about: str) -> None:
        text = QLabel(about, self)
        text.setProperty("role", "muted")
        text.setWordWrap(True)
        text.setMinimumWidth(360)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, parent=self)
        accept = buttons.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
        accept.setObjectName("shell.further.accept")
        accept.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
        box.setSpacing(theme.WIDE)
        box.addWidget(text)
        box.addLayout(self.form)
        box.addWidget(buttons)


class BranchDialog(FurtherDialog):
    """Asks from which epoch a branch begins, with which settings, and for how long."""

    def __init__(
        self, number: int, kept: Sequence[int], epoch: int | None, epochs: int, parent: QWidget | None = None
    ) -> None:
        """`kept`: the epochs whose state is kept; `epoch`: the one that is shown, None: the newest."""
        about = say("A new run goes on from there. Run {number} stays as it is.", number=number)
        super().__init__(say("Branch from run {number}", number=number), say("Begin the branch"), epochs, about, parent)
        self._epoch = QComboBox(self)
        self._epoch.setObjectName("shell.branch.epoch")
        self._epoch.setAccessibleName(say("From epoch"))
        self._epoch.setToolTip(say("The epoch after which the branch leaves the run."))
        for each in kept:
            self._epoch.addItem(say("before training") if each == 0 else str(each), each)
        if epoch is not None:
            self._epoch.setCurrentIndex(max(0, self._epoch.findData(epoch)))
        self.form.insertRow(0, say("From epoch"), self._epoch)
        self._add_settings(number)

    def _add_settings(self, number: int) -> None:
        self._now = QRadioButton(say("The project's, as they are now"), self)
        self._now.setObjectName("shell.branch.settings.project")
        self._now.setToolTip(say("Network, data and training as the pages show them; the weights must fit."))
        then = QRadioButton(say("Those of run {number}", number=number), self)
        then.setObjectName("shell.branch.settings.run")
        then.setToolTip(say("Network, data and training as that run had them."))
        self._now.setChecked(True)
        group = QButtonGroup(self)
        for button in (self._now, then):
            group.addButton(button)
        self.form.addRow(say("Settings"), self._now)
        self.form.addRow("", then)

    @property
    def epoch(self) -> int:
        """The epoch that is chosen."""
        return int(self._epoch.currentData())

    @property
    def settings(self) -> Settings:
        """Whose settings are chosen."""
        return "project" if self._now.isChecked() else "run"


def open_dialog(dialog: FurtherDialog, then: Callable[[], None]) -> None:
    """Shows it; calls `then` if it is accepted. Returns at once."""
    dialog.accepted.connect(then)
    dialog.open()
