"""The engine's own service on a thread of the test, with a model that learns to count."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from nnstudio.core.project import Project
from nnstudio.core.sources import Targets
from nnstudio.data.scaling import Scale
from nnstudio.disk.folder import Folder
from nnstudio.engine.blocks import Blocks
from nnstudio.engine.keras_backend.feeds import Block, Feed
from nnstudio.engine.keras_backend.learner import Figures, InParts, Learner, Rows
from nnstudio.engine.keras_backend.service import Service
from nnstudio.engine.messages import Command, EngineReady, Event, Shutdown

READY = EngineReady("jax", "0", "3", "CPU", 1)


class CountingLearner(Learner):
    """Learns to count: its one weight is the number of steps."""

    def __init__(self, project: Project, scale: Scale) -> None:
        self.scale = scale
        self.steps = 0.0

    def learn(self, targets: Targets, class_weights: npt.NDArray[np.float32] | None = None, batches: int = 1) -> None:
        self.names = ("loss", "accuracy")

    @property
    def device_memory(self) -> int | None:
        return None

    def place(self, array: npt.NDArray[Any], *, own: bool = False) -> npt.NDArray[Any]:
        return array

    def take(self, block: Block) -> None:
        """Takes any samples."""

    def train(self, first: int, count: int) -> Figures:
        steps = self.steps + 1 + np.arange(count)
        self.steps += count
        return {"loss": (1 / steps).astype(np.float32), "accuracy": np.full(count, 0.5, np.float32)}

    def evaluated(self, block: Block, batch: Rows) -> Sequence[npt.NDArray[Any]]:
        ones = np.ones(len(batch), np.float32)
        return [ones, ones, batch, ones]

    def evaluate_in_parts(self, feed: Feed, rows: Rows, *, most: int = 0) -> InParts:
        yield dict.fromkeys(self.names, np.ones(len(rows), np.float32))

    def predictions_of(self, batch: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        return np.full((len(batch), 10), 0.1, np.float32)

    def weights(self) -> float:
        return self.steps

    @contextmanager
    def computing_with(self, weights: float) -> Iterator[None]:
        own, self.steps = self.steps, weights
        yield
        self.steps = own

    def sync(self) -> None:
        """Its weight is always current."""

    def take_up(self) -> None:
        """Nothing to take up."""

    def state(self) -> dict[str, npt.NDArray[np.generic]]:
        return {"weights/n3/kernel": np.full((64, 4), self.steps, np.float32)}

    def restore(self, tensors: Mapping[str, npt.NDArray[np.generic]]) -> None:
        self.steps = float(tensors["weights/n3/kernel"].max())


class ThreadedEngine:
    """The engine's service on a thread of this process, as a session that ends when it is told to shut down."""

    def __init__(self) -> None:
        self._inbox: queue.Queue[Command] = queue.Queue()
        self._events: queue.Queue[Event | None] = queue.Queue()
        self._thread = threading.Thread(target=self._serve, name="engine")
        self._thread.start()

    def _serve(self) -> None:
        Service(self._inbox, self._events.put, Blocks(Folder(Path()))).serve(READY)
        self._events.put(None)

    def send(self, command: Command) -> None:
        self._inbox.put(command)

    def tell(self, event: Event) -> None:
        self._events.put(event)

    def close(self) -> None:
        """Has it end, whatever it still tells."""
        self.send(Shutdown())
        self._thread.join()

    def next_event(self, timeout: float | None = None) -> Event | None:
        try:
            event = self._events.get(timeout=timeout)
        except queue.Empty:
            return None
        if event is None:
            self._thread.join()
            raise EOFError
        return event
