"""A picture dropped on Classify, or named on the command line, is prepared as the data's own pictures are."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nnstudio.core.sources import PictureFiles
from nnstudio.data.forms import bring_to_form, least_edge
from nnstudio.data.pictures import decode_picture, read_picture
from nnstudio.data.prepare import prepare


def photo(seed: int, size: tuple[int, int], form: str, orientation: int) -> bytes:
    """A smooth picture of many colours, as a camera would store it."""
    random = np.random.default_rng(seed)
    noise = Image.fromarray(random.integers(0, 256, (12, 16, 3), np.uint8)).resize(size, Image.Resampling.BICUBIC)
    exif = Image.Exif()
    exif[0x0112] = orientation
    target = io.BytesIO()
    noise.save(target, form, exif=exif)
    return target.getvalue()


@pytest.mark.parametrize(("fit", "side"), [("crop", (20, 20)), ("pad", (33, 48)), ("stretch", (33, 48))])
def test_a_training_photo_that_is_dropped_gives_exactly_the_stored_pixels(
    tmp_path: Path, fit: str, side: tuple[int, int]
) -> None:
    files = {
        "a/1.jpg": photo(1, (1600, 1200), "JPEG", 1),
        "a/2.jpg": photo(2, (500, 375), "JPEG", 6),
        "a/3.png": photo(3, (640, 480), "PNG", 3),
        "b/1.jpg": photo(4, (2500, 400), "JPEG", 8),
        "b/2.webp": photo(5, (300, 700), "WEBP", 1),
        "b/3.jpg": photo(6, (30, 20), "JPEG", 1),
    }
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    source = PictureFiles(str(tmp_path), side=side, fit=fit)  # type: ignore[arg-type]
    dataset = prepare(source, progress=lambda *_: None, cancelled=lambda: False)
    for stored, (name, data) in zip(dataset.x_train, sorted(files.items()), strict=True):
        dropped = bring_to_form(read_picture(tmp_path / name, dataset.facts), dataset.facts).pixels
        pasted = bring_to_form(decode_picture(data, name, dataset.facts), dataset.facts).pixels
        assert np.array_equal(dropped, stored), name
        assert np.array_equal(pasted, stored), name


def test_a_whole_photo_would_give_others(tmp_path: Path) -> None:
    """Else the test above could not fail."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.jpg").write_bytes(photo(1, (1600, 1200), "JPEG", 1))
    dataset = prepare(PictureFiles(str(tmp_path)), progress=lambda *_: None, cancelled=lambda: False)
    whole = bring_to_form(read_picture(tmp_path / "a" / "1.jpg"), dataset.facts).pixels
    assert not np.array_equal(whole, dataset.x_train[0])
    assert least_edge(dataset.facts) == 128
