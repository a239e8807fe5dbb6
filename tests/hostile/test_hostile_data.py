"""Pictures, archives and batches from anybody: read, or refused in a sentence; the reader lives, and soon answers.

The whole of it, a thousand mutants of each form, runs under the mark `sweep`; a sample of it every time.
"""

from __future__ import annotations

import gzip
import io
import os
import stat
import tarfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.sources import CIFAR10, Glyphs, PictureFiles, Source
from nnstudio.data.findings import Finding, read_findings
from nnstudio.data.fonts import font_files, font_folders
from nnstudio.data.members import MOST_MEMBER_BYTES
from nnstudio.data.places import NotInFolderError
from nnstudio.data.prepare import prepare
from nnstudio.data.reader import Reader, shared_reader
from nnstudio.data.store import Dataset
from tests.support.cifar import as_archive, python_files
from tests.support.mutants import mutants

SAMPLE, WHOLE = 25, 1000
LONGEST_SECONDS = 5.0
COUNTS = pytest.mark.parametrize("count", [SAMPLE, pytest.param(WHOLE, marks=pytest.mark.sweep)])


@pytest.fixture
def reader() -> Iterator[Reader]:
    reader = Reader()
    yield reader
    reader.close()


@pytest.fixture(autouse=True)
def no_reader_stays(own_folders: Path) -> Iterator[None]:
    yield
    shared_reader().close()


@dataclass
class Watched:
    """What came of many files: each is read or refused in words, and takes no longer than it may.

    Attributes:
        read, refused: how many.
        longest: seconds of the slowest.
    """

    read: int = 0
    refused: int = 0
    longest: float = 0.0
    messages: set[str] = field(default_factory=set)

    def watch(self, work: Callable[[], object]) -> None:
        began = time.monotonic()
        try:
            work()
        except StudioError as error:
            self.messages.add(error.message)
            self.refused += 1
        else:
            self.read += 1
        self.longest = max(self.longest, time.monotonic() - began)

    def check(self, count: int) -> None:
        assert self.read + self.refused == count
        assert self.refused > count // 10  # else they are no mutants
        assert self.longest < LONGEST_SECONDS
        assert not any(not message or "reader process died" in message for message in self.messages)


def picture(form: str, size: tuple[int, int] = (24, 18), seed: int = 1) -> bytes:
    smooth = Image.fromarray(np.random.default_rng(seed).integers(0, 256, (5, 6, 3), np.uint8)).resize(size)
    target = io.BytesIO()
    (smooth.quantize(16) if form == "GIF" else smooth).save(target, form)
    return target.getvalue()


def quiet(source: Source) -> Dataset:
    return prepare(source, progress=lambda *_: None, cancelled=lambda: False, allow_download=False)


def read(path: Path) -> Dataset:
    return quiet(PictureFiles(str(path), side=(8, 8)))


def findings(dataset: Dataset) -> tuple[Finding, ...]:
    return read_findings(dataset.folder).found


# Mutants ------------------------------------------------------------------------------------------------------------


@COUNTS
@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF"])
def test_mutants_of_pictures_are_read_or_refused(reader: Reader, form: str, count: int) -> None:
    reader.start()
    process, watched = reader.process_id, Watched()
    for number, data in enumerate(mutants(picture(form), count)):
        watched.watch(partial(reader.picture_from, data, f"mutant {number}"))
    watched.check(count)
    assert reader.process_id == process
    assert reader.picture_from(picture(form), "whole").shape == (18, 24, 3)


def files() -> dict[str, bytes]:
    """Two classes of five, no two pictures alike."""
    names = [f"{kind}/{place}.png" for kind in "ab" for place in range(5)]
    return {name: picture("PNG", (8, 8), seed) for seed, name in enumerate(names)}


def as_zip(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return target.getvalue()


def packed(form: str) -> bytes:
    return as_zip(files()) if form == "zip" else as_archive(files(), "set", "w" if form == "tar" else "w:gz")


@COUNTS
@pytest.mark.parametrize("form", ["zip", "tar", "tar.gz"])
def test_mutants_of_archives_are_read_or_refused(tmp_path: Path, form: str, count: int) -> None:
    path = tmp_path / f"set.{form}"
    watched = Watched()
    path.write_bytes(packed(form))
    read(path)
    process = shared_reader().process_id
    for data in mutants(packed(form), count):
        path.write_bytes(data)
        watched.watch(lambda: _all_is_well(read(path)))
    watched.check(count)
    assert shared_reader().process_id == process
    assert list(tmp_path.iterdir()) == [path]


def _all_is_well(dataset: Dataset) -> None:
    """Damaged pictures in a readable archive are told: a refusal too."""
    told = [each for each in findings(dataset) if each.matter in ("unreadable", "left out")]
    assert all(each.said for each in told)
    if told:
        raise StudioError(told[0].said)


@COUNTS
def test_mutants_of_batches_are_read_or_refused(tmp_path: Path, count: int) -> None:
    for name, data in python_files(CIFAR10).items():
        (tmp_path / name).write_bytes(data)
    whole = (tmp_path / "test_batch").read_bytes()
    quiet(CIFAR10(str(tmp_path)))
    process, watched = shared_reader().process_id, Watched()
    for data in mutants(whole, count):
        (tmp_path / "test_batch").write_bytes(data)
        watched.watch(lambda: quiet(CIFAR10(str(tmp_path))))
    watched.check(count)
    assert shared_reader().process_id == process


@COUNTS
def test_mutants_of_fonts_are_drawn_with_or_refused(tmp_path: Path, count: int) -> None:
    there = [path for path, status in font_files(font_folders()) if status.st_size < 1_000_000]
    if not there:
        pytest.skip("needs a font")
    source = Glyphs(str(tmp_path), characters="Ag", samples=2, font_count=1)
    watched = Watched()
    for data in mutants(there[0].read_bytes(), count // 5):
        (tmp_path / "mutant.ttf").write_bytes(data)
        watched.watch(lambda: quiet(source))
    assert watched.longest < LONGEST_SECONDS


# Sizes ----------------------------------------------------------------------------------------------------------------


def test_a_picture_over_the_limit_is_called_too_large_wherever_it_comes_from(tmp_path: Path) -> None:
    told = r"is too large: 8,000 × 7,000 pixels, where 50,000,000 may be"
    huge = io.BytesIO()
    Image.new("1", (8000, 7000)).save(huge, "PNG")
    for name, data in (files() | {"a/huge.png": huge.getvalue()}).items():
        (tmp_path / "set" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "set" / name).write_bytes(data)
    archived = tmp_path / "set.zip"
    archived.write_bytes(as_zip(files() | {"a/huge.png": huge.getvalue()}))
    for path in (tmp_path / "set", archived):
        [found] = [each for each in findings(read(path)) if "huge" in each.names[0]]
        assert found.said == told.replace("\\", "") + "."
    with pytest.raises(FormatError, match=told) as caught:
        shared_reader().picture(tmp_path / "set" / "a" / "huge.png")
    assert caught.value.where == "huge.png"
    assert "damaged" not in str(caught.value)


def test_a_file_over_the_limit_is_called_too_large_and_not_read(tmp_path: Path) -> None:
    for name, data in files().items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    with (tmp_path / "a" / "large.png").open("wb") as file:
        file.truncate(MOST_MEMBER_BYTES + 6_000_000)
    [found] = findings(read(tmp_path))
    assert found.said == "is too large: 70 MB, where 64 may be."
    with pytest.raises(FormatError, match=r"^large\.png: is too large: 70,000,000 bytes, where 64,000,000 may be"):
        shared_reader().picture(tmp_path / "a" / "large.png")


def test_many_pictures_that_unpack_to_much_are_read_within_the_readers_memory(tmp_path: Path) -> None:
    """49 million pixels each, in files of some kilobytes."""
    large = io.BytesIO()
    image = Image.new("L", (7000, 7000), 90)
    image.paste(20, (0, 0, 3500, 7000))
    image.save(large, "PNG")
    count = 6
    path = tmp_path / "large.zip"
    names = [f"{kind}/{place}.png" for kind in "ab" for place in range(count // 2)]
    path.write_bytes(as_zip(dict.fromkeys(names, large.getvalue())))
    dataset = read(path)
    assert dataset.facts.training == count


# Bombs ----------------------------------------------------------------------------------------------------------------


def gz_of_zeros(head: bytes, zeros: int) -> bytes:
    target = io.BytesIO()
    with gzip.GzipFile(fileobj=target, mode="wb", compresslevel=1) as file:
        file.write(head)
        for _ in range(zeros // 10_000_000):
            file.write(bytes(10_000_000))
    return target.getvalue()


def head_of(name: str, size: int, kind: bytes = tarfile.REGTYPE) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.type = size, kind
    return info.tobuf(tarfile.GNU_FORMAT)


@pytest.mark.parametrize(
    "head",
    [
        head_of("a/1.png", 900_000_000),
        head_of("long", 900_000_000, tarfile.GNUTYPE_LONGNAME),
        head_of("pax", 900_000_000, tarfile.XHDTYPE),
        head_of("pax", 900_000_000, tarfile.XGLTYPE),
        head_of("a/1.png", 10**15),
    ],
    ids=["member", "long name", "pax", "global", "huge"],
)
def test_a_gz_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, head: bytes) -> None:
    path = tmp_path / "bomb.tar.gz"
    path.write_bytes(gz_of_zeros(head, 300_000_000))
    began = time.monotonic()
    with pytest.raises(FormatError, match="unpacks to far more bytes") as caught:
        read(path)
    assert time.monotonic() - began < LONGEST_SECONDS
    assert caught.value.where == str(path)


def test_a_zip_of_many_bombs_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for place in range(30):
            archive.writestr(f"a/{place}.png", bytes(10_000_000))
    with pytest.raises(FormatError, match="unpacks to far more bytes"):
        read(path)


def test_a_member_that_holds_more_than_it_declares_is_not_read_further(tmp_path: Path) -> None:
    path = tmp_path / "liar.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files().items():
            archive.writestr(name, data)
        archive.writestr("a/liar.png", bytes(30_000_000))
    data = path.read_bytes()
    path.write_bytes(data.replace((30_000_000).to_bytes(4, "little"), (900).to_bytes(4, "little")))
    [found] = findings(read(path))
    assert found.names == ("a/liar.png",)


def test_an_encrypted_member_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "locked.zip"
    data = bytearray(as_zip(files()))
    for magic, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(magic) + place] |= 1
    path.write_bytes(data)
    [found] = [each for each in findings(read(path)) if each.matter == "left out"]
    assert found.said == "is encrypted."


# What is no plain file ----------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes and devices")
@pytest.mark.parametrize("kind", [PictureFiles, CIFAR10, Glyphs])
def test_pipes_and_devices_are_refused_and_not_waited_for(tmp_path: Path, kind: type[Source]) -> None:
    os.mkfifo(tmp_path / "pipe.tar")
    for path in (str(tmp_path / "pipe.tar"), "/dev/zero", "/dev/null", "/proc/self/mem"):
        began = time.monotonic()
        with pytest.raises(StudioError) as caught:
            quiet(kind(path))  # type: ignore[call-arg]
        assert time.monotonic() - began < LONGEST_SECONDS
        assert caught.value.where


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_a_locked_file_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    for name, data in files().items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    (tmp_path / "a" / "0.png").chmod(0)
    try:
        [found] = findings(read(tmp_path))
    finally:
        (tmp_path / "a" / "0.png").chmod(stat.S_IRUSR | stat.S_IWUSR)
    assert found.names == ("a/0.png",)
    assert "Permission denied" in found.said


def test_files_that_vanish_while_they_are_read_are_told_or_the_change_is(tmp_path: Path) -> None:
    for name, data in files().items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    gone = threading.Event()

    def remove(share: float, text: str) -> None:
        if share > 0 and not gone.is_set():
            (tmp_path / "b" / "2.png").unlink()
            gone.set()

    with pytest.raises(StudioError, match="was changed while it was read"):
        prepare(PictureFiles(str(tmp_path), side=(8, 8)), progress=remove, cancelled=lambda: False)
    assert read(tmp_path).facts.training == 9


def test_a_folder_that_is_gone_meanwhile_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotInFolderError, match="can't be read"):
        read(tmp_path / "gone")


def test_pictures_with_another_forms_name_are_read_and_what_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "a" / "really a png.jpg").write_bytes(picture("PNG", seed=2))
    (tmp_path / "a" / "really a jpeg.png").write_bytes(picture("JPEG", seed=3))
    (tmp_path / "b" / "program.png").write_bytes(b"MZ" + bytes(500))
    (tmp_path / "b" / "page.gif").write_text("<html>")
    (tmp_path / "b" / "archive.png").write_bytes(as_zip(files()))
    (tmp_path / "b" / "fine.webp").write_bytes(picture("WEBP", seed=4))
    dataset = read(tmp_path)
    assert dataset.facts.training == 3
    told = [each for each in findings(dataset) if each.matter == "unreadable"]
    assert [each.names[0] for each in told] == ["b/archive.png", "b/page.gif", "b/program.png"]
    assert all("is not a picture in PNG" in each.said for each in told)


def test_nothing_is_written_outside_the_cache(tmp_path: Path) -> None:
    path = tmp_path / "inside" / "bad.tar"
    path.parent.mkdir()
    with tarfile.open(path, "w") as archive:
        for name, data in (files() | {"../out.png": picture("PNG"), f"{tmp_path}/abs.png": picture("PNG")}).items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    assert sum(each.matter == "left out" for each in findings(read(path))) == 2
    assert {entry.name for entry in tmp_path.iterdir()} == {"inside"}
    assert list(path.parent.iterdir()) == [path]
