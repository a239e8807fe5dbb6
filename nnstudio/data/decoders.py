"""The processes that decode pictures, seen from the reading process: batches out, samples in, and their ends."""

from __future__ import annotations

import contextlib
import multiprocessing
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Self, cast

from nnstudio.core.errors import StudioError
from nnstudio.core.words import mark, say
from nnstudio.data.batches import Batch
from nnstudio.data.decoder_child import READY, receive_outcomes, send_files, serve_decoding
from nnstudio.data.picture_sample import Outcome, Wanted

MOST_DEATHS = 10  # in one reading, before it is given up
_START_SECONDS = 30.0
_MOST_READY = 100
DIED = mark("ended the process that decoded it.")


@dataclass(eq=False)
class _Decoder:
    """A process, whether it has said that it is ready, and what it decodes now."""

    process: BaseProcess
    connection: Connection
    ready: bool = False
    asked: Batch | None = None


class Decoders:
    """Processes that decode pictures, each one batch at a time. A context manager: they end with it.

    One that ends by itself is replaced, and its pictures are decoded one by one: the one that ends a process again is
    told as unreadable.
    """

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._all: list[_Decoder] = []
        self._deaths = 0

    def start(self, count: int) -> None:
        """Starts so many, or as many as the system lets; they are ready later."""
        for _ in range(count):
            with contextlib.suppress(OSError):  # who finds none ready decodes by himself
                self._all.append(_started(self._wanted))

    def free(self) -> Iterator[_Decoder]:
        """Those that are ready and have nothing to do."""
        for each in list(self._all):
            if each.asked is None and (each.ready or self._is_ready(each, 0)):
                yield each

    def give(self, decoder: _Decoder, batch: Batch) -> None:
        """Has it decode these pictures."""
        decoder.asked = batch
        with contextlib.suppress(OSError):  # it died: that is found where its answer is awaited
            send_files(decoder.connection, batch.files)

    def answers(self) -> Iterator[Batch]:
        """The batches of which now is known what became of their pictures. Waits for one at least.

        Raises StudioError if processes die again and again, or answer nonsense.
        """
        busy = {each.connection: (each, each.asked) for each in self._all if each.asked is not None}
        for connection in wait(list(busy)):
            decoder, batch = busy[cast(Connection, connection)]
            decoder.asked = None
            batch.take(self._received(decoder, batch.files))
            yield batch

    def _received(self, decoder: _Decoder, files: Sequence[bytes]) -> list[Outcome]:
        try:
            return receive_outcomes(decoder.connection, len(files), self._wanted)
        except (EOFError, OSError):
            self._bury(decoder)
            return [self._alone(file) for file in files]

    def _alone(self, file: bytes) -> Outcome:
        """What becomes of a picture that is decoded by itself, by a process that may die of it."""
        decoder = next(self.free(), None) or self._another()
        try:
            send_files(decoder.connection, [file])
            return receive_outcomes(decoder.connection, 1, self._wanted)[0]
        except (EOFError, OSError):
            self._bury(decoder)
            return StudioError(say(DIED))

    def _another(self) -> _Decoder:
        """One that is ready. Raises StudioError if none starts."""
        try:
            decoder = _started(self._wanted)
        except OSError as error:
            raise StudioError(say("the reader process can't start ({reason}).", reason=error)) from error
        self._all.append(decoder)
        if not self._is_ready(decoder, _START_SECONDS):
            raise StudioError(say("a process to decode pictures doesn't start."))
        return decoder

    def _is_ready(self, decoder: _Decoder, seconds: float) -> bool:
        """Whether it says so within that time; one that died instead is not missed."""
        try:
            if decoder.connection.poll(seconds):
                decoder.ready = decoder.connection.recv_bytes(_MOST_READY) == READY
        except (EOFError, OSError):
            self._all.remove(decoder)
            _end(decoder)
        return decoder.ready

    def _bury(self, decoder: _Decoder) -> None:
        self._all.remove(decoder)
        _end(decoder)
        self._deaths += 1
        if self._deaths > MOST_DEATHS:
            raise StudioError(
                say("could not be read: {count} processes that decode pictures died.", count=self._deaths),
                fix=say("Try again."),
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for each in self._all:
            _end(each)
        self._all.clear()


def _started(wanted: Wanted) -> _Decoder:
    """Raises OSError."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve_decoding, args=(theirs, wanted), name="nnstudio-decoder", daemon=True)
    try:
        process.start()
    except BaseException:
        ours.close()
        raise
    finally:
        theirs.close()
    return _Decoder(process, ours)


def _end(decoder: _Decoder) -> None:
    decoder.connection.close()
    decoder.process.kill()
    decoder.process.join()
    decoder.process.close()
