"""The Classify page: draw, drop, paste, open or try a picture, and see what the network makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import assert_never

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QMimeData, Qt, Slot
from PySide6.QtGui import QAction, QFocusEvent, QGuiApplication
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from nnstudio.app.data import Data
from nnstudio.app.document import Change, Document
from nnstudio.app.engine_report import EngineReport
from nnstudio.app.files import Files
from nnstudio.app.model import Model
from nnstudio.app.notices import Notice, Notices
from nnstudio.app.run_state import is_running, progress_of
from nnstudio.app.runs import Runs
from nnstudio.app.tasks import Tasks
from nnstudio.app.training import Trainer
from nnstudio.core.project import Project
from nnstudio.core.words import mark, say
from nnstudio.data.forms import SeenPicture, Stage, bring_to_form, picture_of
from nnstudio.data.parts import LastParts, Parts
from nnstudio.disk.atomic import write_text
from nnstudio.engine.messages import ModelRef
from nnstudio.ui import theme
from nnstudio.ui.classify.asking import Asking
from nnstudio.ui.classify.controls import card, head, push_button
from nnstudio.ui.classify.drop_hint import DropHint
from nnstudio.ui.classify.entries import Entry, Source, results_csv, whole_error_text
from nnstudio.ui.classify.files import FileList
from nnstudio.ui.classify.incoming import SUFFIXES, sources_in, sources_of
from nnstudio.ui.classify.opened import OpenedPictures
from nnstudio.ui.classify.pace import Pace
from nnstudio.ui.classify.result import Result
from nnstudio.ui.classify.run_text import cant_classify, run_text, samples_hint
from nnstudio.ui.classify.samples import Sample, Samples
from nnstudio.ui.classify.scores import Scores
from nnstudio.ui.classify.stages import Stages
from nnstudio.ui.classify.values import Values
from nnstudio.ui.drawing.canvas import Canvas
from nnstudio.ui.drawing.tools import CanvasTools
from nnstudio.ui.kit.actions import make_action, offer_menu, separator, within
from nnstudio.ui.kit.columns import Columns
from nnstudio.ui.kit.command_buttons import stand_for
from nnstudio.ui.kit.elided import ElidedLabel
from nnstudio.ui.kit.file_dialogs import choose_files, choose_target
from nnstudio.ui.kit.flow import EvenFlow
from nnstudio.ui.kit.invitation import Invitation
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.page import Page

DRAWING_MS = 33
LEARNING_MS = 250
LEAST_CARD = 268
LEAST_FILES = 372
NO_PICTURES, EXPORT = "classify: no pictures came", "classify: export"


@dataclass(frozen=True)
class Drawing:
    """The drawing is in view."""


@dataclass(frozen=True)
class Opened:
    """An opened picture is in view."""

    number: int


@dataclass(frozen=True, eq=False)
class Tried:
    """A test picture is in view."""

    sample: Sample


Subject = Drawing | Opened | Tried


class ClassifyPage(Page):
    """One picture in view at a time: the drawing, an opened picture, or a test picture."""

    def __init__(
        self,
        document: Document,
        files: Files,
        data: Data,
        training: Trainer,
        runs: Runs,
        model: Model,
        engine: EngineReport,
        tasks: Tasks,
        notices: Notices,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("classify", parent)
        self._document = document
        self._files = files
        self._data = data
        self._parts = LastParts()
        self._training = training
        self._runs = runs
        self._model = model
        self._engine = engine
        self._tasks = tasks
        self._notices = notices
        self._subject: Subject = Drawing()
        self._facts = self._project.facts
        self._answered: ModelRef | None = None
        self._asked_of: object = None
        self._listed_of: object = None
        self._opened = OpenedPictures(self._model, self._tasks, self._notices, self._facts, self)
        self._asking = Asking(self._model, self)
        self._drawing_pace = Pace(DRAWING_MS, self)
        self._learning_pace = Pace(LEARNING_MS, self)
        self._build()
        lines = [separator(self) for _ in range(3)]
        self._edits = (*self._tools.steps, lines[0], *self._listed.edits)
        samples = (*self._samples.commands, self._to_drawing)
        self._own = (*self._listed.others, lines[1], *self._tools.tools, lines[2], *samples)
        offer_menu(self._canvas, (*self._tools.steps, separator(self), *self._tools.tools))
        within(self, (self._listed.paste,))
        self._connect()

    def edit_actions(self) -> Sequence[QAction]:
        return self._edits

    def own_actions(self) -> Sequence[QAction]:
        return self._own

    # Building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        # Made in the order in which Tab goes through them.
        invites = say("Draw here; the network answers while you draw.")
        about = say("Draw with mouse or pen. Without one, open or paste a picture, or try one of the test pictures.")
        self._canvas = Canvas("classify", invites, about, self)
        drawing, seen = self._drawing_card(), self._seen_card()
        self._values = Values(self)
        self._values.hide()
        self._result = Result(self._invitation(), self)
        self._samples = Samples(self)
        self._listed = FileList(self._opened.entries, self)
        self._drop_hint = DropHint(self)
        self._drop_hint.dropped.connect(self._on_drop)
        upper = EvenFlow(12, scaled(LEAST_CARD), self)
        for widget in (drawing, self._values, self._result, seen):
            upper.addWidget(widget)
        lower = Columns(
            _framed(self._listed, self),
            left=_framed(self._samples, self, snug=True),
            least=LEAST_FILES,
            lowest=0,
            gap=12,
            parent=self,
        )
        self._for_pictures = (drawing, seen, lower)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
        column.setSpacing(12)
        column.addWidget(upper, 1)
        column.addWidget(lower)

    def _invitation(self) -> Invitation:
        return Invitation(self._document, self._data, self._training, self._engine, "classify", "classify", self)

    def _drawing_card(self) -> QWidget:
        frame, column = card(self)
        row = head(say("Draw"), frame)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._canvas, 1)
        self._tools = CanvasTools(self._canvas, "classify", frame)
        column.addWidget(self._tools)
        return frame

    def _seen_card(self) -> QWidget:
        frame, column = card(self)
        self._subject_name = ElidedLabel(frame, cut=Qt.TextElideMode.ElideMiddle)
        self._subject_name.setObjectName("classify.subject")
        self._subject_name.setProperty("role", "muted")
        tip = say("Go back to your drawing: see its classes again")
        self._to_drawing = make_action(
            self, "back", say("Back to the drawing"), tip, self.show_drawing, picture="brush", page="classify"
        )
        self._back = push_button("back", say("Drawing"), tip, frame, "brush")
        self._back.setProperty("role", "quiet")
        stand_for(self._back, self._to_drawing)
        row = head(say("What the network sees"), frame)
        row.addWidget(self._subject_name, 1)
        row.addWidget(self._back)
        column.addLayout(row)
        self._stages = Stages(frame)
        column.addWidget(self._stages, 1)
        return frame

    def _connect(self) -> None:
        self._training.changed.connect(self._on_run_changed)
        self._data.changed.connect(self.mark_stale)
        self._files.changed.connect(self.mark_stale)
        self._engine.changed.connect(self.mark_stale)
        self._document.changed.connect(self._on_document_changed)
        self._canvas.drawn.connect(self._on_drawn)
        self._drawing_pace.due.connect(self._look)
        self._learning_pace.due.connect(self._follow_run)
        self._asking.answered.connect(self._on_scores)
        self._asking.failed.connect(self._on_no_scores)
        self._opened.arrived.connect(self._on_arrival)
        self._values.edited.connect(self._look)
        self._samples.chosen.connect(self._on_sample)
        self._listed.picked.connect(self._on_picked)
        self._listed.open_wanted.connect(self.choose_files)
        self._listed.paste_wanted.connect(self.paste)
        self._listed.export_wanted.connect(self.choose_export)
        self._listed.cancel_wanted.connect(self.cancel_reading)

    # What came from elsewhere ------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Takes up the run, the data and the design as they are now, and looks again."""
        self._take_facts()
        dataset, source = self._data.dataset, self._project.data.source
        same = dataset is not None and dataset.facts.alike(self._facts)
        parts = self._parts.of(dataset, self._project) if dataset is not None and same else None
        self._show_way(parts)
        fits = same and not cant_classify(self._facts)
        self._samples.show_parts(parts if fits else None, samples_hint(self._data, source))
        self._asked_of = None
        self._asking.forget()
        self._follow_run()

    def _show_way(self, parts: Parts | None) -> None:
        """Shows what the network looks at: pictures, or rows of numbers."""
        rows = self._facts.are_vectors
        if rows:
            self._values.show_data(self._facts, parts)
        for widget in self._for_pictures:
            widget.setVisible(not rows)
        self._values.setVisible(rows)
        self._tools.set_usable(not rows)
        self._listed.set_blocked(_no_pictures() if rows else "")
        if rows:
            self._to_drawing.setEnabled(False)

    def _on_run_changed(self) -> None:
        if self.isVisible():
            self._learning_pace.request()
        else:
            self.mark_stale()

    def _on_document_changed(self, change: Change) -> None:
        if change.network or change.data:
            self.mark_stale()

    @Slot()
    def _follow_run(self) -> None:
        """Asks again if the weights that answer may have changed since the last question."""
        if self._take_facts():
            self.refresh()
            return
        self._result.show_run(run_text(self._document, self._training, self._runs, self._model))
        if self._model.ref != self._answered:
            self._answered = self._model.ref
            self._asking.forget()
        progress = progress_of(self._training.state)
        is_kept = self._model.ref is not None and self._model.ref.epoch is not None  # and stays as it is meanwhile
        moment = () if is_kept else (type(self._training.state), progress.epoch, progress.batch)
        weights = (self._model.ref, moment)
        if weights != self._asked_of:
            self._asked_of = weights
            self._look()
        listed = (self._model.ref, is_running(self._training.state), self._engine.status)
        if listed != self._listed_of:
            self._listed_of = listed
            self._opened.ask_again()

    @property
    def _project(self) -> Project:
        """The one whose model answers."""
        return self._model.project or self._document.project

    def _take_facts(self) -> bool:
        """Follows the data of the model that answers; True if a network for it is another than before."""
        facts = self._project.facts
        if facts.alike(self._facts):
            return False
        self._facts = facts
        self._opened.take_facts(facts)
        if facts.are_vectors:
            self._mark_subject(Drawing())
        elif isinstance(self._subject, Tried):
            self._show_subject(Drawing())
        return True

    # The picture in view -----------------------------------------------------------------------------------------

    @Slot()
    def show_drawing(self) -> None:
        """Puts the drawing in view."""
        self._show_subject(Drawing())

    @Slot()
    def _on_drawn(self) -> None:
        if not isinstance(self._subject, Drawing):
            self._mark_subject(Drawing())
        self._drawing_pace.request()

    @Slot(object)
    def _on_sample(self, sample: Sample) -> None:
        self._show_subject(Tried(sample))

    @Slot(object)
    def _on_picked(self, entry: Entry | None) -> None:
        if entry is not None:
            self._show_subject(Opened(entry.number))
        elif isinstance(self._subject, Opened):
            self._show_subject(Drawing())

    def _show_subject(self, subject: Subject) -> None:
        self._mark_subject(subject)
        self._look()

    def _mark_subject(self, subject: Subject) -> None:
        """Takes the old picture's answer away and shows everywhere which picture is in view."""
        if subject == self._subject:
            return
        self._subject = subject
        self._asking.forget()
        self._result.show_message(self._facts.class_names, say("Looking…"))
        self._canvas.set_current(isinstance(subject, Drawing))
        if not isinstance(subject, Opened):
            self._listed.deselect()
        if not isinstance(subject, Tried):
            self._samples.uncheck()

    @Slot()
    def _look(self) -> None:
        """Shows what the network sees of the picture in view, and asks about it."""
        self._drawing_pace.drop()
        if self._facts.are_vectors:
            self._ask_of(self._values.rows.values)
            return
        self._back.setVisible(not isinstance(self._subject, Drawing))
        self._to_drawing.setEnabled(not isinstance(self._subject, Drawing))
        reason = cant_classify(self._facts)
        self._canvas.setEnabled(not reason)
        if reason:
            self._show_reason(reason)
            return
        match self._subject:
            case Drawing():
                self._subject_name.setText("")
                self._show_seen(bring_to_form(self._canvas.sketch.pixels(), self._facts))
                if self._canvas.sketch.is_blank:
                    self._stages.show_waiting(self._facts.shape)
            case Tried(sample):
                self._subject_name.setText(say("Test picture {number}", number=sample.number))
                stage = Stage(mark("Test picture"), picture_of(sample.pixels, self._facts))
                self._show_seen(SeenPicture((stage,), sample.pixels))
            case Opened(number):
                self._look_at_entry(number)
            case _:
                assert_never(self._subject)

    def _show_reason(self, reason: str) -> None:
        """Says why nothing can be seen or answered here."""
        self._asking.forget()
        self._subject_name.setText("")
        self._stages.show_seen(None)
        self._say(reason)
        self._result.show_failure(reason)

    def _look_at_entry(self, number: int) -> None:
        entry = self._opened.entries.find(number)
        if entry is None:
            self._show_subject(Drawing())
            return
        self._subject_name.setText(entry.source.name)
        seen = self._opened.seen(number)
        if seen is not None:
            self._show_seen(seen)
            return
        self._asking.forget()
        self._stages.show_seen(None)
        if entry.error is None:
            self._say(say("Reading…"))
        else:
            self._say(whole_error_text(entry.error), "error")

    def _show_seen(self, seen: SeenPicture) -> None:
        self._stages.show_seen(seen)
        if self._model.ref is None:
            self._asking.forget()
            self._result.show_empty(
                say("Then it answers while you draw, and you can watch it learn. You can draw already.")
            )
            return
        self._result.show_answers()
        if seen.blank:
            self._asking.forget()
            self._say(self._blank_text())
            self._result.calm_down()
            return
        starting = self._engine.status == "starting"
        if not self._result.text and (starting or not self._result.has_failed):
            self._say(say("The engine is starting; the answer follows.") if starting else say("Looking…"))
        self._asking.ask(seen.pixels, self._facts.class_names)

    def _ask_of(self, values: npt.NDArray[np.float32]) -> None:
        """Asks about a row of numbers."""
        if self._model.ref is None:
            self._asking.forget()
            self._result.show_empty(say("Then it answers while you move the sliders."))
            return
        self._result.show_answers()
        self._asking.ask(values, self._facts.targets.names)

    def _blank_text(self) -> str:
        if isinstance(self._subject, Drawing):
            return say("Draw something, or open a picture: the answer follows while you draw.")
        return say("There is nothing to recognise on this picture. Try one with more contrast.")

    # Answers -----------------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_scores(self, scores: Scores) -> None:
        if not self._facts.class_names:
            self._result.show_numbers(scores)
            return
        if isinstance(self._subject, Opened):
            self._opened.entries.change(self._subject.number, scores=scores, outdated=False, error=None)
        self._result.show_answers()
        self._result.show_scores(scores, *self._note_of(scores))
        self._tell_canvas()

    @Slot(str)
    def _on_no_scores(self, message: str) -> None:
        self._say(message)
        self._result.show_failure(message)

    def _note_of(self, scores: Scores) -> tuple[str, str]:
        """What else to say of an answer, and in which role."""
        if isinstance(self._subject, Tried):
            truth = self._subject.sample.truth
            right = truth == scores.winner_name
            return (
                say("Right: its label is {label}", label=truth)
                if right
                else say("Wrong: its label is {label}", label=truth)
            ), "good" if right else "error"
        if not scores.are_probabilities:
            return say("Not probabilities: the last layer is no softmax"), "warning"
        if len(scores.order) < 2:
            return "", "muted"
        second = scores.order[1]
        text = say("Next: {label} ({share})", label=scores.names[second], share=scores.text(second))
        return text, "muted"

    def _say(self, message: str, role: str = "muted") -> None:
        if self._model.ref is not None:
            self._result.show_answers()
        self._result.show_message(self._facts.class_names, message, role)
        self._tell_canvas()

    def _tell_canvas(self) -> None:
        self._canvas.tell_result(self._result.text if isinstance(self._subject, Drawing) else "")

    # Opened pictures ---------------------------------------------------------------------------------------------

    def open_files(self, paths: list[Path]) -> None:
        """Adds these files to the list, reads and classifies them; the first comes into view."""
        try:
            self._add(sources_of(paths))
        except OSError as error:
            message = say("The folder can't be read ({reason}).", reason=error.strerror)
            self._notices.tell(Notice("error", message, key=NO_PICTURES))

    def _add(self, sources: list[Source]) -> None:
        if self._facts.are_vectors:
            self._notices.tell(Notice("info", _no_pictures(), key=NO_PICTURES))
            return
        self._notices.withdraw(NO_PICTURES)
        first = self._opened.add(sources)
        if first:
            self._listed.select(first)

    @Slot(int)
    def _on_arrival(self, number: int) -> None:
        if self._subject == Opened(number):
            self._look()

    @Slot()
    def cancel_reading(self) -> None:
        """Stops reading; what isn't read yet leaves the list."""
        self._opened.cancel()

    @Slot()
    def choose_files(self) -> None:
        """Asks for picture files and opens them."""
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        kinds = say("Pictures") + f" ({patterns});;" + say("All files") + " (*)"
        choose_files(self, say("Open pictures"), "pictures", kinds, self.open_files)

    @Slot()
    def choose_export(self) -> None:
        """Asks where to, and writes the answers there."""
        title = say("Export results")
        filters = say("CSV table") + " (*.csv)"
        choose_target(self, title, "tables", "classified.csv", filters, ".csv", self.export_csv)

    def export_csv(self, path: Path) -> None:
        """Writes the answers for all opened pictures as a CSV table; tells how that went."""
        entries = self._opened.entries.entries
        try:
            write_text(path, results_csv(entries, self._facts.class_names))
        except OSError as error:
            message = say("{path} can't be written ({reason}).", path=path, reason=error.strerror)
            self._notices.tell(Notice("error", message, say("Choose another folder."), key=EXPORT))
        else:
            self._notices.tell(
                Notice(
                    "info",
                    say("Wrote the answers for {count} pictures to {path}.", count=len(entries), path=path),
                    key=EXPORT,
                )
            )

    # Paste and drop ----------------------------------------------------------------------------------------------

    @Slot()
    def paste(self) -> None:
        """Takes pictures or files from the clipboard."""
        sources = sources_in(QGuiApplication.clipboard().mimeData(), say("Pasted picture"))
        if sources:
            self._add(sources)
        else:
            self._notices.tell(Notice("info", say("There is no picture on the clipboard."), key=NO_PICTURES))

    @Slot(object)
    def _on_drop(self, mime: QMimeData) -> None:
        self._add(sources_in(mime, say("Dropped picture")))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes to the page can draw at once."""
        self._canvas.setFocus(event.reason())


def _no_pictures() -> str:
    """Why no pictures can be opened where rows of numbers are asked about."""
    return say("This network looks at rows of numbers: there are no pictures to draw or to open.")


def _framed(content: QWidget, parent: QWidget, *, snug: bool = False) -> QWidget:
    """The content on a card; a snug one would like to be as wide as its content."""
    frame, column = card(parent)
    column.addWidget(content)
    if snug:
        frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return frame
