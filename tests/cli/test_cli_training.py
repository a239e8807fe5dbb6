"""train, evaluate and predict, as a person or a program runs them: with real engines, pipes, terminals and Ctrl-C."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from nnstudio.runs.history import RunSummary
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.snapshots import newest_snapshot, read_tensors
from tests.cli.conftest import environment, hear_ctrl_c, nnstudio

JAX = ("--backend", "jax")
FOREVER = ("--epochs", "100000")
posix = pytest.mark.skipif(os.name == "nt", reason="terminals and signals are POSIX")


@pytest.fixture(scope="module")
def trained(home: Path) -> subprocess.CompletedProcess[str]:
    """The training of run 1, by a relative path."""
    return nnstudio("train", "digits", "--epochs", "3", *JAX, folder=home)


def runs(home: Path) -> tuple[RunSummary, ...]:
    return ProjectFolder(home / "digits.nnstudio").history.runs()


def test_training_tells_a_line_an_epoch_and_how_it_ended(home: Path, trained: subprocess.CompletedProcess[str]) -> None:
    assert (trained.returncode, trained.stderr) == (0, "")
    lines = trained.stdout.splitlines()
    for epoch, line in enumerate(lines[:3], start=1):
        assert re.fullmatch(
            rf"epoch {epoch}/3  loss \d\.\d{{4}}  accuracy \d+\.\d\d%"
            r"  validation loss \d\.\d{4}  accuracy \d+\.\d\d%  [\d,]+/s",
            line,
        )
    assert lines[3] == "Run 1 finished after 3 epochs."
    assert re.fullmatch(r"Accuracy \d+\.\d\d%, validation \d+\.\d\d%", lines[4])
    run = ProjectFolder(home / "digits.nnstudio").run(1)
    assert run.read_project().training.epochs == 3
    assert newest_snapshot(run.snapshots) == "epoch-00003.safetensors"


def test_the_test_pictures_are_evaluated(home: Path, trained: subprocess.CompletedProcess[str]) -> None:
    done = nnstudio("evaluate", "digits", "--json", *JAX, folder=home)
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert list(found) == ["loss", "accuracy", "samples"]
    assert found["samples"] == 360
    assert 0 <= found["accuracy"] <= 1


def test_pictures_are_classified(home: Path, trained: subprocess.CompletedProcess[str]) -> None:
    done = nnstudio("predict", "digits", "five.png", str(home / "three.png"), "--json", *JAX, folder=home)
    assert (done.returncode, done.stderr) == (0, "")
    answers = json.loads(done.stdout)
    assert [answer["path"] for answer in answers] == ["five.png", str(home / "three.png")]
    for answer in answers:
        assert list(answer) == ["path", "label", "probability", "probabilities"]
        assert list(answer["probabilities"]) == [str(digit) for digit in range(10)]
        assert sum(answer["probabilities"].values()) == pytest.approx(1, abs=1e-4)
        assert answer["probability"] == max(answer["probabilities"].values())
        assert answer["probabilities"][answer["label"]] == answer["probability"]


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + bytes(40), None])
def test_a_broken_picture_is_named(
    home: Path, trained: subprocess.CompletedProcess[str], content: bytes | None
) -> None:
    picture = home / "broken.png"
    picture.unlink(missing_ok=True)
    if content is not None:
        picture.write_bytes(content)
    done = nnstudio("predict", "digits", "five.png", "broken.png", folder=home)
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(r"nnstudio: .*broken\.png.*\n", done.stderr)


def test_a_metric_that_does_not_suit_the_data_is_told_and_left_out(
    home: Path, trained: subprocess.CompletedProcess[str]
) -> None:
    metrics = ("--metric", "MeanAbsoluteError", "--metric", "SparseTopKCategoricalAccuracy:k=3")
    done = nnstudio("train", "digits", "--epochs", "1", *metrics, *JAX, folder=home)
    assert done.returncode == 0
    assert done.stderr == (
        "warning: Mean absolute error does not suit Digits 8 × 8, and is not measured. Switch it off.\n"
    )
    assert re.match(r"epoch 1/1  loss \S+  top-k accuracy \S+%  validation loss \S+  top-k accuracy", done.stdout)
    assert "mean absolute error" not in done.stdout


def test_json_lines_end_with_the_runs_end_and_a_loss_that_is_not_a_number_is_null(
    home: Path, trained: subprocess.CompletedProcess[str]
) -> None:
    arguments = ("train", str(home / "digits.nnstudio"), "--json", "--epochs", "1", "--learning-rate", "1000", *JAX)
    done = nnstudio(*arguments, folder=home / "cache")
    assert (done.returncode, done.stderr) == (0, "")
    events = [json.loads(line, parse_constant=pytest.fail) for line in done.stdout.splitlines()]
    names = [event["event"] for event in events if event["event"] != "engine_output"]
    assert names[:2] == ["engine_ready", "run_started"]
    assert {"batches_done", "epoch_done", "snapshot_written"} <= set(names)
    assert (events[-1]["event"], events[-1]["status"]) == ("run_ended", "finished")
    assert all("kind" not in event for event in events)


def test_a_reader_that_stops_reading_stops_the_run_and_its_weights_are_kept(
    home: Path, trained: subprocess.CompletedProcess[str]
) -> None:
    script = f"{sys.executable} -m nnstudio train digits --json {' '.join((*FOREVER, *JAX))} | grep -m 1 epoch_done"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", script],
        cwd=home,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert runs(home)[0].status == "stopped"
    snapshots = ProjectFolder(home / "digits.nnstudio").run(runs(home)[0].number).snapshots
    snapshot = newest_snapshot(snapshots)
    assert snapshot is not None
    read_tensors(snapshots, snapshot)


class Terminal:
    """A command on a terminal of its own, where Ctrl-C reaches every process of the command."""

    def __init__(self, home: Path, *arguments: str) -> None:
        import pty

        self.text = ""
        self.process, self._terminal = pty.fork()
        if self.process == 0:
            os.chdir(home)
            command = [sys.executable, "-m", "nnstudio", *arguments]
            os.execve(sys.executable, command, {**environment(), "TERM": "xterm"})

    def read_until(self, condition: Callable[[str], bool]) -> None:
        end = time.monotonic() + 120
        while not condition(self.text) and self._read():
            assert time.monotonic() < end, self.text

    def _read(self) -> bool:
        try:
            data = os.read(self._terminal, 4096)
        except OSError:  # the other side is closed
            return False
        self.text += re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", data.decode("utf-8", "replace"))
        return bool(data)

    def press_ctrl_c(self) -> None:
        os.write(self._terminal, b"\x03")

    def finish(self) -> int:
        """Reads to the end and gives the exit code."""
        self.read_until(lambda text: False)
        os.close(self._terminal)
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])


@posix
def test_a_terminal_shows_a_bar_and_ctrl_c_stops_the_run_keeping_its_weights(
    home: Path, trained: subprocess.CompletedProcess[str]
) -> None:
    terminal = Terminal(home, "train", "digits", *FOREVER, *JAX)
    terminal.read_until(
        lambda text: "epoch 2/100000  loss" in text and re.search(r"Epoch \d+/100000 ", text) is not None
    )
    terminal.press_ctrl_c()
    assert terminal.finish() == 1
    assert "━" in terminal.text
    assert "Traceback" not in terminal.text
    run = runs(home)[0]
    assert run.status == "stopped"
    assert f"Run {run.number} stopped after {run.epochs_done} epochs." in terminal.text
    snapshots = ProjectFolder(home / "digits.nnstudio").run(run.number).snapshots
    snapshot = newest_snapshot(snapshots)
    assert snapshot is not None
    read_tensors(snapshots, snapshot)


@posix
def test_ctrl_c_while_it_evaluates_ends_calmly(home: Path, trained: subprocess.CompletedProcess[str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "nnstudio", "evaluate", "digits", *JAX],
        cwd=home,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=hear_ctrl_c,  # noqa: PLW1509 - one call, no lock
    ) as command:
        while not waits_for_its_engine(command.pid):
            assert command.poll() is None
        command.send_signal(signal.SIGINT)
        out, complaint = command.communicate(timeout=60)
    assert (command.returncode, out, complaint) == (1, "", "nnstudio: Interrupted.\n")


def waits_for_its_engine(process: int) -> bool:
    """Whether it has started multiprocessing's tracker and the engine, and hears Ctrl-C again."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    ignored = re.search(r"^SigIgn:\s*([0-9a-f]+)", Path(f"/proc/{process}/status").read_text(), re.MULTILINE)
    assert ignored is not None
    return len(children) == 2 and not int(ignored[1], 16) & 1 << (signal.SIGINT - 1)


@posix
def test_an_engine_that_is_killed_makes_the_run_crash_with_code_1(
    home: Path, trained: subprocess.CompletedProcess[str]
) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "nnstudio", "train", "digits", "--json", *FOREVER, *JAX],
        cwd=home,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
    ) as command:
        assert command.stdout is not None
        for line in command.stdout:
            event = json.loads(line)
            if event["event"] == "engine_ready":
                engine = event["process"]
            if event["event"] == "epoch_done" and event["epoch"] == 1:
                os.kill(engine, signal.SIGKILL)
        command.wait(60)
    assert (event["event"], event["status"]) == ("run_ended", "crashed")
    assert command.returncode == 1
    assert (runs(home)[0].status, runs(home)[0].message) == ("crashed", event["message"])
