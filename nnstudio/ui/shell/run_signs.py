"""The signs of a run wherever the person is: title, tab, the program's icon on the desktop, and news of its end."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMainWindow

from nnstudio.app.run_state import progress_of
from nnstudio.app.studio import Studio
from nnstudio.core.words import say
from nnstudio.ui.numbers import percent
from nnstudio.ui.shell.desktop_progress import DesktopProgress
from nnstudio.ui.shell.end_news import EndNews
from nnstudio.ui.shell.newest import title_progress
from nnstudio.ui.shell.page_area import PageArea

TRAIN = "train"


class RunSigns(QObject):
    """Shows how far the run is. `refresh` is called at most 30 times a second."""

    def __init__(self, studio: Studio, area: PageArea, window: QMainWindow) -> None:
        super().__init__(window)
        self._studio = studio
        self._area = area
        self._window = window
        self._desktop = DesktopProgress()
        self._news = EndNews(studio, window, self.watch)

    def refresh(self) -> None:
        """Shows how far it is now, and in the title which project this is."""
        state = self._studio.training.state
        title = self._studio.files.title
        if self._studio.files.is_read_only:
            title = say("{project} (to look at only)", project=title)
        title = say("{project}[*] — NN Studio", project=title)
        progress = title_progress(state)
        self._window.setWindowTitle(f"{progress} – {title}" if progress else title)
        self._area.show_progress(TRAIN, percent(progress_of(state).fraction, 0) if progress else "")
        self._desktop.show(state)

    @Slot()
    def watch(self) -> None:
        """Shows the page with the curves."""
        if TRAIN in self._area.names:
            self._area.show_page(TRAIN)
