"""Answering the file dialog that is open, as pressing its button does."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def open_dialog(owner: QWidget) -> QFileDialog:
    """The dialog that `owner`'s window has open."""
    found = [dialog for dialog in owner.findChildren(QFileDialog, "shell.files") if dialog.isVisible()]
    assert len(found) == 1, f"{len(found)} file dialogs are open"
    return found[0]


def answer(owner: QWidget, *paths: Path) -> None:
    """Chooses these paths."""
    dialog = open_dialog(owner)
    dialog.filesSelected.emit([str(path) for path in paths])
    dialog.fileSelected.emit(str(paths[0]))
    dialog.reject()
