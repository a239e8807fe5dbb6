"""Makes a project as an earlier version of the program wrote it, by that version's own command line.

    python tests/tools/make_old_project.py COMMIT FOLDER

leaves `digits.nnstudio` in the folder, with two runs of a tiny network on the embedded digits (one with TensorFlow, one
with JAX), a drawn picture, and what that version said of all this: `said.json`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parents[2]
PROJECT, PICTURE, SAID = "digits.nnstudio", "picture.png", "said.json"
RUNS = (
    ("--epochs", "3", "--seed", "7"),
    ("--epochs", "2", "--backend", "jax", "--learning-rate", "0.01"),
)


def main(commit: str, folder: Path) -> None:
    """Makes the folder, which must not be there yet."""
    folder.mkdir(parents=True)
    _draw(folder / PICTURE)
    with tempfile.TemporaryDirectory() as place, _checked_out(commit, Path(place) / "program") as program:
        project = folder.resolve() / PROJECT
        _asked(program, "new", project, "--data", "digits", "--units", "4")
        epochs = {str(number): _epochs(program, project, options) for number, options in enumerate(RUNS, 1)}
        weights = {number: _used(program, project, folder / PICTURE, number) for number in epochs}
    for held in project.glob("runs/*/held"):
        held.unlink()  # names the machine
    said = {"commit": commit, "epochs": epochs, "weights": weights}
    (folder / SAID).write_text(json.dumps(said, indent=1) + "\n", "utf-8")


@contextmanager
def _checked_out(commit: str, path: Path) -> Iterator[Path]:
    subprocess.run(["git", "-C", ROOT, "worktree", "add", "--detach", "--quiet", path, commit], check=True)
    try:
        yield path
    finally:
        subprocess.run(["git", "-C", ROOT, "worktree", "remove", "--force", path], check=True)


def _epochs(program: Path, project: Path, options: tuple[str, ...]) -> list[object]:
    """Trains a run; what was said of its epochs."""
    lines = _asked(program, "train", project, "--json", *options).splitlines()
    return [event for line in lines if (event := json.loads(line)).pop("event") == "epoch_done"]


def _used(program: Path, project: Path, picture: Path, run: str) -> dict[str, object]:
    """What a run's newest weights make of the test pictures and of the drawn one."""
    which = ("--json", "--run", run)
    evaluated = json.loads(_asked(program, "evaluate", project, *which))
    (predicted,) = json.loads(_asked(program, "predict", project, picture.resolve(), *which))
    return {"evaluate": evaluated, "predict": predicted["probabilities"]}


def _asked(program: Path, command: str, *arguments: str | Path) -> str:
    """What that version's command line writes to standard output."""
    environment = {**os.environ, "PYTHONPATH": str(program), "NNSTUDIO_CACHE": str(program.parent / "cache")}
    call = [sys.executable, "-m", "nnstudio", command, *map(str, arguments)]
    done = subprocess.run(call, cwd=program, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def _draw(path: Path) -> None:
    """A seven, light on dark."""
    picture = Image.new("L", (28, 28))
    ImageDraw.Draw(picture).line([(7, 6), (21, 6), (12, 23)], fill=255, width=3)
    picture.save(path)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
