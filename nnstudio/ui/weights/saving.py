"""The grid as a PNG file: how large, with or without labels."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.weights.grid import Layout, compose
from nnstudio.ui.weights.grid_view import GAP_PIXELS, GROUP_GAP, Scene
from nnstudio.ui.weights.images import image_of, table_of

MOST_PIXELS = 100_000_000
LARGEST_ZOOM = 32
_LABEL = 16


def saved_layout(scene: Scene, across: int, zoom: int, *, labels: bool) -> Layout:
    """Where the tiles stand in the file: as on the screen, at that zoom."""
    tiles = scene.tiles
    count, rows, columns = tiles.values.shape
    if tiles.across:
        return Layout(count, rows, columns, tiles.across, zoom, gap=0)
    group_gap = GROUP_GAP if tiles.group > 1 else 0
    return Layout(count, rows, columns, across, zoom, GAP_PIXELS, tiles.group, group_gap, _LABEL if labels else 0)


def grid_picture(scene: Scene, layout: Layout) -> QImage:
    """The whole grid, with the tiles' numbers where the layout has room for them."""
    levels = compose(layout, (0, 0, layout.width, layout.height), scene.levels_at)
    picture = image_of(levels, table_of(theme.current()))
    return _labelled(picture, scene, layout) if layout.label else picture


def _labelled(picture: QImage, scene: Scene, layout: Layout) -> QImage:
    drawn = picture.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(drawn)
    font = QFont()
    font.setPixelSize(layout.label - 5)
    painter.setFont(font)
    painter.setPen(QColor(theme.current().text))
    for position in range(0, layout.count, layout.group):
        left, top, width, _ = layout.rectangle(position)
        room = QRect(left, top - layout.label, max(width * layout.group, 40), layout.label)
        unit = scene.tiles.unit_of(scene.tile_at(position))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, str(unit))
    painter.end()
    return drawn


class SaveDialog(QDialog):
    """Asks how the grid is to be saved."""

    def __init__(self, scene: Scene, across: int, zoom: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        self._across = across
        self.setObjectName("weights.save_dialog")
        self.setWindowTitle(say("Save the pictures"))
        self._build(zoom)
        self.zoom.valueChanged.connect(self._show_size)
        self.labels.toggled.connect(self._show_size)
        self._show_size()

    @property
    def layout_chosen(self) -> Layout:
        """Where the tiles stand in the file."""
        return saved_layout(self._scene, self._across, self.zoom.value(), labels=self.labels.isChecked())

    def _build(self, zoom: int) -> None:
        self.zoom = QSpinBox(self)
        self.zoom.setObjectName("weights.save_zoom")
        self.zoom.setAccessibleName(say("Pixels a weight"))
        self.zoom.setToolTip(say("Each weight becomes a square of so many pixels."))
        sizes = np.arange(1, LARGEST_ZOOM + 1)
        fitting = [z for z in sizes.tolist() if self._pixels(z) <= MOST_PIXELS]
        self.zoom.setRange(1, max(fitting, default=1))
        self.zoom.setValue(zoom)
        self.labels = QCheckBox(say("Number of each unit or filter"), self)
        self.labels.setObjectName("weights.save_labels")
        self.labels.setToolTip(say("Writes the number above each picture."))
        self.labels.setEnabled(not self._scene.tiles.across)
        self.size_label = QLabel(self)
        self.size_label.setProperty("role", "muted")
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel, parent=self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.setSpacing(theme.SPACE)
        form.addRow(say("Pixels a weight"), self.zoom)
        form.addRow(say("Labels"), self.labels)
        form.addRow(say("Size"), self.size_label)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
        box.setSpacing(theme.WIDE)
        box.addLayout(form)
        box.addWidget(buttons)

    def _pixels(self, zoom: int) -> int:
        layout = saved_layout(self._scene, self._across, zoom, labels=False)
        return layout.width * layout.height

    def _show_size(self) -> None:
        layout = self.layout_chosen
        self.size_label.setText(say("{width} × {height} pixels", width=layout.width, height=layout.height))
