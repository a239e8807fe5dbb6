"""Downloads from a server on this machine that serves well, lies, stalls or breaks off."""

from __future__ import annotations

import hashlib
import io
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from nnstudio.core.errors import Cancelled, StudioError
from nnstudio.core.sources import MNIST, Digits, FashionMNIST
from nnstudio.core.sources.offer import Offer, RemoteFile
from nnstudio.data.download import BrokeOffError, download
from nnstudio.data.fetch import fetched
from nnstudio.data.partial import taken_up
from nnstudio.data.places import keras_datasets_folder
from nnstudio.data.prepare import prepare

Arrays = dict[str, NDArray[np.uint8]]


@dataclass
class Server:
    """What the server does.

    Attributes:
        files: by name.
        cut: bytes of an answer after which it hangs up.
        stall: after which it waits.
        ranges: whether it goes on in the middle of a file when asked.
        version: of the files; the tag that it gives.
        begins: what it says where its answers begin, if not where they do.
        asked, ranged: names, and ranges, that it was asked for.
    """

    address: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    cut: int | None = None
    stall: int | None = None
    length: bool = True
    ranges: bool = True
    version: str = '"1"'
    begins: int | None = None
    asked: list[str] = field(default_factory=list)
    ranged: list[str] = field(default_factory=list)
    going: threading.Event = field(default_factory=threading.Event)


def handler_of(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.rsplit("/", 1)[-1]
            server.asked.append(name)
            data = server.files.get(name)
            if data is None:
                self.send_error(404)
                return
            begin = self._begin(len(data))
            if begin is None:
                self.send_error(416)
                return
            self.send_response(206 if begin else 200)
            if begin:
                told = begin if server.begins is None else server.begins
                self.send_header("Content-Range", f"bytes {told}-{len(data) - 1}/{len(data)}")
            if server.version:
                self.send_header("ETag", server.version)
            data = data[begin:]
            if server.length:
                self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            stop = next((limit for limit in (server.cut, server.stall) if limit is not None), len(data))
            try:
                self.wfile.write(data[:stop])
                self.wfile.flush()
            except ConnectionError:
                return  # the program has heard enough
            if server.stall is not None:
                server.going.wait(10)

        def _begin(self, size: int) -> int | None:
            """Where the answer begins; None if there is nothing from there on."""
            wanted = self.headers.get("Range", "")
            server.ranged.append(wanted)
            same = self.headers.get("If-Range", server.version) == server.version
            if not wanted or not server.ranges or not same:
                return 0
            begin = int(wanted.removeprefix("bytes=").removesuffix("-"))
            return begin if begin < size else None

        def log_message(self, format: str, *args: object) -> None:
            """Keeps the test's output clean."""

    return Handler


@pytest.fixture
def server() -> Iterator[Server]:
    """A server on a free port of this machine."""
    server = Server()
    with ThreadingHTTPServer(("127.0.0.1", 0), handler_of(server)) as running:
        server.address = f"http://127.0.0.1:{running.server_address[1]}/data"
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.going.set()
        running.shutdown()
        thread.join()


@pytest.fixture
def offered(server: Server, small_arrays: Arrays, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Offers small data as mnist.npz, and serves it."""
    target = io.BytesIO()
    np.savez_compressed(target, **small_arrays)  # type: ignore[arg-type]
    data = target.getvalue()
    offer = Offer("https://example.org/", "", (RemoteFile("mnist.npz", len(data), hashlib.sha256(data).hexdigest()),))
    monkeypatch.setattr(MNIST, "offer", offer)
    server.files["mnist.npz"] = data
    return data


def fetch(server: Server, cancelled: Callable[[], bool] = lambda: False) -> list[tuple[int, int]]:
    steps: list[tuple[int, int]] = []
    download(MNIST.offer, lambda *step: steps.append(step), cancelled, base_url=server.address, timeout=0.5)
    return steps


def nothing_left() -> bool:
    return not list(keras_datasets_folder().iterdir())


def left() -> bytes:
    """What is kept of a file that broke off."""
    [folder] = keras_datasets_folder().iterdir()
    return (folder / "bytes").read_bytes()


def break_off(server: Server, after: int = 1000) -> None:
    """Downloads so many bytes, then the connection breaks."""
    server.cut = after
    with pytest.raises(BrokeOffError):
        fetch(server)
    server.cut = None


def whole(offered: bytes) -> bool:
    """Whether the file is there, and nothing else."""
    [path] = keras_datasets_folder().iterdir()
    return path.name == "mnist.npz" and path.read_bytes() == offered


def test_a_good_file_arrives_where_keras_keeps_it(server: Server, offered: bytes) -> None:
    steps = fetch(server)
    assert (keras_datasets_folder() / "mnist.npz").read_bytes() == offered
    assert steps[-1] == (len(offered), len(offered))
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert [path.name for path in keras_datasets_folder().iterdir()] == ["mnist.npz"]


def test_a_file_that_is_there_is_not_asked_for_again(server: Server, offered: bytes) -> None:
    fetch(server)
    fetch(server)
    assert server.asked == ["mnist.npz"]


def test_a_file_of_another_content_is_replaced(server: Server, offered: bytes) -> None:
    keras_datasets_folder().mkdir(parents=True)
    (keras_datasets_folder() / "mnist.npz").write_bytes(b"x" * len(offered))
    fetch(server)
    assert (keras_datasets_folder() / "mnist.npz").read_bytes() == offered


def test_a_wrong_file_is_refused(server: Server, offered: bytes) -> None:
    server.files["mnist.npz"] = bytes([offered[0] ^ 1]) + offered[1:]
    with pytest.raises(StudioError, match="SHA-256") as caught:
        fetch(server)
    assert caught.value.where.startswith(server.address)
    assert caught.value.fix
    assert nothing_left()


@pytest.mark.parametrize("length", [True, False])
def test_a_connection_cut_off_is_said_so_and_what_came_is_kept(server: Server, offered: bytes, length: bool) -> None:
    server.cut, server.length = 1000, length
    with pytest.raises(BrokeOffError, match=r"broke off.*goes on where it stopped"):
        fetch(server)
    assert left() == offered[:1000]
    assert not (keras_datasets_folder() / "mnist.npz").exists()


def test_a_missing_file_gives_the_servers_answer(server: Server, offered: bytes) -> None:
    server.files.clear()
    with pytest.raises(StudioError, match="answered 404"):
        fetch(server)
    assert nothing_left()


def test_more_than_the_file_is_not_taken(server: Server, offered: bytes) -> None:
    server.files["mnist.npz"] = offered + bytes(10_000_000)
    with pytest.raises(StudioError, match="more than the file's"):
        fetch(server)
    assert nothing_left()


def test_a_stalled_server_is_given_up(server: Server, offered: bytes) -> None:
    server.stall = 500
    with pytest.raises(StudioError, match="broke off"):
        fetch(server)
    assert left() == offered[:500]


def test_nobody_listening_is_said_so(server: Server, offered: bytes) -> None:
    with pytest.raises(StudioError, match="broke off"):
        download(MNIST.offer, lambda *step: None, lambda: False, base_url="http://127.0.0.1:9/", timeout=0.5)


def test_cancelling_leaves_nothing_behind(server: Server, offered: bytes) -> None:
    with pytest.raises(Cancelled):
        fetch(server, cancelled=lambda: True)
    assert nothing_left()


# Going on ------------------------------------------------------------------------------------------------------


def test_a_download_goes_on_where_the_connection_broke(server: Server, offered: bytes) -> None:
    break_off(server)
    break_off(server, 500)
    steps = fetch(server)
    assert server.ranged == ["", "bytes=1000-", "bytes=1500-"]
    assert steps[0][0] > 1500
    assert whole(offered)


def test_a_server_that_cant_go_on_begins_anew(server: Server, offered: bytes) -> None:
    break_off(server)
    server.ranges = False
    fetch(server)
    assert whole(offered)


@pytest.mark.parametrize("version", ['"2"', "", 'W/"1"'])
def test_a_file_that_changed_meanwhile_begins_anew(server: Server, offered: bytes, version: str) -> None:
    right, server.files["mnist.npz"] = offered, bytes(len(offered))
    break_off(server)
    server.files["mnist.npz"], server.version = right, version
    fetch(server)
    assert whole(offered)


@pytest.mark.parametrize("version", ["", 'W/"1"'])
def test_without_a_name_for_the_version_the_hash_tells(server: Server, offered: bytes, version: str) -> None:
    server.version = version
    break_off(server)
    fetch(server)
    assert server.ranged == ["", "bytes=1000-"]
    assert whole(offered)
    (keras_datasets_folder() / "mnist.npz").unlink()
    server.files["mnist.npz"] = bytes(len(offered))
    break_off(server)
    server.files["mnist.npz"] = offered
    fetch(server)
    assert server.ranged[2:] == ["", "bytes=1000-", ""]
    assert whole(offered)


def test_a_server_that_goes_on_elsewhere_is_asked_for_the_whole(server: Server, offered: bytes) -> None:
    break_off(server)
    server.begins = 7
    fetch(server)
    assert server.ranged == ["", "bytes=1000-", ""]
    assert whole(offered)


def test_a_server_whose_file_is_shorter_now_is_asked_for_the_whole(server: Server, offered: bytes) -> None:
    break_off(server)
    server.files["mnist.npz"] = offered[:1000]
    with pytest.raises(BrokeOffError, match="after 1,000 of"):
        fetch(server)
    assert server.ranged == ["", "bytes=1000-", ""]


def test_what_is_kept_and_whole_needs_no_server(server: Server, offered: bytes) -> None:
    break_off(server)
    [folder] = keras_datasets_folder().iterdir()
    (folder / "bytes").write_bytes(offered)
    fetch(server)
    assert server.asked == ["mnist.npz"]
    assert whole(offered)


def test_cancelling_what_goes_on_leaves_nothing_behind(server: Server, offered: bytes) -> None:
    break_off(server)
    with pytest.raises(Cancelled):
        fetch(server, cancelled=lambda: True)
    assert nothing_left()


def test_another_process_that_goes_on_has_the_bytes_for_itself(server: Server, offered: bytes) -> None:
    break_off(server)
    path = keras_datasets_folder() / "mnist.npz"
    mine, theirs = taken_up(path), taken_up(path)
    assert (mine.size, theirs.size) == (1000, 0)
    fetch(server)
    assert path.read_bytes() == offered
    assert mine.bytes.read_bytes() == offered[:1000]


def test_what_nobody_went_on_with_for_a_week_is_removed(server: Server, offered: bytes) -> None:
    break_off(server)
    [folder] = keras_datasets_folder().iterdir()
    week_ago = time.time() - 8 * 24 * 3600
    os.utime(folder, (week_ago, week_ago))
    fetch(server)
    assert server.ranged == ["", ""]
    assert whole(offered)


@pytest.mark.parametrize("base", ["file:///etc/", "ftp://example.org/", "nonsense"])
def test_only_web_addresses_are_asked(offered: bytes, base: str) -> None:
    with pytest.raises(StudioError, match="is not a web address"):
        download(MNIST.offer, lambda *step: None, lambda: False, base_url=base)


def test_what_is_not_offered_is_not_downloaded() -> None:
    with pytest.raises(StudioError, match="not on this machine"):
        fetched(Digits(), lambda *step: None, lambda: False, allowed=True)


def test_prepare_downloads_what_is_missing(
    server: Server, offered: bytes, small_arrays: Arrays, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NNSTUDIO_DOWNLOAD_BASE", server.address)
    steps: list[tuple[float, str]] = []
    dataset = prepare(MNIST(), progress=lambda *step: steps.append(step), cancelled=lambda: False)
    assert np.array_equal(dataset.x_test[..., 0], small_arrays["x_test"])
    assert any("Downloading MNIST" in text for _, text in steps)
    assert [share for share, _ in steps] == sorted(share for share, _ in steps)


def test_the_known_hashes_are_those_of_the_real_files(shared_data: Path) -> None:
    folder = shared_data / "fashion_mnist"
    for file in FashionMNIST.offer.files:
        data = (folder / file.name).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file.size, file.sha256)
