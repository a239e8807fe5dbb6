"""Picture files of every odd kind, and hostile ones: right pixels or a FormatError with the picture's name."""

from __future__ import annotations

import io
import struct
import time
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.data import decode as decoding
from nnstudio.data.decode import decode, decode_file
from nnstudio.data.picture_size import declared_size


def file_of(image: Image.Image, form: str, **options: object) -> bytes:
    target = io.BytesIO()
    image.save(target, form, **options)
    return target.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that declares a size and holds nothing."""
    body = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + body
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


PICTURE = Image.linear_gradient("L").resize((20, 10)).convert("RGB")


@pytest.mark.parametrize("form", ["png", "jpeg", "bmp", "gif", "webp", "tiff"])
def test_every_wanted_form_is_read(form: str) -> None:
    pixels = decode(file_of(PICTURE, form), f"a.{form}")
    assert pixels.shape == (10, 20, 3)
    assert pixels.dtype == np.uint8
    assert abs(int(pixels[9].mean()) - int(np.asarray(PICTURE)[9].mean())) < 6


@pytest.mark.parametrize("form", ["ppm", "ico", "pcx", "tga", "eps"])
def test_other_forms_are_refused(form: str) -> None:
    with pytest.raises(FormatError, match="is not a picture in PNG"):
        decode(file_of(PICTURE, form), f"a.{form}")


def test_sixteen_bit_grey_is_scaled_and_not_clipped() -> None:
    deep = np.array([[0, 257, 32896, 65535]], np.uint16)
    assert decode(file_of(Image.fromarray(deep), "png"), "deep.png").tolist() == [[0, 1, 128, 255]]
    assert decode(file_of(Image.fromarray(deep), "tiff"), "deep.tiff").tolist() == [[0, 1, 128, 255]]


def test_floating_point_pictures_are_scaled() -> None:
    deep = Image.fromarray(np.array([[0.0, 0.5, 1.0, np.nan]], np.float32))
    assert decode(file_of(deep, "tiff"), "deep.tiff").tolist() == [[0, 128, 255, 0]]


def test_a_cmyk_jpeg_comes_as_rgb() -> None:
    red = file_of(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "jpeg")
    pixels = decode(red, "print.jpg")
    assert pixels.shape == (8, 8, 3)
    assert pixels[4, 4, 0] > 200
    assert pixels[4, 4, 1] < 60


def test_a_palette_with_transparency_keeps_it() -> None:
    image = Image.new("P", (2, 1))
    image.putpalette([10, 20, 30, 200, 210, 220])
    image.putpixel((1, 0), 1)
    pixels = decode(file_of(image, "png", transparency=0), "palette.png")
    assert pixels.tolist() == [[[10, 20, 30, 0], [200, 210, 220, 255]]]


def test_grey_with_alpha_and_one_bit_pictures() -> None:
    assert decode(file_of(Image.new("LA", (2, 2), (7, 128)), "png"), "la.png").tolist()[0][0] == [7, 7, 7, 128]
    assert decode(file_of(Image.new("1", (2, 2), 1), "png"), "bits.png").tolist() == [[255, 255], [255, 255]]


def test_the_cameras_orientation_is_applied() -> None:
    image = Image.new("L", (4, 2))
    image.putpixel((0, 0), 255)
    exif = Image.Exif()
    exif[0x0112] = 6  # the picture was taken with the camera turned: rotate by 90 degrees clockwise to see it upright
    pixels = decode(file_of(image, "png", exif=exif), "turned.png")
    assert pixels.shape == (4, 2)
    assert pixels[0, 1] == 255


def test_the_first_frame_of_an_animation_counts() -> None:
    frames = [Image.new("RGB", (5, 5), colour) for colour in ((250, 0, 0), (0, 250, 0))]
    data = file_of(frames[0], "gif", save_all=True, append_images=frames[1:])
    assert decode(data, "moving.gif")[2, 2].tolist()[0] > 200


def test_a_large_photo_comes_reduced() -> None:
    data = file_of(Image.new("RGB", (5000, 40), (10, 120, 240)), "png")
    pixels = decode(data, "panorama.png")
    assert pixels.shape == (14, 1667, 3)
    assert pixels[5, 800].tolist() == [10, 120, 240]


@pytest.mark.parametrize("size", [(60_000, 60_000), (2**31 - 1, 2**31 - 1), (8_000, 8_000), (9_000, 10_000)])
def test_a_bombs_declared_size_is_refused_unread(size: tuple[int, int]) -> None:
    with pytest.raises(FormatError, match=r"^bomb\.png: is too large: ") as caught:
        decode(png_header(*size), "bomb.png")
    assert caught.value.message.startswith(f"is too large: {size[0]:,} × {size[1]:,} pixels, where 50,000,000 may be")


def test_a_picture_without_pixels_is_not_called_too_large() -> None:
    with pytest.raises(FormatError, match=r"^none\.png: has no pixels\."):
        decode(png_header(0, 5), "none.png")


def tiff_of(width: int, height: int, order: str = "<", kind: str = "I", *, big: bool = False) -> bytes:
    """A TIFF that declares a size and holds nothing."""
    number = {"H": 3, "I": 4, "Q": 16}[kind]
    room = "8s" if big else "4s"
    entries = b"".join(
        struct.pack(f"{order}HH{'Q' if big else 'I'}{room}", tag, number, 1, struct.pack(order + kind, value))
        for tag, value in ((256, width), (257, height))
    )
    start = (b"II" if order == "<" else b"MM") + struct.pack(order + "H", 43 if big else 42)
    if big:
        return start + struct.pack(order + "HHQQ", 8, 0, 16, 2) + entries + bytes(8)
    return start + struct.pack(order + "IH", 8, 2) + entries + bytes(4)


def webp_of(chunk: bytes, body: bytes) -> bytes:
    """A WebP file of one chunk."""
    held = b"WEBP" + chunk + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", len(held)) + held


def patched(data: bytes, place: int, form: str, *values: int) -> bytes:
    changed = bytearray(data)
    struct.pack_into(form, changed, place, *values)
    return bytes(changed)


PICTURES = {form: file_of(PICTURE, form) for form in ("png", "jpeg", "bmp", "gif", "webp", "tiff")}
FRAME = PICTURES["jpeg"].index(b"\xff\xc0") + 5
VP8X_BODY = bytes(4) + (69_999).to_bytes(3, "little") + (59_999).to_bytes(3, "little")
HUGE = {
    "jpeg": (patched(PICTURES["jpeg"], FRAME, ">HH", 65_000, 64_000), (64_000, 65_000)),
    "jpeg-padded": (
        b"\xff\xd8" + b"\xff" * 9 + patched(PICTURES["jpeg"], FRAME, ">HH", 9_000, 9_001)[3:],
        (9_001, 9_000),
    ),
    "bmp": (patched(PICTURES["bmp"], 18, "<ii", 70_000, -80_000), (70_000, 80_000)),
    "bmp-old": (b"BM" + bytes(12) + struct.pack("<IHHHH", 12, 60_000, 50_000, 1, 24), (60_000, 50_000)),
    "gif-screen": (patched(PICTURES["gif"], 6, "<HH", 65_000, 60_000), (65_000, 60_000)),
    "gif-frame": (
        b"GIF89a"
        + struct.pack("<HHBBB", 8, 8, 0, 0, 0)
        + b"!\xf9\x04\x08\0\0\0\0"
        + b","
        + struct.pack("<HHHHB", 500, 0, 64_500, 50_000, 0)
        + b"\x02\x02\x4c\x01\0;",
        (65_000, 50_000),
    ),
    "webp": (
        patched(webp_of(b"VP8 ", bytes(3) + b"\x9d\x01\x2a" + bytes(14)), 26, "<HH", 16_383, 16_000),
        (16_383, 16_000),
    ),
    "webp-lossless": (webp_of(b"VP8L", b"\x2f" + struct.pack("<I", 16_383 | 9_999 << 14) + bytes(8)), (16_384, 10_000)),
    "webp-extended": (webp_of(b"VP8X", VP8X_BODY), (70_000, 60_000)),
    "tiff": (tiff_of(100_000, 4_000_000_000), (100_000, 4_000_000_000)),
    "tiff-motorola": (tiff_of(60_000, 50_000, ">", "H"), (60_000, 50_000)),
    "tiff-big": (tiff_of(2**40, 7, "<", "Q", big=True), (2**40, 7)),
}


@pytest.mark.parametrize("name", HUGE)
def test_a_header_of_each_form_that_declares_a_huge_picture_is_called_too_large(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, (width, height) = HUGE[name]
    monkeypatch.setattr(Image, "open", lambda *given, **named: pytest.fail("the picture was opened"))
    with pytest.raises(FormatError) as caught:
        decode(data, "huge.x")
    told = f"huge.x: is too large: {width:,} × {height:,} pixels, where 50,000,000 may be. Make it smaller"
    assert str(caught.value).startswith(told)


@pytest.mark.parametrize(
    "start", [b"\x89PNG\r\n\x1a\n", b"BM", b"RIFF....WEBPVP8L", b"RIFF....WEBPVP8 ", b"\xff\xd8", b"II*\0"]
)
def test_rubbish_behind_a_signature_is_damage_and_not_size(start: bytes) -> None:
    with pytest.raises(FormatError) as caught:
        decode(start + b"something else than a header " * 4, "broken.x")
    assert "too large" not in caught.value.message


@pytest.mark.parametrize("form", PICTURES)
def test_headers_declare_what_pillow_finds(form: str) -> None:
    assert declared_size(PICTURES[form]) == (20, 10)


@pytest.mark.parametrize(
    "start", ["\x89PNG\r\n\x1a\n", "\xff\xd8", "BM", "GIF89a", "RIFF....WEBPVP8X", "II*\0", "MM\0+"]
)
@given(rest=st.binary(max_size=80))
def test_any_header_is_read_or_not_known(start: str, rest: bytes) -> None:
    size = declared_size(start.encode("latin-1") + rest)
    assert size is None or min(size) >= 0


@pytest.mark.parametrize(
    "data", [b"\xff\xd8" + b"\xff" * 3_000_000, b"GIF89a" + bytes(7) + b"!\xf9" + b"\1" * 3_000_000]
)
def test_a_header_of_tiny_parts_without_end_is_given_up(data: bytes) -> None:
    before = time.monotonic()
    declared_size(data)
    assert time.monotonic() - before < 2


def test_a_part_that_pillow_finds_too_large_is_not_called_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in (Image.DecompressionBombError, Image.DecompressionBombWarning):

        def refuse(*given: object, kind: type[Exception] = kind, **named: object) -> None:
            raise kind("Image size exceeds limit")

        monkeypatch.setattr(Image, "open", refuse)
        with pytest.raises(FormatError, match=r"^a\.tiff: is too large: a part of it declares more than 50,000,000"):
            decode(PICTURES["tiff"], "a.tiff")


@pytest.mark.parametrize("form", ["png", "jpeg", "bmp", "gif", "webp", "tiff"])
def test_a_cut_file_is_refused_by_name(form: str) -> None:
    random = Image.fromarray(np.random.default_rng(1).integers(0, 256, (64, 64, 3), np.uint8))
    data = file_of(random, form)
    for part in (0.1, 0.5, 0.9):
        with pytest.raises(FormatError, match=r"cut\.x"):
            decode(data[: int(len(data) * part)], "cut.x")


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(FormatError, match="is not a picture"):
        decode(b"", "empty.png")


def test_a_file_too_large_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "MOST_FILE_BYTES", 10)
    path = tmp_path / "large.png"
    path.write_bytes(bytes(11))
    with pytest.raises(FormatError, match=r"^large\.png: is too large: 11 bytes, where 10 may be\. Make it smaller"):
        decode_file(path)


@settings(max_examples=150)
@given(st.sampled_from(["png", "jpeg", "bmp", "gif", "webp", "tiff"]), st.data())
def test_a_mutated_picture_is_read_or_refused(form: str, data: st.DataObject) -> None:
    original = MUTABLE[form]
    edits = data.draw(
        st.lists(st.tuples(st.integers(0, len(original) - 1), st.integers(0, 255)), min_size=1, max_size=6)
    )
    changed = bytearray(original)
    for place, value in edits:
        changed[place] = value
    try:
        pixels = decode(bytes(changed), "mutated")
    except StudioError as error:
        assert error.where == "mutated"  # noqa: PT017 - a changed byte may also leave a readable picture
    else:
        assert pixels.dtype == np.uint8
        assert pixels.ndim in (2, 3)


MUTABLE = {
    form: file_of(Image.linear_gradient("L").resize((12, 9)).convert("RGB"), form)
    for form in ("png", "jpeg", "bmp", "gif", "webp", "tiff")
}
