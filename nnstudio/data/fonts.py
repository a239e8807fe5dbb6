"""The font files of this machine, and what a font file says of itself.

Fonts are files from outside: what they hold is parsed by FreeType, in the reader process only.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nnstudio.core.shown import shown
from nnstudio.data.listing import walked

ENDINGS = (".ttf", ".otf", ".ttc", ".otc")
BROUGHT = Path(sys.prefix) / "share" / "nnstudio" / "fonts"  # by the bootstrap, where the system has none
MOST_FILES = 5_000
MOST_FILE_BYTES = 100_000_000
LONGEST_NAME = 100
# Families that look alike, in sets: of each set one is taken, and the first sets differ most from each other.
_ALIKE = (
    ("Arial", "Helvetica", "Liberation Sans", "Nimbus Sans", "FreeSans", "Arimo"),
    ("Times New Roman", "Times", "Liberation Serif", "Nimbus Roman", "FreeSerif", "Tinos"),
    ("Courier New", "Courier", "Liberation Mono", "Nimbus Mono PS", "FreeMono", "Cousine"),
    ("Comic Sans MS", "Comic Neue", "Chalkboard", "Z003", "Brush Script MT"),
    ("Impact", "Anton", "Haettenschweiler"),
    ("DejaVu Serif", "Bitstream Vera Serif", "Georgia", "Noto Serif"),
    ("DejaVu Sans", "Verdana", "Bitstream Vera Sans", "Noto Sans"),
    ("DejaVu Sans Mono", "Menlo", "Consolas", "Bitstream Vera Sans Mono", "Noto Sans Mono"),
    ("URW Gothic", "Century Gothic", "Futura"),
    ("URW Bookman", "Bookman Old Style"),
    ("C059", "Century Schoolbook", "Century"),
    ("P052", "Palatino Linotype", "Palatino", "Book Antiqua"),
    ("Nimbus Sans Narrow", "Arial Narrow", "Liberation Sans Narrow"),
    ("Trebuchet MS", "Ubuntu", "Lato"),
)
_UNFIT = ("symbol", "dingbat", "emoji", "wingding", "webding", "icon", "braille", "barcode", "ornament", "math", "last")
_PLAIN = ("regular", "book", "roman", "normal", "", "medium", "text")


@dataclass(frozen=True)
class FontFile:
    """A font and where it is.

    Attributes:
        family: such as `DejaVu Sans`.
        style: such as `Bold`.
    """

    path: Path
    family: str
    style: str

    @property
    def is_plain(self) -> bool:
        """Whether it is neither bold nor slanted."""
        return self.style.casefold() in _PLAIN

    @property
    def names(self) -> tuple[str, ...]:
        """What it goes by, folded: with its style, and a plain one by its family alone too."""
        whole = f"{self.family} {self.style}".casefold()
        return (self.family.casefold(), whole) if self.is_plain else (whole,)


def font_folders() -> tuple[Path, ...]:
    """Where this system keeps its fonts, and where the bootstrap put those that it brought."""
    home = Path.home()
    if sys.platform == "win32":
        windows, local = os.environ.get("WINDIR", "C:\\Windows"), os.environ.get("LOCALAPPDATA", str(home))
        places = [Path(windows, "Fonts"), Path(local, "Microsoft", "Windows", "Fonts")]
    elif sys.platform == "darwin":
        places = [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"]
    else:
        shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
        own = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share", "fonts")
        places = [own, home / ".fonts", *(Path(each, "fonts") for each in shared.split(":") if each)]
    return (BROUGHT, *places)


def font_files(folders: Iterable[Path]) -> list[tuple[Path, os.stat_result]]:
    """The font files in these folders, at most MOST_FILES, in a fixed order; folders that can't be read are passed."""
    found: list[tuple[Path, os.stat_result]] = []
    for folder in folders:
        try:
            inside = walked(folder)
        except OSError:
            continue
        for name, status in inside:
            fits = stat.S_ISREG(status.st_mode) and 0 < status.st_size <= MOST_FILE_BYTES
            if fits and name.lower().endswith(ENDINGS):
                found.append((folder / name, status))
    return found[:MOST_FILES]


def known_fonts(paths: Sequence[Path]) -> Iterator[FontFile]:
    """The fonts in those files that can be drawn with, in order. Only for the reader process: FreeType parses them."""
    from PIL import ImageFont  # the window needs it not

    for path in paths:
        try:
            family, style = ImageFont.truetype(str(path), 16, layout_engine=ImageFont.Layout.BASIC).getname()
        except (OSError, ValueError, SyntaxError):
            continue  # damaged, or of a form that FreeType doesn't know
        if family:
            yield FontFile(path, _name(family), _name(style or ""))


def differing(fonts: Iterable[FontFile]) -> Iterator[FontFile]:
    """Plain fonts of text, each family once, those first that differ most from each other."""
    plain: dict[str, FontFile] = {}
    for font in sorted(fonts, key=lambda each: _PLAIN.index(each.style.casefold()) if each.is_plain else 99):
        if font.is_plain and not any(word in font.family.casefold() for word in _UNFIT):
            plain.setdefault(font.family, font)
    for alike in _ALIKE:
        there = [plain.pop(family) for family in alike if family in plain]
        yield from there[:1]
    yield from (plain[family] for family in sorted(plain))


def _name(text: str) -> str:
    """As people see it; a comma would end it in a list of names."""
    return shown(text)[:LONGEST_NAME].replace(",", " ").strip()
