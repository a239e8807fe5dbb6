"""How the learning rate changes from step to step. A new schedule is a class and its line here."""

from __future__ import annotations

from nnstudio.core.family import Family
from nnstudio.core.training.schedules.base import Arithmetic, Moment, PythonArithmetic, Schedule
from nnstudio.core.training.schedules.falling import (
    Constant,
    CosineDecay,
    EpochDecay,
    ExponentialDecay,
    InverseTimeDecay,
    PolynomialDecay,
    StepDecay,
)
from nnstudio.core.training.schedules.piecewise import PiecewiseConstantDecay
from nnstudio.core.training.schedules.waves import CosineDecayRestarts, OneCycle
from nnstudio.core.words import mark

__all__ = [
    "SCHEDULES",
    "Arithmetic",
    "Constant",
    "CosineDecay",
    "CosineDecayRestarts",
    "EpochDecay",
    "ExponentialDecay",
    "InverseTimeDecay",
    "Moment",
    "OneCycle",
    "PiecewiseConstantDecay",
    "PolynomialDecay",
    "PythonArithmetic",
    "Schedule",
    "StepDecay",
]

SCHEDULES: Family[Schedule] = Family(
    Schedule,
    mark("a schedule"),
    (
        Constant,
        InverseTimeDecay,
        ExponentialDecay,
        EpochDecay,
        StepDecay,
        PiecewiseConstantDecay,
        PolynomialDecay,
        CosineDecay,
        CosineDecayRestarts,
        OneCycle,
    ),
)
