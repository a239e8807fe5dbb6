"""The data that is kept ready on this machine, in the preferences: what it is, its size, and letting it go."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QDateTime, QLocale, Qt, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from nnstudio.app.data_cache import DataCache
from nnstudio.app.preference_store import PreferenceStore
from nnstudio.app.preferences import Preferences
from nnstudio.core.settings import setting_of
from nnstudio.core.words import say, say_count
from nnstudio.data.kept import Kept
from nnstudio.ui import theme
from nnstudio.ui.forms.editors import IntEditor
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.kit.tables import dress_as_rows
from nnstudio.ui.numbers import locale
from nnstudio.ui.plain_text import plain_tip

_LIMIT = setting_of(Preferences, "cache_gigabytes")
_LINES = 4
_FOLDER = Qt.ItemDataRole.UserRole


class KeptData(QWidget):
    """A table of what is kept, its limit, and buttons that let it go."""

    def __init__(self, cache: DataCache, preferences: PreferenceStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cache = cache
        self._preferences = preferences
        self._build()
        self._connect()
        self.refresh()
        cache.refresh()

    def _build(self) -> None:
        self._total = QLabel(self)
        self._total.setObjectName("shell.preferences.cache.total")
        self._total.setProperty("role", "muted")
        self._total.setWordWrap(True)
        self.table = self._build_table()
        self._limit = IntEditor(_LIMIT, "shell.preferences.cache.limit", self)
        self._limit.box.setSuffix(" GB")
        limit = QLabel(say(_LIMIT.label), self)
        limit.setBuddy(self._limit)
        self._remove = self._button("remove", say("Remove"), say("Removes the chosen data from this machine's cache."))
        about = say("Removes all of it but what is open now. It is made again from its files when it is wanted.")
        self._empty = self._button("empty", say("Remove all"), about)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(limit)
        row.addWidget(self._limit)
        row.addStretch(1)
        row.addWidget(self._remove)
        row.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self._total)
        column.addWidget(self.table)
        column.addLayout(row)

    def _build_table(self) -> QTableWidget:
        table = QTableWidget(0, 3, self)
        table.setObjectName("shell.preferences.cache")
        table.setAccessibleName(say("Data that is kept ready"))
        table.setToolTip(say("Data that was read, as the arrays that networks learn from. Its files are elsewhere."))
        table.setHorizontalHeaderLabels([say("Data"), say("Size"), say("Last used")])
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        dress_as_rows(table, self.fontMetrics().height() + theme.SPACE)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        table.setFixedHeight(scaled(40) + _LINES * (self.fontMetrics().height() + theme.SPACE))
        return table

    def _button(self, name: str, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(f"shell.preferences.cache.{name}")
        button.setToolTip(tip)
        button.setAutoDefault(False)
        return button

    def _connect(self) -> None:
        self._cache.changed.connect(self.refresh)
        self.table.itemSelectionChanged.connect(self._show_usable)
        self._remove.clicked.connect(self._on_remove)
        self._empty.clicked.connect(self._on_empty)
        self._limit.edited.connect(self._on_limit)
        self._limit.settled.connect(self._cache.keep_within_limit)

    @Slot()
    def refresh(self) -> None:
        """Shows what is kept, and the limit."""
        kept = self._cache.kept
        size = _bytes_text(sum(each.size for each in kept))
        words = say_count("{count} data set takes {size}.", "{count} data sets take {size}.", len(kept), size=size)
        self._total.setText(words if kept else say("Nothing is kept yet."))
        self._limit.set_value(self._preferences.now.cache_gigabytes)
        chosen = set(self._chosen())  # data stays chosen, and not the row in which other data stands by now
        self.table.clearSelection()
        self.table.setRowCount(len(kept))
        for row, each in enumerate(kept):
            self._show_row(row, each, chosen=each.folder in chosen)
        self._show_usable()

    def _show_row(self, row: int, kept: Kept, *, chosen: bool) -> None:
        used = QDateTime.fromSecsSinceEpoch(int(kept.used))
        is_open = kept.folder in self._cache.in_use
        when = say("open now") if is_open else locale().toString(used, QLocale.FormatType.ShortFormat)
        for column, text in enumerate((kept.title, _bytes_text(kept.size), when)):
            item = QTableWidgetItem(text)
            item.setData(_FOLDER, kept.folder)
            item.setToolTip(plain_tip(text))
            self.table.setItem(row, column, item)
            item.setSelected(chosen)

    @Slot()
    def _show_usable(self) -> None:
        """What is open stays: it can't be removed."""
        removable = {each.folder for each in self._cache.kept} - self._cache.in_use
        self._remove.setEnabled(bool(removable.intersection(self._chosen())))
        self._empty.setEnabled(bool(removable))

    def _chosen(self) -> list[str]:
        return [index.data(_FOLDER) for index in self.table.selectionModel().selectedRows()]

    @Slot()
    def _on_remove(self) -> None:
        self._cache.let_go(self._chosen())

    @Slot()
    def _on_empty(self) -> None:
        self._cache.let_go([each.folder for each in self._cache.kept])

    @Slot(object)
    def _on_limit(self, gigabytes: int) -> None:
        self._preferences.change(replace(self._preferences.now, cache_gigabytes=gigabytes))


def _bytes_text(size: int) -> str:
    return locale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
