"""A project that another window holds: look at it, or work on a copy."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget

from nnstudio.app.files import HeldProject
from nnstudio.app.studio import Studio
from nnstudio.core.words import say
from nnstudio.disk.hold import Holder
from nnstudio.runs.project_folder import SUFFIX
from nnstudio.ui.run_words import age
from nnstudio.ui.shell.questions import question_box


def ask_how_to_open(parent: QWidget, studio: Studio, held: HeldProject) -> QMessageBox:
    """Asks whether to look at the project, to open a copy, or neither. Returns at once; the box deletes itself."""
    title = say("{project} is open in another window", project=held.folder.name.removesuffix(SUFFIX))
    text = say("Two windows that write one project would take away each other's work.")
    box = question_box(parent, title, f"{_who(held.holder)}\n\n{text}")
    box.setObjectName("shell.held")
    look = box.addButton(say("Look at it only"), QMessageBox.ButtonRole.AcceptRole)
    copy = box.addButton(say("Open a copy"), QMessageBox.ButtonRole.AcceptRole)
    leave = box.addButton(say("Don't open it"), QMessageBox.ButtonRole.RejectRole)
    for button, name in ((look, "look"), (copy, "copy"), (leave, "leave")):
        button.setObjectName(f"shell.held.{name}")
    look.setToolTip(say("Shows the project and its runs as they come; nothing can be changed."))
    copy.setToolTip(say("Makes a project of your own from it, with its runs, to work on."))
    box.setDefaultButton(look)
    box.setEscapeButton(leave)

    def choose(button: QAbstractButton) -> None:
        if button is not leave:
            studio.files.open(held.folder, "read-only" if button is look else "copy")

    box.buttonClicked.connect(choose)
    box.open()
    return box


def _who(holder: Holder) -> str:
    if not holder.process:
        return say("Who holds it can't be read.")
    when = age(holder.since, datetime.now(UTC))
    return say(
        "It was opened {when}, on {host} (process {process}).", when=when, host=holder.host, process=str(holder.process)
    )
