"""One figure of a run, by batch and by epoch, as a chart."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtWidgets import QWidget

from nnstudio.app.curves import Curves, NumbersWatch, RunningAverage
from nnstudio.core.training.figures import LOSS, SPEED, Figure
from nnstudio.core.words import mark, say
from nnstudio.ui.charts.chart import Chart
from nnstudio.ui.charts.envelope import envelope, thinned
from nnstudio.ui.charts.ranges import epochs_ahead
from nnstudio.ui.charts.series import Series
from nnstudio.ui.figure_text import figure_text
from nnstudio.ui.train.epoch_figures import EpochFigures
from nnstudio.ui.train.run_range import RunRange

Floats = npt.NDArray[np.float64]
MOST_POINTS = 100
_BEYOND = 1.045  # times the last epoch: room for the half of its star that stands to the right of it


class RunChart(Chart):
    """Draws one figure of a run's curves. `draw` is called at most 30 times a second, whatever the run does.

    Attributes:
        figure: how the figure is read.
    """

    def __init__(self, figure: Figure, parent: QWidget | None = None) -> None:
        name = f"train.{figure.name}"
        series = _of_speed() if figure.name == SPEED else _series()
        super().__init__(name, figure.title, series, parent, percent=figure.is_share, can_log=not figure.is_share)
        self.figure = figure
        self._curves_drawn: Curves | None = None
        self._average, self._range = RunningAverage(0.0), RunRange(figure)
        self._epochs = EpochFigures(figure.name)
        self._numbers = NumbersWatch()
        self._best = 0
        self._moment: int | None = None
        self.drawn = 0

    def draw(self, curves: Curves, planned: int, smoothing: float, best_epoch: int, moment: int | None = None) -> None:
        """Shows the curves as they are now; `planned` epochs are ahead in all, 0 if the run is over.

        `best_epoch` gets a star; 0: none does. `moment`: the epoch whose weights are looked at; None: the newest.
        """
        self.drawn += 1
        self._best, self._moment = best_epoch, moment
        self.plot.show_moment(moment)
        self._follow(curves, smoothing)
        raw, average, log = self.batches(curves), self._average.follow(self.batches(curves)), self.log.isChecked()
        y_range = self._range.find(raw, average, self._epochs, log=log, grows=bool(planned))
        self.show_range((0.0, _BEYOND * epochs_ahead(self.epochs_done(curves), planned)), y_range)
        self.draw_visible()
        self._mark_numbers_lost(curves)

    def draw_visible(self) -> None:
        """Shows the visible part at the detail that fits it."""
        if self._curves_drawn is not None:
            self._draw_epochs()
            self._draw_batches(self._curves_drawn)

    def batches(self, curves: Curves) -> Floats:
        """The figure by batch."""
        return curves.batch(self.figure.name)

    def epochs_done(self, curves: Curves) -> float:
        """How many epochs there are points for, batches counted as parts."""
        by_batch = curves.batches / _a_epoch(curves)
        return max(by_batch, float(curves.epochs[-1].epoch) if curves.epochs else 0.0)

    def read_out(self, curves: Curves, x: float | None) -> None:
        """Tells what the curves are at the batch nearest to `x`, with the cross hair there.

        None: at the epoch that is looked at, else what is newest; without a cross hair. Smoothing and epochs are those
        that were drawn last.
        """
        raw, size = self.batches(curves), _a_epoch(curves)
        if x is None and self._moment == 0:
            self.show_cross(None)
            self.show_values(say("Before training"), {})
            return
        is_cross = x is not None
        x = float(self._moment) if x is None and self._moment else x
        if x is None or x < 0 or curves is not self._curves_drawn or not self.epochs_done(curves):
            self.show_cross(None)
            self.show_values("", self._values(raw, raw.size - 1, self._epochs.epochs.size - 1))
            return
        x = min(x, self.epochs_done(curves))
        batch = int(np.clip(round(x * size) - 1, 0, max(0, curves.batches - 1)))
        at = (batch + 1) / size if curves.batches else x
        index = self._epochs.nearest(x)
        self.show_cross(at if is_cross else None)
        self.show_values(self._place_words(curves, batch, index, by_batch=is_cross), self._values(raw, batch, index))

    # Inner -----------------------------------------------------------------------------------------------------

    def _place_words(self, curves: Curves, batch: int, index: int | None, *, by_batch: bool) -> str:
        epoch, inside = divmod(batch, _a_epoch(curves))
        place = say("Epoch {epoch}, batch {batch}", epoch=epoch + 1, batch=inside + 1)
        if not (curves.batches and by_batch):
            place = say("Epoch {epoch}", epoch=1 if index is None else int(self._epochs.epochs[index]))
        if index is not None and self._epochs.epochs[index] == self._best:
            return say("{place} · best epoch", place=place)
        return place

    def _values(self, raw: Floats, batch: int, index: int | None) -> dict[str, str]:
        """What the curves are at that batch and epoch, as text by their keys."""
        values: dict[str, float] = {}
        if 0 <= batch < raw.size:
            values |= {"batches": float(raw[batch]), "smoothed": float(self._average.follow(raw)[batch])}
        if index is not None and index >= 0:
            values |= {"training": float(self._epochs.training[index])}
            values |= {"validation": float(self._epochs.validation[index])}
        return {key: figure_text(self.figure, value) for key, value in values.items() if not np.isnan(value)}

    def _follow(self, curves: Curves, smoothing: float) -> None:
        """Starts anew when the curves are another run's, or the smoothing is another one."""
        if curves is not self._curves_drawn:
            self._range = RunRange(self.figure)
            if self._curves_drawn is not None:
                self.fit_view()
        if curves is not self._curves_drawn or smoothing != self._average.weight:
            self._average = RunningAverage(smoothing)
            self._range.smoothed_anew()
        if curves is not self._curves_drawn:
            self._epochs = EpochFigures(self.figure.name)
            self._numbers = NumbersWatch()
        self._epochs.follow(curves.epochs)
        self._numbers.follow(curves.batch(LOSS))
        self._curves_drawn = curves

    def _draw_batches(self, curves: Curves) -> None:
        raw, size = self.batches(curves), _a_epoch(curves)
        (left, right), _ = self.plot.visible_range
        first, last = left * size - 2, right * size
        indices, shown = envelope(raw, first, last, self.plot.columns)
        self.plot.set_points("batches", (indices + 1) / size, shown)
        indices, shown = thinned(self._average.follow(raw), first, last, self.plot.columns // 2)
        shown = np.where(np.isfinite(raw[indices.astype(np.intp)]), shown, np.nan)  # with the gaps of the raw values
        self.plot.set_points("smoothed", (indices + 1) / size, shown)

    def _draw_epochs(self) -> None:
        """Shows the epochs of the visible part, with points where there is room for them."""
        x = self._epochs.epochs
        (left, right), _ = self.plot.visible_range
        first, last = np.searchsorted(x, (left - 1, right + 1)) if x.size else (0, 0)
        few = last - first <= MOST_POINTS
        for key, values in (("training", self._epochs.training), ("validation", self._epochs.validation)):
            if key in self.legend:
                indices, shown = envelope(values, first, last, MOST_POINTS if few else self.plot.columns)
                self.plot.show_symbols(key, few)
                self.plot.set_points(key, np.interp(indices, np.arange(x.size), x) if x.size else indices, shown)
        self._draw_best()

    def _draw_best(self) -> None:
        """A star at the best epoch, where the figure is known of it."""
        x, y = float(self._best), np.nan
        if self._best and "validation" in self.legend:
            index = int(np.searchsorted(self._epochs.epochs, self._best))
            if index < self._epochs.epochs.size:
                y = float(self._epochs.validation[index])
        self.plot.set_star(x, y)

    def _mark_numbers_lost(self, curves: Curves) -> None:
        """Says where the loss stopped being a number: from there on no other figure means anything."""
        numbers, size = self._numbers, _a_epoch(curves)
        batch = numbers.first if numbers.since is None else numbers.since
        if batch is None:
            self.plot.mark.hide()
            return
        lasts = numbers.since is not None
        text = (
            mark("Loss not a number\nsince epoch {epoch}, batch {batch}")
            if lasts
            else mark("Loss not a number\nin epoch {epoch}, batch {batch}")
        )
        epoch, inside = divmod(batch, size)
        self.plot.mark.show((batch + 1) / size, say(text, epoch=epoch + 1, batch=inside + 1), lasts=lasts)


def _a_epoch(curves: Curves) -> int:
    """Batches in an epoch; 1 while that isn't known."""
    return max(1, curves.batches_per_epoch)


def _series() -> tuple[Series, ...]:
    return (
        Series("batches", say("Batches"), say("Each batch before its step."), 0, "faint"),
        Series("smoothed", say("Smoothed"), say("A running average of the batches."), 0, "line"),
        Series("training", say("Training"), say("Mean over each epoch's training samples."), 2, "round"),
        Series(
            "validation",
            say("Validation"),
            say("After each epoch, on samples that it doesn't learn from. If this parts from training, it overfits."),
            1,
            "square",
        ),
    )


def _of_speed() -> tuple[Series, ...]:
    return (
        Series("batches", say("Batches"), say("As fast as the newest batches were done together."), 0, "faint"),
        Series("smoothed", say("Smoothed"), say("A running average of the batches."), 0, "line"),
        Series("training", say("Epochs"), say("Mean over each epoch, validation left out."), 2, "round"),
    )
