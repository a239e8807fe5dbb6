"""core imports the standard library and itself: it is what everything else may import, in any process."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

CORE = Path(__file__).resolve().parents[2] / "nnstudio" / "core"


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module
            case ast.ImportFrom():
                yield "a relative import"


@pytest.mark.parametrize("file", sorted(CORE.rglob("*.py")), ids=lambda file: str(file.relative_to(CORE)))
def test_only_the_standard_library_and_core_are_imported(file: Path) -> None:
    strangers = {
        name
        for name in imported(file)
        if name.partition(".")[0] not in sys.stdlib_module_names and not f"{name}.".startswith("nnstudio.core.")
    }
    assert not strangers
