"""The project being edited, with undo. Edits replace one immutable value by another."""

from __future__ import annotations

from dataclasses import dataclass

from nnstudio.app.observable import Signal
from nnstudio.core.problems import Problem, check
from nnstudio.core.project import Project

MOST_STEPS = 500


@dataclass(frozen=True)
class Change:
    """What happened to the project: the values before and after, and who did it.

    Attributes:
        refused: nothing changed, but who edited shows something else now: all views show the project again.
    """

    before: Project
    after: Project
    label: str
    source: object | None
    refused: bool = False

    @property
    def data(self) -> bool:
        """Whether the choice of data changed."""
        return self.refused or self.before.data != self.after.data

    @property
    def network(self) -> bool:
        """Whether the network changed."""
        return self.refused or self.before.network != self.after.network

    @property
    def training(self) -> bool:
        """Whether the training settings changed."""
        return self.refused or self.before.training != self.after.training


@dataclass(frozen=True)
class _Step:
    label: str
    before: Project
    after: Project
    merge: str


class Document:
    """The current project, and the way back.

    Attributes:
        changed: emitted with a Change after every edit, undo and redo.
        is_read_only: edits are refused.
        edit_refused: emitted when one was.
    """

    def __init__(self, project: Project) -> None:
        self.changed: Signal[[Change]] = Signal()
        self.edit_refused: Signal[[]] = Signal()
        self.is_read_only = False
        self._project = project
        self._checked: tuple[Project, tuple[Problem, ...]] | None = None
        self._done: list[_Step] = []
        self._undone: list[_Step] = []

    @property
    def project(self) -> Project:
        """The project as it is now."""
        return self._project

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the project; kept until it changes."""
        if self._checked is None or self._checked[0] is not self._project:
            self._checked = self._project, check(self._project)
        return self._checked[1]

    @property
    def undo_label(self) -> str:
        """What undo would take back; empty if nothing."""
        return self._done[-1].label if self._done else ""

    @property
    def redo_label(self) -> str:
        """What redo would do again; empty if nothing."""
        return self._undone[-1].label if self._undone else ""

    def apply(self, label: str, project: Project, *, source: object | None = None, merge: str = "") -> None:
        """Makes `project` the current one, as one undo step called `label`.

        Steps in a row with the same non-empty `merge` (one gesture: a drag, a run of typing) become one. An edit that
        changes nothing is no step.
        """
        if project == self._project:
            return
        if self.is_read_only:
            self.changed.emit(Change(self._project, self._project, label, None, refused=True))
            self.edit_refused.emit()
            return
        before = self._project
        self._undone.clear()
        if merge and self._done and self._done[-1].merge == merge:
            self._done[-1] = _Step(label, self._done[-1].before, project, merge)
            if self._done[-1].before == project:
                self._done.pop()
                self.end_gesture()
        else:
            self._done.append(_Step(label, before, project, merge))
            del self._done[:-MOST_STEPS]
        self._show(project, label, source)

    def end_gesture(self) -> None:
        """Lets the next edit be a step of its own, whatever its `merge`."""
        if self._done:
            last = self._done[-1]
            self._done[-1] = _Step(last.label, last.before, last.after, "")

    def undo(self) -> None:
        """Takes the last step back, if there is one."""
        if self._done:
            step = self._done.pop()
            self._undone.append(step)
            self.end_gesture()
            self._show(step.before, step.label, None)

    def redo(self) -> None:
        """Does the last undone step again, if there is one."""
        if self._undone:
            step = self._undone.pop()
            self._done.append(_Step(step.label, step.before, step.after, ""))
            self._show(step.after, step.label, None)

    def amend(self, project: Project) -> None:
        """Takes up what was found out of the project, such as what its data is: no edit, so no step to undo."""
        if project != self._project and not self.is_read_only:
            self._show(project, "", None)

    def replace(self, project: Project) -> None:
        """Starts over with another project: no way back to the one before."""
        self._done.clear()
        self._undone.clear()
        self._show(project, "", None)

    def _show(self, project: Project, label: str, source: object | None) -> None:
        before, self._project = self._project, project
        self.changed.emit(Change(before, project, label, source))
