"""Choosing what to learn from: the same step whether it is asked for in the Data menu or on the Data page."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from nnstudio.app.studio import Studio
from nnstudio.core.dataset import KNOWN_DATASETS, DataPlan, DatasetName
from nnstudio.core.project import with_dataset
from nnstudio.data.locate import Found, from_home
from nnstudio.ui.numbers import data_title


def choose_dataset(studio: Studio, name: DatasetName, source: object) -> None:
    """Has the project learn from that data set; its Input and last layer follow.

    The folder and the number of training pictures were meant for the data set before, so they start anew.
    """
    project = studio.project
    if name != project.data.dataset:
        plan = replace(project.data, dataset=name, folder="", training_limit=0)
        label = _tr("Use {title}").format(title=data_title(KNOWN_DATASETS[name]))
        studio.document.apply(label, with_dataset(project, plan), source=source)


def use_folder(studio: Studio, folder: str, source: object) -> None:
    """Has the data set's files read from that folder."""
    project = studio.project
    plan = replace(project.data, folder=folder)
    studio.document.apply(_tr("Choose data folder"), replace(project, data=plan), source=source)


def search_usual_places(studio: Studio, source: object) -> None:
    """Forgets the chosen folder, so that the data set's files are looked for where they usually are."""
    project = studio.project
    plan = replace(project.data, folder="")
    studio.document.apply(_tr("Search the usual places"), replace(project, data=plan), source=source)


def folder_question(plan: DataPlan) -> str:
    """The title of the dialog that asks for that folder."""
    return _tr("Folder with the files of {title}").format(title=data_title(KNOWN_DATASETS[plan.dataset]))


def found_text(found: Found) -> str:
    """Which files, and where, in one line."""
    folder = from_home(found.files[0].parent)
    match found.form:
        case "embedded":
            return _tr("Comes with the program.")
        case "idx":
            return _tr("IDX files in {folder}").format(folder=folder)
        case "npz":
            return _tr("NPZ file in {folder}").format(folder=folder)


def _tr(text: str) -> str:
    return QCoreApplication.translate("data", text)
