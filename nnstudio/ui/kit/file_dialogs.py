"""Asking for files and folders, without holding up the program: the answer comes to a function.

A dialog starts where the last one of its kind ended, in this start of the program or an earlier one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QSettings, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

Chosen = Callable[[Path], object]
Kind = Literal["projects", "weights", "models", "pictures", "tables", "data"]

_DOCUMENTS, _PICTURES, _HOME = (
    QStandardPaths.StandardLocation.DocumentsLocation,
    QStandardPaths.StandardLocation.PicturesLocation,
    QStandardPaths.StandardLocation.HomeLocation,
)
_FIRST = {"pictures": _PICTURES, "tables": _DOCUMENTS, "weights": _DOCUMENTS, "models": _DOCUMENTS}


class LastFolders:
    """Where files of each kind were chosen last, kept in the window's settings once there are such."""

    def __init__(self) -> None:
        self._settings: QSettings | None = None
        self._folders: dict[str, Path] = {}

    def keep_in(self, settings: QSettings) -> None:
        """Starts with what is in there, and writes to it."""
        self._settings, self._folders = settings, {}

    def folder(self, kind: Kind) -> Path:
        """Where a dialog of that kind starts."""
        found = self._folders.get(kind) or self._kept(kind)
        if found is not None and found.is_dir():
            return found
        usual = Path(QStandardPaths.writableLocation(_FIRST.get(kind, _HOME)))
        return usual if usual.is_dir() else Path.home()

    def note(self, kind: Kind, folder: Path) -> None:
        """The person chose something there."""
        self._folders[kind] = folder
        if self._settings is not None:
            self._settings.setValue(f"folders/{kind}", str(folder))

    def _kept(self, kind: Kind) -> Path | None:
        found = self._settings.value(f"folders/{kind}") if self._settings is not None else None
        return Path(found) if isinstance(found, str) and found else None


LAST = LastFolders()  # the window's, as the clipboard is


def choose_folder(parent: QWidget, title: str, kind: Kind, then: Chosen) -> QFileDialog:
    """Asks for a folder that exists."""
    dialog = _dialog(parent, title, kind, then)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _open(dialog)


def choose_file(parent: QWidget, title: str, kind: Kind, filters: str, then: Chosen) -> QFileDialog:
    """Asks for a file that exists. `filters` such as `Weights (*.weights.h5)`."""
    dialog = _dialog(parent, title, kind, then)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(filters)
    return _open(dialog)


def choose_files(
    parent: QWidget, title: str, kind: Kind, filters: str, then: Callable[[list[Path]], object]
) -> QFileDialog:
    """Asks for one or several files that exist."""

    def take(chosen: list[str]) -> None:
        LAST.note(kind, Path(chosen[0]).parent)
        then([Path(each) for each in chosen])

    dialog = _plain_dialog(parent, title, kind)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters(filters.split(";;"))
    dialog.filesSelected.connect(take)
    return _open(dialog)


def choose_target(
    parent: QWidget, title: str, kind: Kind, proposal: str, filters: str, ending: str, then: Chosen
) -> QFileDialog:
    """Asks where to write; `proposal` is a name. The answer ends in `ending`; replacing a file is asked about."""
    dialog = _dialog(parent, title, kind, lambda path: then(with_ending(path, ending)))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    if filters:
        dialog.setNameFilter(filters)
    dialog.setDefaultSuffix(ending.removeprefix("."))
    dialog.selectFile(proposal)
    return _open(dialog)


def with_ending(path: Path, ending: str) -> Path:
    """The path with its name ending so, once, in any case of letters."""
    return path if path.name.lower().endswith(ending.lower()) else path.with_name(path.name + ending)


def _dialog(parent: QWidget, title: str, kind: Kind, then: Chosen) -> QFileDialog:
    def take(chosen: str) -> None:
        LAST.note(kind, Path(chosen).parent)
        then(Path(chosen))

    dialog = _plain_dialog(parent, title, kind)
    dialog.fileSelected.connect(take)
    return dialog


def _plain_dialog(parent: QWidget, title: str, kind: Kind) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(LAST.folder(kind)))
    dialog.setObjectName("shell.files")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


def _open(dialog: QFileDialog) -> QFileDialog:
    dialog.open()
    return dialog
