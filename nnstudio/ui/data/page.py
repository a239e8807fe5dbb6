"""The Data page: which pictures the network learns from, how they look, how they are split and scaled."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QLabel,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from nnstudio.app.data import Data
from nnstudio.app.document import Change, Document
from nnstudio.app.tasks import Tasks
from nnstudio.core.errors import StudioError
from nnstudio.core.project import Project
from nnstudio.core.sources import SOURCES, Drawn, FolderSource, Source
from nnstudio.core.sources.own_file import OwnFile
from nnstudio.core.sources.split import Part
from nnstudio.core.usual import is_usual, said_why, with_usual_network
from nnstudio.core.words import say, say_count
from nnstudio.data.parts import Parts, parts_of
from nnstudio.data.places import NotInFolderError, from_home
from nnstudio.data.scaling import Scale, scale_of
from nnstudio.data.sources import reader_of
from nnstudio.data.store import Dataset
from nnstudio.ui import theme
from nnstudio.ui.data.absent import Absent
from nnstudio.ui.data.browser import Browser
from nnstudio.ui.data.choice_card import ChoiceCard, ChoiceView
from nnstudio.ui.data.chooser import SourceChooser
from nnstudio.ui.data.class_bars import ALL, ClassBars
from nnstudio.ui.data.class_menu import ClassMenu
from nnstudio.ui.data.drawing_bench import DrawingBench
from nnstudio.ui.data.findings_list import FindingsList
from nnstudio.ui.data.header import SourceHeader
from nnstudio.ui.data.looking import Looking
from nnstudio.ui.data.part_samples import counts_of
from nnstudio.ui.data.preparation import Preparation, heading, rule
from nnstudio.ui.data.sample_edits import SampleEdits
from nnstudio.ui.data.views import VIEWS, DataViews, PartsView, View
from nnstudio.ui.data.wanted import Given
from nnstudio.ui.data_choice import (
    ask_place,
    choose_data_file,
    choose_source,
    folder_of,
    open_data,
    search_usual_places,
)
from nnstudio.ui.kit.actions import make_action, make_choice, separator
from nnstudio.ui.kit.columns import Columns
from nnstudio.ui.kit.file_dialogs import choose_folder
from nnstudio.ui.kit.one_of import OneOf
from nnstudio.ui.kit.scrolling import SidePanel
from nnstudio.ui.page import Page

_FRAME_MS = 33
_PATIENCE_MS = 300  # data that is there sooner takes the place of what is shown without a word


class DataPage(Page):
    """Edits `document.project.data` and the validation share; shows `self._data.dataset`."""

    def __init__(self, document: Document, data: Data, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__("data", parent)
        self._document = document
        self._data = data
        self._tasks = tasks
        self._label = ALL
        self._parts: Parts | None = None
        self._parts_key: tuple[object, ...] = ()
        self._measured: tuple[tuple[object, ...], Scale] | None = None  # of which parts and settings the scale is
        self._choosing = False
        self._choices_key: tuple[object, ...] = ()
        self._drawing = False
        self._reading_since: float | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._progress = QTimer(self)
        self._progress.setSingleShot(True)
        self._progress.setInterval(_FRAME_MS)
        self._build()
        self._class_menu = ClassMenu(self.classes)
        lines = separator(self), separator(self), separator(self)
        self._line = separator(self)
        classes = self._class_menu.menuAction()
        drawing = QMenu(say("Drawing"), self)
        drawing.setObjectName("menu.data.drawing")
        drawing.addActions([self._draw, separator(self), *self.drawing.commands])
        own = (self._choose_data, self._usual_network, *self.absent.commands, drawing.menuAction())
        views = (*self.views.commands, separator(self), *self.browser.commands)
        self._own = (*own, lines[0], *views, lines[1], *self.preparation.commands, lines[2], classes)
        self._connect()
        self.mark_stale()

    def own_actions(self) -> Sequence[QAction]:
        inner = self.views.own_commands() if self._body.current is self._loaded else ()
        return (*self._own, self._line, *inner) if inner else self._own

    def _build(self) -> None:
        tip = say("Shows all data that can be learned from: pictures, points, tables.")
        self._choose_data = make_action(
            self, "choose", say("Choose data…"), tip, self.choose_data, picture="data", page="data"
        )
        tip = say("Replaces network, training settings and scaling by what suits this data; it can be undone.")
        self._usual_network = make_action(
            self, "usual_network", say("Use the usual network"), tip, self._use_usual_network, page="data"
        )
        tip = say("Shows the canvas on which samples of your own classes are drawn.")
        self._draw = make_choice(
            self,
            "draw.show",
            say("Draw samples"),
            tip,
            lambda: self._show_drawing(not self._drawing),
            picture="brush",
            page="data",
        )
        self.header = SourceHeader(self._choose_data, self._usual_network, self._draw)
        self.drawing = DrawingBench(self._document)
        self.chooser = SourceChooser()
        self.absent = Absent()
        self._body = OneOf()
        self._loaded = self._build_loaded()
        for part in (self._loaded, self.absent, self.chooser, self.drawing):
            self._body.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
        column.setSpacing(12)
        column.addWidget(self.header)
        column.addWidget(self._body, 1)

    @property
    def cards(self) -> dict[type[Source], ChoiceCard]:
        """The data that can be chosen, by kind."""
        return self.chooser.cards

    def _build_loaded(self) -> QWidget:
        self.classes = ClassBars()
        self._looking = Looking(self._tasks)
        self._edits = SampleEdits(self._document, self)
        self.browser = Browser(self._edits, self._looking)
        self.views = DataViews(self.browser, self._makers())
        self.findings = FindingsList(self.views.commands[VIEWS.index("report")])
        self._balance = QLabel()
        self._balance.setTextFormat(Qt.TextFormat.PlainText)
        self._balance.setObjectName("data.balance")
        self._balance.setProperty("role", "muted")
        self._balance.setWordWrap(True)
        classes = _panel(244, heading(say("Classes")), self.classes, rule(), self._balance, self.findings)
        self.preparation = Preparation(self._document)
        return Columns(self.views, left=classes, right=self.preparation, least=300, gap=12)

    def _makers(self) -> dict[View, Callable[[], PartsView]]:
        """How the views are built that load what the window can start without."""

        def make_map() -> PartsView:
            from nnstudio.ui.data.map_view import MapView

            view = MapView(self._tasks)
            view.opened.connect(self.browser.open_row)
            return view

        def make_statistics() -> PartsView:
            from nnstudio.ui.data.statistics_view import StatisticsView

            return StatisticsView(self._tasks)

        def make_report() -> PartsView:
            from nnstudio.ui.data.report_view import ReportView

            view = ReportView(self._edits, self._looking)
            view.wanted.connect(self._show_given)
            return view

        return {"map": make_map, "statistics": make_statistics, "report": make_report}

    def _connect(self) -> None:
        self._document.changed.connect(self._on_change)
        self._data.changed.connect(self.mark_stale)
        self._tasks.changed.connect(self._on_tasks)
        self._progress.timeout.connect(self._show_progress)
        self.header.folder_wanted.connect(self._ask_folder)
        self.chooser.chosen.connect(self._choose)
        self.chooser.left.connect(self._leave_chooser)
        self.drawing.left.connect(lambda: self._show_drawing(False))
        self._patience.timeout.connect(self.mark_stale)
        self.absent.download_wanted.connect(lambda: self._data.read(download=True))
        self.absent.retry_wanted.connect(self._data.read)
        self.absent.folder_wanted.connect(self._ask_own_folder)
        self.absent.file_wanted.connect(self._ask_file)
        self.preparation.take_edits_of(self.absent.settings)
        self.absent.usual_wanted.connect(lambda: search_usual_places(self._document, self))
        self.classes.chosen.connect(self._on_class)

    # Showing ---------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Shows the project's data as it is now."""
        project = self._document.project
        source = project.data.source
        dataset, problem = self._data.dataset, self._data.problem
        read = self._read_of(type(source))
        self.header.show_source(read.source if read is not None else source, self._place_of(source)[0])
        self._show_usual(project)
        self.header.setVisible(not self._choosing)
        if self._choosing:
            self._show_choices(project)
            self._body.show_only(self.chooser)
            self.drawing.set_usable(False)
            self._set_usable(False)
            return
        if self._show_bench(source):
            return
        if dataset is None and problem is None and self._is_brief():
            return
        if dataset is not None and type(dataset.source) is type(source):
            self._show_dataset(dataset, project)
            self._body.show_only(self._loaded)
            self.absent.show_nothing()
            self._set_usable(True)
            return
        self._reading_since = None if problem is not None else self._reading_since
        self._body.show_only(self.absent)
        self.classes.show_counts((), {}, ALL)
        self._set_usable(False)
        if problem is None:
            self._show_progress()
        elif self._data.can_download:
            self.absent.show_missing(source, problem)
        else:
            self.absent.show_problem(source, problem, folder_chosen=bool(folder_of(source)))

    def _show_choices(self, project: Project) -> None:
        """All data that can be chosen. To say where each of it is takes looks at many folders: not at every edit."""
        key = (project.data.source, self._data.dataset)
        if key != self._choices_key:
            self._choices_key = key
            self.chooser.show_choices(self._views(project))

    def _show_bench(self, source: Source) -> bool:
        """Shows where samples are drawn, if they are and that is wanted; without any there is nothing else to see."""
        self._drawing = isinstance(source, Drawn) and (self._drawing or not source.count)
        self._draw.setEnabled(isinstance(source, Drawn))
        self._draw.setChecked(self._drawing)
        self.drawing.set_usable(self._drawing)
        if self._drawing:
            self.drawing.show_source()
            self._body.show_only(self.drawing)
            self._set_usable(False)
        return self._drawing

    def _on_draw(self) -> None:
        self._show_drawing(not self._drawing)

    def _show_drawing(self, shown: bool) -> None:
        self._drawing = shown
        self.mark_stale()

    def _set_usable(self, usable: bool) -> None:
        self.views.set_usable(usable)
        self.browser.set_usable(usable)

    def _show_usual(self, project: Project) -> None:
        """Why the usual network is as it is, and the button to use it, where the project has another one."""
        known = bool(project.facts.shape)
        usual = known and is_usual(project)
        self._usual_network.setEnabled(known and not usual)
        self.header.show_why(said_why(project.data.source) if known else "", usual=usual)

    def _is_brief(self) -> bool:
        """Whether reading has only just begun: what is shown stays for a moment, so that sliders don't flash."""
        if self._parts is None or self._body.current is not self._loaded:
            return False
        if self._reading_since is None:
            self._reading_since = time.monotonic()
            self._patience.start()
        return time.monotonic() - self._reading_since < _PATIENCE_MS / 1000

    def _views(self, project: Project) -> dict[type[Source], ChoiceView]:
        views = {}
        for kind in SOURCES:
            chosen = kind is type(project.data.source)
            asked = project.data.source if chosen else kind()
            place, found = self._place_of(asked)
            read = self._read_of(kind) if chosen else None
            views[kind] = ChoiceView(read.source if read is not None else asked, chosen, place, found)
        return views

    def _read_of(self, kind: type[Source]) -> Dataset | None:
        """The data, if it is of that kind."""
        dataset = self._data.dataset
        return dataset if dataset is not None and type(dataset.source) is kind else None

    def _place_of(self, source: Source) -> tuple[str, bool]:
        """Where the files are, and whether they are anywhere."""
        try:
            found = reader_of(source).locate()
        except NotInFolderError as error:
            return say("Not in {folder}", folder=from_home(Path(error.where))), False
        except StudioError as error:
            return str(error), False
        if found is not None:
            return found.text, True
        if isinstance(source, FolderSource) and not source.has_usual_places:
            return say("Nothing is chosen yet."), True
        dataset = self._read_of(type(source))
        if dataset is not None:
            return say("Converted before: {folder}", folder=from_home(dataset.folder)), True
        return say("Not on this computer yet"), False

    def _show_dataset(self, dataset: Dataset, project: Project) -> None:
        self._reading_since = None
        plan = project.data
        split = plan.training_limit, plan.split, plan.edits
        key = (dataset, project.training.validation_share, *split)
        if self._parts is None or key != self._parts_key:
            if self._parts is None or self._parts.dataset is not dataset:
                self._label = ALL
            self._parts, self._parts_key = parts_of(dataset, project), key
        parts = self._parts
        counts = counts_of(parts)
        self.classes.setVisible(bool(counts))
        self.classes.show_counts(dataset.facts.class_names, counts, self._label)
        self._balance.setText(self._balance_text(counts))
        self.findings.show_parts(parts)
        self.browser.show_parts(parts, self._label, project.data.edits, self._scale)
        self.views.show_parts(parts)
        self.preparation.show_parts(parts, project, key)

    def _balance_text(self, of_parts: dict[Part, tuple[int, ...]]) -> str:
        """Whether the classes are equally frequent among the training pictures, and why that matters."""
        if not of_parts:
            return say("Its targets are numbers: there are no classes to count.")
        counts = of_parts["training"]
        least, most = min(counts), max(counts)
        if least == 0:
            return say("Some class has no training sample: the network can't learn it.")
        if most == least:
            return say_count(
                "Balanced: every class has {count} training sample.",
                "Balanced: every class has {count} training samples.",
                most,
            )
        if most <= 1.25 * least:
            return say(
                "Balanced: the classes have {least} to {most} training samples each.",
                least=least,
                most=most,
            )
        return say(
            "Unbalanced: {least} to {most} training samples. Rare classes are learned worse.",
            least=least,
            most=most,
        )

    @Slot()
    def _show_progress(self) -> None:
        self.browser.show_progress()
        self.views.show_progress()
        if self._data.dataset is None and self._data.problem is None:
            running = self._tasks.running
            self.absent.show_reading(self._document.project.data.source, running[-1] if running else None)

    def _scale(self) -> Scale:
        """How stored values come to the network; as they are, where there is nothing to measure it by."""
        if self._parts is None or not len(self._parts.rows["training"]):
            return Scale((0.0,), (1.0,))
        plan, parts = self._document.project.data, self._parts
        key = (parts, plan.scaling, plan.inverted)
        if self._measured is None or self._measured[0] != key:
            scale = scale_of(parts.dataset, plan.scaling, parts.rows["training"], inverted=plan.inverted)
            self._measured = key, scale
        return self._measured[1]

    @Slot(object)
    def _show_given(self, given: Given) -> None:
        """Shows some samples by themselves in the gallery."""
        self._label = ALL
        self.views.switch("gallery")
        self.browser.show_given(given)
        self.mark_stale()

    def _on_tasks(self) -> None:
        if self.isVisible() and not self._progress.isActive():
            self._progress.start()

    def _on_change(self, change: Change) -> None:
        if change.before.data.source.unread() != change.after.data.source.unread():
            self._choosing = False  # wherever other data was chosen, it is what is to be seen
        if change.data or change.training:
            self.mark_stale()

    # Editing ---------------------------------------------------------------------------------------------------

    @Slot()
    def choose_data(self) -> None:
        """Shows all data that can be learned from."""
        self._show_chooser(True)
        self.chooser.focus_chosen()

    @Slot()
    def _leave_chooser(self) -> None:
        self._show_chooser(False)
        self.header.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_chooser(self, shown: bool) -> None:
        self._choosing = shown
        self._choices_key = ()
        self.mark_stale()

    def _choose(self, kind: type[Source]) -> None:
        choose_source(self._document, kind, self)
        self._leave_chooser()

    def _use_usual_network(self) -> None:
        project = with_usual_network(self._document.project)
        self._document.apply(say("Use the usual network"), project, source=self)

    @Slot()
    def _ask_folder(self) -> None:
        ask_place(self, self._document, self)

    @Slot()
    def _ask_own_folder(self) -> None:
        if not isinstance(self._document.project.data.source, OwnFile):
            ask_place(self, self._document, self)
            return
        title = say("Folder with data to learn from")
        choose_folder(self, title, "data", lambda path: open_data(self._document, path, self))

    @Slot()
    def _ask_file(self) -> None:
        choose_data_file(self, self._document, self)

    @Slot(int)
    def _on_class(self, label: int) -> None:
        self._label = label
        self.views.switch("gallery")
        self.mark_stale()


def _panel(width: int, *widgets: QWidget) -> SidePanel:
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(12, 12, 12, 12)
    column.setSpacing(theme.SPACE)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    panel = SidePanel(width, role="card")
    panel.fill(body)
    return panel
