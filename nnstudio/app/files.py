"""Projects on the disk: which one is open, opening others, saving under another name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from nnstudio.app.current_run import CurrentRun
from nnstudio.app.notice_keys import LEFT_OUT, OF_A_PROJECT, OPENING, SAVED_AS, SAVING_AS
from nnstudio.app.notices import Notice, Notices, notice_of
from nnstudio.app.observable import Signal
from nnstudio.app.project_keeper import HeldError, OpenAs, ProjectKeeper
from nnstudio.app.tasks import Post
from nnstudio.app.unkept import Unkept
from nnstudio.core.errors import StudioError
from nnstudio.core.words import say
from nnstudio.data.places import from_home
from nnstudio.disk.hold import Holder

NOT_SAVED = "project not saved"
READ_ONLY = "read-only"
LOSING = "losing what is not saved"


@dataclass(frozen=True)
class HeldProject:
    """A project that can't be opened to be changed, as another program holds it."""

    folder: Path
    holder: Holder


class Files:
    """The open project's place.

    Attributes:
        changed: another project was opened, or it got another name or place.
        opened, moved: which of both, told before `changed`.
        leaving: that is about to happen, and why questions to its models are given up.
        held: a HeldProject; `open` can be called again to look at it, or to open a copy.
    """

    def __init__(
        self, keeper: ProjectKeeper, current: CurrentRun, unkept: Unkept, notices: Notices, post: Post
    ) -> None:
        self.changed: Signal[[]] = Signal()
        self.opened: Signal[[]] = Signal()
        self.moved: Signal[[]] = Signal()
        self.leaving: Signal[[str]] = Signal()
        self.held: Signal[[HeldProject]] = Signal()
        self._keeper = keeper
        self._current = current
        self._unkept = unkept
        self._notices = notices
        self._post = post
        self._told_free: Path | None = None
        keeper.save_failed.connect(self._on_save_failed)
        keeper.save_mended.connect(self._on_save_mended)
        keeper.document.edit_refused.connect(self._tell_read_only)

    @property
    def folder(self) -> Path:
        """Where the project is kept; untitled ones in the program's own data folder."""
        return self._keeper.folder.path

    @property
    def title(self) -> str:
        """The project's name for people; `Untitled` before it was saved somewhere."""
        return self._keeper.folder.title

    @property
    def is_untitled(self) -> bool:
        """Whether the project has no place of the person's choosing yet."""
        return self._keeper.is_untitled

    @property
    def is_read_only(self) -> bool:
        """Whether the project is open to look at only: another program holds it, or its disk can't be written."""
        return self._keeper.folder.is_read_only

    @property
    def unsaved(self) -> str:
        """What would be lost if the window were closed now, as the disk refuses it; empty: nothing."""
        if self._unkept.parts:
            return say("The disk doesn't take the last run. It is lost if the window is closed now.")
        if self._keeper.is_unsaved:
            return say("The disk doesn't take the last changes of the project. They are lost if it is closed now.")
        return ""

    def new(self) -> None:
        """Starts an untitled project: the digits and a small network."""
        self._open_with(self._keeper.new)

    def open(self, folder: Path, how: OpenAs = "own") -> bool:
        """Opens a project folder, or a copy of it. False if it can't be; the present one stays then.

        Why is told by a notice, or, where another program holds the project, by `held`.
        """
        return self._open_with(lambda: self._tell_left_out(self._keeper.open(folder, how)))

    def open_first(self, folder: Path, *, quiet: bool) -> None:
        """Opens the project of the last time, at the start. A `quiet` one that is held needs no words."""
        try:
            self._keeper.open(folder)
        except HeldError as error:
            held = HeldProject(error.folder, error.holder)
            if not quiet:
                self._post(lambda: self.held.emit(held))
        except StudioError as error:
            notice = notice_of(error, OPENING)
            self._post(lambda: self._notices.tell(notice))

    def save(self) -> None:
        """Writes the project now. (It is also written by itself soon after each edit.)"""
        self._keeper.save()

    def save_as(self, folder: Path) -> bool:
        """Keeps the project, with its runs, in another folder from now on. False, with a notice, if it can't."""
        if self._current.is_running:
            fix = say("Stop it, then save under another name.")
            self._notices.tell_error(StudioError(say("A run is under way."), fix=fix), SAVING_AS)
            return False
        if self._unkept.parts:
            self._notices.tell_error(StudioError(self.unsaved, fix=say("Free some space on that disk.")), SAVING_AS)
            return False
        self.leaving.emit(say("The project was saved elsewhere before the engine answered."))
        try:
            left_out = self._keeper.save_as(folder)
        except StudioError as error:
            self._notices.tell_error(error, SAVING_AS)
            return False
        self._notices.withdraw(NOT_SAVED, READ_ONLY, LEFT_OUT, *OF_A_PROJECT)
        self._tell_left_out(left_out)
        message = say("The project is kept in {folder} from now on.", folder=from_home(self.folder))
        self._notices.tell(Notice("info", message, key=SAVED_AS))
        self.moved.emit()
        self.changed.emit()
        return True

    def look_again(self) -> None:
        """Tells when a project that is only looked at could be had to be changed; called about once a second."""
        if self._keeper.is_free() and self._told_free != self.folder:
            folder = self._told_free = self.folder
            message = say("{title} is not open in another window any more.", title=self.title)

            def edit() -> None:
                self.open(folder)

            self._notices.tell(Notice("info", message, key=READ_ONLY, action=say("Edit it here"), act=edit))

    def _open_with(self, change: Callable[[], None], *, lose: bool = False) -> bool:
        if self._current.is_running:
            fix = say("Stop it, then open another project.")
            self._notices.tell_error(StudioError(say("A run is under way."), fix=fix), OPENING)
            return False
        if self.unsaved and not lose:
            self._ask_to_lose(change)
            return False
        try:
            change()
        except HeldError as error:
            self.held.emit(HeldProject(error.folder, error.holder))
            return False
        except StudioError as error:
            self._notices.tell_error(error, OPENING)
            return False
        self._notices.withdraw(NOT_SAVED, READ_ONLY, LOSING, *OF_A_PROJECT)
        self._told_free = None
        if self.is_read_only:
            self._tell_read_only()
        self.leaving.emit(say("Another project was opened before the engine answered."))
        self.opened.emit()
        self.changed.emit()
        return True

    def _ask_to_lose(self, change: Callable[[], None]) -> None:
        def leave() -> None:
            self._open_with(change, lose=True)

        action = say("Leave it and lose that")
        self._notices.tell(Notice("warning", self.unsaved, key=LOSING, action=action, act=leave))

    def _on_save_failed(self, error: StudioError) -> None:
        fix = say("{fix} It is tried again every few seconds; File > Save As keeps it elsewhere.", fix=error.fix)
        notice = replace(notice_of(error, NOT_SAVED), fix=fix)
        self._post(lambda: self._notices.tell(notice))

    def _on_save_mended(self) -> None:
        message = say("{title} is saved again.", title=self.title)
        self._post(lambda: self._notices.tell(Notice("info", message, key=NOT_SAVED)))

    def _tell_read_only(self) -> None:
        message = say("{title} is open to look at only: nothing can be changed here.", title=self.title)
        fix = say("File > Save As makes a copy to work on.")
        self._notices.tell(Notice("warning", message, fix, key=READ_ONLY))

    def _tell_left_out(self, left_out: tuple[str, ...]) -> None:
        if left_out:
            message = say(
                "{count} entries were not copied, as they are no plain files. The first is {first}.",
                count=len(left_out),
                first=left_out[0],
            )
            self._notices.tell(Notice("warning", message, key=LEFT_OUT))
        else:
            self._notices.withdraw(LEFT_OUT)
