"""Where the files are that come with the program: beside the package, in a checkout and when installed alike."""

from __future__ import annotations

from pathlib import Path

RESOURCES = Path(__file__).resolve().parent.parent.parent / "resources"
ICONS = RESOURCES / "icons"
APP_ICON = ICONS / "nnstudio.svg"


def icon_file(name: str, *, dark: bool) -> Path:
    """One of the small marks that the style sheet puts on controls, drawn in that palette's colours."""
    return ICONS / ("dark" if dark else "light") / f"{name}.svg"
