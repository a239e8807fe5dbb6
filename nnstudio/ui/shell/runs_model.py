"""The list of runs as Qt's views ask for it, and how one run is drawn."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from nnstudio.runs.history import RunSummary
from nnstudio.ui import theme
from nnstudio.ui.icons import icon
from nnstudio.ui.plain_text import plain_tip
from nnstudio.ui.run_words import STATUS_ICONS, age, run_title, status_word
from nnstudio.ui.shell.words import how_far, is_without_numbers, run_figure, run_sentence

RUN = Qt.ItemDataRole.UserRole
LIVE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class RunsModel(QAbstractListModel):
    """The runs, newest first. Where one must not be chosen, `locked` names why and only the shown one is enabled."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs: tuple[RunSummary, ...] = ()
        self._shown: int | None = None
        self._locked = ""
        self._live: tuple[int | None, str] = (None, "")

    def set_live(self, number: int | None, text: str) -> None:
        """Says how far this window's run is; the list itself learns only of whole epochs, and when it ends."""
        if (number, text) != self._live:
            self._live = (number, text)
            if self._runs:
                self.refresh()

    def set_runs(self, runs: tuple[RunSummary, ...], shown: int | None, locked: str) -> None:
        """Shows these runs. The rows stay where they are if only figures changed."""
        same = [run.number for run in runs] == [run.number for run in self._runs]
        if not same:
            self.beginResetModel()
        self._runs, self._shown, self._locked = runs, shown, locked
        if not same:
            self.endResetModel()
        elif runs:
            self.refresh()

    def refresh(self) -> None:
        """Draws all rows again: time has passed."""
        self.dataChanged.emit(self.index(0), self.index(len(self._runs) - 1))

    def row_of(self, number: int | None) -> int:
        """Where that run is; -1 if it isn't there."""
        return next((row for row, run in enumerate(self._runs) if run.number == number), -1)

    def run_at(self, row: int) -> RunSummary:
        """The run in that row."""
        return self._runs[row]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._runs)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Whether the run can be chosen now."""
        if self._locked and self._runs[index.row()].number != self._shown:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The run itself, or the sentence that says all of it."""
        run = self._runs[index.row()]
        if role == RUN:
            return run
        if role == LIVE:
            number, text = self._live
            return text if run.number == number and (run.status == "training" or not run.epochs_done) else ""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return run_sentence(run, datetime.now(UTC))
        if role == Qt.ItemDataRole.ToolTipRole:
            lines = [run_sentence(run, datetime.now(UTC)), run.engine, run.message, self._locked]
            return plain_tip("\n".join(line for line in lines if line))
        return None


class RunDelegate(QStyledItemDelegate):
    """A run in two lines: its mark, number and what it is known by, if anything; below, epochs or its end, and age."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draws the row; its ground is the style sheet's."""
        shell = QStyleOptionViewItem(option)
        self.initStyleOption(shell, index)
        shell.text = ""
        style = shell.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shell, painter, shell.widget)
        run: RunSummary = index.data(RUN)
        live = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
        mark, colour = STATUS_ICONS[run.status]
        area = option.rect.adjusted(12, theme.SPACE, -12, -theme.SPACE)
        painter.save()
        icon(mark, colour if live else "muted").paint(painter, QRect(area.left(), area.top(), 18, 18))
        if run.label.is_starred:
            icon("mdi6.star", "warning").paint(painter, QRect(area.left() + 2, area.top() + 20, 14, 14))
        words = area.adjusted(26, 0, 0, 0)
        upper = QRect(words.left(), words.top(), words.width(), words.height() // 2)
        lower = QRect(words.left(), upper.bottom() + 1, words.width(), words.height() - upper.height())
        shade = "text" if live else "muted"
        lost = "warning" if live and is_without_numbers(run) else shade
        self._line(painter, upper, (run_title(run), shade), (run_figure(run), lost), bold=True)
        ended_badly = run.status in ("failed", "crashed")
        left = (status_word(run.status) if ended_badly else index.data(LIVE)) or how_far(run) or status_word(run.status)
        ago = age(run.started, datetime.now(UTC)) if run.ended else ""  # what is under way needs the room
        self._line(painter, lower, (left, "muted"), (ago, "muted"))
        painter.restore()

    @staticmethod
    def _line(
        painter: QPainter, area: QRect, left: tuple[str, str], right: tuple[str, str], *, bold: bool = False
    ) -> None:
        """Draws two texts with their colours; the left one is cut where both don't fit."""
        font = QFont(painter.font())
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        painter.setFont(font)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.colour(right[1]))
        painter.drawText(area, middle | Qt.AlignmentFlag.AlignRight, right[0])
        room = area.width() - painter.fontMetrics().horizontalAdvance(right[0]) - theme.SPACE
        cut = painter.fontMetrics().elidedText(left[0], Qt.TextElideMode.ElideRight, room)
        painter.setPen(theme.colour(left[1]))
        painter.drawText(area, middle | Qt.AlignmentFlag.AlignLeft, cut)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, 2 * option.fontMetrics.height() + 2 * theme.SPACE + 2)
