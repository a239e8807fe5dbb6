"""Draws characters with the fonts of this machine, or of a folder that the person chose."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.sources import Classes, Facts, Glyphs
from nnstudio.core.sources.glyphs import MOST_PICTURES, counts_of
from nnstudio.core.words import say
from nnstudio.data.array_writer import ArrayWriter
from nnstudio.data.findings import Finding, finding, write_findings
from nnstudio.data.fonts import ENDINGS, FontFile, differing, font_files, font_folders, known_fonts
from nnstudio.data.places import NotInFolderError, from_home, places_of
from nnstudio.data.room import check_room
from nnstudio.data.sources.base import Found, Progress, SourceReader
from nnstudio.data.store import DataInfo, write_info
from nnstudio.disk.refusal import refused_write

_MOST_LISTED = 20  # names of fonts in a message


@dataclass(frozen=True)
class GlyphsReader(SourceReader):
    """In the folder, or the font file, that the person chose; else in the folders where this system keeps its fonts."""

    reads = Glyphs

    source: Glyphs

    def locate(self) -> Found | None:
        if not self.source.folder:
            found = font_files(font_folders())
            return _found(found, say("{count} font files on this computer", count=len(found))) if found else None
        path = places_of(self.source.folder)[0].folder
        try:
            found = [(path, path.stat())] if _is_font(path) else font_files((path,)) if path.is_dir() else []
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise _not_there(path, say("can't be read ({reason}).", reason=reason)) from error
        if not found:
            raise _not_there(path, say("holds no font files."))
        return _found(found, say("{count} font files in {folder}", count=len(found), folder=from_home(path)))

    @property
    def searched(self) -> str:
        if self.source.folder:
            return str(places_of(self.source.folder)[0].folder)
        return ", ".join(str(folder) for folder in font_folders())

    @property
    def needed(self) -> str:
        return say(
            "It is drawn with fonts: install some, such as DejaVu, or choose a folder that holds {endings} files.",
            endings=", ".join(ENDINGS),
        )

    def write(self, found: Found, folder: Path, progress: Progress) -> DataInfo:
        progress(0.0, say("Looking at the fonts"))
        work = _Work(self.source, found.files, folder, progress)
        try:
            facts = work.do()
            write_findings(folder, work.findings)
        except OSError as error:
            raise refused_write(folder, error) from error
        return write_info(folder, self.source, facts)


def _is_font(path: Path) -> bool:
    return path.suffix.lower() in ENDINGS and path.is_file()


def _found(found: Sequence[tuple[Path, os.stat_result]], text: str) -> Found:
    """The stamp is of names, sizes and times: hundreds of megabytes of fonts take too long to read at every start."""
    digest = hashlib.sha256()
    for path, status in found:
        digest.update(f"{path.name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode(errors="surrogateescape"))
    return Found("fonts", tuple(path for path, _ in found), text, stamp=digest.hexdigest())


def _not_there(path: Path, message: str) -> NotInFolderError:
    fix = say("Choose another folder, or clear the choice, so that the fonts of this computer are used.")
    return NotInFolderError(message, where=str(path), fix=fix)


class _Work:
    """One drawing of all characters in all fonts.

    Attributes:
        findings: what is wrong with the fonts.
    """

    def __init__(self, source: Glyphs, files: Sequence[Path], folder: Path, progress: Progress) -> None:
        self.findings: list[Finding] = []
        self._source, self._files, self._folder, self._progress = source, files, folder, progress
        self._done = 0

    def do(self) -> Facts:
        """Writes the four arrays. Raises StudioError, OSError."""
        source = self._source
        fonts = self._chosen()
        names = source.wanted_characters if source.labels == "character" else [font.family for font in fonts]
        total = len(fonts) * len(source.wanted_characters)
        if total * source.samples > MOST_PICTURES:
            message = say(
                "would be {count} pictures, where {most} may be.", count=total * source.samples, most=MOST_PICTURES
            )
            raise FormatError(message, fix=say("Take fewer fonts, characters or pictures of each."))
        self._write(fonts, total)
        training, test = counts_of(source.samples)
        shape = (source.side, source.side, 1)
        return Facts(shape, Classes(tuple(names)), total * training, total * test, form="glyphs")

    def _chosen(self) -> list[FontFile]:
        """The fonts to draw with. Raises StudioError if a named one isn't there, or none is."""
        from nnstudio.data.glyph_pictures import GlyphFont

        source, known = self._source, list(known_fonts(self._files))
        if source.wanted_fonts:
            return [self._named(name, known) for name in source.wanted_fonts]
        fonts: list[FontFile] = []
        for font in differing(known):
            try:
                if not GlyphFont(font, source.side).lacks(source.wanted_characters):
                    fonts.append(font)
            except StudioError as error:
                self.findings.append(finding("unreadable", (font.family,), error.message))
            if len(fonts) == source.font_count:
                break
        self._tell_of_few(fonts)
        return fonts

    def _named(self, name: str, known: Sequence[FontFile]) -> FontFile:
        from nnstudio.data.glyph_pictures import GlyphFont

        font = next((each for each in known if name.casefold() in each.names), None)
        if font is None:
            there = ", ".join(list(dict.fromkeys(each.family for each in differing(known)))[:_MOST_LISTED])
            raise FormatError(
                say("is no font that was found."), where=name, fix=say("There are: {fonts}.", fonts=there)
            )
        if lacking := GlyphFont(font, self._source.side).lacks(self._source.wanted_characters):
            message = say("has no picture of {characters}.", characters=lacking[:_MOST_LISTED])
            raise FormatError(message, where=name, fix=say("Choose another font, or other characters."))
        return FontFile(font.path, name, "")

    def _tell_of_few(self, fonts: Sequence[FontFile]) -> None:
        wanted = self._source.font_count
        if not fonts:
            fix = say("Install some fonts, such as DejaVu, or choose fewer characters.")
            raise FormatError(say("no font has all these characters."), where=say(self._source.title), fix=fix)
        if len(fonts) < wanted:
            text = say("are all fonts with these characters, where {wanted} were wanted.", wanted=wanted)
            self.findings.append(finding("few", [font.family for font in fonts], text))

    def _write(self, fonts: Sequence[FontFile], total: int) -> None:
        source = self._source
        shape = (source.side, source.side, 1)
        check_room(self._folder, total * source.samples, shape, "uint8")
        label_type = "uint8" if max(len(fonts), len(source.wanted_characters)) <= 256 else "uint16"
        with (
            ArrayWriter(self._folder / "x_train.npy", shape, "uint8") as x_train,
            ArrayWriter(self._folder / "y_train.npy", (), label_type) as y_train,
            ArrayWriter(self._folder / "x_test.npy", shape, "uint8") as x_test,
            ArrayWriter(self._folder / "y_test.npy", (), label_type) as y_test,
        ):
            training = counts_of(source.samples)[0]
            for label, pictures in self._pictures(fonts, total):
                labels = np.full(len(pictures), label, label_type)
                x_train.extend(pictures[:training])
                y_train.extend(labels[:training])
                x_test.extend(pictures[training:])
                y_test.extend(labels[training:])

    def _pictures(self, fonts: Sequence[FontFile], total: int) -> Iterator[tuple[int, NDArray[np.uint8]]]:
        """(label, pictures) of each character in each font."""
        from nnstudio.data.glyph_pictures import GlyphFont

        by_character = self._source.labels == "character"
        for place, file in enumerate(fonts):
            font = GlyphFont(file, self._source.side)
            for number, character in enumerate(self._source.wanted_characters):
                yield number if by_character else place, font.pictures(character, self._source, place)
                self._done += 1
                self._progress(0.9 * self._done / total, say("Drawing with {font}", font=file.family))
