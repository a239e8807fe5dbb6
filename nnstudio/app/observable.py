"""Signals without Qt: who shows state hears when it changes.

A bound method is held weakly, so a signal never keeps a closed view alive.
"""

from __future__ import annotations

import inspect
import weakref
from collections.abc import Callable
from typing import Any, Generic, ParamSpec

P = ParamSpec("P")


class Signal(Generic[P]):
    """Calls its listeners in the order in which they connected, on the emitting thread."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[], Callable[P, Any] | None]] = []

    def connect(self, listener: Callable[P, Any]) -> None:
        """Calls `listener` at every emit from now on. A bound method is forgotten with its object."""
        if inspect.ismethod(listener):
            self._listeners.append(weakref.WeakMethod(listener))
        else:
            self._listeners.append(lambda: listener)

    def disconnect(self, listener: Callable[P, Any]) -> None:
        """Stops calling `listener`; nothing happens if it never was connected."""
        self._listeners = [held for held in self._listeners if held() not in (None, listener)]

    def emit(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Calls every listener that is still alive."""
        self._listeners = [held for held in self._listeners if held() is not None]
        for held in list(self._listeners):
            listener = held()
            if listener is not None:
                listener(*args, **kwargs)
