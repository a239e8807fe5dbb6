"""What an engine says arrives in the reader's language; values arrive as they were."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import NullTranslations

import pytest

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.words import Said, say, speak
from nnstudio.engine.blocks import Block
from nnstudio.engine.messages import (
    Ask,
    Failed,
    ModelRef,
    RunEnded,
    RunNotKept,
    Told,
    decode_command,
    decode_event,
    encode,
)
from nnstudio.engine.questions import ANSWERS, QUESTIONS, Evaluation, Kernel, Predict

GERMAN = {
    "is not there.": "ist nicht da.",
    "Run {number}": "Lauf {number}",
    "Look for it in {place}.": "Suche es in {place}.",
    "{where}: {message}": "{where}: {message}",
    "{message} {fix}": "{message} {fix}",
}


class German(NullTranslations):
    """What the reader's catalogue holds."""

    def gettext(self, message: str) -> str:
        return GERMAN[message]


def not_there() -> StudioError:
    where, fix = say("Run {number}", number=7), say("Look for it in {place}.", place="A")
    return StudioError(say("is not there."), where=where, fix=fix)


@pytest.fixture
def german() -> Iterator[None]:
    """The reader's language, after the words were sent."""
    yield
    speak()


def test_a_failure_is_said_in_the_readers_language(german: None) -> None:
    sent = encode(
        Failed(3, say("is not there."), say("Run {number}", number=7), say("Look for it in {place}.", place="A"))
    )
    speak(German())
    assert decode_event(sent) == Failed(3, "ist nicht da.", "Lauf 7", "Suche es in A.")


def test_so_is_what_is_said_of_a_run_whole_errors_included(german: None) -> None:
    error = StudioError(
        say("is not there."), where=say("Run {number}", number=7), fix=say("Look for it in {place}.", place="A")
    )
    assert error.words == str(error)
    sent = [encode(RunEnded("failed", error.words)), encode(RunNotKept(error.words))]
    speak(German())
    ended, unkept = map(decode_event, sent)
    assert isinstance(ended, RunEnded)
    assert isinstance(unkept, RunNotKept)
    assert ended.message == unkept.problem == "Lauf 7: ist nicht da. Suche es in A."
    assert not isinstance(ended.message, Said)


def test_questions_and_answers_arrive_as_they_were() -> None:
    block = Block("/tmp/ä\udcff.raw", (2, 3), "float32")
    for question in (Predict(block), Kernel("n3")):
        ask = Ask(1, ModelRef("/run", 4), question)
        assert decode_command(encode(ask)) == ask
    told = Told(1, Evaluation({"loss": 0.5, "accuracy": 1.0}, 10))
    assert decode_event(encode(told)) == told


def test_every_question_has_an_answer_that_can_be_read() -> None:
    assert {question.answer for question in QUESTIONS} == set(ANSWERS)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b'{"kind": "Told", "number": 1, "answer": {"kind": "Nonsense"}}',
        b'{"kind": "Failed", "number": 1, "message": {"say": 1, "with": 2, "x": 3}}',
        b'{"kind": "Ask", "number": 1, "model": null, "question": null}',
    ],
)
def test_what_is_no_message_is_refused(data: bytes) -> None:
    with pytest.raises(FormatError):
        decode_event(data)
    with pytest.raises(FormatError):
        decode_command(data)
