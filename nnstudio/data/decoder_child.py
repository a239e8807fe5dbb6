"""A process that decodes pictures for the reading process, which starts it and asks for one batch at a time.

A request is a JSON message, how long each file is, followed by the files in one message. The answer is a JSON message,
each picture's size in its file or why it can't be read, followed by the pixels of those that can. Nothing is pickled.
The process ends at the end of the pipe, and by itself when a picture takes too long, so it never outlives its parent.
What its parent may use of memory, it may.
"""

from __future__ import annotations

import itertools
import json
import math
import os
import signal
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from typing import Any

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.words import from_wire, say, to_wire
from nnstudio.data.decode import strict_warnings
from nnstudio.data.picture_sample import Outcome, PictureSample, Wanted, outcome_of
from nnstudio.data.watchdog import Watchdog

READY = b"ready"
SECONDS = 10.0  # for one picture
MOST_ANSWER = 4_000_000
MOST_FILES = 200_000_000
_TOO_SLOW = 70  # exit status


def serve_decoding(connection: Connection, wanted: Wanted) -> None:
    """Answers requests until the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in the terminal is for who then ends the pipe
    try:
        connection.send_bytes(READY)
        with strict_warnings():
            while True:
                _answer(connection, wanted)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the parent has gone or closed the pipe


def send_files(connection: Connection, files: Sequence[bytes]) -> None:
    """Asks for these pictures. Raises OSError if nobody is there any more."""
    connection.send_bytes(json.dumps([len(file) for file in files]).encode())
    connection.send_bytes(b"".join(files))


def receive_outcomes(connection: Connection, count: int, wanted: Wanted) -> list[Outcome]:
    """What became of so many pictures. Raises OSError or EOFError if nobody answers, FormatError for nonsense."""
    told, pixels = connection.recv_bytes(MOST_ANSWER), connection.recv_bytes(MOST_FILES)
    each = math.prod(wanted.shape)
    try:
        answers = json.loads(told)
        good = sum(isinstance(answer, list) for answer in answers)
        if len(answers) != count or len(pixels) != good * each:
            raise ValueError(f"{len(answers)} answers, {len(pixels)} bytes")
        pieces = (pixels[place : place + each] for place in itertools.count(0, each))
        return [_outcome(answer, pieces) for answer in answers]
    except (ValueError, TypeError, RecursionError) as error:
        message = say("the process that decodes pictures answers what was not asked ({reason}).", reason=error)
        raise FormatError(message) from error


def _outcome(answer: Any, pieces: Iterator[bytes]) -> Outcome:
    if not isinstance(answer, list):
        return StudioError(from_wire(answer))
    rows, columns = answer
    return PictureSample(next(pieces), (int(rows), int(columns)))


def _answer(connection: Connection, wanted: Wanted) -> None:
    lengths: list[int] = json.loads(connection.recv_bytes(MOST_ANSWER))
    files = connection.recv_bytes(MOST_FILES)
    outcomes: list[Outcome] = []
    watchdog = Watchdog(SECONDS, lambda: os._exit(_TOO_SLOW))
    place = 0
    try:
        for length in lengths:
            outcomes.append(outcome_of(files[place : place + length], wanted))
            watchdog.pat()
            place += length
    finally:
        watchdog.rest()
    connection.send_bytes(json.dumps([_told(outcome) for outcome in outcomes]).encode())
    connection.send_bytes(b"".join(each.pixels for each in outcomes if isinstance(each, PictureSample)))


def _told(outcome: Outcome) -> object:
    return list(outcome.size) if isinstance(outcome, PictureSample) else to_wire(outcome.message)
