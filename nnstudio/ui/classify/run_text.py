"""Which run answers, and why there may be no test pictures, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from nnstudio.app.run_state import Paused, Starting, Stopping, Training, progress_of
from nnstudio.app.studio import Studio
from nnstudio.core.dataset import KnownDataset
from nnstudio.ui.numbers import data_title, whole

_translate = QCoreApplication.translate


def run_text(studio: Studio) -> str:
    """Names the run whose weights answer, how far it is, and whether it is not what the design shows."""
    trained = studio.model_project
    if studio.model is None or trained is None:
        return ""
    parts = [
        _translate("classify", "Answered by run {number}").format(number=whole(studio.shown_run or 1)),
        _stand(studio),
    ]
    text = ", ".join(part for part in parts if part) + "."
    if trained.data.dataset != studio.project.data.dataset:
        text += " " + _translate("classify", "It learned from {data}.").format(data=data_title(trained.known))
    if trained.network != studio.project.network:
        text += " " + _translate("classify", "Its network differs from the design: train to use that one.")
    return text


def _stand(studio: Studio) -> str:
    """How far the run is; empty where nothing is known of it."""
    progress = progress_of(studio.run_state)
    match studio.run_state:
        case Starting():
            return _translate("classify", "starting")
        case Training() | Stopping():
            return _translate("classify", "training now, epoch {epoch}").format(epoch=whole(max(1, progress.epoch)))
        case Paused():
            return _translate("classify", "paused in epoch {epoch}").format(epoch=whole(max(1, progress.epoch)))
        case _:
            epoch = studio.model.epoch if studio.model else None
            return "" if epoch is None else _translate("classify", "after epoch {epoch}").format(epoch=whole(epoch))


def samples_hint(studio: Studio, known: KnownDataset) -> str:
    """Why there are no test pictures to try."""
    if studio.dataset is not None:
        return _translate("classify", "This run learned from {title}, and other data is chosen now.").format(
            title=data_title(known)
        )
    if studio.dataset_problem is not None:
        return _translate("classify", "The data isn't here yet; the Data page gets it.")
    return _translate("classify", "Reading the data…")
