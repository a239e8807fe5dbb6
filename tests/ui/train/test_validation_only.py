"""What is measured over validation samples alone is drawn, listed and saved as such."""

from __future__ import annotations

import numpy as np

from nnstudio.app.curves import Curves
from nnstudio.engine.messages import BatchesDone, EpochDone
from nnstudio.ui.train.epoch_figures import EpochFigures
from nnstudio.ui.train.export import batches_csv, epochs_csv
from nnstudio.ui.train.figures import best_of


def curves() -> Curves:
    """Two epochs of three batches."""
    found = Curves()
    for epoch, share in ((1, 0.5), (2, 0.75)):
        found.record(BatchesDone(epoch, 0, {"loss": (3.0, 2.0, 1.0)}, 30, 0.1))
        figures = {"loss": 2.0, "val_loss": 2.0, "val_f1_score": share}
        found.record(EpochDone(epoch, figures, 0.1, 300.0))
    return found


def test_it_is_one_of_the_figures_and_tells_the_best_epoch() -> None:
    assert curves().metrics == ("f1_score",)
    best = best_of(curves().epochs)
    assert best is not None
    assert best.epoch == 2


def test_its_curve_is_that_of_the_validation_samples() -> None:
    figures = EpochFigures("f1_score")
    figures.follow(curves().epochs)
    assert figures.validation.tolist() == [0.5, 0.75]
    assert np.isnan(figures.training).all()


def test_tables_leave_it_out_where_there_is_none() -> None:
    lines = batches_csv(curves()).splitlines()
    assert lines[0] == "batch,epoch,loss"
    assert len(lines) == 7
    first, second = (line.split(",") for line in epochs_csv(curves()).splitlines()[:2])
    told = dict(zip(first, second, strict=True))
    assert (told["f1_score"], told["val_f1_score"]) == ("", "0.5")
