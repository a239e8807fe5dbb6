"""A project that another window holds: look at it, or work on a copy."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget

from nnstudio.app.studio import HeldProject, Studio
from nnstudio.disk.hold import Holder
from nnstudio.runs.project_folder import SUFFIX
from nnstudio.ui.shell.questions import question_box
from nnstudio.ui.shell.words import age


def ask_how_to_open(parent: QWidget, studio: Studio, held: HeldProject) -> QMessageBox:
    """Asks whether to look at the project, to open a copy, or neither. Returns at once; the box deletes itself."""
    title = _tr("{project} is open in another window").format(project=held.folder.name.removesuffix(SUFFIX))
    text = _tr("Two windows that write one project would take away each other's work.")
    box = question_box(parent, title, f"{_who(held.holder)}\n\n{text}")
    box.setObjectName("shell.held")
    look = box.addButton(_tr("Look at it only"), QMessageBox.ButtonRole.AcceptRole)
    copy = box.addButton(_tr("Open a copy"), QMessageBox.ButtonRole.AcceptRole)
    leave = box.addButton(_tr("Don't open it"), QMessageBox.ButtonRole.RejectRole)
    for button, name in ((look, "look"), (copy, "copy"), (leave, "leave")):
        button.setObjectName(f"shell.held.{name}")
    look.setToolTip(_tr("Shows the project and its runs as they come; nothing can be changed."))
    copy.setToolTip(_tr("Makes a project of your own from it, with its runs, to work on."))
    box.setDefaultButton(look)
    box.setEscapeButton(leave)

    def choose(button: QAbstractButton) -> None:
        if button is not leave:
            studio.open_project(held.folder, "read-only" if button is look else "copy")

    box.buttonClicked.connect(choose)
    box.open()
    return box


def _who(holder: Holder) -> str:
    if not holder.process:
        return _tr("Who holds it can't be read.")
    when = age(holder.since, datetime.now(UTC))
    return _tr("It was opened {when}, on {host} (process {process}).").format(
        when=when, host=holder.host, process=holder.process
    )


def _tr(words: str) -> str:
    return QCoreApplication.translate("held_project", words)
