"""Choosing what to learn from: the same step whether it is asked for in the Data menu or on the Data page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from nnstudio.app.document import Document
from nnstudio.core.errors import StudioError
from nnstudio.core.settings import setting_of
from nnstudio.core.sources import DataPlan, FolderSource, PictureFiles, Source, TableFile
from nnstudio.core.sources.edits import Edits
from nnstudio.core.sources.own_file import OwnFile
from nnstudio.core.usual import on_data
from nnstudio.core.words import say
from nnstudio.ui.kit.file_dialogs import choose_file, choose_folder


def choose_source(document: Document, kind: type[Source], source: object) -> None:
    """Has the project learn from that kind of source; its Input and last layer follow."""
    project = document.project
    if kind is not type(project.data.source):
        plan = _on_other_data(project.data, kind())
        label = say("Use {title}", title=say(kind.title))
        document.apply(label, on_data(project, plan), source=source)


def change_source(document: Document, name: str, value: object, source: object) -> None:
    """Changes one setting of the source; a slider's way is one step to undo."""
    project = document.project
    setting = setting_of(type(project.data.source), name)
    changed = project.data.source.with_setting(name, value)
    plan = replace(project.data, source=changed, edits=_edits_on(project.data, changed))
    label = say("Change {setting}", setting=say(setting.label))
    document.apply(label, on_data(project, plan), source=source, merge=f"data.source.{name}")


def open_data(document: Document, path: Path, source: object) -> None:
    """Has the project learn from that file or folder, whatever kind of data it is."""
    project = document.project
    plan = _on_other_data(project.data, _source_at(path, project.data.source))
    document.apply(say("Use data of your own"), on_data(project, plan), source=source)


def _on_other_data(plan: DataPlan, source: Source) -> DataPlan:
    """The plan with other data: how many samples learn was meant for the former, as most changes of single ones."""
    return replace(plan, source=source, training_limit=0, edits=_edits_on(plan, source))


def _edits_on(plan: DataPlan, source: Source) -> Edits:
    """The changes of single samples that still are of the same ones.

    Pictures of one's own go by the names of their files, which may only have been moved. All other samples go by their
    places, where another seed, another target and other data have other samples.
    """
    by_name = isinstance(source, PictureFiles) and isinstance(plan.source, PictureFiles)
    return plan.edits if by_name or source.unread() == plan.source.unread() else Edits()


def _source_at(path: Path, chosen: Source) -> Source:
    """The source of that file or folder; a list of pictures is a table to who has chosen tables."""
    from nnstudio.data.file_list import is_table
    from nnstudio.data.recognise import recognised  # all readers of files: too much for the window's start

    try:
        found = recognised(path)
    except StudioError:
        return PictureFiles(str(path))  # reading it says on the page what is wrong
    lists = isinstance(found, PictureFiles) and isinstance(chosen, TableFile) and is_table(path)
    return TableFile(str(path)) if lists else found


def choose_data_file(parent: QWidget, document: Document, source: object) -> None:
    """Asks for a file of data, and uses it."""
    from nnstudio.data.file_list import TABLE_ENDINGS
    from nnstudio.data.recognise import ARCHIVE_ENDINGS, ARRAY_ENDINGS, DATA_ENDINGS, IDX_ENDINGS

    filters = (
        say("All data files ({endings})", endings=_patterns(DATA_ENDINGS)),
        say("Tables ({endings})", endings=_patterns(TABLE_ENDINGS)),
        say("Array files ({endings})", endings=_patterns((*ARRAY_ENDINGS, *IDX_ENDINGS))),
        say("Archives ({endings})", endings=_patterns(ARCHIVE_ENDINGS)),
    )
    title = say("Data to learn from")
    choose_file(parent, title, "data", ";;".join(filters), lambda path: open_data(document, path, source))


def _patterns(endings: Sequence[str]) -> str:
    return " ".join(f"*{ending}" for ending in endings)


def ask_place(parent: QWidget, document: Document, source: object) -> None:
    """Asks where the files of the chosen source are, and has them read from there."""
    chosen = document.project.data.source
    if isinstance(chosen, OwnFile):
        choose_data_file(parent, document, source)
        return
    question = folder_question(chosen)
    choose_folder(parent, question, "data", lambda folder: use_folder(document, str(folder), source))


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
        plan = replace(project.data, source=asked.at(folder))
        document.apply(label, replace(project, data=plan), source=source)
