"""Regenerate both locks from pyproject.toml, requirements-dev.in and requirements-cuda.in. Needs uv.

python3 installer/lock.py              adds and removes what the inputs ask for, and keeps all other versions
python3 installer/lock.py --upgrade    takes the newest versions that the inputs allow
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# --universal: one lock for all systems and Pythons, told apart by markers.
# --no-emit-index-url and --no-header: a lock must not tell where it was made.
_FLAGS = (
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--quiet",
)
_INPUTS = ("pyproject.toml", "installer/requirements-dev.in")
_CPU_LOCK = "installer/requirements.lock"
_CUDA_LOCK = "installer/requirements-cuda.lock"


def cpu_command(upgrade: bool) -> list[str]:
    return _compile(_CPU_LOCK, upgrade, *_INPUTS)


def cuda_command(upgrade: bool) -> list[str]:
    """Compile the inputs and CUDA's, less the CPU-only TensorFlow, at the versions of the lock for CPUs."""
    inputs = (*_INPUTS, "installer/requirements-cuda.in", "--constraint", _CPU_LOCK)
    return _compile(_CUDA_LOCK, upgrade, *inputs, "--no-emit-package", "tensorflow-cpu")


def _compile(output: str, upgrade: bool, *inputs: str) -> list[str]:
    extra = ("--upgrade",) if upgrade else ()
    return ["uv", "pip", "compile", *_FLAGS, *extra, *inputs, "--output-file", output]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions that the inputs allow")
    upgrade = parser.parse_args().upgrade
    if shutil.which("uv") is None:
        sys.exit("uv is needed to make the locks: pip install uv")
    for command in (cpu_command(upgrade), cuda_command(upgrade)):
        print("$ " + " ".join(command))
        finished = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
        if finished.returncode:
            return finished.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
