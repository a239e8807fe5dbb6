"""How a run that broke off is told, everywhere in the same words."""

from __future__ import annotations

from dataclasses import dataclass

from nnstudio.core.words import say
from nnstudio.engine.messages import EndStatus


@dataclass(frozen=True)
class Ending:
    """What happened, and what to do."""

    text: str
    fix: str


def ending_of(status: EndStatus, message: str) -> Ending | None:
    """Of a run that failed or crashed for the reason `message`; None if it ended otherwise."""
    match status:
        case "failed":
            text = say("The run failed. {reason}", reason=message)
            fix = say("What was kept so far is not lost. Mend what the message names, then train again.")
        case "crashed":
            text = say("The run crashed. {reason}", reason=message)
            fix = say("What was kept so far is not lost. If memory ran out, train a smaller batch or network.")
        case _:
            return None
    return Ending(text.strip(), fix)
