"""The window's process never loads what computes: it starts fast, stays small, and no native crash can take it down."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_no_keras_tensorflow_or_jax_in_the_windows_process_after_visiting_every_page() -> None:
    script = ROOT / "tests" / "support" / "visit_every_page.py"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, str(script)], env=environment, capture_output=True, text=True, check=True, timeout=300
    )
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert {"PySide6", "pyqtgraph", "numpy"} <= loaded
    assert loaded.isdisjoint({"keras", "tensorflow", "jax", "jaxlib", "h5py", "sklearn", "scipy"})
