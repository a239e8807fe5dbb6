"""The catalogues of translations that come with the program."""

from __future__ import annotations

import io
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from nnstudio.core.languages import ENGLISH

TRANSLATIONS = Path(__file__).resolve().parent.parent.parent / "resources" / "translations"


def catalogue(language: str) -> NullTranslations:
    """The translations into one of `core.languages`; a text that is not translated stays English.

    Without its file everything does: a program that speaks English is better than none.
    """
    try:
        read = (TRANSLATIONS / f"{language}.mo").read_bytes() if language != ENGLISH else b""
        return GNUTranslations(io.BytesIO(read)) if read else NullTranslations()
    except (OSError, ValueError):
        return NullTranslations()
