"""All that is wrong with the data, with what was done about it, and buttons to do otherwise."""

from __future__ import annotations

from collections import defaultdict
from functools import partial

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from nnstudio.core.words import say, say_count
from nnstudio.data.explore.report import Looked, Noted, report
from nnstudio.data.findings import Matter
from nnstudio.data.order import Rows
from nnstudio.data.parts import Parts
from nnstudio.ui import theme
from nnstudio.ui.data.looking import Looking
from nnstudio.ui.data.matters import DONE, GROUPED, TITLES
from nnstudio.ui.data.sample_edits import SampleEdits
from nnstudio.ui.data.views import PartsView
from nnstudio.ui.data.waiting import Waiting
from nnstudio.ui.data.wanted import Given
from nnstudio.ui.kit.actions import make_action, offer_menu
from nnstudio.ui.kit.command_buttons import stand_for
from nnstudio.ui.kit.flow import Flow
from nnstudio.ui.plain_text import plain_tip

_NOTED = Qt.ItemDataRole.UserRole
_MOST_NAMES = 3


class ReportView(PartsView):
    """A tree of matters with what is found of each; the commands are about what is chosen in it.

    Attributes:
        wanted: these samples are to be looked at.
        commands: for menus.
    """

    wanted = Signal(object)

    def __init__(self, edits: SampleEdits, looking: Looking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edits = edits
        self._looking = looking
        self._parts: Parts | None = None
        self._build_commands()
        self._build()
        self._looking.looked.changed.connect(self._on_looked)

    def _build_commands(self) -> None:
        make = partial(make_action, self, page="data")
        tip = say("Shows the samples of what is chosen in the report by themselves.")
        self._show_them = make("report.show", say("Show these samples"), tip, self._on_show, picture="picture")
        tip = say("Leaves out all samples of what is chosen in the report.")
        self._exclude = make("report.exclude", say("Exclude these samples"), tip, self._on_exclude)
        tip = say("Of samples that are alike keeps the first one, and leaves the others out.")
        self._keep_first = make("report.keep_first", say("Exclude all but the first"), tip, self._on_keep_first)
        tip = say("Has the network learn from all samples of what is chosen in the report.")
        self._learn = make("report.training", say("Move these to training"), tip, self._on_training)
        tip = say("Gives these samples the class and the part again that they have in the data.")
        self._back = make("report.own", say("Take changes of these back"), tip, self._on_back, picture="undo")
        self.commands: tuple[QAction, ...] = (
            self._show_them,
            self._keep_first,
            self._exclude,
            self._learn,
            self._back,
        )

    def _build(self) -> None:
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setObjectName("data.report.title")
        self._title.setProperty("role", "heading")
        self._title.setWordWrap(True)
        self._waiting = Waiting("data.report.waiting", self._looking.looked, self._look_again)
        self.tree = QTreeWidget()
        self.tree.setObjectName("data.report")
        self.tree.setAccessibleName(say("What is wrong with the data"))
        self.tree.setHeaderHidden(True)
        self.tree.setColumnCount(1)
        self.tree.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.tree.setTabKeyNavigation(False)
        self.tree.setUniformRowHeights(True)
        self.tree.itemSelectionChanged.connect(self._show_usable)
        self.tree.itemDoubleClicked.connect(self._on_double)
        offer_menu(self.tree, self.commands)
        self._done = QLabel()
        self._done.setTextFormat(Qt.TextFormat.PlainText)
        self._done.setObjectName("data.report.done")
        self._done.setProperty("role", "muted")
        self._done.setWordWrap(True)
        buttons = Flow(theme.TIGHT)
        texts = (say("Show"), say("Keep the first"), say("Exclude"), say("To training"), say("Take back"))
        for action, text in zip(self.commands, texts, strict=True):
            button = QPushButton(text)
            button.setAccessibleName(action.text())
            stand_for(button, action)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self._title)
        column.addWidget(self._waiting)
        column.addWidget(self.tree, 1)
        column.addWidget(self._done)
        column.addWidget(buttons)
        self._show_usable()

    # Showing ---------------------------------------------------------------------------------------------------

    def show_parts(self, parts: Parts) -> None:
        self._parts = parts
        self._show_report(parts, self._looking.look(parts))

    def show_progress(self) -> None:
        self._waiting.show_progress()

    def _look_again(self) -> None:
        if self._parts is not None:
            self._looking.look(self._parts, again=True)

    def _on_looked(self) -> None:
        if self._parts is not None and self.isVisible():
            self._show_report(self._parts, self._looking.looked.value)

    def _show_report(self, parts: Parts, looked: Looked | None) -> None:
        self._waiting.show_progress()
        noted = report(parts, looked)
        by_matter: dict[Matter, list[Noted]] = defaultdict(list)
        for each in noted:
            by_matter[each.finding.matter].append(each)
        opened, chosen = self._opened(), self._chosen_matters()
        self.tree.clear()
        for matter, title in TITLES.items():
            if matter in by_matter:
                self._add(matter, say(title), by_matter[matter], opened, chosen)
        more = parts.dataset.findings.more
        if more:
            self.tree.addTopLevelItem(QTreeWidgetItem([say("… and {count} more", count=more)]))
        self._add_changed(parts)
        self._title.setText(self._summary(len(by_matter), looked is not None))
        self._show_usable()

    def _summary(self, matters: int, whole: bool) -> str:
        if matters:
            return say_count("{count} matter to look at", "{count} matters to look at", matters)
        return say("Nothing is wrong as far as can be seen.") if whole else say("Nothing wrong was found so far.")

    def _add(self, matter: Matter, title: str, noted: list[Noted], opened: set[str], chosen: set[str]) -> None:
        groups = sum(max(1, len(each.groups)) for each in noted)
        item = QTreeWidgetItem([say("{title}: {count}", title=title, count=groups)])
        item.setData(0, _NOTED, (matter, noted))
        for each in noted:
            inner = QTreeWidgetItem(item, [_line(each)])
            inner.setToolTip(0, plain_tip(_line(each, len(each.finding.names))))
            inner.setData(0, _NOTED, (matter, [each]))
        self.tree.addTopLevelItem(item)
        item.setExpanded(matter in opened or len(noted) == 1)
        item.setSelected(matter in chosen)

    def _add_changed(self, parts: Parts) -> None:
        """What a person did about it, so that it can be taken back here too."""
        rows = self._edits.changed_rows(parts)
        if len(rows):
            words = say_count("{count} sample is changed.", "{count} samples are changed.", len(rows))
            item = QTreeWidgetItem([words])
            item.setData(0, _NOTED, ("", rows))
            self.tree.addTopLevelItem(item)

    def _opened(self) -> set[str]:
        items = (self.tree.topLevelItem(place) for place in range(self.tree.topLevelItemCount()))
        return {item.data(0, _NOTED)[0] for item in items if item is not None and item.isExpanded()}

    def _chosen_matters(self) -> set[str]:
        return {matter for matter, _ in self._chosen()}

    def _chosen(self) -> list[tuple[str, list[Noted] | Rows]]:
        found = (item.data(0, _NOTED) for item in self.tree.selectedItems())
        return [each for each in found if each is not None]

    @property
    def _rows(self) -> Rows:
        """The samples of what is chosen."""
        rows = [
            row
            for _, noted in self._chosen()
            for row in ([noted] if isinstance(noted, np.ndarray) else [each.rows for each in noted])
        ]
        return np.unique(np.concatenate(rows)).astype(np.int32) if rows else np.empty(0, np.int32)

    @property
    def _groups(self) -> list[Rows]:
        """The groups of samples that are alike, of what is chosen."""
        return [
            group
            for matter, noted in self._chosen()
            if matter in GROUPED and not isinstance(noted, np.ndarray)
            for each in noted
            for group in each.groups
        ]

    @Slot()
    def _show_usable(self) -> None:
        some = len(self._rows) > 0
        for action in (self._show_them, self._exclude, self._learn, self._back):
            action.setEnabled(some)
        self._keep_first.setEnabled(bool(self._groups))
        matters = self._chosen_matters()
        texts = [say(DONE[matter]) for matter in TITLES if matter in matters]
        self._done.setText(" ".join(texts) if texts else say("Choose a matter to see what was done about it."))
        self._done.setVisible(self.tree.topLevelItemCount() > 0)

    # Doing -----------------------------------------------------------------------------------------------------

    @Slot()
    def _on_show(self) -> None:
        rows = self._rows
        if len(rows):
            title = ", ".join(item.text(0) for item in self.tree.selectedItems()[:1])
            ordered = list(dict.fromkeys(row for group in self._in_order() for row in group.tolist()))
            self.wanted.emit(Given(title, np.array(ordered, np.int32)))

    def _in_order(self) -> list[Rows]:
        """What belongs together stays together."""
        groups = self._groups
        return groups if sum(map(len, groups)) >= len(self._rows) else [self._rows]

    @Slot()
    def _on_double(self) -> None:
        if self.tree.selectedItems() and self.tree.selectedItems()[0].parent() is not None:
            self._on_show()

    def _on_exclude(self) -> None:
        self._edits.place_rows(self._rows, "excluded")

    def _on_keep_first(self) -> None:
        others = [group[1:] for group in self._groups]
        self._edits.place_rows(np.unique(np.concatenate(others)).astype(np.int32), "excluded")

    def _on_training(self) -> None:
        self._edits.place_rows(self._rows, "training")

    def _on_back(self) -> None:
        self._edits.undo_rows(self._rows)


def _line(noted: Noted, most: int = _MOST_NAMES) -> str:
    """Which samples, files or classes, and what of them."""
    names = noted.finding.names
    if not names:
        return noted.finding.said
    text = ", ".join(names[:most])
    count = max(len(names), len(noted.rows)) if noted.finding.matter in GROUPED else len(names)
    if count > most:
        text = say("{names} and {count} more", names=text, count=count - most)
    return say("{files}: {what}", files=text, what=noted.finding.said)
