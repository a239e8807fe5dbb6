"""Opens the window: `python main.py [PROJECT]`.

Engine processes import this file again when they start, so nothing may happen here on import.
"""

import multiprocessing
import sys


def main() -> int:
    """Runs the program until its window is closed."""
    multiprocessing.freeze_support()

    from nnstudio.ui.application import run

    return run(sys.argv)


if __name__ == "__main__":
    sys.exit(main())
