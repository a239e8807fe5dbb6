"""Which part of a figure's values a chart shows: all that matters, and steady while a run grows. Without Qt."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from nnstudio.core.training.figures import Figure
from nnstudio.ui.charts.ranges import Highest, share_range, steady_bottom, steady_top
from nnstudio.ui.train.epoch_figures import EpochFigures

Floats = npt.NDArray[np.float64]
USUAL = 0.97
_SAMPLED = 5000
_CLIMB = 0.05  # of a run: so much of its beginning may lie below an axis of shares


class RunRange:
    """Of one run: all of its epochs and of the smoothed line, and most of the batches.

    Keeps still while the run grows. That of one that is over depends on its curves alone: it looks the same whenever
    it is shown.
    """

    def __init__(self, figure: Figure) -> None:
        self._figure = figure
        self._highest = Highest()
        self._tops = {False: 0.0, True: 0.0}
        self._bottom = 0.0
        self._shares: tuple[float, float] | None = None

    def smoothed_anew(self) -> None:
        """The smoothed line is another one."""
        self._highest = Highest()

    def find(
        self, raw: Floats, smoothed: Floats, epochs: EpochFigures, *, log: bool, grows: bool
    ) -> tuple[float, float]:
        """The ends of the axis. Within a run, `raw` and `smoothed` only grow."""
        points = np.concatenate((epochs.training, epochs.validation))
        points, sample = points[np.isfinite(points)], _sample(raw)
        if self._figure.is_share:
            return self._share_range(sample, _sample(smoothed), points, grows=grows)
        usual = float(np.quantile(sample, USUAL)) if sample.size else 0.0
        needed = max(usual, self._highest.follow(smoothed), float(points.max(initial=0.0)))
        self._tops[log] = steady_top(needed, self._tops[log] if grows else 0.0)
        if not log:
            return 0.0, self._tops[log]
        positive = np.concatenate((sample[sample > 0], points[points > 0]))
        least = float(np.quantile(positive, 0.02)) if positive.size else np.nan
        self._bottom = min(steady_bottom(least, self._bottom), self._tops[log] / 10)
        return self._bottom, self._tops[log]

    def _share_range(self, sample: Floats, smoothed: Floats, points: Floats, *, grows: bool) -> tuple[float, float]:
        """Shares climb fast at first: once an epoch is over, that may begin below the axis, or all else looks flat."""
        lines = np.concatenate((points, smoothed[-1:]))
        low, high = lines.min(initial=np.inf), max(lines.max(initial=-np.inf), smoothed.max(initial=-np.inf))
        for values, most in ((sample, USUAL), (smoothed, 1.0)):
            if values.size:
                low = min(low, float(np.quantile(values, _CLIMB if points.size else 0.0)))
                high = max(high, float(np.quantile(values, most)))
        self._shares = share_range(low, high, self._shares if grows else None)
        return self._shares


def _sample(values: Floats) -> Floats:
    """At most about so many finite values, evenly spread."""
    sample = values[:: max(1, values.size // _SAMPLED)]
    return sample[np.isfinite(sample)]
