"""What the window and the engine process say to each other: frozen values, sent as JSON.

Commands go to the engine, events come back. Anything large is a file that a message names. A request carries a
number; its one answer carries the same number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nnstudio.core.project import Project
from nnstudio.core.serial import parse_json, to_json
from nnstudio.core.training import BackendName
from nnstudio.core.training.figures import LOSS

EndStatus = Literal["finished", "diverged", "stopped", "failed", "crashed"]
RunPart = Literal["weights", "figures"]
MOST_MESSAGE_BYTES = 64_000_000


@dataclass(frozen=True)
class ModelRef:
    """Which trained weights a request is about.

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
        pause_after_batches: pause when so many batches are done; 0: don't.
    """

    run_folder: str
    project: Project
    data_folder: str
    start_from: str = ""
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
class ShowWeights:
    """Write the kernel of `node` as it is now to `path` (safetensors, key `kernel`)."""

    request: int
    model: ModelRef
    node: str
    path: str


@dataclass(frozen=True)
class Predict:
    """Class probabilities of a few pictures.

    Attributes:
        shape: (pictures, height, width, channels).
        pixels: base64 of the stored values as uint8, C order, before scaling.
    """

    request: int
    model: ModelRef
    shape: tuple[int, int, int, int]
    pixels: str


@dataclass(frozen=True)
class Evaluate:
    """Loss and accuracy on the test pictures in `data_folder`."""

    request: int
    model: ModelRef
    data_folder: str


@dataclass(frozen=True)
class SaveWeights:
    """Write the weights to `path` as Keras's `.weights.h5`, atomically."""

    request: int
    model: ModelRef
    path: str


@dataclass(frozen=True)
class LoadWeights:
    """Check the `.weights.h5` at `path` against the run's network; if all fits, write them as its epoch-0 snapshot."""

    request: int
    run_folder: str
    data_folder: str
    path: str


@dataclass(frozen=True)
class SaveModel:
    """Write the whole model to `path` as `.keras`, atomically."""

    request: int
    model: ModelRef
    path: str


@dataclass(frozen=True)
class Shutdown:
    """Exit now."""


Command = (
    StartRun
    | PauseRun
    | ContinueRun
    | StopRun
    | ShowWeights
    | Predict
    | Evaluate
    | SaveWeights
    | LoadWeights
    | SaveModel
    | Shutdown
)


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
class RunStarted:
    """The model is built and training begins."""

    run_folder: str
    samples: int
    validation_samples: int
    batches_per_epoch: int
    epochs: int
    parameters: int


@dataclass(frozen=True)
class BatchesDone:
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
class Validating:
    """So many of the validation pictures have been looked at after `epoch`: a sign of life."""

    epoch: int
    done: int
    samples: int


@dataclass(frozen=True)
class EpochDone:
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
class SnapshotWritten:
    """The state after `epoch` epochs is in `path`, whole. `finite`: all weights are numbers."""

    epoch: int
    path: str
    sha256: str
    finite: bool = True


@dataclass(frozen=True)
class RunNotKept:
    """A part of what the run does can't be written now, and why; it goes on in memory, and writing is tried again."""

    problem: str
    part: RunPart = "weights"


@dataclass(frozen=True)
class RunKeptAgain:
    """All of that part that waited to be written is written."""

    part: RunPart = "weights"


@dataclass(frozen=True)
class StillWriting:
    """A snapshot is being written and takes its time: a sign of life."""


@dataclass(frozen=True)
class SnapshotsDropped:
    """The snapshots after these epochs are no longer kept: a long run keeps evenly spaced ones."""

    epochs: tuple[int, ...]


@dataclass(frozen=True)
class RunPaused:
    """Training waits, after `batch` batches of `epoch`."""

    epoch: int
    batch: int


@dataclass(frozen=True)
class RunContinued:
    """Training goes on."""


@dataclass(frozen=True)
class RunEnded:
    """The last event of every run but RunKeptAgain. `message` says why, where it isn't plain.

    A run is `diverged` if it did all that was asked, but its loss or its weights are not numbers in the end.
    """

    status: EndStatus
    message: str = ""
    epoch: int = 0


@dataclass(frozen=True)
class WeightsShown:
    """The kernel is in `path`, as it was after `batch` batches of `epoch`."""

    request: int
    node: str
    path: str
    epoch: int
    batch: int


@dataclass(frozen=True)
class Predicted:
    """One row of class probabilities a picture."""

    request: int
    probabilities: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Evaluated:
    """Means over `samples` test samples, by name."""

    request: int
    figures: dict[str, float]
    samples: int


@dataclass(frozen=True)
class Saved:
    """The file is at `path`, whole."""

    request: int
    path: str


@dataclass(frozen=True)
class WeightsLoaded:
    """The weights fitted and are the run's epoch-0 snapshot at `snapshot`."""

    request: int
    snapshot: str
    sha256: str


@dataclass(frozen=True)
class RequestFailed:
    """A request could not be answered; what, where and how to mend it."""

    request: int
    message: str
    where: str = ""
    fix: str = ""


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
Answer = WeightsShown | Predicted | Evaluated | Saved | WeightsLoaded | RequestFailed
Event = EngineReady | EngineOutput | RunEvent | Answer


def encode(message: Command | Event) -> bytes:
    """A message as bytes."""
    # Paths that aren't valid Unicode come as lone surrogates.
    return to_json(message, allow_nan=True).encode("utf-8", "surrogatepass")


def decode_command(data: bytes) -> Command:
    """A command from bytes. Raises FormatError."""
    return parse_json(Command, data, "command", most_bytes=MOST_MESSAGE_BYTES)  # type: ignore[no-any-return]


def decode_event(data: bytes) -> Event:
    """An event from bytes. Raises FormatError."""
    return parse_json(Event, data, "event", most_bytes=MOST_MESSAGE_BYTES)  # type: ignore[no-any-return]
