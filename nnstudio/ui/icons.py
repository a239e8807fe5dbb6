"""Icons by what they mean, from Material Design Icons (through qtawesome), in the theme's colours."""

from __future__ import annotations

import qtawesome
from PySide6.QtGui import QIcon

from nnstudio.ui import theme

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
    "log": "mdi6.text-box-outline",
    "zoom": "mdi6.magnify",
}


def icon(name: str, colour: str = "text") -> QIcon:
    """The icon of that meaning in a colour of the theme (an attribute of `Theme`). Raises KeyError if unknown."""
    chosen = getattr(theme.current(), colour)
    faded = theme.current().muted
    return qtawesome.icon(_NAMES[name], color=chosen, color_disabled=faded)  # type: ignore[no-any-return]
