"""The Train page, made as the window makes it."""

from __future__ import annotations

from nnstudio.app.studio import Studio
from nnstudio.ui.train import PAGE
from nnstudio.ui.train.page import TrainPage


def train_page(studio: Studio) -> TrainPage:
    """The page on that studio."""
    page = PAGE.make(studio)
    assert isinstance(page, TrainPage)
    return page
