"""What a page says while nothing has been trained: what will be here, and the button that leads to it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nnstudio.app.data import Data
from nnstudio.app.document import Document
from nnstudio.app.engine_report import EngineReport
from nnstudio.app.run_state import is_running
from nnstudio.app.training import Trainer
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.icons import IconLabel, icon
from nnstudio.ui.kit.measures import scaled

_WIDTH = 400


class Invitation(QWidget):
    """An icon, a title, a sentence, and Train; below it why Train can't start, if it can't."""

    def __init__(
        self,
        document: Document,
        data: Data,
        training: Trainer,
        engine: EngineReport,
        name: str,
        symbol: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._data = data
        self._training = training
        self._engine = engine
        self._build(name, symbol)
        for signal in (self._training.changed, self._data.changed, self._engine.changed):
            signal.connect(self._on_changed)
        self._document.changed.connect(self._on_changed)

    def say(self, title: str, text: str) -> None:
        """Shows these words, and whether Train can start."""
        self._title.setText(title)
        self._text.setText(text)
        self._show_train()

    def add_below(self, widget: QWidget) -> None:
        """Puts something more under the rest."""
        self._column.insertWidget(self._column.count() - 1, widget, 0, Qt.AlignmentFlag.AlignHCenter)

    def _build(self, name: str, symbol: str) -> None:
        self._title = _centred(self, "title")
        self._title.setObjectName(f"{name}.invitation")
        self._text = _centred(self, "muted")
        self._train = QPushButton(icon("train", "accent_text"), say("Train"), self)
        self._train.setObjectName(f"{name}.train")
        self._train.setAccessibleName(say("Train"))
        self._train.setToolTip(say("Starts a new run of the network with the settings as they are."))
        self._train.setProperty("role", "primary")
        self._train.clicked.connect(self._on_train)
        self._reason = _centred(self, "muted")
        self._reason.setObjectName(f"{name}.train_reason")
        column = QWidget(self)
        column.setMaximumWidth(scaled(_WIDTH))
        box = QVBoxLayout(column)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.SPACE)
        box.addStretch(2)
        box.addWidget(IconLabel(symbol, "muted", 48, self), 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self._title)
        box.addWidget(self._text)
        box.addSpacing(theme.SPACE)
        box.addWidget(self._train, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self._reason)
        box.addStretch(3)
        self._column = box
        row = QHBoxLayout(self)
        row.addWidget(column)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_train()

    def _show_train(self) -> None:
        running = is_running(self._training.state)
        blocker = self._training.blocker
        self._train.setEnabled(not blocker and not running)
        self._reason.setText(say("Training is about to begin.") if running else blocker)

    def _on_changed(self, *_: object) -> None:
        if self.isVisible():
            self._show_train()

    @Slot()
    def _on_train(self) -> None:
        self._training.start()


def _centred(parent: QWidget, role: str) -> QLabel:
    label = QLabel(parent)
    label.setProperty("role", role)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
    label.setWordWrap(True)
    return label
