"""Picture files of every odd kind, and hostile ones: right pixels or a FormatError with the picture's name."""

from __future__ import annotations

import io
import struct
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


@pytest.mark.parametrize("size", [(60_000, 60_000), (2**31 - 1, 2**31 - 1), (8_000, 8_000), (0, 5)])
def test_a_bombs_declared_size_is_refused_unread(size: tuple[int, int]) -> None:
    with pytest.raises(FormatError, match=r"bomb\.png"):
        decode(png_header(*size), "bomb.png")


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
    with pytest.raises(FormatError, match=r"large\.png: has 11 bytes"):
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
