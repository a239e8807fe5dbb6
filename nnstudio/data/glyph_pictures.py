"""Pictures of characters in a font, each a little otherwise: a pure function of the font file and the settings."""

from __future__ import annotations

import io
import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFont

from nnstudio.core.errors import FormatError
from nnstudio.core.sources import Glyphs
from nnstudio.core.words import say
from nnstudio.data.fonts import MOST_FILE_BYTES, FontFile
from nnstudio.data.noise import uniforms
from nnstudio.disk.regular import read_regular

FINE = 3  # fine pixels along each pixel
EM_SHARE = 0.85  # of the side: capitals then take about 0.6 of it, and the widest letters fit
_NO_CHARACTER = ("\U0010ffff", "\uffff")
_DAMAGED = (OSError, ValueError, SyntaxError, OverflowError)
Pixels = NDArray[np.uint8]


class GlyphFont:
    """A font at the size that pictures of one side are drawn in."""

    def __init__(self, file: FontFile, side: int) -> None:
        """Raises StudioError if the file can't be read, or is no font."""
        self.file, self._fine = file, FINE * side
        data = io.BytesIO(read_regular(file.path, MOST_FILE_BYTES))
        try:
            size = round(EM_SHARE * self._fine)
            self._font = ImageFont.truetype(data, size, layout_engine=ImageFont.Layout.BASIC)
            self._none = {self._mask(character).tobytes() for character in _NO_CHARACTER}
        except _DAMAGED as error:
            raise FormatError(say("is damaged ({reason}).", reason=error), where=str(file.path)) from error

    def lacks(self, characters: str) -> str:
        """Those of the characters that the font has no picture of."""
        return "".join(each for each in characters if self._is_missing(each))

    def pictures(self, character: str, source: Glyphs, place: int) -> Pixels:
        """(samples, side, side, 1) of that character, white on black; `place` is the font's among all.

        Raises StudioError if the font is damaged there.
        """
        try:
            ink = self._placed(self._mask(character))
        except _DAMAGED as error:
            raise FormatError(say("is damaged ({reason}).", reason=error), where=str(self.file.path)) from error
        drawn = np.empty((source.samples, source.side, source.side, 1), np.uint8)
        strays = 2 * uniforms(4 * source.samples, source.seed, place, ord(character)).reshape(-1, 4) - 1
        for sample, (size, turn, right, down) in enumerate(strays.tolist()):
            scale = 1 + source.variation * size
            move = (right * source.shift * self._fine, down * source.shift * self._fine)
            moved = _moved(ink, scale, math.radians(turn * source.rotation), move)
            drawn[sample, ..., 0] = np.asarray(moved.reduce(FINE))
        return drawn

    def _is_missing(self, character: str) -> bool:
        try:
            mask = self._mask(character)
        except _DAMAGED:
            return True
        return not mask.any() or mask.tobytes() in self._none

    def _mask(self, character: str) -> Pixels:
        """The character's ink, cropped; (0, 0) where there is none."""
        mask = self._font.getmask(character, "L")
        columns, rows = mask.size
        ink = np.frombuffer(bytes(mask), np.uint8).reshape(rows, columns) if rows and columns else np.empty((0, 0))
        inked = np.asarray(ink, np.uint8)
        down, across = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
        return inked[down[0] : down[-1] + 1, across[0] : across[-1] + 1] if len(down) else np.empty((0, 0), np.uint8)

    def _placed(self, ink: Pixels) -> Image.Image:
        """The ink in the middle of the fine picture; what stands out is cut."""
        placed = Image.new("L", (self._fine, self._fine))
        rows, columns = ink.shape
        placed.paste(Image.fromarray(ink), ((self._fine - columns) // 2, (self._fine - rows) // 2))
        return placed


def _moved(picture: Image.Image, scale: float, angle: float, move: tuple[float, float]) -> Image.Image:
    """The picture scaled and turned about its middle, then moved: (right, down) in its pixels."""
    middle = picture.width / 2
    across, along = math.cos(angle) / scale, math.sin(angle) / scale
    right, down = middle + move[0], middle + move[1]
    # Where each pixel comes from: the inverse of the movement.
    from_x = (across, along, middle - across * right - along * down)
    from_y = (-along, across, middle + along * right - across * down)
    return picture.transform(picture.size, Image.Transform.AFFINE, (*from_x, *from_y), Image.Resampling.BILINEAR)
