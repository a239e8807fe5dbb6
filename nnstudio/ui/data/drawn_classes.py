"""The classes that a person draws, and the drawings of the chosen one."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QListView,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from nnstudio.core.sources import Drawn
from nnstudio.core.sources.drawn import MOST_DRAWINGS
from nnstudio.core.words import say, say_count
from nnstudio.data.drawings import SIDE, pixels_of
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.numbers import whole

_NAME, _COUNT = 0, 1
_CLASSES_HEIGHT, _LEAST_DRAWINGS = 96, 72


class DrawnClasses(QTreeWidget):
    """The classes with how many drawings each has; F2 or a double click renames, several can be chosen.

    Attributes:
        chosen: another class is the current one, or others are chosen.
        renamed: (place, name as it was typed).
    """

    chosen = Signal()
    renamed = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data.draw.classes")
        self.setAccessibleName(say("Classes"))
        self.setToolTip(
            say("Drawings are added to the chosen class. F2 renames it; several can be chosen to be merged.")
        )
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(_COUNT, QHeaderView.ResizeMode.ResizeToContents)
        self.itemChanged.connect(self._on_item)
        self.itemSelectionChanged.connect(self.chosen)
        self.currentItemChanged.connect(lambda *_: self.chosen.emit())

    def sizeHint(self) -> QSize:
        """Room for three or four classes; more are scrolled to."""
        return QSize(scaled(200), scaled(_CLASSES_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @property
    def current(self) -> int:
        """The place of the class that drawings are added to; -1 if there is none."""
        item = self.currentItem()
        return self.indexOfTopLevelItem(item) if item is not None else -1

    @property
    def places(self) -> list[int]:
        """The places of the chosen classes, in order."""
        return sorted(self.indexOfTopLevelItem(item) for item in self.selectedItems())

    def show_classes(self, source: Drawn, current: int) -> None:
        """Shows the classes, and which one is current."""
        with QSignalBlocker(self):
            while self.topLevelItemCount() > len(source.classes):
                self.takeTopLevelItem(self.topLevelItemCount() - 1)
            while self.topLevelItemCount() < len(source.classes):
                self.addTopLevelItem(_item())
            for place, each in enumerate(source.classes):
                item = self._item(place)
                item.setText(_NAME, each.name)
                item.setText(_COUNT, whole(len(each.drawings)))
            place = min(max(current, 0), len(source.classes) - 1)
            if place != self.current or not self.places:
                self.choose(place)

    def choose(self, place: int) -> None:
        """Makes that class the current one, and chooses it alone."""
        how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.setCurrentItem(self._item(place), _NAME, how)

    def rename_current(self) -> None:
        """Has the person type another name."""
        if (item := self.currentItem()) is not None:
            self.editItem(item, _NAME)

    def _item(self, place: int) -> QTreeWidgetItem:
        """The row of the class there. Raises IndexError if there is none."""
        item = self.topLevelItem(place)
        if item is None:
            raise IndexError(place)
        return item

    def _on_item(self, item: QTreeWidgetItem, column: int) -> None:
        if column == _NAME:
            self.renamed.emit(self.indexOfTopLevelItem(item), item.text(_NAME))


def _item() -> QTreeWidgetItem:
    item = QTreeWidgetItem()
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
    item.setTextAlignment(_COUNT, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item


class Drawings(QListWidget):
    """The drawings of one class, to be chosen and removed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data.draw.samples")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        side = scaled(48)
        self.setIconSize(QSize(side, side))
        self.setGridSize(QSize(side + 8, side + 8))
        self.setToolTip(say("What was drawn of the chosen class. Delete removes what is chosen here."))
        self._shown: tuple[str, ...] = ()

    def sizeHint(self) -> QSize:
        return QSize(scaled(200), scaled(_LEAST_DRAWINGS))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @property
    def places(self) -> list[int]:
        """The places of the chosen drawings."""
        return [index.row() for index in self.selectedIndexes()]

    def show_drawings(self, name: str, drawings: tuple[str, ...]) -> None:
        """Shows the drawings of the class of that name; the last one is in sight."""
        self.setAccessibleName(
            say_count("{name}: {count} drawing", "{name}: {count} drawings", len(drawings), name=name)
        )
        if drawings == self._shown:
            return
        self._shown = drawings
        self.clear()
        for number, drawing in enumerate(drawings, 1):
            item = QListWidgetItem(_icon(drawing), "")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, say("Drawing {number}", number=number))
            self.addItem(item)
        self.scrollToBottom()


@lru_cache(maxsize=MOST_DRAWINGS)
def _icon(drawing: str) -> QIcon:
    pixels = pixels_of(drawing)
    return QIcon(QPixmap.fromImage(QImage(pixels.data, SIDE, SIDE, SIDE, QImage.Format.Format_Grayscale8).copy()))
