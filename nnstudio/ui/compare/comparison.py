"""The chosen runs side by side: curves, what differs, figures, seeds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QTabWidget, QWidget

from nnstudio.app.run_statistics import seed_groups
from nnstudio.core.differences import all_told, differences
from nnstudio.core.project import Project
from nnstudio.core.training.figures import figure_named
from nnstudio.core.words import say, say_count
from nnstudio.runs.history import RunSummary
from nnstudio.ui import theme
from nnstudio.ui.compare.columns import COLUMNS
from nnstudio.ui.compare.curves_view import CurvesView, RunCurve
from nnstudio.ui.compare.side_by_side import SideBySide, SideRow
from nnstudio.ui.compare.verdicts import verdict_lines
from nnstudio.ui.figure_text import figure_text, in_sentence
from nnstudio.ui.kit.actions import make_action
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.kit.scrolling import VerticalScroll
from nnstudio.ui.run_words import figure_title, run_title

MOST_COMPARED = 12
_TOLD = ("epochs", "duration", "parameters", "backend")


class Comparison(QTabWidget):
    """Tabs; each shows the chosen runs in another way.

    Attributes:
        commands: one for each tab, for menus.
        curves, differing, figures, seeds: what is in them.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare.tabs")
        self.setDocumentMode(True)
        self.curves = CurvesView(self)
        self.differing = SideBySide("compare.differing", say("What differs"), self)
        self.figures = SideBySide("compare.figures", say("Figures of the chosen runs"), self)
        self.seeds = QLabel(self)
        self.seeds.setObjectName("compare.seeds")
        self.seeds.setWordWrap(True)
        self.seeds.setTextFormat(Qt.TextFormat.PlainText)
        self.seeds.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.seeds.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.seeds.setContentsMargins(0, theme.SPACE, 0, theme.SPACE)
        self.setMinimumHeight(scaled(250))
        for widget, title in (
            (self.curves, say("Curves")),
            (self.differing, say("What differs")),
            (self.figures, say("Figures")),
            (VerticalScroll(self.seeds, self), say("Over seeds")),
        ):
            self.addTab(widget, title)
        self.commands = self._build_commands()

    def _build_commands(self) -> tuple[QAction, ...]:
        texts = (
            ("curves", say("Show curves"), say("One figure of the chosen runs over their epochs.")),
            ("differing", say("Show what differs"), say("Settings, network and data in which the chosen runs differ.")),
            ("figures", say("Show figures"), say("All figures of the chosen runs side by side.")),
            ("seeds", say("Show runs over seeds"), say("Mean, interval and what chance explains, over equal runs.")),
        )
        return tuple(
            make_action(self, f"show_{name}", title, tip, partial(self.setCurrentIndex, place), page="compare")
            for place, (name, title, tip) in enumerate(texts)
        )

    def show_runs(self, curves: Sequence[RunCurve], projects: dict[int, Project], listed: Sequence[RunSummary]) -> None:
        """Shows these runs; `listed` are all runs there are."""
        runs = [curve.run for curve in curves]
        self.curves.show_curves(curves)
        self._show_differing(runs, projects)
        self._show_figures(runs)
        self.seeds.setText(self._seeds_text(runs, listed))

    def _show_differing(self, runs: Sequence[RunSummary], projects: dict[int, Project]) -> None:
        """Of one run all that it was trained with; of several what differs, of those whose projects can be read."""
        title = say("Settings") if len(runs) == 1 else say("What differs")
        readable = [run for run in runs if run.number in projects]
        read = [projects[run.number] for run in readable]
        rows = []
        if len(runs) == 1:
            rows = [SideRow(each.label, each.texts, each.area) for project in read for each in all_told(project)]
        elif len(read) > 1:
            rows = [SideRow(each.label, each.texts, each.area) for each in differences(read)]
            rows = rows or [SideRow(say("Nothing: settings, network and data are the same."), ("",) * len(read))]
        self.setTabText(1, title)
        self.differing.show_rows([title, *map(run_title, readable)], rows)

    def _show_figures(self, runs: Sequence[RunSummary]) -> None:
        rows = [
            SideRow(
                say("Best {figure}", figure=in_sentence(figure_title(name))),
                tuple(COLUMNS["best"].text(r, {}) if r.best is not None and r.best.name == name else "" for r in runs),
                best=_best_place([r.best.value if r.best and r.best.name == name else None for r in runs], name),
            )
            for name in dict.fromkeys(run.best.name for run in runs if run.best is not None)
        ]
        rows += [_figure_row(name, runs) for name in dict.fromkeys(name for run in runs for name in run.figures)]
        rows += [SideRow(say(COLUMNS[name].title), tuple(COLUMNS[name].text(r, {}) for r in runs)) for name in _TOLD]
        self.figures.show_rows([say("After the last epoch"), *map(run_title, runs)], rows if runs else [])

    def _seeds_text(self, runs: Sequence[RunSummary], listed: Sequence[RunSummary]) -> str:
        """Of the groups that chosen runs are in, with all their seeds."""
        wanted = {_alike(run) for run in runs}
        groups = seed_groups(run for run in listed if _alike(run) in wanted)
        lines = verdict_lines(groups)
        if not lines:
            return say("Choose runs that finished: runs that are equal but for the seed are taken together here.")
        return "\n\n".join(lines)


def _alike(run: RunSummary) -> tuple[object, ...]:
    """The same for runs that may differ in the seed alone."""
    return run.facts and run.facts.alike, run.backend, run.epochs_done


def _figure_row(name: str, runs: Sequence[RunSummary]) -> SideRow:
    kind = figure_named(name)
    texts = tuple(figure_text(kind, run.figures[name]) if name in run.figures else "" for run in runs)
    return SideRow(figure_title(name), texts, best=_best_place([run.figures.get(name) for run in runs], name))


def _best_place(values: Sequence[float | None], name: str) -> int:
    """Where the best value stands; -1 unless one is better than another."""
    known = [(value, place) for place, value in enumerate(values) if value is not None and math.isfinite(value)]
    if len({value for value, _ in known}) < 2:
        return -1
    pick = max if figure_named(name).higher_is_better else min
    return pick(known)[1]


def chosen_text(shown: int, listed: int, chosen: int, size: str) -> str:
    """What the line below the table says."""
    parts = [say_count("{count} run", "{count} runs", listed)]
    if shown != listed:
        parts = [say("{shown} of {all} runs", shown=shown, all=listed)]
    parts += [say("{count} chosen", count=chosen)] if chosen else []
    parts += [say("{size} on the disk", size=size)] if size else []
    if chosen > MOST_COMPARED:
        parts.append(say("the first {most} are compared", most=MOST_COMPARED))
    return " · ".join(parts)
