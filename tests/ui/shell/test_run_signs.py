"""A run is seen from every page, in the title, on the desktop, and its end is told where the person is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QTabBar, QWidget

from nnstudio.app.notice_keys import RUN_OVER
from nnstudio.app.run_state import Ended, Idle, Paused, Progress, RunState, Training
from nnstudio.core.training.figures import LOSS
from nnstudio.engine.messages import BatchesDone
from nnstudio.runs.run_log import EpochPoint
from nnstudio.ui.shell.desktop_progress import DesktopProgress, Properties
from nnstudio.ui.shell.end_news import EndNews
from nnstudio.ui.shell.newest import newest_figures
from tests.support.figures import batch_figures, figures
from tests.support.paces import steady_pace
from tests.ui.shell.conftest import some_run

if TYPE_CHECKING:
    from tests.ui.shell.conftest import Shell

THIRD = Progress(10, 100, 3, 50, 32000, 20.0, pace=steady_pace(200, 16.0))
OVER = Ended("finished", "", Progress(10, 100, 10, 100))


class FakeDesktop:
    """Notes what it was to show."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, str]] = []
        self.press: Callable[[], None] = lambda: None

    def show(self, title: str, text: str, on_click: Callable[[], None]) -> None:
        self.shown.append((title, text))
        self.press = on_click


def tab_text(shell: Shell) -> str:
    tabs = shell.find(QTabBar, "shell.tabs")
    return tabs.tabText(shell.window.area.names.index("train"))


def test_the_title_and_the_tab_tell_how_far_the_run_is(shell: Shell) -> None:
    before = shell.window.windowTitle()
    shell.studio.show(Training(THIRD))
    shell.until(lambda: shell.window.windowTitle().startswith("25"))
    assert shell.window.windowTitle() == f"25\u00a0%, 1 min 0 s left – {before}"
    assert tab_text(shell) == "Train · 25\u00a0%"
    shell.studio.show(Paused(THIRD))
    shell.until(lambda: shell.window.windowTitle() == f"25\u00a0% – {before}")
    shell.studio.show(OVER)
    shell.until(lambda: shell.window.windowTitle() == before)
    assert tab_text(shell) == "Train"


def test_the_toolbar_tells_the_newest_figures_and_leads_to_the_curves(shell: Shell) -> None:
    curves = shell.studio.runs.curves
    curves.record(BatchesDone(1, 0, batch_figures((0.5, 0.25), (0.5, 0.5)), 64, 0.1))
    curves.epochs.append(EpochPoint(1, figures(1.0, 0.5, 1.0, 0.875)))
    shell.window.show_page("data")
    shell.studio.show(Training(THIRD))
    told = shell.find(QLabel, "shell.progress.figures")
    shell.until(lambda: told.text() == "loss 0.375, validation accuracy 87.50\u00a0%")
    shell.click("shell.progress.all")
    assert shell.window.area.current == "train"
    shell.studio.show(OVER)
    shell.until(lambda: told.text() == "")


def test_a_loss_that_is_no_number_is_no_figure(shell: Shell) -> None:
    curves = shell.studio.runs.curves
    assert newest_figures(curves) == ""
    curves.record(BatchesDone(1, 0, {LOSS: (float("nan"),)}, 32, 0.1))
    assert newest_figures(curves) == ""
    assert np.isnan(curves.batch(LOSS)).all()


def test_the_desktop_is_told_each_percent_once() -> None:
    told: list[Properties] = []
    desktop = DesktopProgress(told.append)
    states: list[RunState] = [Idle(), Training(THIRD), Training(THIRD), Paused(THIRD), OVER, OVER]
    for state in states:
        desktop.show(state)
    assert told == [
        {"progress": 0.25, "progress-visible": True},
        {"progress": 0.0, "progress-visible": False},
    ]


@pytest.fixture
def desktop(shell: Shell) -> FakeDesktop:
    """What the system would show of the end of run 3; the person looks at the data."""
    made = FakeDesktop()
    shell.studio.keep(some_run(3, "finished"), shown=3)
    shell.window.show_page("data")
    EndNews(shell.studio, shell.window, lambda: shell.window.show_page("train"), made)
    shell.studio.training.state = OVER
    shell.studio.runs.curves.epochs.append(EpochPoint(10, figures(1.0, 0.5, 1.0, 0.875)))
    return made


def test_the_end_is_told_on_the_page_where_the_person_is(shell: Shell, desktop: FakeDesktop) -> None:
    shell.studio.training.ended.emit()
    told = [notice for notice in shell.studio.told if notice.key == RUN_OVER]
    assert told[-1].message == "Run 3: Finished: 10 epochs, validation accuracy 87.50\u00a0%"
    assert desktop.shown == [], "the window is in front"
    assert told[-1].act is not None
    told[-1].act()
    assert shell.window.area.current == "train"


def test_the_end_is_no_news_on_the_train_page(shell: Shell, desktop: FakeDesktop) -> None:
    shell.window.show_page("train")
    shell.studio.training.ended.emit()
    assert [notice for notice in shell.studio.told if notice.key == RUN_OVER] == []


def behind(shell: Shell) -> QWidget:
    """Another window takes the front."""
    other = QWidget()
    shell.bot.addWidget(other)
    with shell.bot.waitActive(other):
        other.show()
        other.activateWindow()
    return other


def test_the_desktop_tells_the_end_while_the_window_is_behind(shell: Shell, desktop: FakeDesktop) -> None:
    other = behind(shell)
    shell.studio.training.ended.emit()
    assert desktop.shown == [("Run 3 is over", "Finished: 10 epochs, validation accuracy 87.50\u00a0%")]
    desktop.press()
    shell.until(shell.window.isActiveWindow)
    assert shell.window.area.current == "train"
    assert not other.isActiveWindow()


def test_the_desktop_keeps_quiet_if_the_person_prefers_that(shell: Shell, desktop: FakeDesktop) -> None:
    shell.action("preferences").trigger()
    box = shell.find(QCheckBox, "shell.preferences.tell_end")
    assert box.isChecked()
    box.click()
    assert not shell.studio.preferences.now.tell_end
    behind(shell)
    shell.studio.training.ended.emit()
    assert desktop.shown == []
    shell.studio.preferences.change(replace(shell.studio.preferences.now, tell_end=True))
    assert box.isChecked()


def test_a_new_run_takes_the_news_of_the_last_one_away(shell: Shell, desktop: FakeDesktop) -> None:
    withdrawn: list[str] = []
    shell.studio.notices.withdrawn.connect(withdrawn.append)
    shell.studio.training.begun.emit()
    assert RUN_OVER in withdrawn
