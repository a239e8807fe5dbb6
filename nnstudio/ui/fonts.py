"""Fonts that the bootstrap brought where the system has none, and what all fonts together can show."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtGui import QFontDatabase

BROUGHT = Path(sys.prefix) / "share" / "nnstudio" / "fonts"
Script = QFontDatabase.WritingSystem
SCRIPTS = {"latin": Script.Latin, "chinese": Script.SimplifiedChinese}
_ALIASES = frozenset({"Sans Serif", "Serif", "Monospace"})  # Qt lists these even where there is no font at all
_OF_LANGUAGES = {"zh_CN": Script.SimplifiedChinese}


def load(folder: Path = BROUGHT) -> None:
    """Has Qt use the fonts in the folder; there is none where the system has all that is needed."""
    for path in sorted(folder.rglob("*.tt[cf]")):
        QFontDatabase.addApplicationFont(str(path))


def has_font(script: Script) -> bool:
    """Whether any font, the system's or ours, has the letters of a script."""
    return not _ALIASES.issuperset(QFontDatabase.families(script))


def can_show(language: str) -> bool:
    """Whether the words of a language can be shown, one of `core.languages`."""
    return language not in _OF_LANGUAGES or has_font(_OF_LANGUAGES[language])
