"""Draws charts of short and long runs that go on, and prints how long each frame computes, in milliseconds.

It is the time of the window's thread, so that what else runs on the machine counts for less.

Run in a process of its own: `python chart_frames.py BATCHES...`.
"""

from __future__ import annotations

import json
import sys
import time

import numpy as np

AN_EPOCH = 1000
FRAMES = 60


def main() -> None:
    """For each number of batches: growing by 50 a frame, and zooming in, in turn."""
    from nnstudio.app.curves import Curves
    from nnstudio.core.training.figures import figure_named
    from nnstudio.engine.messages import BatchesDone, EpochDone
    from nnstudio.ui import theme
    from nnstudio.ui.application import make_application
    from nnstudio.ui.train.run_chart import RunChart

    app = make_application(sys.argv[:1])
    theme.apply(app)
    random = np.random.default_rng(1)

    def batches(epoch: int, count: int) -> BatchesDone:
        figures = {"loss": tuple((1 / epoch + random.random(count)).tolist())}
        return BatchesDone(epoch, 0, figures, 32 * count, 0.05)

    took: dict[str, list[float]] = {}
    for total in map(int, sys.argv[1:]):
        curves = Curves()
        curves.batches_per_epoch = AN_EPOCH
        for epoch in range(1, total // AN_EPOCH + 1):
            curves.record(batches(epoch, AN_EPOCH))
            curves.record(EpochDone(epoch, {"loss": 1 / epoch, "val_loss": 1 / epoch}, 1.0, 32000.0))
        chart = RunChart(figure_named("loss"))
        chart.view_changed.connect(chart.draw_visible)
        chart.resize(600, 320)
        chart.show()
        planned = total // AN_EPOCH + 5
        chart.draw(curves, planned, 0.9, 1)
        chart.grab()
        took[str(total)] = []
        for frame in range(FRAMES):
            curves.record(batches(planned, 50))
            begin = time.thread_time()
            if frame % 2:
                chart.plot.getPlotItem().getViewBox().scaleBy((0.95, 1))
            chart.draw(curves, planned, 0.9, 1)
            chart.read_out(curves, None)
            chart.plot.viewport().repaint()
            took[str(total)].append(1000 * (time.thread_time() - begin))
        chart.close()
    print(json.dumps(took))


if __name__ == "__main__":
    main()
