"""Right pixels of every form of picture: against arrays that are known by hand."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from nnstudio.data.decode import decode

Pixels = NDArray[np.uint8]
# Red, green and blue; black, white and a grey between.
COLOURS = np.array([[[255, 0, 0], [0, 255, 0], [0, 0, 255]], [[0, 0, 0], [255, 255, 255], [100, 150, 200]]], np.uint8)
GREYS = np.array([[0, 50, 100], [150, 200, 255]], np.uint8)
LOSSLESS = ("PNG", "BMP", "TIFF", "WEBP")


def file_of(image: Image.Image, form: str, **options: Any) -> bytes:
    target = io.BytesIO()
    if form == "WEBP":
        options = {"lossless": True, "exact": True} | options
    image.save(target, form, **options)
    return target.getvalue()


def rgb(pixels: Pixels) -> Pixels:
    """Grey as colour, without alpha."""
    return np.repeat(pixels[..., np.newaxis], 3, axis=2) if pixels.ndim == 2 else pixels[..., :3]


def png(width: int, height: int, depth: int, kind: int, rows: bytes, *more: tuple[bytes, bytes]) -> bytes:
    """A PNG by hand: `rows` are unfiltered, `more` chunks come before the pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0))
    size = len(rows) // height
    lines = b"".join(b"\0" + rows[place : place + size] for place in range(0, len(rows), size))
    parts = [chunk(name, body) for name, body in more]
    return b"\x89PNG\r\n\x1a\n" + b"".join([head, *parts, chunk(b"IDAT", zlib.compress(lines)), chunk(b"IEND", b"")])


def tiff(width: int, height: int, strip: bytes, **tags: tuple[int, ...]) -> bytes:
    """A TIFF by hand, in Intel's order: `strip` holds the pixels, tags are named `t` and their number."""
    entries: dict[int, tuple[int, ...]] = {
        256: (width,),
        257: (height,),
        258: (8,),
        259: (1,),
        262: (1,),
        273: (8,),
        277: (1,),
        278: (height,),
        279: (len(strip),),
    }
    entries |= {int(name[1:]): value for name, value in tags.items()}
    place = 8 + len(strip)
    far, directory = b"", b""
    for tag in sorted(entries):
        values = struct.pack(f"<{len(entries[tag])}H", *entries[tag])
        if len(values) > 4:
            start = place + 2 + 12 * len(entries) + 4 + len(far)
            far += values
            values = struct.pack("<I", start)
        directory += struct.pack("<HHI", tag, 3, len(entries[tag])) + values.ljust(4, b"\0")
    return b"II*\0" + struct.pack("<I", place) + strip + struct.pack("<H", len(entries)) + directory + bytes(4) + far


# 8 bits ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", LOSSLESS)
def test_colours_are_what_they_are(form: str) -> None:
    assert np.array_equal(rgb(decode(file_of(Image.fromarray(COLOURS), form), "x")), COLOURS)


@pytest.mark.parametrize("form", [*LOSSLESS, "GIF"])
def test_greys_are_what_they_are(form: str) -> None:
    assert np.array_equal(rgb(decode(file_of(Image.fromarray(GREYS), form), "x")), rgb(GREYS))


@pytest.mark.parametrize("form", ["PNG", "WEBP", "TIFF"])
def test_alpha_stays_beside_its_colours(form: str) -> None:
    alpha = np.array([[255, 128, 1], [255, 64, 200]], np.uint8)
    pixels = np.dstack([COLOURS, alpha])
    assert np.array_equal(decode(file_of(Image.fromarray(pixels), form), "x"), pixels)


@pytest.mark.parametrize("form", ["PNG", "GIF", "BMP", "TIFF"])
def test_palettes_are_colours(form: str) -> None:
    image = Image.fromarray(COLOURS).quantize(8)
    assert np.array_equal(rgb(decode(file_of(image, form), "x")), COLOURS)


@pytest.mark.parametrize("form", ["PNG", "BMP", "TIFF", "GIF"])
def test_one_bit_is_black_and_white(form: str) -> None:
    bits = np.array([[1, 0, 1, 1, 0, 0, 1, 0, 1], [0, 1, 1, 0, 0, 1, 1, 1, 0]], bool)
    assert np.array_equal(rgb(decode(file_of(Image.fromarray(bits), form), "x")), rgb(255 * bits.astype(np.uint8)))


@pytest.mark.parametrize(("depth", "level"), [(1, 255), (2, 85), (4, 17)])
def test_few_bits_of_grey_span_black_to_white(depth: int, level: int) -> None:
    count = 8 // depth
    values = np.arange(count) % (1 << depth)
    packed = sum(int(value) << (8 - depth * (place + 1)) for place, value in enumerate(values))
    pixels = decode(png(count, 1, depth, 0, bytes([packed])), "x")
    assert pixels.tolist() == [(values * level).tolist()]


def test_jpeg_is_near() -> None:
    smooth = np.asarray(Image.linear_gradient("L").resize((64, 64)))
    coloured = np.dstack([smooth, smooth.T, 255 - smooth])
    for picture in (smooth, coloured):
        for options in ({"quality": 98, "subsampling": 0}, {"quality": 98, "subsampling": 0, "progressive": True}):
            read = decode(file_of(Image.fromarray(picture), "JPEG", **options), "x")
            assert read.shape == picture.shape
            assert int(np.abs(read.astype(int) - picture).max()) <= 6


def test_the_first_frame_of_an_animation_counts_in_every_form() -> None:
    first, second = Image.fromarray(COLOURS), Image.fromarray(255 - COLOURS)
    for form in ("PNG", "GIF", "WEBP", "TIFF"):
        data = file_of(first, form, save_all=True, append_images=[second])
        assert np.array_equal(rgb(decode(data, "x")), COLOURS), form


# Transparency of palettes and greys ---------------------------------------------------------------------------------


def test_a_palettes_transparent_colour_is_transparent() -> None:
    image = Image.new("P", (2, 1))
    image.putpalette([10, 20, 30, 200, 210, 220])
    image.putpixel((1, 0), 1)
    expected = [[[10, 20, 30, 255], [200, 210, 220, 0]]]
    assert decode(file_of(image, "GIF", transparency=1), "x").tolist() == expected
    assert decode(file_of(image, "PNG", transparency=1), "x").tolist() == expected
    shares = bytes([255, 77])
    assert decode(file_of(image, "PNG", transparency=shares), "x").tolist() == [
        [[10, 20, 30, 255], [200, 210, 220, 77]]
    ]


def test_a_transparent_grey_or_colour_is_transparent() -> None:
    grey = png(3, 1, 8, 0, bytes([0, 50, 100]), (b"tRNS", struct.pack(">H", 50)))
    assert decode(grey, "x").tolist() == [[[0, 0, 0, 255], [50, 50, 50, 0], [100, 100, 100, 255]]]
    colour = png(2, 1, 8, 2, bytes([1, 2, 3, 4, 5, 6]), (b"tRNS", struct.pack(">HHH", 4, 5, 6)))
    assert decode(colour, "x").tolist() == [[[1, 2, 3, 255], [4, 5, 6, 0]]]
    deep = png(2, 1, 16, 0, struct.pack(">HH", 0, 65_535), (b"tRNS", struct.pack(">H", 65_535)))
    assert decode(deep, "x").tolist() == [[[0, 0, 0, 255], [255, 255, 255, 0]]]


# More than 8 bits --------------------------------------------------------------------------------------------------


DEEP = np.array([[0, 257, 12_850], [32_896, 65_278, 65_535]], np.uint16)
SHALLOW = [[0, 1, 50], [128, 254, 255]]


def test_16_bits_of_grey_are_scaled() -> None:
    assert decode(png(3, 2, 16, 0, DEEP.astype(">u2").tobytes()), "x").tolist() == SHALLOW
    assert decode(tiff(3, 2, DEEP.astype("<u2").tobytes(), t258=(16,)), "x").tolist() == SHALLOW


def test_white_may_be_zero() -> None:
    assert decode(tiff(3, 2, (255 - GREYS).tobytes(), t262=(0,)), "x").tolist() == GREYS.tolist()
    inverted = (65_535 - DEEP).astype("<u2").tobytes()
    assert decode(tiff(3, 2, inverted, t258=(16,), t262=(0,)), "x").tolist() == SHALLOW


def test_16_bits_of_colour_are_scaled() -> None:
    deep = (COLOURS.astype(np.uint16) * 257).astype(">u2")
    assert np.array_equal(decode(png(3, 2, 16, 2, deep.tobytes()), "x"), COLOURS)
    assert np.array_equal(
        decode(tiff(3, 2, deep.astype("<u2").tobytes(), t258=(16, 16, 16), t262=(2,), t277=(3,)), "x"), COLOURS
    )


def test_16_bits_with_alpha_keep_it() -> None:
    values = np.array([[[65_535, 32_896], [0, 0]]], ">u2")
    assert decode(png(2, 1, 16, 4, values.tobytes()), "x").tolist() == [[[255, 255, 255, 128], [0, 0, 0, 0]]]


def test_a_picture_of_real_numbers_is_scaled() -> None:
    values = np.array([[0.0, 0.5, 1.0]], np.float32)
    assert decode(file_of(Image.fromarray(values), "TIFF"), "x").tolist() == [[0, 128, 255]]


# Other colours -------------------------------------------------------------------------------------------------------

# Cyan, magenta, yellow and black ink in full; none; half the black.
INKS = {
    (255, 0, 0, 0): (0, 255, 255),
    (0, 255, 0, 0): (255, 0, 255),
    (0, 0, 255, 0): (255, 255, 0),
    (0, 0, 0, 255): (0, 0, 0),
    (0, 0, 0, 0): (255, 255, 255),
    (0, 0, 0, 128): (127, 127, 127),
}


@pytest.mark.parametrize("ink", INKS)
def test_cmyk_is_what_is_printed(ink: tuple[int, int, int, int]) -> None:
    image = Image.new("CMYK", (16, 16), ink)
    assert decode(file_of(image, "TIFF"), "x")[8, 8].tolist() == list(INKS[ink])
    printed = decode(file_of(image, "JPEG", quality=98), "x")[8, 8].astype(int)
    assert np.abs(printed - INKS[ink]).max() <= 4


def test_adobes_jpeg_says_that_its_inks_are_inverted() -> None:
    data = file_of(Image.new("CMYK", (16, 16), (0, 255, 255, 0)), "JPEG", quality=98)
    assert b"Adobe" in data
    assert np.abs(decode(data, "x")[8, 8].astype(int) - [255, 0, 0]).max() <= 4


def test_other_ways_to_write_colours() -> None:
    image = Image.fromarray(np.repeat(np.repeat(COLOURS, 16, axis=0), 16, axis=1))
    near = decode(file_of(image.convert("YCbCr"), "TIFF"), "x")[8::16, 8::16]
    assert np.abs(near.astype(int) - COLOURS).max() <= 4


# Orientation -------------------------------------------------------------------------------------------------------

UPRIGHT = np.array([[10, 20, 30], [40, 50, 60]], np.uint8)
# How the camera stored the upright picture, by EXIF's number for how to show it (EXIF 2.32, tag 274).
STORED = {
    1: [[10, 20, 30], [40, 50, 60]],
    2: [[30, 20, 10], [60, 50, 40]],
    3: [[60, 50, 40], [30, 20, 10]],
    4: [[40, 50, 60], [10, 20, 30]],
    5: [[10, 40], [20, 50], [30, 60]],
    6: [[30, 60], [20, 50], [10, 40]],
    7: [[60, 30], [50, 20], [40, 10]],
    8: [[40, 10], [50, 20], [60, 30]],
}


@pytest.mark.parametrize("orientation", STORED)
@pytest.mark.parametrize("form", ["PNG", "WEBP", "TIFF", "JPEG"])
def test_all_orientations_come_upright(form: str, orientation: int) -> None:
    stored = np.array(STORED[orientation], np.uint8)
    if form == "JPEG":  # blocks of 16 pixels stand for one
        stored = np.repeat(np.repeat(stored, 16, axis=0), 16, axis=1)
    exif = Image.Exif()
    exif[0x0112] = orientation
    options: dict[str, Any] = {"exif": exif} if form != "TIFF" else {"tiffinfo": {274: orientation}}
    read = rgb(decode(file_of(Image.fromarray(stored), form, **options), "x"))[..., 0]
    if form == "JPEG":
        assert np.abs(read[8::16, 8::16].astype(int) - UPRIGHT).max() <= 2
    else:
        assert read.tolist() == UPRIGHT.tolist()


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1), (7, 5), (2048, 3), (2049, 3)])
@pytest.mark.parametrize("form", LOSSLESS)
def test_any_size_is_read(form: str, size: tuple[int, int]) -> None:
    pixels = decode(file_of(Image.new("RGB", size, (10, 120, 240)), form), "x")
    factor = -(-max(size) // 2048)
    assert pixels.shape[:2] == (-(-size[1] // factor), -(-size[0] // factor))
    assert (rgb(pixels) == [10, 120, 240]).all()
