"""Icons by what they mean, drawn from the Material Design Icons font in the theme's colours.

The font comes with qtawesome; it is loaded from there without importing that package, which would cost the window
0.2 s at its start. An icon asks for its colour when it is painted, so a change of palette needs nothing but a repaint.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from nnstudio.ui import theme
from nnstudio.ui.type_size import scaled

_NAMES = {
    "train": "mdi6.play",
    "pause": "mdi6.pause",
    "resume": "mdi6.play",
    "stop": "mdi6.stop",
    "step_batch": "mdi6.skip-next",
    "step_epoch": "mdi6.skip-forward",
    "new": "mdi6.file-plus-outline",
    "open": "mdi6.folder-open-outline",
    "save": "mdi6.content-save-outline",
    "undo": "mdi6.undo",
    "redo": "mdi6.redo",
    "delete": "mdi6.trash-can-outline",
    "add": "mdi6.plus",
    "back": "mdi6.arrow-left",
    "up": "mdi6.arrow-up",
    "down": "mdi6.arrow-down",
    "grip": "mdi6.drag-vertical",
    "error": "mdi6.alert-circle-outline",
    "warning": "mdi6.alert-outline",
    "info": "mdi6.information-outline",
    "ok": "mdi6.check-circle-outline",
    "brush": "mdi6.brush",
    "eraser": "mdi6.eraser",
    "clear": "mdi6.close",
    "picture": "mdi6.image-outline",
    "paste": "mdi6.content-paste",
    "shuffle": "mdi6.shuffle-variant",
    "download": "mdi6.download",
    "folder": "mdi6.folder-outline",
    "data": "mdi6.database-outline",
    "design": "mdi6.layers-outline",
    "chart": "mdi6.chart-line",
    "weights": "mdi6.grid",
    "classify": "mdi6.draw",
    "settings": "mdi6.cog-outline",
    "engine": "mdi6.chip",
    "fix": "mdi6.auto-fix",
    "doctor": "mdi6.stethoscope",
    "log": "mdi6.text-box-outline",
    "zoom": "mdi6.magnify",
    "stopping": "mdi6.timer-sand",
    "chevron_left": "mdi6.chevron-left",
    "chevron_right": "mdi6.chevron-right",
    "chevron_down": "mdi6.chevron-down",
    "chevron_up": "mdi6.chevron-up",
    "close": "mdi6.close",
    "runs": "mdi6.history",
    "loaded": "mdi6.tray-arrow-down",
    "finished": "mdi6.check-circle-outline",
    "stopped": "mdi6.stop-circle-outline",
    "training": "mdi6.progress-clock",
    "scheme": "mdi6.theme-light-dark",
    "keyboard": "mdi6.keyboard-outline",
    "copy": "mdi6.content-copy",
    "cut": "mdi6.content-cut",
    "duplicate": "mdi6.content-duplicate",
    "question": "mdi6.help-circle-outline",
    "panel": "mdi6.dock-left",
    "branch": "mdi6.source-branch",
}


def icon(name: str, colour: str = "text") -> QIcon:
    """The icon of that meaning, or of that name in the icon font, in a colour of the theme (an attribute of `Theme`).

    Raises KeyError if there is none.
    """
    return QIcon(_ThemeIcon(_glyph(name if "." in name else _NAMES[name]), colour))


class IconLabel(QWidget):
    """Shows one icon, for where a QLabel's fixed picture would keep the colours of another palette.

    `size` in pixels is for type of the usual size.
    """

    def __init__(self, name: str, colour: str = "text", size: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon(name, colour)
        self.setFixedSize(scaled(size), scaled(size))

    def set_icon(self, name: str, colour: str = "text") -> None:
        """Shows another one."""
        self._icon = icon(name, colour)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._icon.paint(painter, self.rect(), mode=QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled)
        painter.end()


class _ThemeIcon(QIconEngine):
    """Draws a glyph of the icon font."""

    def __init__(self, glyph: str, colour: str) -> None:
        super().__init__()
        self._glyph = glyph
        self._colour = colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        font = QFont(_family())
        font.setPixelSize(max(1, min(rect.width(), rect.height())))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setFont(font)
        painter.setPen(self._shade(mode))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._glyph)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The glyph on nothing; `size` in device pixels."""
        drawn = QPixmap(size)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return drawn

    def clone(self) -> QIconEngine:
        """Another one of the same glyph, when Qt wants its own."""
        return _ThemeIcon(self._glyph, self._colour)

    def _shade(self, mode: QIcon.Mode) -> QColor:
        if mode == QIcon.Mode.Disabled:
            return theme.colour("muted", 120)
        return theme.colour(self._colour)


def _font_file(ending: str) -> Path:
    """The one file of the icon font with that ending. Raises FileNotFoundError if qtawesome isn't installed."""
    spec = find_spec("qtawesome")
    folders = spec.submodule_search_locations if spec else None
    found = [file for folder in folders or () for file in Path(folder).glob(f"fonts/materialdesignicons6*{ending}")]
    if not found:
        raise FileNotFoundError(f"qtawesome's Material Design Icons font (*{ending}) is missing.")
    return found[0]


@cache
def _family() -> str:
    number = QFontDatabase.addApplicationFont(str(_font_file(".ttf")))
    return QFontDatabase.applicationFontFamilies(number)[0]


@cache
def _codes() -> dict[str, str]:
    codes: dict[str, str] = json.loads(_font_file(".json").read_text(encoding="utf-8"))
    return codes


def _glyph(name: str) -> str:
    return chr(int(_codes()[name.removeprefix("mdi6.")], 16))
