"""The mean picture of each class: what its pictures have in common."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from nnstudio.core.sources import Facts
from nnstudio.core.words import say, say_count
from nnstudio.data.explore.statistics import PictureFigures
from nnstudio.data.forms import picture_of
from nnstudio.ui import theme
from nnstudio.ui.data.gallery import image_of
from nnstudio.ui.kit.elided import ElidedLabel
from nnstudio.ui.kit.flow import Flow
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.plain_text import plain_tip

_SIDE = 72
MOST_SHOWN = 100


class MeanPictures(Flow):
    """One small picture for each class, with its name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(theme.SPACE, parent)
        self.setObjectName("data.means")
        self._cells: list[_Mean] = []

    def show_figures(self, figures: PictureFigures, facts: Facts) -> None:
        """Shows the means of the classes, the first MOST_SHOWN."""
        names = facts.class_names or (say("All samples"),)
        shown = min(len(names), MOST_SHOWN)
        while len(self._cells) < shown:
            self._cells.append(_Mean())
            self.addWidget(self._cells[-1])
        for label, cell in enumerate(self._cells):
            cell.setVisible(label < shown)
            if label < shown:
                mean = figures.class_means[label]
                stored = np.rint(mean) if facts.dtype == "uint8" else mean
                image = image_of(picture_of(stored.astype(facts.dtype), facts))
                side = scaled(_SIDE)
                smooth = Qt.TransformationMode.SmoothTransformation
                fast = Qt.TransformationMode.FastTransformation
                way = smooth if max(image.width(), image.height()) > side else fast
                picture = image.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio, way)
                cell.show_mean(QPixmap.fromImage(picture), names[label], figures.counts[label])


class _Mean(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._picture = QLabel()
        self._picture.setFixedSize(scaled(_SIDE), scaled(_SIDE))
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name = ElidedLabel()
        self._name.setProperty("role", "muted")
        self._name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name.setFixedWidth(scaled(_SIDE))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._picture)
        column.addWidget(self._name)

    def show_mean(self, picture: QPixmap, name: str, count: int) -> None:
        """Shows the picture under the name; the tooltip has of how many it is the mean."""
        self._picture.setPixmap(picture)
        self._name.setText(name)
        words = say_count("{name}: mean of {count} picture", "{name}: mean of {count} pictures", count, name=name)
        self._picture.setToolTip(plain_tip(words))
        self._picture.setAccessibleName(words)
