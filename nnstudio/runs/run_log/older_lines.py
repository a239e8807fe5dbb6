"""Epochs as older versions of the program wrote them, brought to the form that is written now.

Before figures had names in the log, an epoch had loss and accuracy only, each in an entry of its own.
"""

from __future__ import annotations

from typing import Any

from nnstudio.core.errors import FormatError
from nnstudio.core.serial import KIND
from nnstudio.core.training.figures import LOSS

_KEYS = frozenset((KIND, "point", "batch_losses", "batch_accuracies"))
_NAMES = {
    "loss": LOSS,
    "accuracy": "accuracy",
    "validation_loss": "val_loss",
    "validation_accuracy": "val_accuracy",
}


def is_older(plain: Any) -> bool:
    """Whether it is an epoch's line of an older version."""
    return isinstance(plain, dict) and plain.keys() == _KEYS


def up_to_date(plain: dict[str, Any]) -> dict[str, Any]:
    """That line as it is written now. Raises FormatError if it lacks a figure or gives none for what always had one."""
    point = plain["point"]
    if type(point) is not dict or not _NAMES.keys() <= point.keys() or None in (point["loss"], point["accuracy"]):
        raise FormatError("")
    figures = {new: point[old] for old, new in _NAMES.items() if point[old] is not None}
    others = {name: value for name, value in point.items() if name not in _NAMES}
    batches = {LOSS: plain["batch_losses"], "accuracy": plain["batch_accuracies"]}
    return {KIND: plain[KIND], "point": {**others, "figures": figures}, "batches": batches}
