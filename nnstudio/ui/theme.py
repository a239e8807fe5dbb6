"""Colours, spacing and type: the one place that decides how the program looks.

Two palettes, light and dark, follow the system unless the person chose one. Widgets ask `theme.current()` when they
paint, and connect to `theme.watcher().changed` if they keep anything derived from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from nnstudio.core.catalogue import Group

SchemeChoice = Literal["system", "light", "dark"]

# Distances in device-independent pixels; everything is a multiple of 4.
TIGHT = 4
SPACE = 8
WIDE = 16
RADIUS = 6


@dataclass(frozen=True)
class Theme:
    """One palette; colours as #rrggbb."""

    dark: bool
    window: str
    panel: str
    card: str
    raised: str
    line: str
    text: str
    muted: str
    accent: str
    accent_text: str
    accent_soft: str
    good: str
    warning: str
    error: str
    series: tuple[str, ...]
    groups: dict[Group, str]


LIGHT = Theme(
    dark=False,
    window="#f4f5f7",
    panel="#fafbfc",
    card="#ffffff",
    raised="#eceef2",
    line="#d5d9e0",
    text="#1c2330",
    muted="#5b6577",
    accent="#2f5fd0",
    accent_text="#ffffff",
    accent_soft="#e3eafb",
    good="#1c7c4a",
    warning="#8f5a00",
    error="#b3261e",
    series=("#2f5fd0", "#c2570c", "#1c7c4a", "#8a3ffc"),
    groups={
        "core": "#2f5fd0",
        "convolution": "#8a3ffc",
        "pooling": "#0e7c86",
        "regularization": "#a8520a",
        "shape": "#5b6577",
    },
)

DARK = Theme(
    dark=True,
    window="#15181e",
    panel="#1a1e26",
    card="#222732",
    raised="#2b313e",
    line="#3a4252",
    text="#e8ebf1",
    muted="#a2adbf",
    accent="#7ea2ff",
    accent_text="#0e1420",
    accent_soft="#27324f",
    good="#5fca92",
    warning="#f0b45a",
    error="#ff8a80",
    series=("#7ea2ff", "#ff9e64", "#5fca92", "#c39bff"),
    groups={
        "core": "#7ea2ff",
        "convolution": "#c39bff",
        "pooling": "#5cc8d2",
        "regularization": "#ffb070",
        "shape": "#a2adbf",
    },
)


class Watcher(QObject):
    """Tells of a change of palette."""

    changed = Signal()


_watcher: Watcher | None = None
_current = LIGHT


def watcher() -> Watcher:
    """The one watcher of this process; needs a QApplication."""
    global _watcher  # noqa: PLW0603 - the theme belongs to the process, as QApplication does
    if _watcher is None:
        _watcher = Watcher()
    return _watcher


def current() -> Theme:
    """The palette in use."""
    return _current


def colour(name: str, alpha: int = 255) -> QColor:
    """A colour of the current palette by its attribute's name."""
    found = QColor(getattr(_current, name))
    found.setAlpha(alpha)
    return found


def apply(app: QApplication, choice: SchemeChoice = "system") -> None:
    """Dresses the application: Fusion, our palette, our style sheet."""
    global _current  # noqa: PLW0603 - as above
    hints = app.styleHints()
    hints.setColorScheme(_SCHEMES[choice])
    dark = choice == "dark" or (choice == "system" and hints.colorScheme() == Qt.ColorScheme.Dark)
    _current = DARK if dark else LIGHT
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(_palette(_current))
    app.setStyleSheet(_style_sheet(_current))
    watcher().changed.emit()


_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.window,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.card,
        QPalette.ColorRole.AlternateBase: theme.panel,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.Button: theme.raised,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.BrightText: theme.error,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.accent_text,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.ToolTipBase: theme.raised,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.muted,
        QPalette.ColorRole.Mid: theme.line,
        QPalette.ColorRole.Accent: theme.accent,
    }
    for role, value in roles.items():
        palette.setColor(role, QColor(value))
    faded = QColor(theme.muted)
    faded.setAlpha(140)
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, faded)
    return palette


def _style_sheet(theme: Theme) -> str:
    return f"""
    QToolTip {{ color: {theme.text}; background: {theme.raised}; border: 1px solid {theme.line}; padding: 4px; }}
    QLabel[role="muted"] {{ color: {theme.muted}; }}
    QLabel[role="title"] {{ font-size: 15px; font-weight: 600; }}
    QLabel[role="error"] {{ color: {theme.error}; }}
    QLabel[role="warning"] {{ color: {theme.warning}; }}
    QFrame[role="panel"] {{ background: {theme.panel}; border: 0; }}
    QFrame[role="card"] {{ background: {theme.card}; border: 1px solid {theme.line}; border-radius: {RADIUS}px; }}
    QPushButton[role="primary"] {{ background: {theme.accent}; color: {theme.accent_text}; border: 0;
        border-radius: {RADIUS}px; padding: 6px 14px; font-weight: 600; }}
    QPushButton[role="primary"]:disabled {{ background: {theme.raised}; color: {theme.muted}; }}
    """
