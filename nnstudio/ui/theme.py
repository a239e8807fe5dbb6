"""Colours, spacing and type: the one place that decides how the program looks.

Two palettes, light and dark, follow the system unless the person chose one. Widgets ask `theme.current()` when they
paint, and connect to `theme.watcher().changed` if they keep anything derived from it. Icons of `icons.icon` need no
such care: they look up their colour when they are painted. The style sheet and its roles are in `style_sheet`.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from nnstudio.ui.base_style import BaseStyle
from nnstudio.ui.palettes import DARK, LIGHT, Theme
from nnstudio.ui.style_sheet import style_sheet
from nnstudio.ui.type_size import USUAL

SchemeChoice = Literal["system", "light", "dark"]

# Distances in device-independent pixels; everything is a multiple of 4.
TIGHT = 4
SPACE = 8
WIDE = 16
RADIUS = 6
CONTROL = 28
SMALLEST_TYPE = USUAL


class Watcher(QObject):
    """Tells of a change of palette, and follows the system's where the person left the choice to it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._followed: QApplication | None = None

    def follow(self, app: QApplication) -> None:
        """Dresses the application anew when the system switches between light and dark."""
        if self._followed is not app:
            self._followed = app
            app.styleHints().colorSchemeChanged.connect(self._on_system_scheme)

    @Slot()
    def _on_system_scheme(self) -> None:
        if self._followed is not None and _choice == "system" and _system_theme(self._followed) is not _current:
            _dress(self._followed, _system_theme(self._followed))


_watcher: Watcher | None = None
_choice: SchemeChoice = "system"
_current = LIGHT
_system_type = 0  # pixels; 0: not asked yet
_type_percent = 100


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


def apply(app: QApplication, choice: SchemeChoice = "system", type_percent: int = 100) -> None:
    """Dresses the application: Fusion, our palette, our style sheet, letters in percent of the system's size."""
    global _choice, _type_percent
    _choice, _type_percent = choice, type_percent
    app.styleHints().setColorScheme(_SCHEMES[choice])
    fixed = {"light": LIGHT, "dark": DARK}
    _dress(app, fixed.get(choice) or _system_theme(app))
    watcher().follow(app)


_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


def _system_theme(app: QApplication) -> Theme:
    return DARK if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT


def _dress(app: QApplication, theme: Theme) -> None:
    global _current  # noqa: PLW0603 - as above
    _current = theme
    if not app.styleSheet():
        app.setStyle(BaseStyle())
    _set_type_size(app)
    app.setPalette(_palette(theme))
    app.setStyleSheet(style_sheet(theme, QFontInfo(app.font()).pixelSize()))
    watcher().changed.emit()


def _set_type_size(app: QApplication) -> None:
    """The system's size, but not smaller than is comfortable, times what the person chose."""
    global _system_type  # noqa: PLW0603 - as above
    font = app.font()
    _system_type = _system_type or max(QFontInfo(font).pixelSize(), SMALLEST_TYPE)
    size = round(_system_type * _type_percent / 100)
    if QFontInfo(font).pixelSize() != size:
        font.setPixelSize(size)
        app.setFont(font)


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
        QPalette.ColorRole.LinkVisited: theme.accent,
        QPalette.ColorRole.ToolTipBase: theme.raised,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.muted,
        QPalette.ColorRole.Light: theme.card,
        QPalette.ColorRole.Midlight: theme.raised,
        QPalette.ColorRole.Mid: theme.line,
        QPalette.ColorRole.Dark: theme.edge,
        QPalette.ColorRole.Shadow: theme.line,
        QPalette.ColorRole.Accent: theme.accent,
    }
    for role, value in roles.items():
        palette.setColor(role, QColor(value))
    faded = QColor(theme.muted)
    faded.setAlpha(150)
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, faded)
    return palette
