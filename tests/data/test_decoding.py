"""Many pictures are decoded by processes, one a core: in order, and whatever becomes of a process."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from nnstudio.core.errors import Cancelled, StudioError
from nnstudio.core.sources import PictureFiles
from nnstudio.data import decoder_child, decoders, decoding
from nnstudio.data.batches import Batch, Encoded, batches_of
from nnstudio.data.decode import strict_warnings
from nnstudio.data.decoders import Decoders
from nnstudio.data.decoding import Decoding
from nnstudio.data.picture_sample import Outcome, PictureSample, Wanted, outcome_of
from nnstudio.data.prepare import prepare
from nnstudio.data.reader import Reader, shared_reader
from nnstudio.data.sources import reader_of
from nnstudio.data.store import open_dataset

linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="asks Linux for a process's children")
WANTED = Wanted((6, 5, 3), "crop")
MANY = 900


def png(level: int) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (9, 7), (level % 256, level // 256, 30)).save(file, "PNG")
    return file.getvalue()


def batch_of(*files: bytes) -> Batch:
    batch = Batch()
    for place, file in enumerate(files):
        batch.add(Encoded(str(place), 0, file))
    return batch


def batches(count: int, each: int = 4) -> Iterator[Batch]:
    return (batch_of(*(png(each * place + row) for row in range(each))) for place in range(count))


def level_of(outcome: Outcome) -> int:
    assert isinstance(outcome, PictureSample)
    red, green, _ = outcome.pixels[:3]
    return red + 256 * green


def ready(pool: Decoders, count: int) -> None:
    pool.start(count)
    until = time.monotonic() + 60
    while len(list(pool.free())) < count:
        assert time.monotonic() < until
        time.sleep(0.02)


def answered(pool: Decoders, batch: Batch) -> list[Outcome]:
    pool.give(next(pool.free()), batch)
    assert list(pool.answers()) == [batch]
    assert batch.outcomes is not None
    return batch.outcomes


# In order ---------------------------------------------------------------------------------------------------------


def test_processes_take_over_and_give_what_would_be_decoded_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "WORTH_SECONDS", -1.0)
    monkeypatch.setattr(decoding, "cores", lambda: 2)
    given: list[Batch] = []
    elsewhere: list[Batch] = []
    give = Decoders.give

    def noted(pool: Decoders, decoder: Any, batch: Batch) -> None:
        elsewhere.append(batch)
        give(pool, decoder, batch)

    monkeypatch.setattr(Decoders, "give", noted)

    def until_both_are_there() -> Iterator[Batch]:
        for batch in batches(16_000):
            given.append(batch)
            yield batch
            if len(elsewhere) > 20:
                return

    with strict_warnings(), Decoding(WANTED, 64_000) as work:
        done = list(work.decoded(until_both_are_there()))
    assert done == given
    assert 20 < len(elsewhere) < len(done)
    assert [level_of(each) for batch in done for each in batch.outcomes or ()] == list(range(4 * len(done)))


def test_what_fails_in_a_process_is_told_as_here() -> None:
    files = [png(5), b"no picture", png(5)[:40], b"", png(6)]
    with Decoders(WANTED) as pool:
        ready(pool, 1)
        there = answered(pool, batch_of(*files))
    with strict_warnings():
        here = [outcome_of(file, WANTED) for file in files]
    assert [getattr(each, "message", "") for each in there] == [getattr(each, "message", "") for each in here]
    assert [isinstance(each, StudioError) for each in there] == [False, True, True, True, False]
    assert there[0] == here[0]


def test_a_file_that_cannot_be_read_keeps_its_reason_and_its_place() -> None:
    error = StudioError("gone")
    batch = batch_of(png(1), png(2))
    batch.pictures.insert(1, Encoded("x", 0, error))
    with strict_warnings(), Decoding(WANTED, 3) as work:
        [done] = work.decoded(iter([batch]))
    assert [each if isinstance(each, StudioError) else level_of(each) for _, each in done.told()] == [1, error, 2]


def test_few_pictures_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Decoders, "start", lambda *_: pytest.fail("started"))
    with strict_warnings(), Decoding(WANTED, 100) as work:
        assert len(list(work.decoded(batches(25)))) == 25


def test_pictures_that_take_much_memory_come_in_small_batches() -> None:
    many = [Encoded("", 0, b"", memory) for memory in [6_000_000] * 5 + [100] * 70 + [50_000_000, 50_000_000]]
    found = list(batches_of(iter(many), 100))
    assert [len(batch.pictures) for batch in found] == [2, 2, 32, 32, 7, 1, 1]
    assert [each for batch in found for each in batch.pictures] == many


# Processes that end -----------------------------------------------------------------------------------------------


def serve_deadly(connection: Connection, wanted: Wanted) -> None:
    """Decodes, but ends at a picture that is made so."""

    def outcome(file: bytes, wanted: Wanted) -> Outcome:
        if b"deadly" in file:
            os._exit(9)
        return outcome_of(file, wanted)

    vars(decoder_child)["outcome_of"] = outcome
    decoder_child.serve_decoding(connection, wanted)


def serve_slow(connection: Connection, wanted: Wanted) -> None:
    """Decodes, but waits at a picture that is made so for longer than it may."""

    def outcome(file: bytes, wanted: Wanted) -> Outcome:
        if b"slow" in file:
            time.sleep(60)
        return outcome_of(file, wanted)

    vars(decoder_child).update(outcome_of=outcome, SECONDS=0.3)
    decoder_child.serve_decoding(connection, wanted)


def serve_nothing(connection: Connection, wanted: Wanted) -> None:
    """Says that it is ready, and ends at the first request."""
    connection.send_bytes(decoder_child.READY)
    connection.recv_bytes()


def serve_nonsense(connection: Connection, wanted: Wanted) -> None:
    connection.send_bytes(decoder_child.READY)
    for _ in range(2):
        connection.recv_bytes()
    connection.send_bytes(b"[[1, 2], 3")
    connection.send_bytes(b"")


@pytest.mark.parametrize(("serve", "file"), [(serve_deadly, b"deadly"), (serve_slow, b"slow")])
def test_a_picture_that_ends_its_process_is_told_and_the_others_are_read(
    monkeypatch: pytest.MonkeyPatch, serve: Callable[[Connection, Wanted], None], file: bytes
) -> None:
    monkeypatch.setattr(decoders, "serve_decoding", serve)
    with Decoders(WANTED) as pool:
        ready(pool, 1)
        found = answered(pool, batch_of(png(1), file, png(2)))
        assert (level_of(found[0]), level_of(found[2])) == (1, 2)
        assert "ended the process that decoded it" in str(found[1])
        assert level_of(answered(pool, batch_of(png(3)))[0]) == 3


def test_processes_that_die_again_and_again_end_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoders, "serve_decoding", serve_nothing)
    monkeypatch.setattr(decoders, "MOST_DEATHS", 2)
    with Decoders(WANTED) as pool:
        ready(pool, 1)
        with pytest.raises(StudioError, match="3 processes that decode pictures died"):
            answered(pool, batch_of(png(1), png(2), png(3)))


def test_an_answer_that_was_not_asked_for_is_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoders, "serve_decoding", serve_nonsense)
    with Decoders(WANTED) as pool:
        ready(pool, 1)
        with pytest.raises(StudioError, match="answers what was not asked"):
            answered(pool, batch_of(png(1)))


# In a whole reading ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Photos that take some seconds to decode by one process."""
    path = tmp_path_factory.mktemp("photos") / "photos.zip"
    random = np.random.default_rng(3)
    small = Image.fromarray(random.integers(0, 256, (12, 16, 3), np.uint8))
    file = io.BytesIO()
    small.resize((640, 480), Image.Resampling.BICUBIC).save(file, "JPEG")
    with zipfile.ZipFile(path, "w") as packed:
        for place in range(MANY):
            packed.writestr(f"{'ab'[place % 2]}/{place}.jpg", file.getvalue())
    return path


def children_of(process: int | None) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def awaited(condition: Callable[[], object], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.01)


class Reading:
    """The archive, read by a thread; what came of it."""

    def __init__(self, reader: Reader, archive: Path, into: Path) -> None:
        self.outcome: object = None
        self.cancelled = False
        self._thread = threading.Thread(target=self._read, args=(reader, archive, into))
        into.mkdir()
        self._thread.start()
        awaited(lambda: children_of(reader.process_id))
        self.decoders = children_of(reader.process_id)

    def _read(self, reader: Reader, archive: Path, into: Path) -> None:
        source = PictureFiles(str(archive), side=(32, 32))
        found = reader_of(source).locate()
        assert found is not None
        try:
            self.outcome = reader.convert(source, found, into, cancelled=lambda: self.cancelled)
        except (StudioError, Cancelled) as error:
            self.outcome = error

    def end(self) -> object:
        self._thread.join(60)
        assert not self._thread.is_alive()
        return self.outcome


@linux
def test_a_decoding_process_that_is_killed_costs_no_picture(reader: Reader, archive: Path, tmp_path: Path) -> None:
    reading = Reading(reader, archive, tmp_path / "out")
    os.kill(reading.decoders[0], signal.SIGKILL)
    outcome = reading.end()
    assert not isinstance(outcome, Exception), outcome
    dataset = open_dataset(tmp_path / "out")
    assert dataset.facts.training + dataset.facts.test == MANY
    assert (dataset.x_train == dataset.x_train[0]).all()
    assert not any(runs(each) for each in reading.decoders)
    assert children_of(reader.process_id) == []


@linux
def test_cancelling_answers_soon_and_ends_all_processes(reader: Reader, archive: Path, tmp_path: Path) -> None:
    reading = Reading(reader, archive, tmp_path / "out")
    reading.cancelled, began = True, time.monotonic()
    assert isinstance(reading.end(), Cancelled)
    assert time.monotonic() - began < 0.5
    awaited(lambda: not any(runs(each) for each in reading.decoders))


@linux
def test_a_reading_whose_process_is_killed_fails_and_can_be_done_again(
    reader: Reader, archive: Path, tmp_path: Path
) -> None:
    reading = Reading(reader, archive, tmp_path / "out")
    assert reader.process_id is not None
    os.kill(reader.process_id, signal.SIGKILL)
    assert "the reader process died" in str(reading.end())
    awaited(lambda: not any(runs(each) for each in reading.decoders))
    again = Reading(reader, archive, tmp_path / "again").end()
    assert not isinstance(again, Exception), again


PARENT = """
import sys
from nnstudio.core.sources import PictureFiles
from nnstudio.data.prepare import prepare
from nnstudio.data.reader import shared_reader
if __name__ == "__main__":
    shared_reader().start()
    print(shared_reader().process_id, flush=True)
    prepare(PictureFiles(sys.argv[1]), progress=lambda *_: None, cancelled=lambda: False)
"""


@linux
def test_no_decoding_process_outlives_the_program(archive: Path, tmp_path: Path) -> None:
    script = tmp_path / "main.py"
    script.write_text(PARENT)
    with subprocess.Popen([sys.executable, str(script), str(archive)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        reader = int(parent.stdout.readline())
        awaited(lambda: children_of(reader))
        family = [reader, *children_of(reader)]
        parent.kill()
        parent.wait(10)
    awaited(lambda: not any(runs(each) for each in family))


@linux
def test_a_small_set_is_read_by_one_process(tmp_path: Path) -> None:
    for place in range(60):
        (tmp_path / "set" / "ab"[place % 2]).mkdir(parents=True, exist_ok=True)
        (tmp_path / "set" / "ab"[place % 2] / f"{place}.png").write_bytes(png(place))
    seen: set[int] = set()

    def looked() -> bool:
        seen.update(children_of(shared_reader().process_id))
        return False

    prepare(PictureFiles(str(tmp_path / "set")), progress=lambda *_: None, cancelled=looked)
    assert shared_reader().process_id is not None
    assert seen == set()
