"""Charts are loaded before they are needed, off the window's thread."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import sys
from PySide6.QtWidgets import QApplication
app = QApplication([])
from nnstudio.ui.warm_up import warm_up
warm_up().join(60)
assert "pyqtgraph" in sys.modules
from nnstudio.core.training.figures import figure_named
from nnstudio.ui.train.charts_pane import ChartsPane
from nnstudio.ui.train.run_chart import RunChart
chart = RunChart(figure_named("loss"))
assert chart.thread() is app.thread()
chart.show()
app.processEvents()
print("drawn", not chart.grab().isNull())
"""


def test_charts_loaded_on_another_thread_work_on_the_windows() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", SCRIPT],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert done.stdout.strip() == "drawn True"
    assert "QObject" not in done.stderr


ENDING = """
import atexit
from PySide6.QtWidgets import QApplication
app = QApplication([])
from nnstudio.ui.warm_up import warm_up
thread = warm_up()
atexit.register(lambda: print("still loading", thread.is_alive()))
"""


def test_a_program_that_ends_while_charts_are_loaded_does_not_take_itself_apart_under_them() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", ENDING], env=environment, capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.strip() == "still loading False"
