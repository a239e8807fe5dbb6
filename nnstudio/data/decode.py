"""Picture files to arrays, by Pillow, with limits. Runs in the reader process, which may die.

Only PNG, JPEG, BMP, GIF, WebP and TIFF are tried. The first frame counts; the camera's orientation is applied.
NumPy is loaded when it is needed, which it is for few pictures: processes that decode start three times as fast.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageOps, UnidentifiedImageError
from PIL.TiffImagePlugin import TiffImageFile

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.words import mark, say
from nnstudio.data.picture_size import MOST_EDGE, declared_size
from nnstudio.data.plain_jpeg import plain_jpeg
from nnstudio.disk.refusal import DiskError, TooLargeError
from nnstudio.disk.regular import read_regular

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORMATS = ("PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF")
MOST_FILE_BYTES = 64_000_000
MOST_PIXELS = 50_000_000
_SMALLER = mark("Make it smaller and try again.")
_PHOTOMETRIC = 262
_DEEP_MODES = ("I", "F", "I;16", "I;16L", "I;16B", "I;16N")


def decoded_image(data: bytes, name: str, least: int) -> Image.Image:
    """As `decode` inside `strict_warnings`, which is for all threads at once; the picture is of mode L, RGB or RGBA."""
    check_size(declared_size(data), name)
    with judged(name):
        return _decoded(data, name, least)


def decode_file(path: Path, least: int = MOST_EDGE) -> NDArray[np.uint8]:
    """The picture in the file, as `decode` gives it. Raises StudioError if it can't be read."""
    try:
        data = read_regular(path, MOST_FILE_BYTES)
    except TooLargeError as error:
        raise FormatError(error.message, where=path.name, fix=say(_SMALLER)) from error
    except DiskError as error:
        raise StudioError(error.message, where=path.name, fix=error.fix) from error
    return decode(data, path.name, least)


def decode(data: bytes, name: str, least: int = MOST_EDGE) -> NDArray[np.uint8]:
    """The picture in these bytes of a file: (h, w) grey, (h, w, 3) RGB or (h, w, 4) RGBA, uint8.

    Photos may come reduced, but to no less than `least` pixels along their shorter edge, which is faster.

    Pictures of more than 2048 pixels along an edge come reduced by a whole factor; that is far finer than any network
    here looks. Raises FormatError, naming the picture, if it is none, is damaged, or is too large.
    """
    import numpy as np

    check_size(declared_size(data), name)
    with judged(name), strict_warnings():
        return np.array(_decoded(data, name, least), np.uint8)


@contextmanager
def strict_warnings() -> Iterator[None]:
    """Pillow's warnings of harmless oddities, such as damaged EXIF entries, are not heard; those of bombs are errors.

    Warnings are one for all threads: who decodes on several has this around them all.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        yield


@contextmanager
def judged(name: str) -> Iterator[None]:
    """Whatever a decoder raises over a picture is a FormatError that names it."""
    try:
        yield
    except (StudioError, MemoryError):
        raise
    except UnidentifiedImageError as error:
        raise FormatError(
            say("is not a picture in PNG, JPEG, BMP, GIF, WebP or TIFF form."),
            where=name,
            fix=say("Save it as PNG and try again."),
        ) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise FormatError(
            say("is too large: a part of it declares more than {most} pixels.", most=MOST_PIXELS),
            where=name,
            fix=say(_SMALLER),
        ) from error
    except Exception as error:  # Pillow's decoders raise whatever a damaged file leads them to
        if "out of memory" in str(error):  # which some of them say of themselves, as of a damage
            raise MemoryError from error
        raise FormatError(
            say("is damaged ({reason}).", reason=str(error) or type(error).__name__),
            where=name,
            fix=say("Save it again as PNG."),
        ) from error


def check_size(size: tuple[int, int] | None, name: str) -> None:
    """Raises FormatError if a picture of that width and height is too large, or is none."""
    if size is None:
        return
    width, height = size
    if width * height > MOST_PIXELS:
        raise FormatError(
            say(
                "is too large: {width} × {height} pixels, where {most} may be.",
                width=width,
                height=height,
                most=MOST_PIXELS,
            ),
            where=name,
            fix=say(_SMALLER),
        )
    if width < 1 or height < 1:
        raise FormatError(say("has no pixels."), where=name, fix=say("Save it again as PNG."))


def _decoded(data: bytes, name: str, least: int) -> Image.Image:
    image = plain_jpeg(data, least) or _opened(data, name, least)
    factor = -(-max(image.size) // MOST_EDGE)
    return image.reduce(factor) if factor > 1 else image


def _opened(data: bytes, name: str, least: int) -> Image.Image:
    """The picture upright, in mode L, RGB or RGBA."""
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        check_size(opened.size, name)
        if opened.format in ("JPEG", "MPO"):  # phones write photos with several views as MPO
            opened.draft(None, (least, least))  # decodes at a fraction of the size, never below this one
        inverted = opened.mode in _DEEP_MODES and _is_white_zero(opened)
        ImageOps.exif_transpose(opened, in_place=True)
        opened.load()  # also where nothing was turned: the file is closed here
        return _plain_mode(opened, inverted=inverted)


def _is_white_zero(opened: Image.Image) -> bool:
    """Whether 0 means white in that TIFF: Pillow heeds it for 8 bits, not for more."""
    return isinstance(opened, TiffImageFile) and opened.tag_v2.get(_PHOTOMETRIC) == 0


def _plain_mode(image: Image.Image, *, inverted: bool) -> Image.Image:
    """The picture in mode L, RGB or RGBA."""
    if image.mode in _DEEP_MODES:
        return _shallow(image, inverted=inverted)
    if "transparency" in image.info or image.mode in ("LA", "La", "PA", "RGBA", "RGBa"):
        return image.convert("RGBA")
    wanted = "L" if image.mode in ("1", "L") else "RGB"
    return image if image.mode == wanted else image.convert(wanted)


def _shallow(image: Image.Image, *, inverted: bool) -> Image.Image:
    """A picture of more than 8 bits with 8, in mode L or RGBA."""
    import numpy as np

    deep = np.asarray(image)
    grey = _eight_bits(deep)
    picture = Image.fromarray(255 - grey if inverted else grey)
    clear = image.info.get("transparency")
    if isinstance(clear, int):
        picture.putalpha(Image.fromarray(np.where(deep == clear, 0, 255).astype(np.uint8)))
    return picture.convert("RGBA") if picture.mode == "LA" else picture


def _eight_bits(deep: NDArray[np.generic]) -> NDArray[np.uint8]:
    """16-bit and 32-bit grey to 8 bits, explicitly: Pillow's own conversion would clip at 255.

    Whole numbers up to 65535 count as 16 bits; fractions up to 1 as 0 to 1; anything else by its largest value.
    """
    import numpy as np

    values = np.nan_to_num(deep.astype(np.float64), nan=0.0, posinf=0.0, neginf=0.0).clip(min=0.0)
    largest = float(values.max(initial=0.0))
    if np.issubdtype(deep.dtype, np.integer):
        full = 65_535.0 if largest <= 65_535 else largest
    else:
        full = 1.0 if largest <= 1 else max(255.0, largest)
    return np.rint(values * (255.0 / full)).astype(np.uint8)
