"""Progress, programs that run, interruptions, and bootstraps at the same time."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from installer._steps.commands import CommandRunner, Finished
from installer._steps.console import Console
from installer._steps.exclusive import exclusive
from installer._steps.place import Place


def test_two_bootstraps_at_once_work_one_after_the_other(tmp_path: Path) -> None:
    mutex, order = tmp_path / "mutex", list[str]()
    inside, leave = threading.Event(), threading.Event()

    def first() -> None:
        with exclusive(mutex, lambda: None):
            inside.set()
            leave.wait(5)
            order.append("first")

    thread = threading.Thread(target=first)
    thread.start()
    assert inside.wait(5)
    with exclusive(mutex, leave.set, pause=0.01):
        order.append("second")
    thread.join()
    assert order == ["first", "second"]


@pytest.mark.skipif(os.name != "posix", reason="only there can a child inherit the lock")
def test_an_installer_that_outlives_a_killed_bootstrap_still_keeps_others_out(tmp_path: Path) -> None:
    waits: list[float] = []
    with exclusive(tmp_path / "mutex", lambda: None) as descriptor:
        installer = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, pass_fds=[descriptor])

    def on_wait() -> None:
        waits.append(time.monotonic())
        if len(waits) == 2:
            installer.communicate(b"\n")

    with exclusive(tmp_path / "mutex", on_wait, pause=0.01):
        assert len(waits) >= 2
        assert installer.poll() == 0


@pytest.mark.skipif(os.name != "posix", reason="only there does signal 0 ask whether a process lives")
def test_an_interruption_ends_the_program_that_runs(tmp_path: Path) -> None:
    started = tmp_path / "started"
    script = f"import os, pathlib, time; pathlib.Path({str(started)!r}).write_text(str(os.getpid())); time.sleep(60)"

    def tick() -> None:
        if started.exists():
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        CommandRunner(tmp_path / "log", tick)([sys.executable, "-c", script])
    with pytest.raises(ProcessLookupError):
        os.kill(int(started.read_text()), 0)


def test_a_bootstrap_that_is_told_to_end_says_one_calm_line_and_exits_with_130(tmp_path: Path) -> None:
    """For real: the mutex is taken, so that the bootstrap waits until the signal comes."""
    root = Path(__file__).parents[2]
    checkout = Place(tmp_path)
    (tmp_path / "installer").mkdir()
    for variant in ("cpu", "cuda"):
        checkout.lock(variant).touch()
    checkout.venv.mkdir()
    script = f"import sys; sys.path.insert(0, {str(root)!r}); from pathlib import Path\n"
    script += f"from installer._steps.main import main; sys.exit(main(['setup'], Path({str(tmp_path)!r})))"
    with exclusive(checkout.mutex, lambda: None):
        process = subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.PIPE, text=True)
        assert process.stderr is not None
        assert "Another bootstrap is at work" in process.stderr.readline()
        process.send_signal(signal.SIGTERM)
        _, rest = process.communicate(timeout=10)
    assert process.returncode == 130
    assert rest == "Stopped. Run the same command again to go on from here.\n"


def test_output_of_programs_reaches_the_log_and_the_listener(tmp_path: Path) -> None:
    heard: list[str] = []
    run = CommandRunner(tmp_path / "log", lambda: None)
    result = run([sys.executable, "-c", "print('Collecting numpy'); raise SystemExit(3)"], on_line=heard.append)
    assert result == Finished(3, ("Collecting numpy",))
    assert heard == ["Collecting numpy"]
    assert "Collecting numpy\nexit code 3\n" in (tmp_path / "log").read_text()


def test_a_program_that_does_not_exist_is_a_failure_and_not_an_exception(tmp_path: Path) -> None:
    assert CommandRunner(tmp_path / "log", lambda: None)([tmp_path / "nothing"]).exit_code == 127


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_kept_output_gets_plain_lines_and_a_sign_of_life_every_ten_seconds() -> None:
    stream, clock = io.StringIO(), Clock()
    console = Console(stream, clock)
    console.begin(2, 3, "Packages")
    console.show(lambda: "4 of 67 packages")
    for second in range(1, 26):
        clock.now = second
        console.tick()
    console.end("done")
    assert stream.getvalue().splitlines() == [
        "[2/3] Packages ...",
        "      4 of 67 packages, 10 s",
        "      4 of 67 packages, 20 s",
        "[2/3] Packages: done, 25 s",
    ]


def test_a_terminal_gets_one_line_that_is_rewritten() -> None:
    stream, clock = Terminal(), Clock()
    console = Console(stream, clock)
    console.begin(1, 1, "Packages")
    console.show(lambda: "4 of 67 packages, unpacking")
    clock.now = 130.0
    console.tick()
    console.end("done")
    assert stream.getvalue().count("\n") == 1
    assert "\r[1/1] Packages: 4 of 67 packages, unpacking, 2 min 10 s" in stream.getvalue()
    assert stream.getvalue().endswith("\r[1/1] Packages: done, 2 min 10 s\n")
