"""Which class's pictures are shown, as a menu: what a press on a row of the bars does."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from nnstudio.core.words import say
from nnstudio.ui.data.class_bars import ALL, ClassBars
from nnstudio.ui.kit.actions import make_choice


class ClassMenu(QMenu):
    """All classes and each of them, as the bars have them when it opens."""

    def __init__(self, bars: ClassBars) -> None:
        super().__init__(say("Show class"), bars)
        self._bars = bars
        self._group = QActionGroup(self)
        self.setObjectName("data.classes.menu")
        self.menuAction().setEnabled(False)
        self.aboutToShow.connect(self._fill)
        bars.counted.connect(self._on_counted)

    @Slot()
    def _on_counted(self) -> None:
        self.menuAction().setEnabled(bool(self._bars.names))

    @Slot()
    def _fill(self) -> None:
        self.clear()
        for label, name in enumerate((say("All classes"), *self._bars.names), start=ALL):
            tip, choose = self._bars.words(label), partial(self._bars.chosen.emit, label)
            action = make_choice(self, f"class.{label}", name.replace("&", "&&"), tip, choose, page="data")
            action.setChecked(label == self._bars.label)
            self._group.addAction(action)
            self.addAction(action)
