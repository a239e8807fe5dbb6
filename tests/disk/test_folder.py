"""A folder of a project: whatever stands in it, nothing outside is read, written or removed, and no call waits."""

from __future__ import annotations

import json
import os
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from nnstudio.core.errors import StudioError
from nnstudio.disk import system
from nnstudio.disk.folder import Folder, descriptor_path
from nnstudio.disk.hold import HELD, Hold, holder_of, is_held
from nnstudio.disk.place import new_folder
from nnstudio.disk.refusal import DiskError, NotPlainError, TooLargeError
from nnstudio.disk.regular import read_regular

posix = pytest.mark.skipif(os.name == "nt", reason="links, pipes and devices of POSIX")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder with a file, which nothing may touch."""
    made = tmp_path / "outside"
    (made / "deep").mkdir(parents=True)
    (made / "photo").write_bytes(b"a photo")
    (made / "deep" / "photo").write_bytes(b"another")
    return made


@pytest.fixture
def folder(tmp_path: Path, outside: Path) -> Folder:
    """A project's folder."""
    (tmp_path / "project" / "deep").mkdir(parents=True)
    return Folder(tmp_path / "project")


def tree(path: Path) -> dict[str, tuple[int, bytes]]:
    """Everything below, links and special files as such."""
    found = {}
    for entry in sorted(path.rglob("*")):
        status = entry.lstat()
        content = entry.read_bytes() if stat.S_ISREG(status.st_mode) else b""
        found[str(entry.relative_to(path))] = (stat.S_IFMT(status.st_mode), content)
    return found


def special(path: Path, kind: str, outside: Path) -> None:
    match kind:
        case "link to a file":
            path.symlink_to(outside / "photo")
        case "link to a folder":
            path.symlink_to(outside / "deep")
        case "link to nothing":
            path.symlink_to(outside / "nothing")
        case "link to itself":
            path.symlink_to(path)
        case "pipe":
            os.mkfifo(path)
        case "socket":
            os.chdir(path.parent)
            with socket.socket(socket.AF_UNIX) as made:
                made.bind(path.name)
        case "device":
            path.symlink_to("/dev/zero")


SPECIAL = ["link to a file", "link to a folder", "link to nothing", "link to itself", "pipe", "socket", "device"]
CALLS: dict[str, Callable[[Folder], object]] = {
    "read": lambda folder: folder.read("x", 1000),
    "write": lambda folder: folder.write("x", b"new"),
    "append": lambda folder: folder.append("x", b"new"),
    "lock": lambda folder: folder.open_for_lock("x"),
    "remove": lambda folder: folder.remove_file("x"),
    "check": lambda folder: folder.check("x", "file"),
    "make": lambda folder: folder.make("x", may_exist=True),
    "copy": lambda folder: folder.copy_file("x", folder / "deep"),
    "read below": lambda folder: (folder / "x").read("photo", 1000),
    "write below": lambda folder: (folder / "x").write("photo", b"new"),
    "append below": lambda folder: (folder / "x").append("photo", b"new"),
    "remove below": lambda folder: (folder / "x").remove_file("photo"),
    "make below": lambda folder: (folder / "x").make("more"),
    "list below": lambda folder: (folder / "x").entries(),
    "move below": lambda folder: (folder / "x").rename_entry("photo", "moved"),
    "remove a folder below": lambda folder: (folder / "x").remove_folder("deep"),
}


@posix
@pytest.mark.parametrize("kind", SPECIAL)
@pytest.mark.parametrize("call", CALLS)
def test_no_call_goes_through_what_is_not_plain(
    folder: Folder, outside: Path, kind: str, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(outside)
    special(folder.path / "x", kind, outside)
    before = tree(outside.parent)
    with pytest.raises(NotPlainError, match="holds only plain files and folders"):
        CALLS[call](folder)
    assert tree(outside.parent) == before


@posix
def test_a_folder_that_becomes_a_link_between_two_calls_is_noticed(folder: Folder, outside: Path) -> None:
    deep = folder / "deep"
    deep.write("photo", b"mine")
    (folder.path / "deep").rename(folder.path / "moved")
    (folder.path / "deep").symlink_to(outside)
    with pytest.raises(NotPlainError):
        deep.write("photo", b"new")
    with pytest.raises(NotPlainError):
        deep.remove_file("photo")
    assert (outside / "photo").read_bytes() == b"a photo"


@posix
def test_a_race_for_the_folder_is_never_won(folder: Folder, outside: Path) -> None:
    """Somebody swaps the folder and a link all the time; what is written is never found outside."""
    over = threading.Event()
    place, spare = folder.path / "deep", folder.path / "spare"

    def swap() -> None:
        while not over.is_set():
            place.rename(spare)
            place.symlink_to(outside)
            place.unlink()
            spare.rename(place)

    swapper = threading.Thread(target=swap)
    before = tree(outside)
    swapper.start()
    try:
        for _ in range(3000):
            with suppress(StudioError):
                (folder / "deep").write("photo", b"new")
            with suppress(StudioError):
                (folder / "deep").remove_file("photo")
    finally:
        over.set()
        swapper.join()
    assert tree(outside) == before


def test_another_name_of_a_file_keeps_its_content(folder: Folder, outside: Path) -> None:
    """Hard links are plain files: what is written in place gets a file of its own first."""
    os.link(outside / "photo", folder.path / "x")
    folder.append("x", b" and more")
    assert folder.read("x", 100) == b"a photo and more"
    os.link(outside / "deep" / "photo", folder.path / "y")
    system.close(folder.open_for_lock("y"))
    folder.write("y", b"new")
    assert (outside / "photo").read_bytes() == b"a photo"
    assert (outside / "deep" / "photo").read_bytes() == b"another"


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "../x", "/etc/passwd", "a\\b", "a\0b"])
def test_a_path_is_no_name(folder: Folder, name: str) -> None:
    with pytest.raises(ValueError, match="is no name"):
        folder / name
    for call in (folder.kind, folder.remove_file, folder.make):
        with pytest.raises((ValueError, StudioError)):
            call(name)


@pytest.mark.parametrize("size", [0, 1, 999, 1000])
def test_a_file_is_read_up_to_its_limit(folder: Folder, size: int) -> None:
    folder.write("x", b"a" * size)
    assert folder.read("x", 1000) == b"a" * size


def test_a_larger_file_is_too_large_and_not_read(folder: Folder) -> None:
    with (folder.path / "x").open("wb") as file:
        file.truncate(10**12)  # sparse: nobody has a disk of that size
    with pytest.raises(TooLargeError, match=r"1,000,000,000,000 bytes, where 1,000 may be"):
        folder.read("x", 1000)


def test_a_file_that_grows_while_it_is_read_is_too_large(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write("x", b"a" * 10)
    monkeypatch.setattr(system, "read", lambda descriptor, count: b"a" * count)
    with pytest.raises(TooLargeError):
        folder.read("x", 1000)


def test_appending_keeps_what_is_there_where_the_disk_is_full(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.append("x", b"first\n")
    real = system.write

    def half(descriptor: int, data: bytes | memoryview) -> int:
        if len(data) < 4:
            raise OSError(28, "No space left on device")
        return real(descriptor, memoryview(data)[: len(data) // 2])

    monkeypatch.setattr(system, "write", half)
    with pytest.raises(DiskError, match="No space left") as caught:
        folder.append("x", b"second\n")
    assert caught.value.fix == "Free some space on that disk."
    assert folder.read("x", 100) == b"first\n"
    with pytest.raises(DiskError):
        folder.write("y", b"a whole file")
    assert sorted(folder.entries()) == ["deep", "x"]


@pytest.mark.parametrize(
    ("number", "advice"),
    [(28, "Free some space"), (13, "Choose a place"), (30, "can only be read"), (5, "may be failing"), (2, "moved")],
)
def test_the_advice_fits_the_cause(folder: Folder, monkeypatch: pytest.MonkeyPatch, number: int, advice: str) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(system, "sync", refuse)
    with pytest.raises(DiskError) as caught:
        folder.write("x", b"new")
    assert advice in caught.value.fix
    assert caught.value.number == number


def test_what_a_kill_left_half_written_is_swept(folder: Folder) -> None:
    (folder.path / ".partial-0123456789ab-x").write_bytes(b"half")
    (folder.path / ".partial-thesis.doc").write_bytes(b"somebody's own")
    folder.write("x", b"whole")
    folder.sweep()
    assert sorted(folder.entries()) == [".partial-thesis.doc", "deep", "x"]


def test_a_folder_that_was_opened_is_no_other_that_comes_in_its_place(folder: Folder, outside: Path) -> None:
    pinned = folder.pinned() / "deep"
    pinned.write("x", b"mine")
    folder.path.rename(folder.path.with_name("renamed"))
    stand_ins: list[Callable[[], object]] = [folder.path.mkdir, lambda: folder.path.symlink_to(outside)]
    for stand_in in stand_ins:
        stand_in()
        with pytest.raises(DiskError) as caught:
            pinned.write("photo", b"new")
        assert caught.value.is_absence
        with pytest.raises(DiskError):
            pinned.remove_file("photo")
        if folder.path.is_symlink():
            folder.path.unlink()
        else:
            folder.path.rmdir()
    assert (outside / "deep" / "photo").read_bytes() == b"another"
    folder.path.with_name("renamed").rename(folder.path)
    assert pinned.read("x", 10) == b"mine"


def test_folders_without_end_are_refused(folder: Folder) -> None:
    deep = Folder(folder.root, ("a",) * 64)
    with pytest.raises(DiskError, match="lies too deep"):
        deep / "a"


def test_what_goes_while_it_is_listed_is_left_out(folder: Folder) -> None:
    over = threading.Event()

    def come_and_go() -> None:
        while not over.is_set():
            folder.write("coming", b"x")
            folder.remove_file("coming")

    writer = threading.Thread(target=come_and_go)
    writer.start()
    try:
        for _ in range(2000):
            assert "deep" in folder.entries()
    finally:
        over.set()
        writer.join()


def test_setting_aside_keeps_each(folder: Folder) -> None:
    for text in (b"1", b"2"):
        folder.write("x", text)
        folder.set_aside("x")
    assert (folder.read("x.aside-1", 9), folder.read("x.aside-2", 9)) == (b"1", b"2")
    folder.write("x", b"3")
    with pytest.raises(DiskError):
        folder.rename_entry("x", "x.aside-1")


def test_a_descriptors_path_opens_the_very_file(folder: Folder) -> None:
    folder.write("x", b"this one")
    with folder.opened("x") as descriptor:
        path = descriptor_path(descriptor, folder.path / "x")
        if system.HAS_DESCRIPTORS:
            (folder.path / "x").unlink()
        assert Path(path).read_bytes() == b"this one"


def test_where_there_are_no_descriptors_each_component_is_looked_at(
    folder: Folder, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows."""
    monkeypatch.setattr(system, "HAS_DESCRIPTORS", False)
    deep = folder / "deep"
    deep.write("x", b"1")
    deep.append("x", b"2")
    assert deep.read("x", 10) == b"12"
    assert deep.entries() == {"x": "file"}
    deep.rename_entry("x", "y")
    deep.remove_file("y")
    assert (deep.make("z") / "w").path == folder.path / "deep" / "z" / "w"
    assert deep.remove_folder("z")
    if os.name == "nt":
        return
    (folder.path / "link").symlink_to(outside)
    with pytest.raises(NotPlainError):
        (folder / "link").write("photo", b"new")
    with pytest.raises(NotPlainError):
        (folder / "link").remove_file("photo")
    assert (outside / "photo").read_bytes() == b"a photo"


# Files that the person chose ------------------------------------------------------------------------------------


@posix
@pytest.mark.parametrize("kind", ["pipe", "socket", "device", "link to nothing", "link to a folder"])
def test_a_chosen_file_must_be_one(tmp_path: Path, outside: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(outside)
    special(tmp_path / "x", kind, outside)
    with pytest.raises(DiskError):
        read_regular(tmp_path / "x", 1000)


@posix
def test_a_chosen_file_may_be_a_link(tmp_path: Path, outside: Path) -> None:
    (tmp_path / "x").symlink_to(outside / "photo")
    assert read_regular(tmp_path / "x", 1000) == b"a photo"
    with pytest.raises(TooLargeError):
        read_regular(tmp_path / "x", 3)


# New folders ----------------------------------------------------------------------------------------------------


def test_a_new_folder_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def make() -> None:
        with new_folder(tmp_path / "a" / "b" / "new") as partial:
            (partial / "x").write_bytes(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        make()
    assert list(tmp_path.iterdir()) == []


@posix
def test_a_link_that_leads_nowhere_is_no_free_place(tmp_path: Path) -> None:
    (tmp_path / "x").symlink_to(tmp_path / "nowhere")
    with pytest.raises(StudioError, match="is there already"), new_folder(tmp_path / "x"):
        pass
    assert not (tmp_path / "nowhere").exists()


# Holds ----------------------------------------------------------------------------------------------------------


def test_a_folder_is_held_until_it_is_let_go(folder: Folder) -> None:
    assert not is_held(folder)
    hold = Hold(folder, "window")
    assert hold.is_held
    assert is_held(folder)
    assert (holder_of(folder).program, holder_of(folder).process) == ("window", os.getpid())
    assert not Hold(folder, "second").is_held
    assert holder_of(folder).program == "window"
    hold.release()
    hold.release()
    assert not is_held(folder)
    assert Hold(folder, "third").is_held


def test_a_folder_that_is_missing_is_not_held(tmp_path: Path) -> None:
    hold = Hold(Folder(tmp_path / "nowhere"))
    assert not is_held(Folder(tmp_path / "nowhere"))
    assert hold.refusal == 2
    hold.release()


def test_looking_does_not_keep_another_from_holding(folder: Folder) -> None:
    over = threading.Event()

    def look() -> None:
        while not over.is_set():
            is_held(folder)

    lookers = [threading.Thread(target=look) for _ in range(3)]
    for looker in lookers:
        looker.start()
    try:
        for _ in range(50):
            hold = Hold(folder)
            assert hold.is_held
            hold.release()
    finally:
        over.set()
        for looker in lookers:
            looker.join()


@posix
def test_a_lock_goes_with_the_folder_and_no_file_in_it_can_be_swapped_under_it(folder: Folder, outside: Path) -> None:
    hold = Hold(folder, "window")
    (folder.path / HELD).unlink()
    assert is_held(folder)
    os.link(outside / "photo", folder.path / HELD)
    assert is_held(folder)
    assert not Hold(folder, "second").is_held
    renamed = folder.path.with_name("renamed")
    folder.path.rename(renamed)
    assert is_held(Folder(renamed))
    assert (outside / "photo").read_bytes() == b"a photo"
    hold.release()
    assert not is_held(Folder(renamed))


@posix
def test_where_the_disk_has_no_locks_the_process_that_holds_is_looked_for(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def refuse(descriptor: int, how: int) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    assert not is_held(folder)
    assert Hold(folder, "window").is_held
    assert is_held(folder)
    plain = json.loads((folder.path / HELD).read_text())
    (folder.path / HELD).write_text(json.dumps({**plain, "process": 2**22 + 12345}))
    assert not is_held(folder)
    (folder.path / HELD).write_text(json.dumps({**plain, "host": "elsewhere"}))
    assert is_held(folder), "nobody can look at another machine's processes"


HOLDER = """
import sys
from pathlib import Path
from nnstudio.disk.folder import Folder
from nnstudio.disk.hold import Hold
hold = Hold(Folder(Path(sys.argv[1])), "another")
print("held", flush=True)
sys.stdin.read()
"""


def test_what_another_process_holds_is_free_when_it_is_killed(folder: Folder) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert is_held(folder)
        assert (holder_of(folder).program, holder_of(folder).process) == ("another", holder.pid)
        holder.kill()
        holder.wait()
        assert not is_held(folder)


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b'{"program": 1}', b"\xff", b"[" * 4000, b'{"process": Infinity}'])
def test_a_holder_that_can_not_be_read_is_nobody(folder: Folder, text: bytes) -> None:
    (folder.path / HELD).write_bytes(text)
    assert holder_of(folder).process == 0
