"""Characters in fonts: the same for the same settings and fonts, and what is said where there are none."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.project import Project, project_from_json, project_to_json
from nnstudio.core.sources import DataPlan, Glyphs
from nnstudio.core.sources.facts import UNKNOWN
from nnstudio.core.sources.glyphs import names_in
from nnstudio.core.usual import usual_project
from nnstudio.data import fonts as font_places
from nnstudio.data.findings import read_findings
from nnstudio.data.fonts import FontFile, differing, font_files, font_folders, known_fonts
from nnstudio.data.forms import bring_to_form
from nnstudio.data.places import NotInFolderError
from nnstudio.data.prepare import prepare
from nnstudio.data.store import Dataset

FEW = Glyphs(characters="Ag8", samples=5)


def read(source: Glyphs) -> Dataset:
    return prepare(source, progress=lambda *_: None, cancelled=lambda: False)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three fonts of this machine, one of them bold."""
    known = {font.path.name: font.path for font in known_fonts([path for path, _ in font_files(font_folders())])}
    folder = tmp_path_factory.mktemp("fonts")
    for name in ("DejaVuSans.ttf", "DejaVuSerif.ttf", "DejaVuSans-Bold.ttf"):
        if name not in known:
            pytest.skip("needs the DejaVu fonts")
        shutil.copy(known[name], folder / name)
    return folder


@pytest.fixture
def of_three(three: Path) -> Glyphs:
    return replace(FEW, folder=str(three))


# What they are ---------------------------------------------------------------------------------------------------


def test_each_font_is_a_class(of_three: Glyphs) -> None:
    dataset = read(of_three)
    assert set(dataset.facts.class_names) == {"DejaVu Sans", "DejaVu Serif"}
    assert dataset.facts.shape == (36, 36, 1)
    assert (dataset.facts.training, dataset.facts.test) == (2 * 3 * 4, 2 * 3 * 1)
    assert np.bincount(dataset.y_train).tolist() == [12, 12]
    assert (dataset.x_train.reshape(len(dataset.x_train), -1).max(axis=1) > 200).all()
    assert dataset.source.said_title.startswith("Characters in DejaVu")
    [few] = read_findings(dataset.folder).found
    assert "where 5 were wanted" in few.said


def test_each_character_is_a_class_where_that_is_set(of_three: Glyphs) -> None:
    dataset = read(replace(of_three, labels="character", font_count=2))
    assert dataset.facts.class_names == ("A", "g", "8")
    assert np.bincount(dataset.y_train).tolist() == [8, 8, 8]
    assert dataset.source.said_title == "Characters in fonts"
    assert read_findings(dataset.folder).found == ()


def test_fonts_are_named_in_their_order_with_their_style(of_three: Glyphs) -> None:
    dataset = read(replace(of_three, fonts="dejavu serif, DejaVu Sans Bold"))
    assert dataset.facts.class_names == ("dejavu serif", "DejaVu Sans Bold")
    assert names_in(" a, B ,,a,b") == ("a", "b")


def test_the_same_settings_give_the_same_pictures_and_others_others(of_three: Glyphs, tmp_path: Path) -> None:
    first = read(of_three)
    copied = tmp_path / "elsewhere"
    shutil.copytree(of_three.folder, copied)
    assert read(replace(of_three, folder=str(copied))).content_hash == first.content_hash
    for other in (
        {"seed": 2},
        {"rotation": 20.0},
        {"shift": 0.2},
        {"variation": 0.3},
        {"characters": "Ag9"},
        {"side": 40},
        {"samples": 6},
    ):
        assert read(replace(of_three, **other)).content_hash != first.content_hash


def test_without_straying_all_pictures_of_a_character_are_alike_and_in_the_middle(of_three: Glyphs) -> None:
    still = replace(of_three, characters="H", shift=0.0, rotation=0.0, variation=0.0, fonts="DejaVu Sans")
    dataset = read(still)
    assert len({sample.tobytes() for sample in dataset.x_train}) == 1
    rows, columns = np.nonzero(dataset.x_train[0, ..., 0] > 127)
    assert abs((rows.min() + rows.max()) / 2 - 17.5) <= 1
    assert abs((columns.min() + columns.max()) / 2 - 17.5) <= 1
    assert 0.5 <= (rows.max() - rows.min() + 1) / 36 <= 0.72


def test_straying_stays_within_what_is_set(of_three: Glyphs) -> None:
    moved = replace(of_three, characters="H", shift=0.1, rotation=0.0, variation=0.0, samples=50, fonts="DejaVu Sans")
    places = [np.argwhere(sample[..., 0] > 127).mean(axis=0) for sample in read(moved).x_train]
    strays = np.abs(np.array(places) - 17.5)
    assert strays.max() <= 3.6 + 1
    assert strays.max() > 2


def test_pictures_are_8_bit_and_a_font_in_a_file_is_enough(three: Path) -> None:
    dataset = read(replace(FEW, folder=str(three / "DejaVuSerif.ttf")))
    assert dataset.facts.class_names == ("DejaVu Serif",)
    assert dataset.x_train.dtype == np.uint8


def test_the_fonts_of_this_machine_are_used_where_no_folder_is_chosen() -> None:
    if not font_files(font_folders()):
        pytest.skip("needs a font")
    dataset = read(FEW)
    assert 1 <= dataset.facts.outputs <= 5
    assert dataset.source.unread() == FEW


def test_a_drawing_comes_to_the_form_of_the_pictures(of_three: Glyphs, three: Path) -> None:
    dataset = read(replace(of_three, characters="H", shift=0.0, rotation=0.0, variation=0.0, fonts="DejaVu Sans"))
    page = Image.new("L", (400, 300), 255)
    font = ImageFont.truetype(str(three / "DejaVuSans.ttf"), 150)
    ImageDraw.Draw(page).text((120, 60), "H", 0, font)
    seen = bring_to_form(np.asarray(page), dataset.facts)
    assert seen.pixels.shape == (36, 36, 1)
    ours, theirs = (np.asarray(each, float).ravel() for each in (seen.pixels, dataset.x_train[0]))
    assert np.corrcoef(ours, theirs)[0, 1] > 0.9


# What projects keep ------------------------------------------------------------------------------------------------


def test_a_project_begins_with_what_suits_it_and_keeps_what_was_found(of_three: Glyphs) -> None:
    source = read(of_three).source
    assert isinstance(source, Glyphs)
    project = usual_project(source)
    assert project.network.ordered[-1].layer.units == 2  # type: ignore[attr-defined]
    assert project_from_json(project_to_json(project)) == project


def test_what_is_found_is_known_until_a_setting_changes_it(of_three: Glyphs) -> None:
    source = read(of_three).source
    looks: tuple[tuple[str, object], ...] = (("rotation", 9.0), ("seed", 5), ("shift", 0.1))
    for name, value in looks:
        assert source.with_setting(name, value).facts == source.facts
    assert source.with_setting("side", 20).facts.shape == (20, 20, 1)
    for name, value in (
        ("samples", 9),
        ("labels", "character"),
        ("fonts", "x"),
        ("characters", "ab"),
        ("font_count", 2),
    ):
        assert source.with_setting(name, value).facts == UNKNOWN


@pytest.mark.parametrize("change", ['"samples": 0', '"characters": ""', '"side": 4000', '"fonts": "a\\nb"'])
def test_settings_that_can_not_be_are_refused(change: str) -> None:
    name = change.partition(":")[0]
    text = project_to_json(Project(DataPlan(Glyphs())))
    line = next(line for line in text.splitlines() if name in line)
    with pytest.raises(FormatError, match=name.strip('"')):
        project_from_json(text.replace(line, f"{change},"))


# Which fonts ---------------------------------------------------------------------------------------------------------


def font(family: str, style: str = "Regular") -> FontFile:
    return FontFile(Path(f"{family}-{style}"), family, style)


def test_of_fonts_that_look_alike_one_is_taken_and_the_most_different_first() -> None:
    there = [
        *(font(name) for name in ("Zapf", "Arial", "Liberation Sans", "Times New Roman", "Courier New", "Noto Emoji")),
        *(font("Arial", "Bold"), font("Verdana", "Italic"), font("Aaa", "Medium"), font("Aaa", "Book"), font("Symbol")),
    ]
    chosen = list(differing(there))
    assert [each.family for each in chosen] == ["Arial", "Times New Roman", "Courier New", "Aaa", "Zapf"]
    assert chosen[3].style == "Book"


def test_where_fonts_are_looked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "own"))
    monkeypatch.setattr(sys, "platform", "linux")
    assert {tmp_path / "fonts", tmp_path / "own" / "fonts", font_places.BROUGHT} <= set(font_folders())
    monkeypatch.setenv("WINDIR", str(tmp_path / "W"))
    monkeypatch.setattr(sys, "platform", "win32")
    assert tmp_path / "W" / "Fonts" in font_folders()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert Path("/System/Library/Fonts") in font_folders()


def test_without_fonts_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("nnstudio.data.sources.glyphs.font_folders", lambda: (tmp_path / "none",))
    with pytest.raises(StudioError, match="not on this machine") as caught:
        read(FEW)
    assert str(tmp_path / "none") in caught.value.message
    assert "install some, such as DejaVu" in caught.value.fix


# What is wrong ------------------------------------------------------------------------------------------------------


def test_a_font_that_is_not_there_or_lacks_characters_is_named(of_three: Glyphs) -> None:
    with pytest.raises(FormatError, match=r"^Gothic: is no font .* There are: DejaVu") as caught:
        read(replace(of_three, fonts="Gothic"))
    assert caught.value.where == "Gothic"
    with pytest.raises(FormatError, match="has no picture of \N{CJK UNIFIED IDEOGRAPH-6C34}"):
        read(replace(of_three, fonts="DejaVu Serif", characters="A\N{CJK UNIFIED IDEOGRAPH-6C34}"))
    with pytest.raises(FormatError, match="no font has all these characters"):
        read(replace(of_three, characters="A\N{CJK UNIFIED IDEOGRAPH-6C34}"))


def test_more_pictures_than_may_be_are_refused_before_they_are_drawn(of_three: Glyphs) -> None:
    letters = "".join(map(chr, range(0x21, 0x7F)))
    with pytest.raises(FormatError, match=r"would be 282,000 pictures, where 200,000 may be\. Take fewer"):
        read(replace(of_three, characters=letters, samples=1000, fonts="DejaVu Sans, DejaVu Serif, DejaVu Sans Bold"))


def test_a_chosen_place_without_fonts_is_told(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no font")
    for path in (tmp_path, tmp_path / "gone", tmp_path / "notes.txt"):
        with pytest.raises(NotInFolderError, match="holds no font files"):
            read(replace(FEW, folder=str(path)))


def test_files_that_are_no_fonts_are_passed_over(three: Path, tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    shutil.copytree(three, folder)
    whole = (folder / "DejaVuSerif.ttf").read_bytes()
    (folder / "cut.ttf").write_bytes(whole[:5_000])
    (folder / "text.otf").write_text("no font")
    (folder / "empty.ttc").touch()
    (folder / "link.ttf").symlink_to(folder / "DejaVuSerif.ttf")
    os.mkfifo(folder / "pipe.ttf")
    dataset = read(replace(FEW, folder=str(folder)))
    assert set(dataset.facts.class_names) == {"DejaVu Sans", "DejaVu Serif"}
    (folder / "link.ttf").unlink()
    for name in ("DejaVuSans.ttf", "DejaVuSerif.ttf", "DejaVuSans-Bold.ttf"):
        (folder / name).unlink()
    with pytest.raises(StudioError):
        read(replace(FEW, folder=str(folder)))
