"""Fetches the kernel that the page shows, again and again while it trains, but never faster than it can be shown."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from nnstudio.app.asking import Asked
from nnstudio.app.model import Model
from nnstudio.ui.kit.timing import QtTiming, Timing

INTERVAL_MS = 250
# Showing a kernel may take so much of the window's time, and no more.
MOST_SHARE = 0.1


class KernelFeed(QObject):
    """Asks the studio for one node's kernel, one question at a time.

    Attributes:
        arrived: (node, kernel): it is there.
        failed: it could not be had; why.
    """

    arrived = Signal(str, object)
    failed = Signal(str)

    def __init__(self, model: Model, parent: QObject, timing: Timing | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._node = ""
        self._wanted = False
        self._asked: Asked[Any] | None = None
        self._active = False
        self._timing = timing or QtTiming(self)
        self._not_before = 0.0

    def show(self, node: str) -> None:
        """From now on this node's kernel, at once; an answer under way is no longer waited for. Empty: none."""
        self._node = node
        self._not_before = 0.0
        self._timing.stop()
        forgotten, self._asked = self._asked, None
        if forgotten is not None:
            forgotten.cancel()
        self.want()

    def want(self) -> None:
        """The kernel may have changed: asks for it as soon as it is time."""
        self._wanted = bool(self._node)
        self._schedule()

    def set_active(self, active: bool) -> None:
        """Off while nobody looks: then nothing is asked for."""
        self._active = active
        if active:
            self._schedule()
        else:
            self._timing.stop()

    def _schedule(self) -> None:
        if self._active and self._wanted and self._asked is None and not self._timing.is_coming():
            self._timing.call_after(max(0.0, self._not_before - self._timing.now()), self._ask)

    def _ask(self) -> None:
        if not (self._active and self._wanted and self._asked is None):
            return
        self._wanted = False
        self._not_before = self._timing.now() + INTERVAL_MS / 1000
        self._asked = self._model.show_weights(self._node, self._on_kernel, self._on_failure, dropped=self._on_drop)

    def _on_kernel(self, kernel: npt.NDArray[np.float32]) -> None:
        if not isValid(self):
            return
        self._asked = None
        started = self._timing.now()
        self.arrived.emit(self._node, kernel)
        now = self._timing.now()
        self._not_before = max(self._not_before, now + (now - started) * (1 / MOST_SHARE - 1))
        self._schedule()

    def _on_failure(self, message: str) -> None:
        if isValid(self):
            self._asked = None
            self.failed.emit(message)
            self._schedule()

    def _on_drop(self, _: str) -> None:
        """Not answered for other work: asked again, unless `show` took it back for another question."""
        if isValid(self) and self._asked is not None and self._asked.is_settled:
            self._asked = None
            self.want()
