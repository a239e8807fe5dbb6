"""Choosing what to learn from: the same step whether it is asked for in the Data menu or on the Data page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from nnstudio.app.document import Document
from nnstudio.core.settings import setting_of
from nnstudio.core.sources import FolderSource, PictureFiles, Source
from nnstudio.core.usual import on_data
from nnstudio.core.words import say
from nnstudio.ui.kit.file_dialogs import choose_file

ARCHIVE_ENDINGS = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")


def choose_source(document: Document, kind: type[Source], source: object) -> None:
    """Has the project learn from that kind of source; its Input and last layer follow.

    The number of training samples was meant for the data before, so it starts anew.
    """
    project = document.project
    if kind is not type(project.data.source):
        plan = replace(project.data, source=kind(), training_limit=0)
        label = say("Use {title}", title=say(kind.title))
        document.apply(label, on_data(project, plan), source=source)


def change_source(document: Document, name: str, value: object, source: object) -> None:
    """Changes one setting of the source; a slider's way is one step to undo."""
    project = document.project
    setting = setting_of(type(project.data.source), name)
    plan = replace(project.data, source=project.data.source.with_setting(name, value))
    label = say("Change {setting}", setting=say(setting.label))
    document.apply(label, on_data(project, plan), source=source, merge=f"data.source.{name}")


def open_pictures(document: Document, path: Path, source: object) -> None:
    """Has the project learn from the pictures in that folder or archive."""
    project = document.project
    plan = replace(project.data, source=PictureFiles(str(path)), training_limit=0)
    document.apply(say("Use pictures of your own"), on_data(project, plan), source=source)


def choose_archive(parent: QWidget, document: Document) -> None:
    """Asks for a zip or tar file of pictures, and uses it."""
    filters = say("Archives ({endings})", endings=" ".join(f"*{ending}" for ending in ARCHIVE_ENDINGS))
    title = say("Archive of pictures")
    choose_file(parent, title, "data", filters, lambda path: open_pictures(document, path, parent))


def use_folder(document: Document, folder: str, source: object) -> None:
    """Has the source's files read from that folder; nothing for a source that has none."""
    _read_from(document, folder, say("Choose data folder"), source)


def search_usual_places(document: Document, source: object) -> None:
    """Forgets the chosen folder, so that the source's files are looked for where they usually are."""
    _read_from(document, "", say("Search the usual places"), source)


def folder_of(source: Source) -> str:
    """The folder that was chosen for it; empty if there is none."""
    return source.folder if isinstance(source, FolderSource) else ""


def folder_question(source: Source) -> str:
    """The title of the dialog that asks for that folder."""
    return say("Folder with the files of {title}", title=say(source.title))


def _read_from(document: Document, folder: str, label: str, source: object) -> None:
    project = document.project
    asked = project.data.source
    if isinstance(asked, FolderSource):
        plan = replace(project.data, source=replace(asked, folder=folder, found=None))
        document.apply(label, replace(project, data=plan), source=source)
