"""What the doctor finds in the shown run: a line with the evidence, why it comes about, and remedies to try."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from nnstudio.app.doctor import Doctor
from nnstudio.core.doctor import Finding
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.icons import IconLabel
from nnstudio.ui.kit.actions import allow, make_action
from nnstudio.ui.kit.command_buttons import stand_for
from nnstudio.ui.kit.flow import Flow

_REMEDIES = 2


class DoctorStrip(QFrame):
    """One finding at a time; hidden while there is none.

    Attributes:
        commands: what tries the remedies, and what shows the next finding.
    """

    def __init__(self, doctor: Doctor, blocker: Callable[[], str], parent: QWidget | None = None) -> None:
        """`blocker`: why no run can be started now; empty if one can."""
        super().__init__(parent)
        self._doctor = doctor
        self._blocker = blocker
        self._place = 0
        self.setObjectName("train.doctor")
        self.setProperty("role", "card")
        self._tip = say("Trains the run's project anew with this change, and tells whether it helped.")
        self._tries = [
            make_action(self, f"doctor.try.{place}", "", self._tip, partial(self._attempt, place), page="train")
            for place in range(_REMEDIES)
        ]
        next_tip = say("Shows what else the doctor found in this run.")
        self._next = make_action(self, "doctor.next", say("Next finding"), next_tip, self._turn, page="train")
        self.commands: tuple[QAction, ...] = (*self._tries, self._next)
        self._build()
        doctor.changed.connect(self.refresh)
        self.refresh()

    def _build(self) -> None:
        self._title, self._evidence, self._why = (self._label(name) for name in ("title", "evidence", "why"))
        self._title.setProperty("role", "heading")
        self._why.setProperty("role", "muted")
        self._buttons = [QPushButton(self) for _ in self._tries]
        for button, action in zip(self._buttons, self._tries, strict=True):
            button.setObjectName(f"{action.objectName()}.button")
            stand_for(button, action)
        self._turner = QToolButton(self)
        self._turner.setObjectName("train.doctor.next.button")
        self._turner.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        stand_for(self._turner, self._next)
        self._offers = Flow(theme.SPACE, self)
        for offer in self._buttons:
            self._offers.addWidget(offer)
        words = QVBoxLayout()
        words.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE)
        head.addWidget(self._title, 1)
        head.addWidget(self._turner, 0, Qt.AlignmentFlag.AlignTop)
        words.addLayout(head)
        for label in (self._evidence, self._why):
            words.addWidget(label)
        words.addSpacing(theme.TIGHT)
        words.addWidget(self._offers)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, theme.SPACE, 12, theme.SPACE)
        row.setSpacing(12)
        row.addWidget(IconLabel("doctor", "warning", 20, self), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def _label(self, name: str) -> QLabel:
        made = QLabel(self)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setObjectName(f"train.doctor.{name}")
        made.setWordWrap(True)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return made

    @property
    def finding(self) -> Finding | None:
        """The one that is shown."""
        found = self._doctor.findings
        return found[min(self._place, len(found) - 1)] if found else None

    def refresh(self) -> None:
        """Shows the finding, and what can be tried now."""
        finding, count = self.finding, len(self._doctor.findings)
        self.setVisible(finding is not None)
        remedies = finding.sign.remedies[:_REMEDIES] if finding is not None else ()
        blocker = self._blocker() if remedies else say("There is nothing to try.")
        for place, (action, button) in enumerate(zip(self._tries, self._buttons, strict=True)):
            title = remedies[place].title if place < len(remedies) else ""
            action.setText(say("Try: {remedy}", remedy=title) if title else say("Try another remedy"))
            button.setText(action.text())
            button.setVisible(bool(title))
            allow(action, self._tip, blocker if title else say("There is nothing to try."))
        allow(self._next, say("Shows what else the doctor found in this run."), _only_one(count))
        self._turner.setVisible(count > 1)
        if finding is not None:
            self._show(finding, count)

    def _show(self, finding: Finding, count: int) -> None:
        title, place = say(finding.symptom.title), min(self._place, count - 1) + 1
        self._title.setText(say("{title} (since epoch {epoch})", title=title, epoch=finding.sign.epoch))
        self._evidence.setText(finding.sign.evidence)
        self._why.setText(say(finding.symptom.why))
        self._turner.setText(say("{place} of {count}", place=place, count=count))

    def _attempt(self, place: int) -> None:
        if self.finding is not None:
            self._doctor.attempt(self.finding.sign.remedies[place])

    def _turn(self) -> None:
        self._place = (min(self._place, len(self._doctor.findings) - 1) + 1) % max(1, len(self._doctor.findings))
        self.refresh()


def _only_one(count: int) -> str:
    return "" if count > 1 else say("The doctor found nothing else.")
