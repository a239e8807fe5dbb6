"""JPEG files that are decoded without being opened as files: the same pixels, or left to the usual way."""

from __future__ import annotations

import io
import random
from typing import Any

import numpy as np
import pytest
from PIL import Image

from nnstudio.core.errors import FormatError
from nnstudio.data.decode import decode
from nnstudio.data.plain_jpeg import plain_jpeg
from tests.hostile.test_hostile_data_files import mutant

LEAST = 1000
PHOTO = Image.fromarray(np.random.default_rng(4).integers(0, 256, (6, 8, 3), np.uint8)).resize((61, 45))


def jpeg(image: Image.Image = PHOTO, **options: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, "JPEG", **options)
    return target.getvalue()


def usual(data: bytes) -> Image.Image:
    """As Pillow's reader of files decodes it."""
    with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
        image.load()
        return image.copy()


def same(quick: Image.Image, whole: Image.Image) -> bool:
    return (quick.mode, quick.size, quick.tobytes()) == (whole.mode, whole.size, whole.tobytes())


PLAIN: dict[str, bytes] = {
    "usual": jpeg(),
    "progressive": jpeg(progressive=True),
    "all of the colours": jpeg(subsampling=0),
    "restarts": jpeg(restart_marker_blocks=2),
    "comment": jpeg(comment=b"a comment"),
    "grey": jpeg(PHOTO.convert("L")),
}


def turned() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return jpeg(exif=exif)


ASKS_FOR_MORE: dict[str, bytes] = {
    "orientation": turned(),
    "colour profile": jpeg(icc_profile=b"x" * 200),
    "CMYK": jpeg(PHOTO.convert("CMYK")),
    "cut": jpeg()[:-200],
    "no frame": jpeg().replace(b"\xff\xc0", b"\xff\xfe"),
    "only begun": b"\xff\xd8\xff",
    "empty": b"",
    "another form": b"\x89PNG\r\n\x1a\n",
}


@pytest.mark.parametrize("kind", PLAIN)
def test_a_plain_one_has_the_pixels_that_it_would_have_as_a_file(kind: str) -> None:
    quick = plain_jpeg(PLAIN[kind], LEAST)
    assert quick is not None
    assert same(quick, usual(PLAIN[kind]))


@pytest.mark.parametrize("kind", ASKS_FOR_MORE)
def test_one_that_asks_for_more_is_left_to_the_usual_way(kind: str) -> None:
    assert plain_jpeg(ASKS_FOR_MORE[kind], LEAST) is None


def test_one_that_would_be_reduced_is_left_to_the_usual_way() -> None:
    assert plain_jpeg(jpeg(), 45) is not None
    assert plain_jpeg(jpeg(), 22) is None


def test_a_damaged_one_is_told_as_ever() -> None:
    with pytest.raises(FormatError, match="cut: is damaged"):
        decode(ASKS_FOR_MORE["cut"], "cut")


def mutants_agree(count: int) -> int:
    """How many of so many mutants are plain; each of these has the pixels that it would have as a file."""
    chance, plain = random.Random(6), 0
    for _ in range(count):
        data = mutant(chance.choice([*PLAIN.values()]), chance)
        quick = plain_jpeg(data, LEAST)
        if quick is not None:
            plain += 1
            assert same(quick, usual(data))
    return plain


def test_some_mutants_agree() -> None:
    assert mutants_agree(300) > 20


@pytest.mark.sweep
def test_many_mutants_agree() -> None:
    assert mutants_agree(5000) > 500
