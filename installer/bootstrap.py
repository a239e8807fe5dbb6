"""Make NN Studio's environment in .venv, then open the window, run the command line, or run the tests.

    python3 installer/bootstrap.py run               opens the window
    python3 installer/bootstrap.py run ARGS...       runs the command line: python -m nnstudio ARGS...
    python3 installer/bootstrap.py test [ARGS...]    runs the tests: pytest ARGS...
    python3 installer/bootstrap.py setup             checks and repairs the environment, and stops there

This file must parse on every Python from 3.6 on, so that an old one gets an answer and not a SyntaxError.
All that needs a newer Python is in `_steps`; `_steps/main.py` is where to go on reading.
"""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

OLDEST = (3, 11)
NEWEST = (3, 13)


def python_problem(
    version: "tuple[int, ...]",
    platform: str = sys.platform,
    which: "Callable[[str], str | None]" = shutil.which,
) -> "str | None":
    """Say why a Python of this version can't run the studio and what to do, or None where it can."""
    if OLDEST <= version[:2] <= NEWEST:
        return None
    names = [f"python3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    fitting = [name for name in names if which(name)]
    command = "py -3.13 installer\\bootstrap.py" if platform == "win32" else "python3.13 installer/bootstrap.py"
    if fitting:
        way_out = f"This machine has {fitting[0]}; run:  {fitting[0]} installer/bootstrap.py run"
    elif platform == "linux":
        way_out = (
            "Install python3.13, python3.12 or python3.11 from your system's packages, or get it from\n"
            f"https://www.python.org/downloads/ and run:  {command} run"
        )
    else:
        way_out = f"Get it from https://www.python.org/downloads/ and run:  {command} run"
    this = f"{version[0]}.{version[1]}"
    return f"Python 3.11 to 3.13 is needed (TensorFlow has no packages for others); this is {this}.\n{way_out}"


def main() -> int:
    problem = python_problem(sys.version_info[:3])
    if problem:
        sys.stderr.write(problem + "\n")
        return 1
    root = Path(__file__).resolve().parent.parent
    sys.path[0] = str(root)  # in place of installer/, so that its modules have one name only

    from installer._steps.main import main as run_steps

    return run_steps(sys.argv[1:], root)


if __name__ == "__main__":
    sys.exit(main())
