"""Which runs the table shows, and of each what: search, filter, columns, export."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu, QToolButton, QWidget

from nnstudio.app.preference_store import PreferenceStore
from nnstudio.app.preferences import USUAL_RUN_COLUMNS
from nnstudio.app.run_list import RunFilter
from nnstudio.core.words import say
from nnstudio.runs.history import RunSummary
from nnstudio.runs.run_log import RunStatus
from nnstudio.ui import theme
from nnstudio.ui.compare.columns import COLUMNS, columns_named
from nnstudio.ui.icons import icon
from nnstudio.ui.kit.actions import make_action, make_choice
from nnstudio.ui.kit.flow import Flow
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.run_words import STATUS_ICONS, status_word
from nnstudio.ui.throttle import Throttle

_TYPING_MS = 150
_MOST_TAGS = 30
STATUSES: tuple[RunStatus, ...] = get_args(RunStatus)


class RunsFilterBar(Flow):
    """A search field and two menus; each entry is a command too.

    Attributes:
        changed: `filter` is another one.
    """

    changed = Signal()

    def __init__(self, preferences: PreferenceStore, parent: QWidget | None = None) -> None:
        super().__init__(theme.TIGHT, parent)
        self._preferences = preferences
        self._tags: tuple[str, ...] = ()
        self._of_tags: list[QAction] = []
        self._words = {status: status_word(status) for status in STATUSES}
        self._build_filters()
        self._build_columns()
        self._build()
        self._typed = Throttle(self.changed.emit, self, _TYPING_MS)
        self.search.textChanged.connect(self._typed.poke)

    @property
    def filter(self) -> RunFilter:
        """Which runs are wanted."""
        statuses = frozenset(status for status, action in self._statuses.items() if action.isChecked())
        tags = frozenset(action.text().replace("&&", "&") for action in self._of_tags if action.isChecked())
        return RunFilter(self.search.text(), statuses, tags, self._starred.isChecked(), self._words)

    @property
    def commands(self) -> Sequence[QAction]:
        """For menus."""
        return (self._find, self._filters.menuAction(), self._columns.menuAction())

    def clear(self) -> None:
        """Wants all runs again."""
        for action in (self._starred, *self._statuses.values(), *self._of_tags):
            action.setChecked(False)
        self.search.clear()
        self._on_filter()

    def show_tags(self, runs: Sequence[RunSummary]) -> None:
        """Offers the tags that runs have."""
        tags = tuple(sorted({tag for run in runs for tag in run.label.tags}, key=str.casefold))[:_MOST_TAGS]
        if tags == self._tags:
            return
        held = self.filter.tags
        for action in self._of_tags:
            self._filters.removeAction(action)
            action.deleteLater()
        self._tags, self._of_tags = tags, [self._tag(place, tag) for place, tag in enumerate(tags)]
        for action, tag in zip(self._of_tags, tags, strict=True):
            action.setChecked(tag in held)
        self._filters.insertActions(self._before_all, self._of_tags)

    def refresh_columns(self) -> None:
        """Marks the columns that are shown."""
        shown = {column.name for column in columns_named(self._preferences.now.run_columns)}
        for name, action in self._of_columns.items():
            action.setChecked(name in shown)

    def _build_filters(self) -> None:
        self._find = make_action(
            self,
            "find",
            say("Find runs"),
            say("Goes to the field for words of name, note, tags, network, data or status."),
            self._focus_search,
            keys="Ctrl+F",
            page="compare",
        )
        self._find.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._filters = QMenu(say("Filter"), self)
        self._filters.setToolTipsVisible(True)
        self._starred = self._choice("starred", say("With a star"), say("Shows only runs that you gave a star."))
        self._statuses = {
            status: self._choice(
                f"status.{status}", self._words[status], say("Shows only runs with this status, or another marked one.")
            )
            for status in STATUSES
        }
        self._all = make_action(
            self, "filter.none", say("Show all runs"), say("Takes all filters away."), self.clear, page="compare"
        )
        self._filters.addAction(self._starred)
        self._filters.addSeparator()
        for status, action in self._statuses.items():
            action.setIcon(icon(*STATUS_ICONS[status]))
            self._filters.addAction(action)
        self._filters.addSeparator()
        self._before_all: QAction = self._filters.addSeparator()
        self._filters.addAction(self._all)

    def _choice(self, name: str, text: str, tip: str) -> QAction:
        return make_choice(self, f"filter.{name}", text, tip, self._on_filter, page="compare")

    def _tag(self, place: int, tag: str) -> QAction:
        return self._choice(f"tag.{place}", tag.replace("&", "&&"), say("Shows only runs with this tag."))

    def _build_columns(self) -> None:
        self._columns = QMenu(say("Columns"), self)
        self._columns.setToolTipsVisible(True)
        self._of_columns = {
            name: make_choice(
                self,
                f"column.{name}",
                say(column.title),
                say(column.about),
                partial(self._on_column, name),
                page="compare",
            )
            for name, column in COLUMNS.items()
        }
        self._columns.addActions(list(self._of_columns.values()))
        self._columns.addSeparator()
        about = say("Shows the columns that a new installation shows.")
        usual = make_action(self, "columns.usual", say("Usual columns"), about, self._on_usual, page="compare")
        self._columns.addAction(usual)
        self.refresh_columns()

    def _build(self) -> None:
        self.search = QLineEdit()
        self.search.setObjectName("compare.search")
        self.search.setPlaceholderText(say("Find runs"))
        self.search.setAccessibleName(say("Find runs by name, note, tags, network, data or status"))
        self.search.setToolTip(say("Shows only runs that have all these words in name, note, tags, network or data."))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(scaled(180))
        self._filter_button = _menu_button("compare.filter", self._filters, "mdi6.filter-variant")
        self._filter_button.setToolTip(say("Shows only runs with a star, a status or a tag."))
        columns = _menu_button("compare.columns", self._columns, "mdi6.view-column-outline")
        columns.setToolTip(say("Which columns the table has."))
        for widget in (self.search, self._filter_button, columns):
            self.addWidget(widget)

    def _focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_filter(self) -> None:
        wanted = replace(self.filter, text="")
        self._filter_button.setText(say("Filter") if wanted.is_all else say("Filtered"))
        self.changed.emit()

    def _on_column(self, name: str) -> None:
        now = self._preferences.now
        shown = [column.name for column in columns_named(now.run_columns)]
        wanted = {*shown, name} if self._of_columns[name].isChecked() else {*shown} - {name}
        names = tuple(each for each in COLUMNS if each in wanted) or (name,)
        self._preferences.change(replace(now, run_columns=names))
        self.refresh_columns()

    def _on_usual(self) -> None:
        self._preferences.change(replace(self._preferences.now, run_columns=USUAL_RUN_COLUMNS))
        self.refresh_columns()


def _menu_button(name: str, menu: QMenu, symbol: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setText(menu.title())
    button.setAccessibleName(menu.title())
    button.setIcon(icon(symbol))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setMenu(menu)
    return button
