"""What is told of data in a line."""

from __future__ import annotations

from nnstudio.core.sources import Classes, Facts
from nnstudio.core.words import mark, say


def counts_text(facts: Facts) -> str:
    """How many samples there are, and what is to be learned of them."""
    if not facts.shape:
        return say("What is in it is known once it is read.")
    classes = isinstance(facts.targets, Classes)
    text = mark("{training} to train, {test} to test, {classes} classes")
    if facts.outputs == 1:
        text = mark("{training} to train, {test} to test, a number to learn")
    elif not classes:
        text = mark("{training} to train, {test} to test, {classes} numbers to learn")
    return say(text, training=facts.training, test=facts.test, classes=facts.outputs)


def counts_sentence(facts: Facts) -> str:
    """The same as a sentence."""
    counts = counts_text(facts)
    return say("{counts}.", counts=counts) if facts.shape else counts


def one_after_another(*sentences: str) -> str:
    """Those that there are, with what the language has between sentences."""
    there = [sentence for sentence in sentences if sentence]
    text = there[0] if there else ""
    for sentence in there[1:]:
        text = say("{sentence} {next_sentence}", sentence=text, next_sentence=sentence)
    return text


def unbroken(text: str) -> str:
    """The text with sides such as 8 × 8 kept on one line."""
    return text.replace(" × ", "\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}")
