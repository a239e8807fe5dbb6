"""Folders and archives of pictures: what becomes of them, and what is told of what is wrong."""

from __future__ import annotations

import io
import os
import stat
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.project import Project
from nnstudio.core.sources import DataPlan, PictureFiles
from nnstudio.data.class_folders import natural, sort_by_folder
from nnstudio.data.explore.picture_sizes import other_sizes, tiny
from nnstudio.data.forms import bring_to_form
from nnstudio.data.parts import parts_of
from nnstudio.data.places import NotChosenError, NotInFolderError
from nnstudio.data.prepare import prepare
from nnstudio.data.store import Dataset

Pack = Callable[[Path, Mapping[str, bytes]], Path]


def read(path: Path | str, **settings: object) -> Dataset:
    source = PictureFiles(str(path), side=(8, 8), **settings)  # type: ignore[arg-type]
    return prepare(source, progress=lambda *_: None, cancelled=lambda: False)


def png(level: int | tuple[int, int, int], size: tuple[int, int] = (8, 8), *, spot: bool = True) -> bytes:
    """A picture of one colour with a spot, so that it isn't blank."""
    image = Image.new("RGB" if isinstance(level, tuple) else "L", size, level)
    if spot:
        image.putpixel((0, 0), (9, 9, 9) if isinstance(level, tuple) else 9)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def some(classes: int = 2, each: int = 6) -> dict[str, bytes]:
    return {f"set/class {c}/{i}.png": png(20 * i + 10 + c) for c in range(classes) for i in range(each)}


def divided(*parts: str, each: int) -> dict[str, bytes]:
    """Two classes in each of these folders, no two pictures alike."""
    names = [f"set/{part}/{kind}/{i}.png" for part in parts for kind in "ab" for i in range(each)]
    return {name: png(10 + 9 * place) for place, name in enumerate(names)}


def as_folder(tmp_path: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        path = tmp_path / "pictures" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "pictures"


def as_zip(tmp_path: Path, files: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(tmp_path / "pictures.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return tmp_path / "pictures.zip"


def as_tar(tmp_path: Path, files: Mapping[str, bytes]) -> Path:
    with tarfile.open(tmp_path / "pictures.tar.gz", "w:gz") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return tmp_path / "pictures.tar.gz"


WAYS = pytest.mark.parametrize("pack", [as_folder, as_zip, as_tar])


def matters(dataset: Dataset) -> list[str]:
    return [each.matter for each in dataset.findings.found]


# What becomes of them -------------------------------------------------------------------------------------------


@WAYS
def test_each_folder_is_a_class_and_its_pictures_are_its_samples(tmp_path: Path, pack: Pack) -> None:
    dataset = read(pack(tmp_path, some(3)))
    assert dataset.facts.class_names == ("class 0", "class 1", "class 2")
    assert (dataset.facts.shape, dataset.facts.training, dataset.facts.test) == ((8, 8, 3), 18, 0)
    levels = {(int(x[4, 4, 0]), int(y)) for x, y in zip(dataset.x_train, dataset.y_train, strict=True)}
    assert levels == {(20 * i + 10 + c, c) for c in range(3) for i in range(6)}
    assert matters(dataset) == []
    assert dataset.source.said_title.startswith("Pictures in ")


def test_the_same_pictures_are_the_same_data_however_they_are_packed(tmp_path: Path) -> None:
    files = dict(sorted(some().items()))
    assert len({read(pack(tmp_path, files)).content_hash for pack in (as_folder, as_zip, as_tar)}) == 1


@WAYS
def test_folders_say_what_is_for_the_test(tmp_path: Path, pack: Pack) -> None:
    dataset = read(pack(tmp_path, divided("Train", "test", each=3)))
    assert (dataset.facts.class_names, dataset.facts.training, dataset.facts.test) == (("a", "b"), 6, 6)


def test_of_many_without_such_folders_a_fixed_fifth_of_each_class_is_for_the_test(tmp_path: Path) -> None:
    dataset = read(as_zip(tmp_path, {f"{c}/{i}.png": png(2 * i + c) for c in range(2) for i in range(50)}))
    assert (dataset.facts.training, dataset.facts.test) == (80, 20)
    assert np.bincount(dataset.y_test).tolist() == [10, 10]


def test_folders_say_what_validates() -> None:
    found = sort_by_folder(["val/a/2.png", "train/a/1.png", "test/a/3.png"])
    assert [found.training, found.validation, found.test] == [
        (("train/a/1.png", 0),),
        (("val/a/2.png", 0),),
        (("test/a/3.png", 0),),
    ]
    assert [name for name, _ in sort_by_folder(["val/a/2.png", "test/a/3.png"]).training] == [
        "val/a/2.png",
        "test/a/3.png",
    ]


@WAYS
def test_pictures_in_a_folder_to_validate_with_validate(tmp_path: Path, pack: Pack) -> None:
    dataset = read(pack(tmp_path, divided("valid", "train", each=3)))
    assert (dataset.facts.training, dataset.facts.validation, dataset.facts.test) == (12, 6, 0)
    found = parts_of(dataset, Project(DataPlan(dataset.source)))
    assert {dataset.names[row].split("/")[-3] for row in found.rows["validation"]} == {"valid"}
    assert {dataset.names[row].split("/")[-3] for row in found.rows["training"]} == {"train"}


def test_classes_are_in_natural_order() -> None:
    assert sorted(["10", "9", "a10", "a2", "B"], key=natural) == ["9", "10", "a2", "a10", "B"]


@pytest.mark.parametrize(("fit", "corner", "middle"), [("crop", 200, 200), ("pad", 0, 200), ("stretch", 200, 200)])
def test_pictures_of_another_shape_are_cropped_padded_or_stretched(
    tmp_path: Path, fit: str, corner: int, middle: int
) -> None:
    files = {f"{kind}/{i}.png": png(200, (16, 8)) for i, kind in enumerate("ab")}
    dataset = read(as_folder(tmp_path, files), fit=fit, colours="grey")
    assert dataset.facts.shape == (8, 8, 1)
    assert int(dataset.x_train[0, 0, 7, 0]) == corner
    assert int(dataset.x_train[0, 4, 4, 0]) == middle
    outside = np.asarray(Image.open(io.BytesIO(files["a/0.png"])))
    assert np.array_equal(bring_to_form(outside, dataset.facts).pixels, dataset.x_train[0])


@pytest.mark.parametrize("kind", ["jpg", "webp", "bmp", "gif", "tiff", "png"])
def test_every_form_of_picture_is_read(tmp_path: Path, kind: str) -> None:
    files = {}
    for name, level in (("a", 40), ("b", 200)):
        image = Image.new("RGB", (8, 8), (level, level, level))
        image.paste((255 - level,) * 3, (0, 0, 8, 2))
        file = io.BytesIO()
        image.save(file, {"jpg": "JPEG", "tiff": "TIFF"}.get(kind, kind.upper()))
        files[f"{name}/1.{kind}"] = file.getvalue()
    dataset = read(as_folder(tmp_path, files))
    assert dataset.x_train[:, 6, 4, 0].astype(int).tolist() == pytest.approx([40, 200], abs=3)


def oriented(orientation: int, picture: NDArray[np.uint8]) -> bytes:
    """That picture as a camera stores it, which says how it was held."""
    turns = {1: "", 2: "h", 3: "r", 4: "v", 5: "t", 6: "l", 7: "a", 8: "q"}[orientation]
    stored = {
        "": picture,
        "h": picture[:, ::-1],
        "r": picture[::-1, ::-1],
        "v": picture[::-1],
        "t": picture.T,
        "l": np.rot90(picture),
        "a": picture[::-1, ::-1].T,
        "q": np.rot90(picture, 3),
    }[turns]
    image, file = Image.fromarray(np.ascontiguousarray(stored)), io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = orientation
    image.save(file, "PNG", exif=exif)
    return file.getvalue()


def test_pictures_stand_upright_however_the_camera_was_held(tmp_path: Path) -> None:
    upright = np.zeros((8, 8), np.uint8)
    upright[0], upright[:, 0], upright[7, 7] = 200, 120, 255
    files = {f"a/{o}.png": oriented(o, upright) for o in range(1, 9)} | {"b/1.png": png(5)}
    dataset = read(as_folder(tmp_path, files), colours="grey")
    for sample, label in zip(dataset.x_train, dataset.y_train, strict=True):
        if label == 0:
            assert np.array_equal(sample[..., 0], upright)


# Again, and elsewhere -------------------------------------------------------------------------------------------


def test_a_folder_that_changed_is_read_again_and_one_that_did_not_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = as_folder(tmp_path, some())
    first = read(folder)
    with monkeypatch.context() as patch:
        patch.setattr("nnstudio.data.prepare._converted", lambda *_: pytest.fail("read again"))
        assert read(folder).content_hash == first.content_hash
    (folder / "set" / "class 1" / "new.png").write_bytes(png(99))
    assert read(folder).facts.training == first.facts.training + 1


def test_size_and_colours_are_known_before_they_are_read_anew(tmp_path: Path) -> None:
    source = read(as_folder(tmp_path, some())).source
    assert isinstance(source, PictureFiles)
    from dataclasses import replace

    other = replace(source, side=(12, 10), colours="grey", fit="pad")
    assert other.facts.shape == (12, 10, 1)
    assert other.facts.form == "picture-pad"
    assert other.facts.class_names == source.facts.class_names
    assert prepare(other, progress=lambda *_: None, cancelled=lambda: False).facts == other.facts


# What is wrong --------------------------------------------------------------------------------------------------


@WAYS
def test_what_is_wrong_is_told_and_the_rest_is_read(tmp_path: Path, pack: Pack) -> None:
    files = {
        **some(),
        "set/class 0/cut.png": png(50)[:40],
        "set/class 0/text.jpg": b"no picture",
        "set/class 0/empty.png": b"",
        "set/class 1/blank.png": png(77, spot=False),
        "set/class 1/same.png": some()["set/class 1/0.png"],
        "set/astray.png": png(3),
        "set/rare/1.png": png(4),
        "set/notes.txt": b"read me",
        "set/.hidden/1.png": png(5),
    }
    dataset = read(pack(tmp_path, files))
    found = {each.matter: each for each in dataset.findings.found}
    assert matters(dataset).count("unreadable") == 3
    assert found["blank"].names == ("set/class 1/blank.png",)
    assert set(found["duplicate"].names) == {"set/class 1/0.png", "set/class 1/same.png"}
    assert found["unsorted"].names == ("set/astray.png",)
    assert found["few"].names == ("rare",)
    assert dataset.facts.class_names == ("class 0", "class 1", "rare")
    assert dataset.facts.training == 12 + 2 + 1
    assert all(each.said for each in dataset.findings.found)


def test_the_same_file_on_both_sides_of_the_test_is_a_leak(tmp_path: Path) -> None:
    same = png(250)
    files = {**divided("train", "test", each=5), "set/train/a/x.png": same, "set/test/b/y.png": same}
    [leak] = read(as_zip(tmp_path, files)).findings.found
    assert (leak.matter, set(leak.names)) == ("leak", {"set/train/a/x.png", "set/test/b/y.png"})


def test_one_class_alone_is_told(tmp_path: Path) -> None:
    dataset = read(as_folder(tmp_path, {f"only/{i}.png": png(10 * i + 20) for i in range(6)}))
    assert dataset.facts.class_names == ("only",)
    assert "nothing to tell apart" in dataset.findings.found[0].said


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"1.png": png(1), "2.png": png(2)}, "holds no folders of pictures"),
        ({"a/readme.txt": b"x"}, "holds no folders of pictures"),
        ({"a/1.png": b"broken", "b/1.png": b""}, "holds no picture that can be read"),
    ],
)
@WAYS
def test_what_holds_nothing_to_learn_says_what_it_should_hold(
    tmp_path: Path, pack: Pack, files: dict[str, bytes], message: str
) -> None:
    with pytest.raises(FormatError, match=message):
        read(pack(tmp_path, files))


def test_nothing_chosen_and_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(NotChosenError, match="Nothing is chosen yet"):
        read("")
    with pytest.raises(NotInFolderError, match="can't be read"):
        read(tmp_path / "gone")
    (tmp_path / "text.zip").write_text("no archive")
    with pytest.raises(FormatError, match="neither a folder nor a zip or tar file"):
        read(tmp_path / "text.zip")


# Hostile --------------------------------------------------------------------------------------------------------


def test_names_that_lead_outside_are_left_out_of_archives(tmp_path: Path) -> None:
    bad = ["../outside/1.png", "/abs/1.png", "a/../../1.png", "C:/x/1.png", "a\\b/1.png"]
    for pack in (as_zip, as_tar):
        dataset = read(pack(tmp_path, {**some(), **{name: png(3) for name in bad}}))
        assert dataset.facts.training == 12
        assert matters(dataset).count("left out") == len(bad)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pictures.tar.gz", "pictures.zip"]


def test_twice_the_same_name_and_names_that_differ_in_case_only_count_once(tmp_path: Path) -> None:
    path = tmp_path / "twice.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in some().items():
            archive.writestr(name, data)
        archive.writestr("set/CLASS 0/0.PNG", png(8))
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("set/class 0/0.png", png(9))
    assert read(path).facts.training == 12


def test_links_pipes_and_devices_are_left_out(tmp_path: Path) -> None:
    folder = as_folder(tmp_path, some())
    (tmp_path / "secret.png").write_bytes(png(111))
    (folder / "set" / "class 0" / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "set" / "link").symlink_to(tmp_path)
    os.mkfifo(folder / "set" / "class 0" / "pipe.png")
    dataset = read(folder)
    assert dataset.facts.training == 12
    assert matters(dataset).count("left out") == 3
    with tarfile.open(tmp_path / "links.tar", "w") as archive:
        for name, data in some().items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for name, kind in (
            ("set/class 0/l.png", tarfile.SYMTYPE),
            ("set/class 0/h.png", tarfile.LNKTYPE),
            ("d.png", tarfile.CHRTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, str(tmp_path / "secret.png")
            archive.addfile(info)
    assert matters(read(tmp_path / "links.tar")).count("left out") == 3
    with zipfile.ZipFile(tmp_path / "links.zip", "w") as archive:
        for name, data in some().items():
            archive.writestr(name, data)
        link = zipfile.ZipInfo("set/class 0/link.png")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, str(tmp_path / "secret.png"))
    assert matters(read(tmp_path / "links.zip")) == ["left out"]


def test_a_bomb_is_left_out_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in some().items():
            archive.writestr(name, data)
        archive.writestr("set/class 0/bomb.png", bytes(70_000_000))
    assert matters(read(path)) == ["left out"]


def test_a_picture_that_declares_too_many_pixels_is_told(tmp_path: Path) -> None:
    huge = bytearray(png(5))
    huge[16:24] = (100_000).to_bytes(4, "big") * 2
    dataset = read(as_folder(tmp_path, {**some(), "set/class 0/huge.png": bytes(huge)}))
    [found] = dataset.findings.found
    assert found.matter == "unreadable"
    assert "too large" in found.said


@pytest.mark.parametrize("share", [0.1, 0.5])
def test_an_archive_that_is_cut_says_so(tmp_path: Path, share: float) -> None:
    for pack in (as_zip, as_tar):
        path = pack(tmp_path, some())
        path.write_bytes(path.read_bytes()[: int(share * path.stat().st_size)])
        with pytest.raises(StudioError):
            read(path)


def test_damaged_findings_are_made_again_from_the_files(tmp_path: Path) -> None:
    """They were once taken for none: nothing was wrong any more."""
    files = {f"cat/{n}.png": png(n) for n in range(3)} | {"dog/0.png": png(0), "dog/1.png": png(9)}
    path = as_zip(tmp_path, files)
    dataset = read(path)
    before = dataset.findings
    assert before.found
    (dataset.folder / "findings.json").write_text("{}")
    assert read(path).findings == before


# Sizes ------------------------------------------------------------------------------------------------------------


def test_the_sizes_of_pictures_in_their_files_are_kept_and_odd_ones_told(tmp_path: Path) -> None:
    files = {f"{c}/{i}.png": png(20 * i + c, (40, 30)) for c in range(2) for i in range(6)}
    files |= {"0/other.png": png(200, (64, 48)), "1/tiny.png": png(201, (3, 12))}
    dataset = read(as_zip(tmp_path, files))
    assert dataset.sizes is not None
    by_name = dict(zip(dataset.names, dataset.sizes.tolist(), strict=True))
    assert by_name["0/0.png"] == [30, 40]
    assert by_name["0/other.png"] == [48, 64]
    assert [dataset.names[row] for row in tiny(dataset)] == ["1/tiny.png"]
    assert {dataset.names[row] for row in other_sizes(dataset)} == {"0/other.png", "1/tiny.png"}


def test_the_size_is_that_of_the_picture_as_the_camera_was_held(tmp_path: Path) -> None:
    image, file = Image.new("RGB", (40, 20), (9, 99, 200)), io.BytesIO()
    image.putpixel((0, 0), (0, 0, 0))
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    image.save(file, "JPEG", exif=exif)
    dataset = read(as_zip(tmp_path, {**some(), "class 0/turned.jpg": file.getvalue()}))
    assert dataset.sizes is not None
    sizes = dict(zip(dataset.names, dataset.sizes.tolist(), strict=True))
    assert next(size for name, size in sizes.items() if name.endswith("turned.jpg")) == [40, 20]


def test_where_all_pictures_are_as_large_as_they_are_wanted_no_sizes_are_kept(tmp_path: Path) -> None:
    assert read(as_zip(tmp_path, some())).sizes is None
