"""Whatever dies, the other side copes: the run is over with a message, and nothing is left running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from nnstudio.core.training import BackendName
from nnstudio.engine.messages import EpochDone, RunEnded, RunStarted, SnapshotWritten, StopRun
from nnstudio.engine.questions import Evaluate
from nnstudio.engine.session import EngineSession
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.snapshots import newest_snapshot, read_tensors, snapshot_names
from tests.support.engines import Lab, dataset_of, digits_project
from tests.support.snapshots import checksum_of

ROOT = Path(__file__).resolve().parents[2]
FOREVER = digits_project(1_000_000)
posix = pytest.mark.skipif(os.name == "nt", reason="signals are POSIX; on Windows TerminateProcess is the only end")


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    """An engine for one test, as it will die. How is the same for both backends; this one starts sooner."""
    opened = Lab.open(tmp_path, "jax")
    yield opened
    opened.close()


@posix
@pytest.mark.parametrize(
    ("number", "words"), [(signal.SIGKILL, "SIGKILL"), (signal.SIGABRT, "abort"), (signal.SIGSEGV, "signal 11")]
)
def test_an_engine_killed_in_mid_epoch_ends_the_run_as_crashed(lab: Lab, number: int, words: str) -> None:
    run = lab.start(FOREVER)
    lab.wait_for(EpochDone)
    os.kill(lab.session.process_id, number)
    ended = lab.wait_for(RunEnded)
    assert ended.status == "crashed"
    assert words in ended.message
    with pytest.raises(EOFError):
        lab.wait_for(RunStarted)
    newest = newest_snapshot(run.snapshots)
    assert newest is not None
    read_tensors(run.snapshots, newest)


@posix
def test_every_snapshot_that_was_told_of_is_whole_after_a_kill(lab: Lab) -> None:
    run = lab.start(FOREVER)
    lab.wait_for(SnapshotWritten, lambda event: event.epoch == 5)
    os.kill(lab.session.process_id, signal.SIGKILL)
    lab.wait_for(RunEnded)
    told = [event for event in lab.seen if isinstance(event, SnapshotWritten)]
    assert len(told) >= 6
    for event in told:
        assert checksum_of(run.snapshots, Path(event.path).name) == event.sha256
    for name in snapshot_names(run.snapshots):
        read_tensors(run.snapshots, name)


@posix
def test_a_question_to_a_dead_engine_is_answered(lab: Lab) -> None:
    project = digits_project(1)
    run = lab.train(project)
    os.kill(lab.session.process_id, signal.SIGKILL)
    question = Evaluate(str(dataset_of(project).folder))
    assert "ended" in lab.refused(question, run).message
    assert "ended" in lab.refused(question, run).message  # also once it is known to be dead


@posix
def test_running_out_of_memory_ends_the_run_with_a_message(lab: Lab) -> None:
    import resource

    lab.ready()
    size = int(Path(f"/proc/{lab.session.process_id}/statm").read_text().split()[0]) * resource.getpagesize()
    resource.prlimit(lab.session.process_id, resource.RLIMIT_AS, (size + 300_000_000, -1))
    lab.start(digits_project(1, (400_000, 2_000)))
    ended = lab.wait_for(RunEnded)
    assert ended.status == "crashed"
    assert ended.message


@posix
def test_an_engine_that_does_not_answer_stop_is_ended(lab: Lab) -> None:
    lab.start(FOREVER)
    lab.wait_for(EpochDone)
    os.kill(lab.session.process_id, signal.SIGSTOP)
    lab.session.send(StopRun())
    began = time.monotonic()
    assert lab.wait_for(RunEnded).status == "stopped"
    assert time.monotonic() - began < 30


PARENT = """
import sys, time
from pathlib import Path
from nnstudio.engine.messages import EpochDone
from tests.support.engines import Lab, digits_project

if __name__ == "__main__":
    lab = Lab.open(Path(sys.argv[1]), sys.argv[2])
    if sys.argv[3] == "training":
        lab.start(digits_project(1_000_000))
        lab.wait_for(EpochDone)
    else:
        lab.ready()
    print(lab.session.process_id, flush=True)
    time.sleep(600)
"""


@posix
@pytest.mark.parametrize("doing", ["training", "waiting"])
@pytest.mark.parametrize("backend", ["tensorflow", "jax"])
def test_the_engine_exits_within_two_seconds_of_its_parent_being_killed(
    tmp_path: Path, backend: BackendName, doing: str
) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "work"), backend, doing],
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        engine = int(parent.stdout.readline())
        assert is_alive(engine)
        parent.kill()
        killed = time.monotonic()
    while is_alive(engine) and time.monotonic() - killed < 10:
        time.sleep(0.01)
    assert time.monotonic() - killed < 2


@posix
def test_both_killed_at_once_leave_nothing_running(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "work"), "tensorflow", "training"],
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        engine = int(parent.stdout.readline())
        os.kill(engine, signal.SIGKILL)
        parent.kill()
    killed = time.monotonic()
    while is_alive(engine) and time.monotonic() - killed < 10:
        time.sleep(0.01)
    assert not is_alive(engine)
    snapshots = ProjectFolder(tmp_path / "work" / "lab.nnstudio").run(1).snapshots
    newest = newest_snapshot(snapshots)
    assert newest is not None
    read_tensors(snapshots, newest)


def test_closing_ends_the_process_and_its_files(tmp_path: Path) -> None:
    session = EngineSession("tensorflow")
    session.close()
    assert not is_alive(session.process_id)


def is_alive(process: int) -> bool:
    """Whether the process runs; one that only waits to be reaped does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except FileNotFoundError:
        return False
