"""What is saved of a run's charts: pictures and tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from PySide6.QtWidgets import QWidget

from nnstudio.app.curves import Curves
from nnstudio.app.notices import Notice, Notices
from nnstudio.app.runs import Runs
from nnstudio.core.words import say
from nnstudio.disk.atomic import write_bytes
from nnstudio.ui.charts.pictures import image_of, svg_bytes
from nnstudio.ui.charts.png import save_png, with_ending
from nnstudio.ui.kit.actions import make_action
from nnstudio.ui.kit.file_dialogs import choose_target
from nnstudio.ui.train.export import batches_csv, epochs_csv, save_text
from nnstudio.ui.train.run_chart import RunChart

Place = Literal["pictures", "tables"]
NOT_SAVED = "train: file not saved"


class ChartSaving:
    """Fills the charts' menus and asks where to."""

    def __init__(self, runs: Runs, notices: Notices, parent: QWidget) -> None:
        self._runs = runs
        self._notices = notices
        self._parent = parent

    def fill_menu(self, chart: RunChart) -> None:
        """Puts the ways to save that chart into its menu."""
        saves: tuple[tuple[str, str, str, Callable[[], None]], ...] = (
            (
                "picture",
                say("Save chart as picture…"),
                say("Saves the chart with its title and legend, on white, as one PNG file."),
                lambda: self._save_png(chart),
            ),
            (
                "drawing",
                say("Save chart as drawing…"),
                say("Saves the chart with its title and legend, on white, as an SVG file: sharp at any size."),
                lambda: self._save_svg(chart),
            ),
            (
                "epochs",
                say("Save epochs as table…"),
                say("Saves the figures of each epoch as a CSV file."),
                lambda: self._save_table("epochs.csv", epochs_csv),
            ),
            (
                "batches",
                say("Save batches as table…"),
                say("Saves the figures of each batch as a CSV file."),
                lambda: self._save_table("batches.csv", batches_csv),
            ),
        )
        chart.saving.setToolTipsVisible(True)
        for name, text, tip, do in saves:
            chart.saving.addAction(make_action(chart, f"save_{name}", text, tip, do, page=chart.objectName()))

    def _save_png(self, chart: RunChart) -> None:
        image = image_of(chart.picture())
        kinds = say("PNG pictures (*.png)")
        self._choose("pictures", f"{chart.figure.name}.png", kinds, lambda path: save_png(path, image))

    def _save_svg(self, chart: RunChart) -> None:
        svg = svg_bytes(chart.picture(), chart.figure.title)
        kinds = say("SVG drawings (*.svg)")
        self._choose(
            "pictures", f"{chart.figure.name}.svg", kinds, lambda path: write_bytes(with_ending(path, ".svg"), svg)
        )

    def _save_table(self, suggested: str, make: Callable[[Curves], str]) -> None:
        kinds = say("CSV tables (*.csv)")
        self._choose("tables", suggested, kinds, lambda path: save_text(path, make(self._runs.curves)))

    def _choose(self, place: Place, suggested: str, kinds: str, save: Callable[[Path], None]) -> None:
        ending = Path(suggested).suffix
        choose_target(self._parent, say("Save"), place, suggested, kinds, ending, self._saving(save))

    def _saving(self, save: Callable[[Path], None]) -> Callable[[Path], None]:
        """What saves to a path and tells if that can't be."""

        def attempt(path: Path) -> None:
            try:
                save(path)
            except OSError as error:
                text = say("The file could not be saved: {reason}", reason=error.strerror or str(error))
                self._notices.tell(Notice("error", text, say("Choose another folder."), key=NOT_SAVED))
            else:
                self._notices.withdraw(NOT_SAVED)

        return attempt
