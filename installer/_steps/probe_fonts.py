"""Run by the environment's Python: for which scripts will the window have fonts?

    python -I probe_fonts.py

Prints, as one line of JSON, a list of those of "latin" and "chinese" that Qt has a font for, its own, the system's or
one that the bootstrap brought.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QGuiApplication

    from nnstudio.ui import fonts

    app = QGuiApplication(sys.argv[:1])
    fonts.load()
    print(json.dumps([name for name, script in fonts.SCRIPTS.items() if fonts.has_font(script)]))
    app.shutdown()


if __name__ == "__main__":
    main()
