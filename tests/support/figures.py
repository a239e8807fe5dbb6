"""A classification's figures by name, written shortly."""

from __future__ import annotations


def figures(
    loss: float, accuracy: float, val_loss: float | None = None, val_accuracy: float | None = None
) -> dict[str, float]:
    """An epoch's; those over validation samples only where they are given."""
    named = {"loss": loss, "accuracy": accuracy, "val_loss": val_loss, "val_accuracy": val_accuracy}
    return {name: value for name, value in named.items() if value is not None}


def batch_figures(losses: tuple[float, ...], accuracies: tuple[float, ...]) -> dict[str, tuple[float, ...]]:
    """Those of some batches."""
    return {"loss": losses, "accuracy": accuracies}
