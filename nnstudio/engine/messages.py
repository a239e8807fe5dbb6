"""What the window and the engine process say to each other: frozen values, sent as JSON.

Commands go to the engine, events come back. Anything large is a file that a message names. An event of a run names the
run, one about a question carries its number.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Literal

from nnstudio.core.project import Project
from nnstudio.core.serial import from_plain, parse_json, to_plain
from nnstudio.core.training import BackendName
from nnstudio.core.training.figures import LOSS
from nnstudio.core.words import Said, from_wire, to_wire
from nnstudio.engine.questions import Answer, Question

EndStatus = Literal["finished", "diverged", "stopped", "failed", "crashed"]
RunPart = Literal["weights", "figures"]
MOST_MESSAGE_BYTES = 64_000_000


@dataclass(frozen=True)
class ModelRef:
    """Which trained weights a question is about.

    Attributes:
        run_folder: the run's folder.
        epoch: the snapshot after that epoch (0: before training); None: the newest weights there are, those in
            training if that run is training.
    """

    run_folder: str
    epoch: int | None = None


# Commands ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class StartRun:
    """Train `project` on the arrays in `data_folder`; snapshots go to `run_folder`.

    Attributes:
        start_from: a snapshot file whose weights the run starts with; empty: fresh ones from the seed.
        branch_from: a snapshot file of another run that it goes on from, at its epoch, where none of its own is there.
        goes_on: whether it goes on from its own furthest state that is whole.
        further: whether it then does more epochs than were asked for before.
        pause_after_batches: pause when so many batches are done; 0: don't.
    """

    run_folder: str
    project: Project
    data_folder: str
    start_from: str = ""
    branch_from: str = ""
    goes_on: bool = False
    further: bool = False
    pause_after_batches: int = 0
    pause_after_epochs: int = 0


@dataclass(frozen=True)
class PauseRun:
    """Pause after the execution under way."""


@dataclass(frozen=True)
class ContinueRun:
    """Go on. With a figure above 0: pause again after so many batches or epochs."""

    batches: int = 0
    epochs: int = 0


@dataclass(frozen=True)
class StopRun:
    """End the run after the execution under way, keeping its weights."""


@dataclass(frozen=True)
class Ask:
    """A question to a model. Any number of Moved with its number follow, then one Told, Failed or Cancelled."""

    number: int
    model: ModelRef
    question: Question


@dataclass(frozen=True)
class Cancel:
    """Nobody wants the answer to that question any more."""

    number: int


@dataclass(frozen=True)
class Shutdown:
    """Exit now."""


Command = StartRun | PauseRun | ContinueRun | StopRun | Ask | Cancel | Shutdown


# Events --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class EngineReady:
    """The backend is imported; commands are answered from now on."""

    backend: BackendName
    backend_version: str
    keras_version: str
    device: str
    process: int


@dataclass(frozen=True)
class EngineOutput:
    """Text that the engine process wrote to its standard output or error."""

    text: str


@dataclass(frozen=True)
class _OfRun:
    """What is told of a run. `run`: its folder, as StartRun named it; not compared: it is no part of what happened."""

    run: str = field(default="", kw_only=True, compare=False)


@dataclass(frozen=True)
class RunStarted(_OfRun):
    """The model is built and training begins.

    Attributes:
        streaming: why samples are read while it trains; empty if they all lie in memory.
        epochs_done, batches_done: where it goes on; the figures of the batches that are done follow anew.
        fingerprint: what decides its bits, by name.
        note: what to know of how it goes on, such as that it isn't bit for bit; empty: nothing.
    """

    samples: int
    validation_samples: int
    batches_per_epoch: int
    epochs: int
    parameters: int
    streaming: str = ""
    epochs_done: int = 0
    batches_done: int = 0
    fingerprint: dict[str, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class BatchesDone(_OfRun):
    """One execution's batches: their figures, before the step of each.

    Attributes:
        epoch: counts from 1.
        first_batch: the first one's index in the epoch, from 0.
        figures: by name, one value a batch; the loss is always there.
        seconds: what the execution took.
    """

    epoch: int
    first_batch: int
    figures: dict[str, tuple[float, ...]]
    samples: int
    seconds: float

    @property
    def count(self) -> int:
        """How many batches there are."""
        return len(self.figures[LOSS])


@dataclass(frozen=True)
class Validating(_OfRun):
    """So many of the validation pictures have been looked at after `epoch`: a sign of life."""

    epoch: int
    done: int
    samples: int


@dataclass(frozen=True)
class EpochDone(_OfRun):
    """An epoch is over.

    Attributes:
        figures: by name: means over its training samples as they were seen, and `val_...` over the validation samples
            if there are any and all were seen.
    """

    epoch: int
    figures: dict[str, float]
    seconds: float
    samples_per_second: float


@dataclass(frozen=True)
class SnapshotWritten(_OfRun):
    """The state after `epoch` epochs is in `path`, whole. `finite`: all weights are numbers."""

    epoch: int
    path: str
    sha256: str
    finite: bool = True


@dataclass(frozen=True)
class RunNotKept(_OfRun):
    """A part of what the run does can't be written now, and why; it goes on in memory, and writing is tried again."""

    problem: str
    part: RunPart = "weights"


@dataclass(frozen=True)
class RunKeptAgain(_OfRun):
    """All of that part that waited to be written is written."""

    part: RunPart = "weights"


@dataclass(frozen=True)
class StillWriting(_OfRun):
    """A snapshot is being written and takes its time: a sign of life."""


@dataclass(frozen=True)
class SnapshotsDropped(_OfRun):
    """The snapshots after these epochs are no longer kept: a long run keeps evenly spaced ones."""

    epochs: tuple[int, ...]


@dataclass(frozen=True)
class RunPaused(_OfRun):
    """Training waits, after `batch` batches of `epoch`."""

    epoch: int
    batch: int


@dataclass(frozen=True)
class RunContinued(_OfRun):
    """Training goes on."""


@dataclass(frozen=True)
class RunEnded(_OfRun):
    """The last event of every run but RunKeptAgain. `message` says why, where it isn't plain.

    A run is `diverged` if it did all that was asked, but its loss or its weights are not numbers in the end.
    """

    status: EndStatus
    message: str = ""
    epoch: int = 0


@dataclass(frozen=True)
class Moved:
    """So much of the work for an answer is done, in units of its own."""

    number: int
    done: int
    of: int


@dataclass(frozen=True)
class Told:
    """The answer to a question. Who asked removes its blocks."""

    number: int
    answer: Answer


@dataclass(frozen=True)
class Failed:
    """A question could not be answered; what, where and how to mend it."""

    number: int
    message: str
    where: str = ""
    fix: str = ""


@dataclass(frozen=True)
class Cancelled:
    """A question was given up, as was asked."""

    number: int


RunEvent = (
    RunStarted
    | BatchesDone
    | Validating
    | EpochDone
    | SnapshotWritten
    | SnapshotsDropped
    | RunNotKept
    | RunKeptAgain
    | StillWriting
    | RunPaused
    | RunContinued
    | RunEnded
)
Settled = Told | Failed | Cancelled
Event = EngineReady | EngineOutput | RunEvent | Moved | Settled


def encode(message: Command | Event) -> bytes:
    """A message as bytes. Words that it says of itself go as what they are made of: who reads it says them anew."""
    plain = {name: to_wire(value) if isinstance(value, Said) else value for name, value in to_plain(message).items()}
    # Paths that aren't valid Unicode come as lone surrogates.
    return json.dumps(plain, ensure_ascii=False).encode("utf-8", "surrogatepass")


def decode_command(data: bytes) -> Command:
    """A command from bytes. Raises FormatError."""
    return _decode(Command, data, "command")  # type: ignore[no-any-return]


def decode_event(data: bytes) -> Event:
    """An event from bytes, its words in this process's language. Raises FormatError."""
    return _decode(Event, data, "event")  # type: ignore[no-any-return]


def _decode(form: Any, data: bytes, where: str) -> Any:
    plain = parse_json(dict[str, Any], data, where, most_bytes=MOST_MESSAGE_BYTES)
    return from_plain(
        form, {name: str(from_wire(value)) if _are_words(value) else value for name, value in plain.items()}
    )


def _are_words(value: object) -> bool:
    return isinstance(value, dict) and value.keys() == {"say", "with"}
