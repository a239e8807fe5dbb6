"""Files of data from anybody: each mutant is read, or refused by an error that names it, soon and in bounded memory.

All are read by the process that may die; it does not.
"""

from __future__ import annotations

import gzip
import io
import random
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from nnstudio.core.errors import StudioError
from nnstudio.core.sources import ArrayFiles, PictureFiles, Source, TableFile
from nnstudio.data.reader import Reader
from nnstudio.data.reader_child import Limits
from nnstudio.data.recognise import recognised
from nnstudio.data.sources import reader_of
from nnstudio.data.store import open_dataset
from tests.support.idx import idx_bytes
from tests.support.own_files import npy

FEW, MANY = 25, 1000
SECONDS = 5.0
_RANDOM = np.random.default_rng(8)
PICTURES, LABELS = _RANDOM.integers(0, 256, (12, 8, 8), np.uint8), (np.arange(12) % 3).astype(np.uint8)
TABLE = "name;größe;colour;price\n" + "".join(f"n{row};{row % 7},5;{'rb'[row % 2]};{row * 3}\n" for row in range(25))
LIST = "file,label\n" + "".join(f"{row}.png,{'ab'[row % 2]}\n" for row in range(6))
Mutants = Iterator[bytes]


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """One process reads all: a mutant that ended it would be told as such."""
    reader = Reader(Limits(memory=700_000_000, convert_seconds=SECONDS))
    reader.start()
    yield reader
    reader.close()


def mutant(data: bytes, chance: random.Random) -> bytes:
    """The data with bytes changed, cut, doubled, put in or taken out."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(changed) + 1)
        match chance.randrange(6):
            case 0 | 1 if place < len(changed):
                changed[place] = chance.choice((0, 1, 9, 10, 34, 44, 127, 255, chance.randrange(256)))
            case 2:
                changed[place:place] = chance.randbytes(chance.randint(1, 9))
            case 3:
                del changed[place : place + chance.randint(1, 40)]
            case 4:
                changed[place:place] = changed[place : place + chance.randint(1, 200)]
            case _ if chance.random() < 0.2:
                del changed[place:]
    return bytes(changed)


def headed(data: bytes, chance: random.Random) -> bytes:
    """A mutant whose changes are mostly in its first bytes, where a file declares what it is."""
    head = 140
    return mutant(data[:head], chance) + data[head:] if chance.random() < 0.7 else mutant(data, chance)


def as_npz(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(f"{name}.npy", data)
    return file.getvalue()


def npz_mutants(count: int) -> Mutants:
    chance = random.Random(1)
    x, y = npy(PICTURES), npy(LABELS)
    for place in range(count):
        if place % 2:
            yield mutant(as_npz({"x": x, "y": y}), chance)
        else:
            yield as_npz({"x": headed(x, chance), "y": headed(y, chance) if chance.random() < 0.3 else y})


def npy_mutants(count: int) -> Mutants:
    chance = random.Random(2)
    return (headed(npy(PICTURES), chance) for _ in range(count))


def idx_mutants(count: int) -> Mutants:
    chance = random.Random(3)
    return (headed(idx_bytes(PICTURES), chance) for _ in range(count))


def packed_idx_mutants(count: int) -> Mutants:
    chance = random.Random(4)
    whole = idx_bytes(PICTURES)
    for place in range(count):
        packed = gzip.compress(whole if place % 2 else headed(whole, chance), mtime=0)
        yield mutant(packed, chance) if place % 2 else packed


def csv_mutants(count: int) -> Mutants:
    chance = random.Random(5)
    texts = [TABLE.encode(), TABLE.encode("utf-16"), TABLE.replace(",", ".").replace(";", ",").encode("latin-1")]
    return (mutant(texts[place % 3], chance) for place in range(count))


def tsv_mutants(count: int) -> Mutants:
    chance = random.Random(6)
    pixels = "\n".join("\t".join(map(str, [row % 2, *_RANDOM.integers(0, 256, 49)])) for row in range(10))
    texts = [TABLE.replace(";", "\t").encode(), pixels.encode()]
    return (mutant(texts[place % 2], chance) for place in range(count))


def list_mutants(count: int) -> Mutants:
    chance = random.Random(7)
    return (mutant(LIST.encode(), chance) for _ in range(count))


FORMATS: dict[str, tuple[str, type[Source], Callable[[int], Mutants]]] = {
    "npz": ("mutant.npz", ArrayFiles, npz_mutants),
    "npy": ("mutant.npy", ArrayFiles, npy_mutants),
    "idx": ("mutant-images.idx", ArrayFiles, idx_mutants),
    "idx.gz": ("mutant-images.idx.gz", ArrayFiles, packed_idx_mutants),
    "csv": ("mutant.csv", TableFile, csv_mutants),
    "tsv": ("mutant.tsv", TableFile, tsv_mutants),
    "list": ("mutant.csv", PictureFiles, list_mutants),
}


def beside(folder: Path) -> None:
    """What mutants need beside them: labels, and the pictures of the list."""
    from PIL import Image

    np.save(folder / "labels.npy", LABELS)
    for ending, pack in ((".idx", bytes), (".idx.gz", gzip.compress)):
        (folder / f"mutant-labels{ending}").write_bytes(pack(idx_bytes(LABELS)))
    for row in range(6):
        Image.fromarray(PICTURES[row]).save(folder / f"{row}.png")


def refusal_of(reader: Reader, path: Path, kind: type[Source], into: Path) -> str:
    """Why it isn't read, as the window would tell; empty if it is."""
    try:
        recognised(path)  # whatever it says of a damaged file, this doesn't raise
        source = kind(str(path))  # type: ignore[call-arg]
        found = reader_of(source).locate()
        assert found is not None
        into.mkdir()
        reader.convert(source, found, into)
        dataset = open_dataset(into)
        assert len(dataset.x_train) == dataset.facts.training
    except StudioError as error:
        return str(error)
    return ""


def read_or_refuse(reader: Reader, path: Path, kind: type[Source], into: Path, seconds: float = SECONDS) -> str:
    """What became of it, in so many seconds: `read`, or `refused` by what names the file."""
    begun = time.monotonic()
    refusal = refusal_of(reader, path, kind, into)
    assert time.monotonic() - begun < seconds
    assert not refusal or path.name in refusal, refusal
    assert "the reader process died" not in refusal
    assert "more memory" not in refusal
    return "refused" if refusal else "read"


def all_mutants(reader: Reader, folder: Path, name: str, count: int) -> None:
    file, kind, make = FORMATS[name]
    beside(folder)
    process, outcomes = reader.process_id, set()
    for place, data in enumerate(make(count)):
        (folder / file).write_bytes(data)
        outcomes.add(read_or_refuse(reader, folder / file, kind, folder / f"out {place}"))
    assert reader.process_id == process
    assert "refused" in outcomes
    assert count == FEW or "read" in outcomes


@pytest.mark.parametrize("name", FORMATS)
def test_some_mutants_are_read_or_refused(reader: Reader, tmp_path: Path, name: str) -> None:
    all_mutants(reader, tmp_path, name, FEW)


@pytest.mark.sweep
@pytest.mark.parametrize("name", FORMATS)
def test_many_mutants_are_read_or_refused(reader: Reader, tmp_path: Path, name: str) -> None:
    all_mutants(reader, tmp_path, name, MANY)


def huge_line(path: Path) -> None:
    path.write_bytes(b"a,b\n" + b"1" * 50_000_000)


def open_quote(path: Path) -> None:
    path.write_bytes(b'a,b\n1,"2\n' + b"3,4\n" * 3_000_000)


def many_columns(path: Path) -> None:
    path.write_bytes((b"," * 3_000_000) + b"\n" + (b"," * 3_000_000))


def zeros(path: Path) -> None:
    path.write_bytes(bytes(20_000_000))


@pytest.mark.parametrize("make", [huge_line, open_quote, many_columns, zeros])
def test_tables_that_ask_for_much_are_refused_soon(
    reader: Reader, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "much.csv")
    assert read_or_refuse(reader, tmp_path / "much.csv", TableFile, tmp_path / "out") == "refused"


def test_more_rows_than_can_be_learned_from_are_refused(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "much.csv").write_bytes(b"a,b\n" + b"1,2\n" * 1_000_001)
    assert read_or_refuse(reader, tmp_path / "much.csv", TableFile, tmp_path / "out", 60) == "refused"
