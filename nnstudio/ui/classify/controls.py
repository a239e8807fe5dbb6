"""Small controls that look and explain themselves alike on the whole page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from nnstudio.ui import icons, theme
from nnstudio.ui.kit.elided import ElidedLabel
from nnstudio.ui.kit.measures import scaled

CARD_PADDING = 12


def push_button(name: str, text: str, tip: str, parent: QWidget, icon: str = "") -> QPushButton:
    """A button with text, and an icon if one is named."""
    button = QPushButton(text, parent)
    button.setObjectName(f"classify.{name}")
    button.setAccessibleName(text.replace("…", "").replace("&", ""))
    button.setToolTip(tip)
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    button.setAutoDefault(False)
    if icon:
        button.setIcon(icons.icon(icon))
    return button


def label(text: str, parent: QWidget, *, role: str = "", name: str = "") -> QLabel:
    """A label with one of the theme's roles: heading, muted, error, warning."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if name:
        made.setObjectName(f"classify.{name}")
    return made


def card(parent: QWidget) -> tuple[QFrame, QVBoxLayout]:
    """A framed panel and its column. Its width is the layout's to choose: what it shows never moves its neighbours."""
    frame = QFrame(parent)
    frame.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    frame.setProperty("role", "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(CARD_PADDING, CARD_PADDING, CARD_PADDING, CARD_PADDING)
    column.setSpacing(theme.SPACE)
    return frame, column


def head(title: str, parent: QWidget) -> QHBoxLayout:
    """A card's first row, as high on every card; ends with its heading."""
    row = QHBoxLayout()
    row.setSpacing(theme.SPACE)
    heading = ElidedLabel(parent, greedy=False)
    heading.setText(title)
    heading.setToolTip("")
    heading.setProperty("role", "heading")
    row.addWidget(heading)
    row.addStrut(scaled(theme.CONTROL))
    return row
