"""Which run answers, and why there may be no test pictures, in words."""

from __future__ import annotations

from nnstudio.app.data import Data
from nnstudio.app.document import Document
from nnstudio.app.model import Model
from nnstudio.app.run_state import Paused, Starting, Stopping, Training, progress_of
from nnstudio.app.runs import Runs
from nnstudio.app.training import Trainer
from nnstudio.core.sources import Facts, Source
from nnstudio.core.words import say
from nnstudio.data.forms import has_form


def run_text(document: Document, training: Trainer, runs: Runs, model: Model) -> str:
    """Names the run whose weights answer, how far it is, and whether it is not what the design shows."""
    trained = model.project
    if model.ref is None or trained is None:
        return ""
    number, stand = runs.shown or 1, _stand(training, model)
    text = say("Run {number} answers.", number=number)
    if stand:
        text = say("Run {number} answers, {stand}.", number=number, stand=stand)
    learned_from = trained.data.source
    if learned_from.said_title != document.project.data.source.said_title:
        text += " " + say("It learned from {data}.", data=learned_from.said_title)
    if trained.network != document.project.network:
        text += " " + say("Its network differs from the design: train to use that one.")
    return text


def _stand(training: Trainer, model: Model) -> str:
    """Which epoch's weights answer, or how far the run is; empty where nothing is known of it."""
    if model.ref is not None and model.ref.epoch is not None:
        return say("after epoch {epoch}", epoch=model.ref.epoch)
    progress = progress_of(training.state)
    match training.state:
        case Starting():
            return say("starting")
        case Training() | Stopping():
            return say("training now, epoch {epoch}", epoch=max(1, progress.epoch))
        case Paused():
            return say("paused in epoch {epoch}", epoch=max(1, progress.epoch))
        case _:
            return ""


def cant_classify(facts: Facts) -> str:
    """Why this page can't show what a network for such data makes of a picture; empty if it can."""
    if not facts.class_names:
        return say("This network gives numbers for pictures, not classes; this page can't show them yet.")
    if not has_form(facts):
        return say("This network does not look at pictures, so there is nothing to draw or open.")
    return ""


def samples_hint(data: Data, source: Source) -> str:
    """Why there are no test pictures to try."""
    if reason := cant_classify(source.facts):
        return reason
    if data.dataset is not None:
        return say("This run learned from {title}, and other data is chosen now.", title=source.said_title)
    if data.problem is not None:
        return say("The data isn't here yet; the Data page gets it.")
    return say("Reading the data…")
