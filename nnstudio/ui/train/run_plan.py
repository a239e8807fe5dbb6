"""What the shown run was trained with, to be read and taken up again: settings, data and network as they were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nnstudio.core.differences import DATA, NETWORK, TRAINING, Difference, all_told, differences
from nnstudio.core.network import titles
from nnstudio.core.project import Project
from nnstudio.core.sources import DataPlan
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.kit.command_buttons import stand_for

MOST_ROWS = 60


@dataclass(frozen=True)
class Row:
    """One thing that the run was trained with; `now`: what the project has instead, empty where it is the same."""

    label: str
    text: str
    now: str = ""


@dataclass(frozen=True)
class Section:
    """Rows under a heading; `more`: so many that there is no room for."""

    title: str
    rows: tuple[Row, ...]
    more: int = 0


def sections_of(run: Project, now: Project) -> tuple[Section, ...]:
    """The run's project: what isn't as it is now, then the rest; of the data only what isn't usual."""
    changed = tuple(Row(each.label, each.texts[0], each.texts[1] or _NONE) for each in differences((run, now)))
    usual = all_told(replace(run, data=DataPlan(run.data.source)))
    told = all_told(run)
    training = [each for each in told if each.area == say(TRAINING)]
    data = [each for each in told if each.area == say(DATA)]
    data = [each for each in data if each not in usual or each.texts[0] == run.data.source.said_title]
    found = [
        (say("Not as it is now"), changed),
        (say(TRAINING), _rows(training, changed)),
        (say(DATA), _rows(data, changed)),
        (say(NETWORK), tuple(_layers(run))),
    ]
    return tuple(_section(title, rows) for title, rows in found if rows)


def _rows(told: Sequence[Difference], changed: Sequence[Row]) -> tuple[Row, ...]:
    named = {row.label for row in changed}
    return tuple(Row(each.label, each.texts[0]) for each in told if each.texts[0] and each.label not in named)


_NONE = "–"


def _layers(project: Project) -> Iterator[Row]:
    named = titles(project.network)
    for node in project.network.ordered:
        yield Row(named[node.id], node.layer.brief)


def _section(title: str, rows: Sequence[Row]) -> Section:
    return Section(title, tuple(rows[:MOST_ROWS]), max(0, len(rows) - MOST_ROWS))


class RunPlan(QWidget):
    """Shows a run's project beside today's; the two commands take it up."""

    def __init__(self, use_settings: QAction, use_all: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Project, Project] | None = None
        self.setObjectName("train.run_plan")
        self._body: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.WIDE, theme.SPACE, theme.WIDE, theme.WIDE)
        self._column.setSpacing(theme.SPACE)
        for action in (use_settings, use_all):
            button = QPushButton(action.text(), self)
            button.setAccessibleName(action.text())
            stand_for(button, action)
            self._column.addWidget(button)
        self._column.addStretch(1)

    def show_run(self, run: Project, now: Project) -> None:
        """Shows the run's project, and where today's is another."""
        if self._shown == (run, now):
            return
        self._shown = run, now
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.deleteLater()
        self._body = _body_of(sections_of(run, now), self)
        self._column.insertWidget(self._column.count() - 1, self._body)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as its lines are where they break: what scrolls it doesn't ask for that."""
        layout = self._body.layout() if self._body is not None else None
        if self._body is not None and layout is not None:
            margins = self._column.contentsMargins()
            self._body.setMinimumHeight(layout.heightForWidth(self.width() - margins.left() - margins.right()))

    def text(self) -> str:
        """All that it says, line by line."""
        labels = self._body.findChildren(QLabel) if self._body is not None else []
        return "\n".join(label.text() for label in labels)


def _body_of(sections: tuple[Section, ...], parent: QWidget) -> QWidget:
    body = QWidget(parent)
    grid = QGridLayout(body)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.SPACE)
    grid.setVerticalSpacing(theme.TIGHT)
    grid.setColumnStretch(1, 1)
    for section in sections:
        if grid.rowCount() > 1:
            grid.setRowMinimumHeight(grid.rowCount(), theme.SPACE)
        grid.addWidget(_label(section.title, body, "heading"), grid.rowCount(), 0, 1, 2)
        for row in section.rows:
            line = grid.rowCount()
            grid.addWidget(_label(row.label, body, "muted"), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_label(row.text or (_NONE if row.now else ""), body), line, 1, Qt.AlignmentFlag.AlignTop)
            if row.now:
                grid.addWidget(_label(say("now: {value}", value=row.now), body, "muted"), line + 1, 1)
        if section.more:
            grid.addWidget(_label(say("{count} more", count=section.more), body, "muted"), grid.rowCount(), 0, 1, 2)
    return body


def _label(text: str, parent: QWidget, role: str = "") -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    else:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
