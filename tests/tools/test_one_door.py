"""What lies in a project is touched through `nnstudio.disk` alone: nothing else in the program opens, writes, lists,
moves or removes files, but for what is listed here, none of it in a project.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "nnstudio"

OF_MODULES = {
    "os": {"open", "unlink", "remove", "rename", "replace", "rmdir", "removedirs", "mkdir", "makedirs", "link"}
    | {"symlink", "truncate", "listdir", "scandir", "walk", "mkfifo", "chmod", "utime", "renames"},
    "shutil": {"rmtree", "copy", "copy2", "copyfile", "copytree", "move", "copyfileobj", "make_archive"},
    "sqlite3": {"connect"},
    "h5py": {"File"},
    "np": {"load", "save", "savez", "memmap", "fromfile", "loadtxt", "savetxt"},
    "numpy": {"load", "save", "memmap"},
    "io": {"open", "FileIO", "open_code"},
    "safetensors": {"safe_open"},
    "tempfile": {"mkdtemp", "mkstemp", "TemporaryDirectory", "NamedTemporaryFile", "TemporaryFile"},
}
OF_PATHS = {"unlink", "rmdir", "rename", "touch", "mkdir", "symlink_to", "hardlink_to", "read_bytes", "read_text"} | {
    "write_bytes",
    "write_text",
    "iterdir",
    "glob",
    "rglob",
    "walk",
}
NAMES = {"open", "safe_open", "save_file", "load_file"}

# Which files may, and why none of that is in a project.
ALLOWED = {
    "disk/": "the door itself",
    "data/": "sources that the person chose, and the cache, which lies outside projects",
    "runs/snapshots/reading.py": "safe_open, by the descriptor of a file that came through the door",
    "runs/history/file.py": "a temporary folder, and a database in memory; files are opened by disk.system.connect",
    "runs/history/schema.py": "a database in memory",
    "runs/history/store.py": "a database in memory",
    "engine/child.py": "the output of the engine, and its place in Linux's queue for memory",
    "engine/output_folder.py": "makes a temporary folder",
    "engine/memory.py": "reads what Linux lets a container have of memory",
    "engine/compiled_programs.py": "reads /proc/cpuinfo",
    "engine/keras_backend/hdf5_file.py": "h5py, by the descriptor of a file that the person chose",
    "ui/fonts.py": "fonts that the bootstrap brought",
    "ui/icons.py": "a font of the program",
    "ui/classify/incoming.py": "lists a folder of pictures that was dropped",
    "app/catalogues.py": "the program's own translations",
    "app/preferences.py": "the program's own folder of settings",
    "cli/main.py": "the null device",
}


def calls_of(source: str) -> Iterator[tuple[int, str]]:
    """Each call that touches files: (line, name). A method `open` counts if it is told a mode, or is a Path's."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Name) and called.id in NAMES:
            yield node.lineno, called.id
        elif isinstance(called, ast.Attribute):
            owner = called.value.id if isinstance(called.value, ast.Name) else ""
            if called.attr in OF_MODULES.get(owner, set()):
                yield node.lineno, f"{owner}.{called.attr}"
            elif owner not in OF_MODULES and called.attr in OF_PATHS:
                yield node.lineno, f".{called.attr}"
            elif called.attr == "open" and any(
                isinstance(word, ast.Constant) and isinstance(word.value, str) and set(word.value) <= set("rwxabt+")
                for word in node.args
            ):
                yield node.lineno, ".open"


def test_only_the_door_touches_files() -> None:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if any(name.startswith(allowed) for allowed in ALLOWED):
            continue
        found += [f"{name}:{line}: {call}" for line, call in calls_of(path.read_text(encoding="utf-8"))]
    assert found == [], "use nnstudio.disk, or say in this file why it is none of a project's"


def test_what_is_allowed_is_still_needed() -> None:
    for allowed in ALLOWED:
        paths = list((PACKAGE / allowed).rglob("*.py")) if allowed.endswith("/") else [PACKAGE / allowed]
        assert any(True for path in paths for _ in calls_of(path.read_text(encoding="utf-8"))), allowed


@pytest.mark.parametrize(
    "line",
    [
        "open('x')",
        "path.open('rb')",
        "Path('x').unlink()",
        "shutil.rmtree(x)",
        "os.replace(a, b)",
        "sqlite3.connect(x)",
        "h5py.File(x)",
        "run.path.write_text('x')",
    ],
)
def test_the_check_finds_it(line: str) -> None:
    assert len(list(calls_of(line))) == 1


@pytest.mark.parametrize(
    "line", ["dialog.open()", "text.replace('a', 'b')", "replace(a, b=1)", "folder.write('x', b'')"]
)
def test_the_check_lets_pass_what_is_none(line: str) -> None:
    assert list(calls_of(line)) == []
