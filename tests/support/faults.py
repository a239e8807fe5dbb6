"""A disk that fails: every call of `nnstudio.disk.system` that counts can be made to fail, by its number."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable
from typing import Any

import pytest

from nnstudio.disk import system

CALLS = ("open_file", "write", "sync", "rename", "remove_file", "make_folder", "connect")
_SQLITE = {28: sqlite3.SQLITE_FULL, 5: sqlite3.SQLITE_IOERR, 30: sqlite3.SQLITE_READONLY, 2: sqlite3.SQLITE_CANTOPEN}


class Faults:
    """Counts the calls; from `arm` on, those that are told fail.

    Attributes:
        count: calls since `arm`.
        failed: how many were made to fail.
    """

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.count = self.failed = 0
        self._at = self._last = 0
        self._number = 0
        self._lock = threading.Lock()
        for name in CALLS:
            patch.setattr(system, name, self._wrapped(getattr(system, name)))

    def arm(self, at: int, number: int, *, for_ever: bool = False) -> None:
        """Has the call `at` (from 1; 0: none) fail with that errno, and with `for_ever` all that follow."""
        with self._lock:
            self.count = self.failed = 0
            self._at, self._number = at, number
            self._last = 10**9 if for_ever else at

    def disarm(self) -> None:
        """Lets all calls through; gives nothing back of what failed."""
        with self._lock:
            self._at = self._last = 0

    def check(self) -> None:
        """Counts a call, and fails it if it is its turn."""
        with self._lock:
            self.count += 1
            if not (self._at and self._at <= self.count <= self._last):
                return
            self.failed += 1
            number = self._number
        raise OSError(number, os.strerror(number))

    def _wrapped(self, real: Callable[..., Any]) -> Callable[..., Any]:
        if real is system.connect or real.__name__ == "connect":
            return self._connect(real)

        def call(*given: Any, **named: Any) -> Any:
            self.check()
            return real(*given, **named)

        call.__name__ = real.__name__
        return call

    def _connect(self, real: Callable[..., Any]) -> Callable[..., Any]:
        faults = self

        class Connection(sqlite3.Connection):
            """Each statement counts as a call."""

            def execute(self, *given: Any) -> sqlite3.Cursor:
                faults.check_statement()
                return super().execute(*given)

            def executemany(self, *given: Any) -> sqlite3.Cursor:
                faults.check_statement()
                return super().executemany(*given)

        def connect(path: str, *, seconds: float) -> sqlite3.Connection:
            self.check_statement()
            return sqlite3.connect(path, timeout=seconds, isolation_level=None, factory=Connection)

        return connect

    def check_statement(self) -> None:
        """As `check`, as SQLite tells it."""
        try:
            self.check()
        except OSError as error:
            told = sqlite3.OperationalError(str(error))
            told.sqlite_errorcode = _SQLITE[error.errno or 5]
            raise told from error
