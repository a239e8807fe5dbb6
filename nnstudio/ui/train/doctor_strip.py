"""What the doctor finds in the shown run: a line with the evidence, why it comes about, and remedies to try."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nnstudio.app.doctor import Doctor
from nnstudio.core.doctor import Finding, Symptom
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.icons import IconLabel
from nnstudio.ui.kit.actions import allow, make_action, make_choice
from nnstudio.ui.kit.command_buttons import stand_for
from nnstudio.ui.kit.elided import ElidedLabel
from nnstudio.ui.kit.flow import Flow
from nnstudio.ui.kit.measures import scaled

_REMEDIES = 2
_ROOMY = 680  # pixels of the window's height, at type of the usual size: lower ones need the room for the charts


class DoctorStrip(QFrame):
    """One finding at a time; hidden while there is none. A single line where height is scarce, until one asks why.

    Attributes:
        commands: what tries the remedies, what shows the next finding, and all of it or a line.
    """

    def __init__(self, doctor: Doctor, blocker: Callable[[], str], parent: QWidget | None = None) -> None:
        """`blocker`: why no run can be started now; empty if one can."""
        super().__init__(parent)
        self._doctor = doctor
        self._blocker = blocker
        self._symptom: type[Symptom] | None = None  # of the finding that is shown
        self._is_roomy = True
        self._asked: bool | None = None  # whether the person wants to see all of it; None: as there is room
        self.setObjectName("train.doctor")
        self.setProperty("role", "card")
        self._tip = say("Trains the run's project anew with this change, and tells whether it helped.")
        self._tries = [
            make_action(self, f"doctor.try.{place}", "", self._tip, partial(self._attempt, place), page="train")
            for place in range(_REMEDIES)
        ]
        next_tip = say("Shows what else the doctor found in this run.")
        self._next = make_action(self, "doctor.next", say("Next finding"), next_tip, self._turn, page="train")
        self._details_tip = say("Shows by what the doctor sees it, why it comes about, and what can be tried.")
        self._details = make_choice(
            self,
            "doctor.details",
            say("Say why, and what can be tried"),
            self._details_tip,
            self._on_details,
            page="train",
        )
        self.commands: tuple[QAction, ...] = (*self._tries, self._next, self._details)
        self._build()
        doctor.changed.connect(self.refresh)
        self.refresh()

    def _build(self) -> None:
        self._title, self._short = (ElidedLabel(self, greedy=False) for _ in range(2))
        self._title.setObjectName("train.doctor.title")
        self._title.setProperty("role", "heading")
        self._short.setObjectName("train.doctor.short")
        self._short.setProperty("role", "muted")
        self._short.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._evidence, self._why = (self._label(name) for name in ("evidence", "why"))
        self._why.setProperty("role", "muted")
        self._buttons = [QPushButton(self) for _ in self._tries]
        for button, action in zip(self._buttons, self._tries, strict=True):
            button.setObjectName(f"{action.objectName()}.button")
            stand_for(button, action)
        self._opener, self._turner = self._tool("details", self._details), self._tool("next", self._next)
        self._opener.setText(say("Why?"))
        self._opener.setAccessibleName(self._details.text())
        self._offers = Flow(theme.SPACE, self)
        for offer in self._buttons:
            self._offers.addWidget(offer)
        self._lay_out()

    def _tool(self, name: str, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"train.doctor.{name}.button")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setFixedHeight(scaled(theme.CONTROL))
        stand_for(button, action)
        return button

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE)
        head.addWidget(self._title)
        head.addWidget(self._short, 1)
        for tool in (self._opener, self._turner):
            head.addWidget(tool)
        words.addLayout(head)
        for widget in (self._evidence, self._why, self._offers):
            words.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, theme.TIGHT, 12, theme.TIGHT)
        row.setSpacing(12)
        row.addWidget(IconLabel("doctor", "warning", 20, self))
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
        """The one that is shown: of the symptom that was, while the run shows that; else the first."""
        found = self._doctor.findings
        return found[self._place] if found else None

    @property
    def _place(self) -> int:
        symptoms = [type(finding.symptom) for finding in self._doctor.findings]
        return symptoms.index(self._symptom) if self._symptom in symptoms else 0

    @property
    def is_open(self) -> bool:
        """Whether all of it is shown."""
        return self._is_roomy if self._asked is None else self._asked

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page is as high as it needs to be: how much of it is seen follows from the window."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        roomy = self.window().height() >= scaled(_ROOMY)
        if roomy != self._is_roomy:
            self._is_roomy, self._asked = roomy, None
            self._show_details()

    def refresh(self) -> None:
        """Shows the finding, and what can be tried now."""
        finding, count = self.finding, len(self._doctor.findings)
        self._symptom = type(finding.symptom) if finding is not None else None
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
        allow(self._details, self._details_tip, "" if finding is not None else say("The doctor found nothing."))
        self._turner.setVisible(count > 1)
        if finding is not None:
            self._show(finding, count)

    def _show(self, finding: Finding, count: int) -> None:
        title, place = say(finding.symptom.title), self._place + 1
        self._title.setText(say("{title} (since epoch {epoch})", title=title, epoch=finding.sign.epoch))
        self._evidence.setText(finding.sign.evidence)
        self._why.setText(say(finding.symptom.why))
        self._turner.setText(say("{place} of {count}", place=place, count=count))
        self._turner.setAccessibleName(f"{self._next.text()}, {self._turner.text()}")
        self._show_details()

    def _show_details(self) -> None:
        """All of it, or a line that begins with the evidence; its tooltip says why."""
        self._details.setChecked(self.is_open)
        for part in (self._evidence, self._why, self._offers):
            part.setVisible(self.is_open)
        self._short.tip = self._why.text()
        self._short.setText("" if self.is_open else self._evidence.text())
        self.updateGeometry()

    def _on_details(self) -> None:
        self._asked = self._details.isChecked()
        self._show_details()

    def _attempt(self, place: int) -> None:
        if self.finding is not None:
            self._doctor.attempt(self.finding.sign.remedies[place])

    def _turn(self) -> None:
        found = self._doctor.findings
        if found:
            self._symptom = type(found[(self._place + 1) % len(found)].symptom)
        self.refresh()


def _only_one(count: int) -> str:
    return "" if count > 1 else say("The doctor found nothing else.")
