"""One figure of a run, by batch and by epoch, as a chart."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtWidgets import QWidget

from nnstudio.app.curves import Curves, NumbersWatch, RunningAverage
from nnstudio.core.training.figures import LOSS, Figure
from nnstudio.core.words import mark, say
from nnstudio.ui import theme
from nnstudio.ui.charts.chart import Chart, Series
from nnstudio.ui.charts.envelope import envelope, thinned
from nnstudio.ui.charts.ranges import Highest, epochs_ahead, steady_bottom, steady_top
from nnstudio.ui.figure_text import figure_text
from nnstudio.ui.train.epoch_figures import EpochFigures

Floats = npt.NDArray[np.float64]
MOST_POINTS = 100
USUAL = 0.97
_SAMPLED = 5000


class RunChart(Chart):
    """Draws one figure of a run's curves. `draw` is called at most 30 times a second, whatever the run does.

    Attributes:
        figure: how the figure is read.
    """

    def __init__(self, figure: Figure, parent: QWidget | None = None) -> None:
        name = f"train.{figure.name}"
        super().__init__(name, figure.title, _series(), parent, percent=figure.is_share, can_log=not figure.is_share)
        self.figure = figure
        self._curves_drawn: Curves | None = None
        self._average, self._highest = RunningAverage(0.0), Highest()
        self._epochs = EpochFigures(figure.name)
        self._numbers = NumbersWatch()
        self._tops = {False: 0.0, True: 0.0}
        self._bottom = 0.0
        self.drawn = 0

    def draw(self, curves: Curves, planned: int, smoothing: float) -> None:
        """Shows the curves as they are now; `planned` epochs are ahead in all, 0 if the run is over."""
        self.drawn += 1
        self._follow(curves, smoothing)
        done = self.epochs_done(curves)
        self.show_range((0.0, epochs_ahead(done, planned)), self._y_range(curves, grows=bool(planned)))
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
        by_batch = self.batches(curves).size / _a_epoch(curves)
        return max(by_batch, float(curves.epochs[-1].epoch) if curves.epochs else 0.0)

    def readout(self, curves: Curves, x: float) -> tuple[float, str]:
        """The x of the batch nearest to `x`, and what the curves are there, as rich text."""
        raw, size = self.batches(curves), _a_epoch(curves)
        lines = []
        at = x
        if raw.size:
            batch = int(np.clip(round(x * size) - 1, 0, raw.size - 1))
            at = (batch + 1) / size
            epoch, inside = divmod(batch, size)
            where = say("Epoch {epoch}, batch {batch}", epoch=epoch + 1, batch=inside + 1)
            lines = [f"<b>{where}</b>", self._line_of("batches", float(raw[batch]))]
            lines.append(self._line_of("smoothed", float(self._average.follow(raw)[batch])))
        index = self._epochs.nearest(x)
        if index is not None:
            lines.append(self._line_of("training", float(self._epochs.training[index])))
            lines.append(self._line_of("validation", float(self._epochs.validation[index])))
        return at, "<br>".join(line for line in lines if line)

    # Inner -----------------------------------------------------------------------------------------------------

    def _follow(self, curves: Curves, smoothing: float) -> None:
        """Starts anew when the curves are another run's, or the smoothing is another one."""
        if curves is not self._curves_drawn:
            self._tops, self._bottom = {False: 0.0, True: 0.0}, 0.0
            if self._curves_drawn is not None:
                self.fit_view()
        if curves is not self._curves_drawn or smoothing != self._average.weight:
            self._average, self._highest = RunningAverage(smoothing), Highest()
        if curves is not self._curves_drawn:
            self._epochs = EpochFigures(self.figure.name)
            self._numbers = NumbersWatch()
        self._epochs.follow(curves.epochs)
        self._numbers.follow(curves.batch(LOSS))
        self._curves_drawn = curves

    def _draw_batches(self, curves: Curves) -> None:
        raw, size = self.batches(curves), _a_epoch(curves)
        (left, right), _ = self.visible_range
        first, last = left * size - 2, right * size
        indices, shown = envelope(raw, first, last, self.columns)
        self.set_points("batches", (indices + 1) / size, shown)
        indices, shown = thinned(self._smoothed(raw), first, last, self.columns)
        self.set_points("smoothed", (indices + 1) / size, shown)

    def _smoothed(self, raw: Floats) -> Floats:
        """The running average, with the gaps of the raw values."""
        average = self._average.follow(raw)
        gaps = ~np.isfinite(raw)
        return np.where(gaps, np.nan, average) if gaps.any() else average

    def _draw_epochs(self) -> None:
        """Shows the epochs of the visible part, with points where there is room for them."""
        x = self._epochs.epochs
        (left, right), _ = self.visible_range
        first, last = np.searchsorted(x, (left - 1, right + 1)) if x.size else (0, 0)
        few = last - first <= MOST_POINTS
        for key, values in (("training", self._epochs.training), ("validation", self._epochs.validation)):
            indices, shown = envelope(values, first, last, MOST_POINTS if few else self.columns)
            self.show_symbols(key, few)
            self.set_points(key, np.interp(indices, np.arange(x.size), x) if x.size else indices, shown)

    def _mark_numbers_lost(self, curves: Curves) -> None:
        """Says where the loss stopped being a number: from there on no other figure means anything."""
        numbers, size = self._numbers, _a_epoch(curves)
        batch = numbers.first if numbers.since is None else numbers.since
        if batch is None:
            self.mark.hide()
            return
        lasts = numbers.since is not None
        text = (
            mark("Loss not a number\nsince epoch {epoch}, batch {batch}")
            if lasts
            else mark("Loss not a number\nin epoch {epoch}, batch {batch}")
        )
        epoch, inside = divmod(batch, size)
        self.mark.show((batch + 1) / size, say(text, epoch=epoch + 1, batch=inside + 1), lasts=lasts)

    def _y_range(self, curves: Curves, *, grows: bool) -> tuple[float, float]:
        """All of the smoothed line and of the epochs, and most of the batches.

        Keeps still while a run grows. That of one that is over depends on its curves alone: it looks the same whenever
        it is shown.
        """
        if self.figure.is_share:
            return 0.0, 1.0
        raw = self.batches(curves)
        sample = raw[:: max(1, raw.size // _SAMPLED)]
        finite = sample[np.isfinite(sample)]
        epochs = np.concatenate((self._epochs.training, self._epochs.validation))
        epochs = epochs[np.isfinite(epochs)]
        usual = float(np.quantile(finite, USUAL)) if finite.size else 0.0
        needed = max(usual, self._highest.follow(self._average.follow(raw)), float(epochs.max(initial=0.0)))
        log = self.log.isChecked()
        self._tops[log] = steady_top(needed, self._tops[log] if grows else 0.0)
        if not log:
            return 0.0, self._tops[log]
        positive = np.concatenate((finite[finite > 0], epochs[epochs > 0]))
        least = float(np.quantile(positive, 0.02)) if positive.size else np.nan
        self._bottom = min(steady_bottom(least, self._bottom), self._tops[log] / 10)
        return self._bottom, self._tops[log]

    def _line_of(self, key: str, value: float) -> str:
        """One line of the read-out; nothing for what isn't there or is hidden."""
        if np.isnan(value) or not self.legend[key].isChecked():
            return ""
        series = self._series[key]
        colour = theme.current().series[series.colour]
        return f"<span style='color:{colour}'>■</span> {series.label} {figure_text(self.figure, value)}"


def _a_epoch(curves: Curves) -> int:
    """Batches in an epoch; 1 while that isn't known."""
    return max(1, curves.batches_per_epoch)


def _series() -> tuple[Series, ...]:
    return (
        Series("batches", say("Batches"), say("Each batch before its step."), 0, "faint"),
        Series("smoothed", say("Smoothed"), say("A running average of the batches."), 0, "line"),
        Series("training", say("Training"), say("Mean over each epoch's training pictures."), 2, "round"),
        Series(
            "validation",
            say("Validation"),
            say("After each epoch, on pictures that it doesn't learn from. If this parts from training, it overfits."),
            1,
            "square",
        ),
    )
