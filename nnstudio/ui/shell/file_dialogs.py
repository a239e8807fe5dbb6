"""Asking for files and folders, without holding up the program: the answer comes to a function."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

Chosen = Callable[[Path], object]


def choose_folder(parent: QWidget, title: str, start: Path, then: Chosen) -> QFileDialog:
    """Asks for a folder that exists."""
    dialog = _dialog(parent, title, start, then)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _open(dialog)


def choose_file(parent: QWidget, title: str, start: Path, kinds: str, then: Chosen) -> QFileDialog:
    """Asks for a file that exists. `kinds` such as `Weights (*.weights.h5)`."""
    dialog = _dialog(parent, title, start, then)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(kinds)
    return _open(dialog)


def choose_target(parent: QWidget, title: str, start: Path, kinds: str, ending: str, then: Chosen) -> QFileDialog:
    """Asks where to write; `start` is the proposal. The answer ends in `ending`; replacing a file is asked about."""
    dialog = _dialog(parent, title, start.parent, lambda path: then(with_ending(path, ending)))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    if kinds:
        dialog.setNameFilter(kinds)
    dialog.setDefaultSuffix(ending.removeprefix("."))
    dialog.selectFile(start.name)
    return _open(dialog)


def with_ending(path: Path, ending: str) -> Path:
    """The path with its name ending so, once, in any case of letters."""
    return path if path.name.lower().endswith(ending.lower()) else path.with_name(path.name + ending)


def _dialog(parent: QWidget, title: str, folder: Path, then: Chosen) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(folder))
    dialog.setObjectName("shell.files")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    return dialog


def _open(dialog: QFileDialog) -> QFileDialog:
    dialog.open()
    return dialog
