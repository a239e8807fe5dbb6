"""An execution takes 30 to 50 ms, whatever a step takes, soon after the start and after a change."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

PATH = Path(__file__).resolve().parents[2] / "nnstudio" / "engine" / "keras_backend" / "pacing.py"


def load() -> ModuleType:
    """The module by its file: nobody imports keras_backend, and this part of it needs no Keras."""
    spec = importlib.util.spec_from_file_location("pacing_under_test", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


Pace = load().Pace


@given(st.floats(0.00005, 0.004), st.floats(0.0005, 0.004))
def test_executions_come_to_between_30_and_50_ms(first: float, then: float) -> None:
    pace = Pace(1024)
    pace.took(1, 32, 5.0)  # with its compilation
    for step in (first, then):
        for _ in range(20):
            steps = pace.steps(100_000)
            pace.took(steps, 32, steps * step)
        assert 0.03 <= pace.steps(100_000) * step <= 0.05


@pytest.mark.parametrize(("step", "expected"), [(1.0, 1), (0.0, 1024)])
def test_the_steps_stay_within_their_limits(step: float, expected: int) -> None:
    pace = Pace(1024)
    pace.took(1, 32, 0.1)
    for _ in range(30):
        steps = pace.steps(100_000)
        pace.took(steps, 32, steps * step)
    assert pace.steps(100_000) == expected


def test_the_end_of_an_epoch_and_a_first_execution_teach_nothing() -> None:
    pace = Pace(1024)
    pace.took(1, 32, 0.00001)
    assert pace.steps(9) == 1
    for _ in range(6):
        pace.took(pace.steps(10_000), 32, 0.001)
    steps = pace.steps(10_000)
    pace.took(3, 32, 9.0)
    pace.took(steps, 7, 9.0)
    assert pace.steps(10_000) == steps
    assert pace.steps(5) == 5
