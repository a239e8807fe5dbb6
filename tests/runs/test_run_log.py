"""A run's log: read alike in whatever parts it arrives, and one from anybody costs bounded memory and work."""

from __future__ import annotations

import json
import math
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.core.errors import FormatError
from nnstudio.disk import system
from nnstudio.disk.folder import Folder
from nnstudio.disk.refusal import NotPlainError
from nnstudio.runs.run_log import (
    RUN_LOG,
    Begun,
    Ended,
    EngineNamed,
    Entry,
    EpochLine,
    EpochPoint,
    EpochRecord,
    LogPlace,
    RunStatus,
    SnapshotLine,
    SnapshotsGone,
    add_to_log,
    epoch_line,
    epoch_record,
    last_entry,
    lines,
    read_log,
    reading,
)
from tests.support.figures import figures

MEGABYTE = 1_000_000
SNAPSHOT = SnapshotLine(1, "epoch-00001.safetensors", "ab")
POINT = EpochPoint(1, figures(0.5, 0.75), 1.5, 2000.0)
EPOCH = EpochLine(POINT, {"loss": "AAAAAA==", "accuracy": ""})


def line_of(plain: object) -> bytes:
    return checked(plain if isinstance(plain, bytes) else json.dumps(plain).encode())


def checked(text: bytes) -> bytes:
    return b"%08x %s\n" % (zlib.crc32(text), text)


def lines_of(*entries: Entry) -> bytes:
    return b"".join(lines.line_of(entry) for entry in entries)


def plain_of(entry: Entry, **changed: object) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(lines_of(entry)[9:])
    return {**plain, **changed}


def read(folder: Folder, place: LogPlace | None = None) -> tuple[list[Entry], LogPlace]:
    place = place or LogPlace()
    return list(read_log(folder, place)), place


def put(path: Path, content: bytes) -> Folder:
    (path / RUN_LOG).write_bytes(content)
    return Folder(path)


@contextmanager
def peak_below(most: int) -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < most
    finally:
        tracemalloc.stop()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many bytes each read gave."""
    given: list[int] = []
    real = system.read

    def counted(descriptor: int, count: int) -> bytes:
        part = real(descriptor, count)
        given.append(len(part))
        return part

    monkeypatch.setattr(system, "read", counted)
    return given


# What is written comes back -------------------------------------------------------------------------------------

texts = st.text(max_size=20)
epochs = st.integers(0, 10**9)
numbers = st.floats(allow_nan=False)  # NaN, which equals nothing, has a test of its own
names = st.text("abcdefghijklmnopqrstuvwxyz0123456789_", min_size=1, max_size=12)
ends: st.SearchStrategy[RunStatus] = st.sampled_from(("finished", "diverged", "stopped", "failed", "crashed", "loaded"))
points = st.builds(EpochPoint, epochs, st.dictionaries(names, numbers, max_size=9), seconds=numbers)
coded = st.dictionaries(names, st.text("ABCabc012+/=", max_size=30), max_size=5)
entries = st.one_of(
    st.builds(Begun, st.integers(1, 10**6), ends, texts, st.sampled_from(("tensorflow", "jax")), texts),
    st.builds(EngineNamed, texts),
    st.builds(EpochLine, points, coded),
    st.builds(
        SnapshotLine,
        epochs,
        st.from_regex(r"(epoch-[0-9]{5,9}|partial)\.safetensors", fullmatch=True),
        st.text("0123456789abcdef", max_size=64),
    ),
    st.builds(SnapshotsGone, st.lists(epochs, max_size=5).map(tuple)),
    st.builds(Ended, ends, texts, texts),
)


@given(st.lists(entries, max_size=6))
def test_every_kind_of_entry_comes_back(tmp_path_factory: pytest.TempPathFactory, told: list[Entry]) -> None:
    folder = Folder(tmp_path_factory.mktemp("log"))
    add_to_log(folder, [EngineNamed("first"), *told])
    found, place = read(folder)
    assert found == [EngineNamed("first"), *told]
    assert place.damaged == 0
    assert place.offset == (folder.path / RUN_LOG).stat().st_size
    assert not place.cut_off
    assert last_entry(folder) == found[-1]


def test_figures_that_are_no_numbers_come_back(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    told = figures(math.nan, math.inf, -math.inf, math.nan)
    record = EpochRecord(EpochPoint(3, told), {"loss": np.array([math.nan, 2], "f4")})
    add_to_log(folder, [epoch_line(record)])
    (entry,) = read(folder)[0]
    assert isinstance(entry, EpochLine)
    np.testing.assert_equal(entry.point.figures, told)
    np.testing.assert_array_equal(epoch_record(entry).batches["loss"], record.batches["loss"])


def test_whole_numbers_stand_for_figures_and_what_a_line_lacks_has_its_default(tmp_path: Path) -> None:
    line = line_of({"kind": "EpochLine", "point": {"epoch": 2, "figures": {"loss": 1}}, "batches": {}})
    (entry,) = read(put(tmp_path, line))[0]
    assert entry == EpochLine(EpochPoint(2, {"loss": 1.0}))
    assert isinstance(entry, EpochLine)
    assert type(entry.point.figures["loss"]) is float


OLDER = {"epoch": 2, "loss": 1, "accuracy": 0.5, "validation_loss": None, "validation_accuracy": None}


def older(given: dict[str, object], /, **changed: object) -> bytes:
    """An epoch's line as it was written before figures had names."""
    point = {key: value for key, value in {**OLDER, **given}.items() if value != "gone"}
    return line_of({"kind": "EpochLine", "point": point, "batch_losses": "AAAAAA==", "batch_accuracies": "", **changed})


def test_lines_of_older_versions_are_read_with_names(tmp_path: Path) -> None:
    checked = {"validation_loss": math.nan, "validation_accuracy": 0.75, "seconds": 2.0, "kind": "EpochPoint"}
    first, second = read(put(tmp_path, older({}) + older(checked)))[0]
    batches = {"loss": "AAAAAA==", "accuracy": ""}
    assert first == EpochLine(EpochPoint(2, figures(1.0, 0.5)), batches)
    assert isinstance(second, EpochLine)
    np.testing.assert_equal(second.point.figures, figures(1.0, 0.5, math.nan, 0.75))
    assert (second.point.seconds, second.batches) == (2.0, batches)


@pytest.mark.parametrize(
    "line",
    [
        *(older({name: "gone"}) for name in OLDER),
        *(older({name: None}) for name in ("epoch", "loss", "accuracy", "seconds")),
        *(older({name: "0.5"}) for name in ("loss", "validation_loss", "epoch", "seconds")),
        *(older({name: True}) for name in ("loss", "validation_accuracy", "epoch")),
        older({"more": 1}),
        older({"kind": "EpochLine"}),
        older({}, batch_losses=None),
        older({}, batch_accuracies=["AAAA"]),
        older({}, more=1),
        older({}, point=None),
        older({}, point=[1]),
    ],
)
def test_an_older_line_of_another_form_counts_as_damaged(tmp_path: Path, line: bytes) -> None:
    found, place = read(put(tmp_path, line))
    assert (found, place.damaged) == ([], 1)


def test_very_many_removed_snapshots_are_told_in_several_lines(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    add_to_log(folder, [SnapshotsGone(tuple(range(25_000)))])
    found = [epoch for entry in read(folder)[0] if isinstance(entry, SnapshotsGone) for epoch in entry.epochs]
    assert found == list(range(25_000))


# In any parts ---------------------------------------------------------------------------------------------------

SMALL = 400  # what a line of an epoch may have here; others a half
stretches = st.one_of(
    entries.map(lines_of),
    st.sampled_from((b"\n", b"\n\n\n", b"x\n", b"00000000 {}\n", b"0" * 8 + b" {" + b"x" * 60 + b"\n", b"\0" * 9)),
    st.integers(SMALL // 2 - 70, SMALL // 2 + 10).map(lambda size: lines_of(EngineNamed("e" * size))),
    st.integers(SMALL - 300, SMALL).map(lambda size: lines_of(replace(EPOCH, batches={"loss": "A" * size}))),
    st.builds(lambda whole, at: whole[:at], entries.map(lines_of), st.integers(0, 60)),
)


def at_once(content: bytes) -> tuple[list[Entry], int, int]:
    """The entries, the end of the last whole line, and the lines that are no entries; as plainly as can be."""
    *whole, rest = content.split(b"\n")
    found = [lines.entry_of(line) for line in whole if line]
    return [entry for entry in found if entry is not None], len(content) - len(rest), found.count(None)


@given(st.lists(stretches, max_size=8), st.integers(1, 50), st.lists(st.integers(0, 2000), max_size=4))
def test_a_log_is_read_alike_in_whatever_parts(
    tmp_path_factory: pytest.TempPathFactory, parts: list[bytes], size: int, splits: list[int]
) -> None:
    content = b"".join(parts)
    folder = Folder(tmp_path_factory.mktemp("log"))
    found: list[Entry] = []
    place = LogPlace()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "AT_A_TIME", size)
        patch.setattr(lines, "MOST_LINE", SMALL)
        patch.setattr(lines, "MOST_OTHER_LINE", SMALL // 2)
        for end in (*sorted(splits), len(content)):
            put(folder.path, content[:end])  # the same file, with more in it
            found += read(folder, place)[0]
            assert place.offset == at_once(content[:end])[1]
        assert (found, place.offset, place.damaged) == at_once(content)


def test_whoever_stops_reading_goes_on_after_the_last_entry(tmp_path: Path) -> None:
    folder = put(tmp_path, b"x\n" + lines_of(EngineNamed("a")) + b"\ny\n" + lines_of(EngineNamed("b"), EPOCH) + b"z\n")
    place = LogPlace()
    assert next(read_log(folder, place)) == EngineNamed("a")
    assert place.offset == 2 + len(lines_of(EngineNamed("a")))
    assert place.damaged == 1
    assert read(folder, place)[0] == [EngineNamed("b"), EPOCH]
    assert place.damaged == 3


def test_another_file_in_its_place_is_read_anew(tmp_path: Path) -> None:
    folder = put(tmp_path, b"x\n" + lines_of(EngineNamed("a")))
    place = read(folder)[1]
    (tmp_path / "other").write_bytes(lines_of(EngineNamed("b")))
    (tmp_path / "other").replace(tmp_path / RUN_LOG)
    assert read(folder, place)[0] == [EngineNamed("b")]
    assert place.damaged == 0


# What is no entry -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        line_of(plain_of(Ended("failed", "", ""), status="training")),
        line_of(plain_of(Ended("failed", "", ""), status="hacked")),
        line_of(plain_of(Begun(1, "training", "", "jax"), status="hacked")),
        line_of(plain_of(Begun(1, "training", "", "jax"), number=2**63)),
        *(line_of(plain_of(SNAPSHOT, epoch=epoch)) for epoch in (-1, 10**9 + 1, 2**64, "1", math.nan)),
        *(
            line_of(plain_of(SNAPSHOT, file=file))
            for file in ("../epoch-00001.safetensors", "epoch-1.safetensors", "epoch-00001.safetensors\n", "x", "", 1)
        ),
        line_of(plain_of(SnapshotsGone((1,)), epochs=[1, -1])),
        line_of(plain_of(SnapshotsGone((1,)), epochs=[10**9 + 1])),
        line_of(plain_of(SnapshotsGone((1,)), epochs=[0] * 10_001)),
        line_of(plain_of(SnapshotsGone((1,)), epochs={"1": 1})),
        line_of({"kind": "Unknown"}),
        line_of({"engine": "x"}),
        line_of([1]),
        line_of(b'{"kind": "EngineNamed", "engine": "\xff and more of it"}'),
        line_of(b'{"kind": "EngineNamed", "engine": "x and more of it"'),
        line_of(b'{"kind": "EngineNamed", "engine": ' + b"[" * 100_000),
        line_of(b'{"kind": "EpochLine", "point": ' + b"[" * 100_000),
        line_of(b'{"kind": "EpochLine", "point": ' + b"9" * 100_000 + b"}"),
        b"00000000" + lines_of(EngineNamed("x"))[8:],
        lines_of(EngineNamed("x")).replace(b" ", b"\t", 1),
    ],
)
def test_a_line_that_is_no_entry_counts_as_damaged(tmp_path: Path, line: bytes) -> None:
    found, place = read(put(tmp_path, line + lines_of(EngineNamed("y"))))
    assert found == [EngineNamed("y")]
    assert place.damaged == 1


MANY = {f"figure_{i}": 0.5 for i in range(65)}
WRONG: list[tuple[str, str, list[object]]] = [
    ("point", "epoch", [-1, 10**9 + 1, 1.0, True, None, "1", []]),
    ("point", "figures", [None, [], 0.5, {"loss": None}, {"loss": "0.5"}, {"loss": True}, {"loss": 10**400}, MANY]),
    ("point", "seconds", [None, "1", True]),
    ("point", "kind", ["EpochLine", None]),
    ("point", "more", [1]),
    ("line", "point", [None, 1, [], "x"]),
    ("line", "batches", [None, 1, [], "AAAA", {"loss": None}, {"loss": ["AAAA"]}, {"loss": "Ü"}]),
    ("line", "batches", [dict.fromkeys(MANY, "")]),
    ("line", "more", [1]),
]


@pytest.mark.parametrize(
    ("part", "name", "value"), [(part, name, value) for part, name, values in WRONG for value in values]
)
def test_an_epoch_of_another_form_counts_as_damaged(tmp_path: Path, part: str, name: str, value: object) -> None:
    plain = plain_of(EPOCH)
    (plain if part == "line" else plain["point"])[name] = value
    found, place = read(put(tmp_path, line_of(plain)))
    assert found == []
    assert place.damaged == 1


@pytest.mark.parametrize("name", ["epoch", "figures"])
def test_an_epoch_that_lacks_what_it_needs_counts_as_damaged(tmp_path: Path, name: str) -> None:
    plain = plain_of(EPOCH)
    del plain["point"][name]
    assert read(put(tmp_path, line_of(plain)))[1].damaged == 1


def test_an_epoch_of_two_kinds_counts_as_damaged(tmp_path: Path) -> None:
    text = lines_of(EPOCH)[9:-1].replace(b'"batches"', b'"kind": "Begun", "batches"')
    assert read(put(tmp_path, checked(text)))[1].damaged == 1


@pytest.mark.parametrize("error", [RecursionError, MemoryError])
def test_a_line_that_is_too_much_for_the_memory_counts_as_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def refuse(*_: object) -> None:
        raise error

    folder = put(tmp_path, lines_of(EngineNamed("x"), EPOCH))
    monkeypatch.setattr(json.JSONDecoder, "raw_decode", refuse)
    assert read(folder)[1].damaged == 2


# What costs too much --------------------------------------------------------------------------------------------


def test_zeros_without_end_are_read_once_and_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[int]
) -> None:
    monkeypatch.setattr(reading, "MOST_LOG", 50 * MEGABYTE)
    with (tmp_path / RUN_LOG).open("wb") as file:
        file.truncate(2000 * MEGABYTE)
    place = LogPlace()
    with peak_below(4 * MEGABYTE):
        assert read(Folder(tmp_path), place)[0] == []
    assert (place.offset, place.damaged, place.cut_off) == (0, 0, True)
    assert sum(asked) == 50 * MEGABYTE
    assert len(asked) <= 50 * MEGABYTE / reading.AT_A_TIME + 2
    asked.clear()
    assert read(Folder(tmp_path), place)[0] == []
    assert asked == []


@pytest.mark.parametrize("line", [b"\n", b"x\n", b"00000000 {\n"])
def test_very_many_short_lines_are_passed_over_without_a_look_at_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[int], line: bytes
) -> None:
    looked_at: list[bytes] = []
    monkeypatch.setattr(lines, "entry_of", looked_at.append)
    count = 20 * MEGABYTE // len(line)
    folder = put(tmp_path, line * count)
    with peak_below(10 * MEGABYTE):
        found, place = read(folder)
    assert found == []
    assert (place.offset, place.damaged) == (len(line) * count, 0 if line == b"\n" else count)
    assert len(looked_at) <= len(asked)  # lines that lie in two parts
    assert len(asked) <= 20 * MEGABYTE / reading.AT_A_TIME + 2


def test_what_lies_beyond_the_most_that_is_read_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = lines_of(EngineNamed("x"))
    folder = put(tmp_path, line * 10)
    for most, count, is_cut in ((len(line) * 10, 10, False), (len(line) * 10 - 1, 9, True), (len(line) * 4, 4, True)):
        monkeypatch.setattr(reading, "MOST_LOG", most)
        found, place = read(folder)
        assert (len(found), place.offset, place.cut_off) == (count, count * len(line), is_cut)
    monkeypatch.setattr(reading, "MOST_LOG", len(line) * 10)
    place = read(folder)[1]
    add_to_log(folder, [EPOCH])
    assert read(folder, place)[0] == []
    assert place.cut_off


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(plain_of(SnapshotsGone(()), epochs=list(range(MEGABYTE)))).encode(),
        json.dumps(plain_of(EngineNamed("x" * (MEGABYTE + 1)))).encode(),
        b"[" + b"{}," * (3 * MEGABYTE) + b"{}]",
        b"x" * (9 * MEGABYTE),
    ],
)
def test_a_line_that_is_too_long_is_passed_over_unread(tmp_path: Path, asked: list[int], text: bytes) -> None:
    folder = put(tmp_path, lines_of(EngineNamed("a")) + checked(text) + lines_of(EngineNamed("b")))
    asked.clear()
    with peak_below(4 * MEGABYTE):
        found, place = read(folder)
    assert found == [EngineNamed("a"), EngineNamed("b")]
    assert place.damaged == 1
    assert sum(asked) == place.offset
    assert len(asked) <= len(text) / reading.AT_A_TIME + 3


def test_only_an_epoch_may_have_a_long_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = replace(EPOCH, batches={"loss": "A" * (4 * MEGABYTE)})
    folder = put(tmp_path, lines_of(long, EPOCH))
    assert read(folder)[0] == [long, EPOCH]
    monkeypatch.setattr(lines, "MOST_LINE", 4 * MEGABYTE)
    found, place = read(folder)
    assert found == [EPOCH]
    assert place.damaged == 1


@pytest.mark.parametrize(
    "more",
    [
        b"[" + b"{}," * (3 * MEGABYTE) + b"{}]",
        b"[" * (9 * MEGABYTE),
        b'"' + b"\\n" * (4 * MEGABYTE) + b'"',
        '"{}🙂"'.format("x" * 9 * MEGABYTE).encode(),
    ],
)
def test_an_epoch_of_much_else_than_batches_is_not_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: bytes
) -> None:
    folder = put(tmp_path, checked(b'{"kind": "EpochLine", "point": ' + more + b"}") + lines_of(EPOCH))
    with peak_below(4 * len(more)):
        found, place = read(folder)
    assert found == [EPOCH]
    assert place.damaged == 1


def test_very_many_epochs_take_the_short_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[int]) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(lines, "from_plain", refuse)
    line = lines_of(EPOCH)
    folder = put(tmp_path, line * 20_000)
    place = LogPlace()
    with peak_below(4 * MEGABYTE):
        assert sum(entry == EPOCH for entry in read_log(folder, place)) == 20_000
    assert len(asked) <= len(line) * 20_000 / reading.AT_A_TIME + 2


# The last entry ------------------------------------------------------------------------------------------------


def test_the_last_entry_is_found(tmp_path: Path) -> None:
    begun = Begun(1, "training", "", "jax")
    folder = Folder(tmp_path)
    assert last_entry(folder) is None
    put(tmp_path, b"")
    assert last_entry(folder) is None
    add_to_log(folder, [begun])
    assert last_entry(folder) == begun
    add_to_log(folder, [EPOCH, SNAPSHOT])
    assert last_entry(folder) == SNAPSHOT


@pytest.mark.parametrize("after", [b"x\n", b"\n\n", b"00000000 {}\n", lines_of(EPOCH)[:-1], line_of({"kind": "x"})])
def test_the_last_entry_is_whole_and_valid(tmp_path: Path, after: bytes) -> None:
    assert last_entry(put(tmp_path, lines_of(EPOCH, SNAPSHOT) + after)) == SNAPSHOT


def test_the_last_entry_is_looked_for_in_the_end_alone(tmp_path: Path, asked: list[int]) -> None:
    line = lines_of(SNAPSHOT)
    end = b"\n" * (reading.TAIL - len(line))
    assert last_entry(put(tmp_path, b"\n" + line + end[1:])) == SNAPSHOT
    assert last_entry(put(tmp_path, b"\n" + line + end + b"\n")) is None
    asked.clear()
    with (tmp_path / RUN_LOG).open("wb") as file:
        file.truncate(2000 * MEGABYTE)
        file.seek(0, 2)
        file.write(b"\n" + line)
    with peak_below(MEGABYTE):
        assert last_entry(Folder(tmp_path)) == SNAPSHOT
    assert sum(asked) <= reading.TAIL


def test_a_log_that_is_no_file_has_no_last_entry(tmp_path: Path) -> None:
    (tmp_path / RUN_LOG).mkdir()
    with pytest.raises((NotPlainError, FormatError)):
        last_entry(Folder(tmp_path))
