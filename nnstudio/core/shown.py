"""Names from outside, such as those of files, made fit to be shown."""

from __future__ import annotations

import unicodedata


def shown(name: str) -> str:
    """The name with marks for what would change how it is shown, such as line ends and directions."""
    if name.isprintable():
        return name
    return "".join(c if prints(c) else "\N{REPLACEMENT CHARACTER}" for c in name)


def prints(character: str) -> bool:
    """Letters, signs and spaces of any script; macOS puts a narrow space into the names of screenshots."""
    return character.isprintable() or unicodedata.category(character) == "Zs"
