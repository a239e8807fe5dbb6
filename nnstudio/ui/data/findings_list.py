"""What is wrong with the data, in a few lines."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from nnstudio.core.words import say, say_count
from nnstudio.data.explore.report import Noted, read_findings, still_open
from nnstudio.data.findings import Finding
from nnstudio.data.parts import Parts
from nnstudio.ui import theme
from nnstudio.ui.kit.command_buttons import stand_for
from nnstudio.ui.plain_text import plain_tip

MOST_LINES = 4
_MOST_NAMES = 2


class FindingsList(QWidget):
    """A heading, and a line for each finding; nothing where nothing is wrong."""

    def __init__(self, report: QAction, parent: QWidget | None = None) -> None:
        """`report` shows all of it."""
        super().__init__(parent)
        self.setObjectName("data.findings")
        self._parts: Parts | None = None
        self._noted: tuple[Noted, ...] = ()
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setObjectName("data.findings.title")
        self._title.setProperty("role", "warning")
        self._title.setWordWrap(True)
        self._text = QLabel()
        self._text.setObjectName("data.findings.text")
        self._text.setProperty("role", "muted")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE, 0, 0)
        column.setSpacing(theme.TIGHT)
        column.addWidget(self._title)
        column.addWidget(self._text)
        self._report = QPushButton(say("Show the report"))
        self._report.setObjectName("data.findings.report")
        stand_for(self._report, report)
        column.addWidget(self._report)
        self.hide()

    def show_parts(self, parts: Parts) -> None:
        """Shows what was found when that data was read, but for what a person has settled since."""
        if self._parts is parts:
            return
        if self._parts is None or self._parts.dataset is not parts.dataset:
            self._noted = tuple(read_findings(parts.dataset))
        self._parts = parts
        found, more = [each.finding for each in still_open(parts, self._noted)], parts.dataset.findings.more
        count = len(found) + more
        self.setVisible(bool(count))
        self._title.setText(say_count("{count} thing to look at", "{count} things to look at", count))
        lines = [_line(each) for each in found]
        self._text.setText("\n".join(_shortened(lines, more)))
        self._text.setToolTip(plain_tip("\n".join(lines[: 5 * MOST_LINES])))


def _line(finding: Finding) -> str:
    """Which files, and what of them."""
    names = ", ".join(finding.names[:_MOST_NAMES])
    if len(finding.names) > _MOST_NAMES:
        names = say("{names} and {count} more", names=names, count=len(finding.names) - _MOST_NAMES)
    return say("{files}: {what}", files=names, what=finding.said)


def _shortened(lines: list[str], more: int) -> list[str]:
    left = max(0, len(lines) - MOST_LINES) + more
    return [*lines[:MOST_LINES], say("… and {count} more", count=left)] if left else lines
