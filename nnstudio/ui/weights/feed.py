"""Fetches the kernel that the page shows, again and again while it trains, but never faster than it can be shown."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, QTimer, Signal, Slot
from shiboken6 import isValid

from nnstudio.app.studio import Studio

INTERVAL_MS = 250
# Showing a kernel may take so much of the window's time, and no more.
MOST_SHARE = 0.1
# A question that is not answered by then was dropped, as when the engine is replaced: it may be asked again.
PATIENCE = 5.0


class KernelFeed(QObject):
    """Asks the studio for one node's kernel, one question at a time.

    Attributes:
        arrived: (node, kernel): it is there.
        failed: it could not be had; why.
    """

    arrived = Signal(str, object)
    failed = Signal(str)

    def __init__(self, studio: Studio, parent: QObject) -> None:
        super().__init__(parent)
        self._studio = studio
        self._node = ""
        self._wanted = False
        self._question = 0
        self._waiting = False
        self._active = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._ask)
        self._not_before = 0.0
        self._asked = 0.0

    def show(self, node: str) -> None:
        """From now on this node's kernel, at once; an answer under way is no longer waited for. Empty: none."""
        self._node = node
        self._question += 1
        self._waiting = False
        self._not_before = 0.0
        self._timer.stop()
        self.want()

    def want(self) -> None:
        """The kernel may have changed: asks for it as soon as it is time."""
        self._wanted = bool(self._node)
        if self._waiting and time.monotonic() > self._asked + PATIENCE:
            self._waiting = False
        self._schedule()

    def set_active(self, active: bool) -> None:
        """Off while nobody looks: then nothing is asked for."""
        self._active = active
        if active:
            self._schedule()
        else:
            self._timer.stop()

    def _schedule(self) -> None:
        if self._active and self._wanted and not self._waiting and not self._timer.isActive():
            self._timer.start(max(0, round((self._not_before - time.monotonic()) * 1000)))

    @Slot()
    def _ask(self) -> None:
        if not (self._active and self._wanted and not self._waiting):
            return
        self._wanted = False
        self._waiting = True
        self._question += 1
        self._asked = time.monotonic()
        self._not_before = self._asked + INTERVAL_MS / 1000
        number = self._question
        self._studio.show_weights(
            self._node,
            self._if_current(number, self._on_kernel),
            self._if_current(number, self.failed.emit),
        )

    def _if_current(self, number: int, then: Callable[..., None]) -> Callable[..., None]:
        """An answer's receiver: answers to older questions, or after the page is gone, go nowhere."""

        def receive(answer: object) -> None:
            if isValid(self) and number == self._question:
                self._waiting = False
                then(answer)
                self._schedule()

        return receive

    def _on_kernel(self, kernel: npt.NDArray[np.float32]) -> None:
        started = time.monotonic()
        self.arrived.emit(self._node, kernel)
        now = time.monotonic()
        self._not_before = max(self._not_before, now + (now - started) * (1 / MOST_SHARE - 1))
