"""What stands where the pictures would be: they are being read, aren't here, or can't be read; and what to do."""

from __future__ import annotations

import re
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from nnstudio.app.data import ReadingCancelledError
from nnstudio.app.tasks import Task
from nnstudio.core.errors import StudioError
from nnstudio.core.shown import shown
from nnstudio.core.sources import FolderSource, Source
from nnstudio.core.sources.own_file import OwnFile
from nnstudio.core.words import mark, say
from nnstudio.data.places import NotChosenError, NotInFolderError
from nnstudio.ui import theme
from nnstudio.ui.data.source_settings import SourceSettings
from nnstudio.ui.icons import IconLabel, icon
from nnstudio.ui.kit.actions import make_action
from nnstudio.ui.kit.command_buttons import stand_for
from nnstudio.ui.kit.flow import Flow
from nnstudio.ui.kit.measures import scaled

_WIDTH = 560
_MOST_PLACE = 300
_UNBROKEN = re.compile(r"[^\s/\\]{50}")  # lines are broken after slashes, but not within names


class Absent(QWidget):
    """A notice with buttons, or progress with Cancel.

    Attributes:
        download_wanted, folder_wanted, file_wanted, usual_wanted, retry_wanted: the buttons.
        settings: how the files are read, where that may be why they can't be.
        commands: what can be done here, for menus; the window itself has one to choose a folder.
    """

    download_wanted = Signal()
    folder_wanted = Signal()
    file_wanted = Signal()
    usual_wanted = Signal()
    retry_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task: Task[object] | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self._sign = IconLabel("data", "muted", 40)
        self._title = self._label("data.absent.title", "title")
        self._text = self._label("data.absent.text", "muted")
        self._bar = QProgressBar()
        self._bar.setObjectName("data.progress")
        self._bar.setAccessibleName(say("Progress of reading the data"))
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(scaled(240))
        self.download = QPushButton(icon("download", "accent_text"), say("Download"))  # of how much, once that is known
        self.download.setProperty("role", "primary")
        self.folder = QPushButton(icon("folder"), say("Choose folder…"))
        self.folder.setObjectName("data.folder")
        self.folder.setToolTip(say("Says where the files are on this computer."))
        self.file = QPushButton(icon("data"), say("Choose file…"))
        self.file.setObjectName("data.file")
        self.file.setToolTip(say("Opens a table, an array file or an archive of pictures."))
        self.usual = QPushButton(say("Search the usual places"))
        self.retry = QPushButton(say("Try again"))
        self.cancel = QPushButton(say("Cancel"))
        self.settings = SourceSettings("data.absent.source")
        self.settings.hide()
        self._build_commands()
        self._arrange()

    def _build_commands(self) -> None:
        make = partial(make_action, self, page="data")
        keeps = say("Fetches the files once and keeps them where Keras keeps its own.")
        forgets = say("Forgets the chosen folder and looks where such files usually are; it can be undone.")
        stops = say("Stops; nothing half is left behind.")
        usual = make("usual", self.usual.text(), forgets, self.usual_wanted.emit)
        download = make("download", say("Download data"), keeps, self.download_wanted.emit, picture="download")
        retry = make("retry", say("Read the data again"), say("Reads the files again."), self.retry_wanted.emit)
        cancel = make("cancel", say("Cancel reading the data"), stops, self._on_cancel, picture="close")
        self._actions = {self.usual: usual, self.download: download, self.retry: retry, self.cancel: cancel}
        for button, action in self._actions.items():
            stand_for(button, action)
        self.commands = tuple(self._actions.values())

    def _arrange(self) -> None:
        middle = Qt.AlignmentFlag.AlignHCenter
        inner = QWidget()
        inner.setMaximumWidth(scaled(_WIDTH))
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addStretch(1)
        column.addWidget(self._sign, 0, middle)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(theme.SPACE)
        column.addWidget(self._bar, 0, middle)
        buttons = Flow(theme.SPACE, self, centred=True)
        for button in (self.download, self.file, self.folder, self.usual, self.retry, self.cancel):
            buttons.addWidget(button)
        column.addWidget(buttons)
        column.addWidget(self.settings)
        column.addStretch(2)
        row = QHBoxLayout(self)
        row.addWidget(inner)

    def _label(self, name: str, role: str) -> QLabel:
        label = QLabel()
        label.setObjectName(name)
        label.setProperty("role", role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return label

    def _connect(self) -> None:
        self.folder.clicked.connect(self.folder_wanted)
        self.file.clicked.connect(self.file_wanted)

    def show_reading(self, source: Source, task: Task[object] | None) -> None:
        """Shows how far reading is."""
        self._task = task
        stopping = task is not None and task.cancelled()
        fraction = task.fraction if task is not None else -1.0
        self._sign.set_icon("data", "muted")
        title = say("Reading {title}", title=say(source.title))
        text = task.text if task is not None and task.text != title else ""
        self._title.setText(title)
        self._text.setText(say("Stopping…") if stopping else text)
        self._bar.setRange(0, 0 if fraction < 0 else 1000)
        self._bar.setValue(round(max(0.0, fraction) * 1000))
        self._show(self.cancel if task is not None else None, bar=True)
        self._actions[self.cancel].setEnabled(task is not None and not stopping)

    def show_missing(self, source: Source, problem: StudioError) -> None:
        """Says that the files aren't here, and how they get here."""
        self._sign.set_icon("data", "muted")
        self._title.setText(say("{title} is not on this computer yet", title=say(source.title)))
        self._text.setText(f"{_sentence(problem.message)} {problem.fix}".strip())
        size = source.offer.size if source.offer else 0
        self.download.setText(say("Download {size} MB", size=round(size / 1e6)))
        self._show(self.download if size else None, self.folder if isinstance(source, FolderSource) else None)

    def show_problem(self, source: Source, problem: StudioError, *, folder_chosen: bool) -> None:
        """Says why the files can't be read, or aren't in the folder that was chosen."""
        if isinstance(problem, NotChosenError):
            self._sign.set_icon("data", "muted")
            self._title.setText(say("Choose a file or a folder"))
            self._text.setText(problem.fix)
            self._show(self.file, self.folder)
            return
        cancelled = isinstance(problem, ReadingCancelledError)
        self._sign.set_icon(*(("data", "muted") if cancelled else ("error", "error")))
        self._title.setText(_title_of(source, problem))
        where = f"{_shown_place(problem.where)}: " if problem.where not in ("", say(source.title)) else ""
        self._text.setText(f"{where}{problem.message if where else _sentence(problem.message)} {problem.fix}".strip())
        foldered = isinstance(source, FolderSource)
        usual = isinstance(source, FolderSource) and source.has_usual_places and folder_chosen
        own = isinstance(source, OwnFile)
        corrects = own and any(setting.kind == "name" and setting.choices[1:] for setting in source.settings)
        if corrects:
            self.settings.show_source(source)
        self.settings.setVisible(corrects)
        self._show(
            self.file if own else None, self.folder if foldered else None, self.usual if usual else None, self.retry
        )

    def _show(self, *buttons: QPushButton | None, bar: bool = False) -> None:
        """Shows these buttons only."""
        if self.retry not in buttons:
            self.settings.hide()
        self._bar.setVisible(bar)
        for button in (self.download, self.file, self.folder, self.usual, self.retry, self.cancel):
            button.setVisible(button in buttons)
            if button in self._actions:
                self._actions[button].setEnabled(button in buttons)

    def show_nothing(self) -> None:
        """The data is there: there is nothing to be done about it."""
        self._show()

    @Slot()
    def _on_cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._text.setText(say("Stopping…"))
            self._actions[self.cancel].setEnabled(False)


def _title_of(source: Source, problem: StudioError) -> str:
    """What there is instead of the data, in a few words."""
    title = mark("{title} can't be read")
    if isinstance(problem, ReadingCancelledError):
        title = mark("{title} was not read")
    elif isinstance(problem, NotInFolderError):
        title = mark("{title} is not in the chosen folder")
    return say(title, title=say(source.title))


def _shown_place(where: str) -> str:
    """A path of any length and any name, so that it takes a few lines and each of them fits."""
    text = where if len(where) <= _MOST_PLACE else f"{where[: _MOST_PLACE // 2]}…{where[-_MOST_PLACE // 2 :]}"
    return _UNBROKEN.sub("\\g<0>\N{ZERO WIDTH SPACE}", shown(text))


def _sentence(clause: str) -> str:
    return f"{clause[:1].upper()}{clause[1:]}"
