"""Which kind of data a dropped file or folder is."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nnstudio.core.errors import FormatError
from nnstudio.core.sources import MNIST, ArrayFiles, FashionMNIST, PictureFiles, Source, TableFile
from nnstudio.data.recognise import DATA_ENDINGS, may_be_data, recognised
from tests.support.idx import idx_bytes, write_idx
from tests.support.own_files import findings, read, save_npz, write

pytestmark = pytest.mark.usefixtures("read_here")
LIST = "file,label,split\n" + "".join(f"photos/{place}.png,{'ab'[place % 2]},train\n" for place in range(8))


def png(level: int) -> bytes:
    image = Image.new("L", (8, 8), level)
    image.putpixel((0, 0), 255 - level)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def make(folder: Path, name: str) -> Path:
    """A file of that name, with what belongs into it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if name.endswith(".npz"):
        return save_npz(path, {"x": np.zeros((4, 8, 8), np.uint8), "y": np.arange(4) % 2})
    if name.endswith(".npy"):
        np.save(path, np.zeros((4, 2)))
    elif "idx" in name:
        path.write_bytes(idx_bytes(np.zeros((4, 9, 9), np.uint8)))
    elif name.endswith((".csv", ".tsv")):
        write(path, LIST if "list" in name else "a,b\n1,2\n3,4\n")
    else:
        path.write_bytes(b"x")
    return path


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("photos.zip", PictureFiles),
        ("photos.TAR.GZ", PictureFiles),
        ("mine.npz", ArrayFiles),
        ("mine.npy", ArrayFiles),
        ("letters-images-idx3-ubyte", ArrayFiles),
        ("letters.idx.gz", ArrayFiles),
        ("mine.csv", TableFile),
        ("mine.TSV", TableFile),
        ("list.csv", PictureFiles),
        ("mnist.npz", MNIST),
    ],
)
def test_files_by_name_and_first_bytes(tmp_path: Path, name: str, kind: type[Source]) -> None:
    path = make(tmp_path, name)
    assert recognised(path) == kind(str(path))  # type: ignore[call-arg]
    assert may_be_data(path)
    assert name.lower().endswith(DATA_ENDINGS)


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (["a/1.png", "b/2.png"], PictureFiles),
        ([], PictureFiles),
        (["README.md", "mine.npz"], ArrayFiles),
        (["x.npy", "y.npy"], ArrayFiles),
        (["mine.csv", "LICENSE"], TableFile),
        (["a/1.png", "mine.csv"], PictureFiles),
        (["a/1.png", "mine.npz"], PictureFiles),
        (["a/1.png", "list.csv"], PictureFiles),
        (["one.csv", "two.csv"], PictureFiles),
    ],
)
def test_folders_by_what_is_in_them(tmp_path: Path, names: list[str], kind: type[Source]) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in names:
        make(folder, name)
    found = recognised(folder)
    assert type(found) is kind
    table = next((name for name in ("list.csv", "mine.csv") if name in names and kind is not ArrayFiles), "")
    alone = table == "list.csv" or kind is TableFile
    assert getattr(found, "folder", "") == str(folder / table if alone else folder)


def test_sets_that_everybody_knows_go_by_their_name(tmp_path: Path) -> None:
    for name, kind in (("mine", MNIST), ("fashion_mnist", FashionMNIST)):
        folder = write_idx(tmp_path / name)
        assert recognised(folder) == kind(str(folder))
        assert recognised(folder / "train-labels-idx1-ubyte.gz") == kind(str(folder))
    assert recognised(tmp_path) == FashionMNIST(str(tmp_path))
    (tmp_path / "mine" / "t10k-labels-idx1-ubyte.gz").unlink()
    assert isinstance(recognised(tmp_path / "mine"), ArrayFiles)


def test_what_is_no_data_is_told_what_can_be_opened(tmp_path: Path) -> None:
    for path, message in (
        (make(tmp_path, "notes.txt"), "is no data that can be opened."),
        (tmp_path / "gone.csv", "does not exist."),
    ):
        with pytest.raises(FormatError) as caught:
            recognised(path)
        assert (caught.value.message, caught.value.where) == (message, str(path))
        assert "CSV" in caught.value.fix
    assert not may_be_data(tmp_path / "notes.txt")


def test_real_sets_are_recognised(shared_data: Path) -> None:
    for name, kind in (
        ("mnist", MNIST),
        ("fashion_mnist", FashionMNIST),
        ("fonts5", ArrayFiles),
        ("cifar10_subset/cifar10.npz", ArrayFiles),
        ("trashnet_150.zip", PictureFiles),
    ):
        if not (shared_data / name).exists():
            pytest.skip(f"There is no {shared_data / name}.")
        assert type(recognised(shared_data / name)) is kind


# Lists of pictures -----------------------------------------------------------------------------------------------


def test_a_list_of_pictures_is_read_with_its_classes_parts_and_names(tmp_path: Path) -> None:
    lines = ["file;split;label"]
    for place in range(24):
        path = tmp_path / "photos" / f"{place}.png"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(png(10 + 9 * place))
        lines.append(f"photos/{place}.png;{('train', 'valid', 'test')[place % 3]};{'ab'[place % 2]}")
    dataset = read(write(tmp_path / "list.csv", "\n".join(lines)), side=(8, 8), colours="grey")
    facts = dataset.facts
    assert (facts.shape, facts.class_names) == ((8, 8, 1), ("a", "b"))
    assert (facts.training, facts.validation, facts.test) == (16, 8, 8)
    assert list(dataset.names)[:3] == ["photos/0.png", "photos/3.png", "photos/6.png"]
    assert dataset.x_train[1, 4, 4, 0] == 10 + 9 * 3
    assert dataset.y_train[:3].tolist() == [0, 1, 0]


def test_what_a_list_names_wrongly_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "outside.png").write_bytes(png(5))
    folder = tmp_path / "set"
    folder.mkdir()
    for place in range(4):
        (folder / f"{place}.png").write_bytes(png(50 * place + 10))
    (folder / "link.png").symlink_to(tmp_path / "outside.png")
    lines = [f"{place}.png,{'ab'[place % 2]}" for place in range(4)]
    lines += ["../outside.png,a", f"{tmp_path}/outside.png,a", "link.png,b", "gone.png,b", "3.png,", "2.png,b,c"]
    dataset = read(write(folder / "list.csv", "\n".join(["file,label", *lines])), side=(8, 8))
    assert (dataset.facts.training, dataset.facts.class_names) == (4, ("a", "b"))
    left_out = [each.names[0] for each in findings(dataset, "left out")]
    assert left_out == ["../outside.png", f"{tmp_path}/outside.png", "line 10", "line 11"]
    assert [each.names[0] for each in findings(dataset, "unreadable")] == ["link.png", "gone.png"]


def test_a_list_of_pictures_that_are_not_there_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "list.csv", LIST)
    with pytest.raises(FormatError, match=r"list\.csv: holds no picture that can be read"):
        read(path)


def test_pictures_beside_a_list_that_change_are_noticed(tmp_path: Path) -> None:
    for name, level in (("a", 10), ("b", 90)):
        (tmp_path / f"{name}.png").write_bytes(png(level))
    path = write(tmp_path / "list.csv", "file,label\na.png,one\nb.png,two\n")
    assert read(path, side=(8, 8)).x_train[0, 4, 4, 0] == 10
    (tmp_path / "a.png").write_bytes(png(200) + b"\0")
    assert read(path, side=(8, 8)).x_train[0, 4, 4, 0] == 200
