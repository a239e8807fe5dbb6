"""What the page says while there are no weights to show."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from nnstudio.app.run_state import is_running
from nnstudio.app.studio import Studio
from nnstudio.ui import theme
from nnstudio.ui.icons import IconLabel, icon


class EmptyWeights(QWidget):
    """Says that nothing is trained yet, and trains it."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._build()
        studio.document.changed.connect(self._on_changed)
        studio.run_changed.connect(self._on_changed)
        studio.dataset_changed.connect(self._on_changed)
        studio.engine_changed.connect(self._on_changed)

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setSpacing(theme.SPACE)
        box.addStretch(2)
        box.addWidget(IconLabel("weights", "muted", 48, self), 0, Qt.AlignmentFlag.AlignHCenter)
        self._title = _centred(QLabel(self), "title")
        self._text = _centred(QLabel(self), "muted")
        self._text.setMaximumWidth(460)
        self._train = QPushButton(icon("train", "accent_text"), self.tr("Train"), self)
        self._train.setObjectName("weights.train")
        self._train.setAccessibleName(self.tr("Train"))
        self._train.setToolTip(self.tr("Trains the network; its weights appear here while it learns."))
        self._train.setProperty("role", "primary")
        self._train.clicked.connect(self._on_train)
        self._reason = _centred(QLabel(self), "muted")
        self._reason.setObjectName("weights.train_reason")
        self._reason.setMaximumWidth(460)
        box.addWidget(self._title)
        box.addWidget(self._text, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addSpacing(theme.SPACE)
        box.addWidget(self._train, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self._reason, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(3)

    def refresh(self, *, no_kernels: bool = False) -> None:
        """Says why there is nothing to see, and whether Train can start."""
        if no_kernels:
            self._title.setText(self.tr("This network has no weights to show"))
            self._text.setText(self.tr("Dense and Conv2D layers have weights. Add one in Design, and train again."))
        else:
            self._title.setText(self.tr("Nothing trained yet"))
            self._text.setText(
                self.tr("Once the network trains, each unit's weights appear here as a picture of what it looks for.")
            )
        self._show_train()

    def _show_train(self) -> None:
        blocker = self._studio.train_blocker
        running = is_running(self._studio.run_state)
        self._train.setEnabled(not blocker and not running)
        self._reason.setText(self.tr("Training is about to begin.") if running else blocker)

    def _on_changed(self, *_: object) -> None:
        if self.isVisible():
            self._show_train()

    @Slot()
    def _on_train(self) -> None:
        self._studio.train()


def _centred(label: QLabel, role: str) -> QLabel:
    label.setProperty("role", role)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    return label
