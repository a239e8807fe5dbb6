"""Shows how sure the network is."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLabel

from nnstudio.app.asking import Asked
from nnstudio.app.studio import Studio
from nnstudio.core.errors import StudioError
from nnstudio.engine.blocks import read_block
from tests.extending.certainty import Certain, Certainty


class CertaintyView(QLabel):
    """One line of text, asked for by `ask`."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio

    def ask(self, count: int) -> Asked[Any]:
        """Asks about so many test pictures."""
        assert self._studio.data.dataset is not None
        question = Certainty(str(self._studio.data.dataset.folder), count)
        return self._studio.model.ask(question, self._on_answer, self._on_failure, newest_only="certainty")

    def _on_answer(self, answer: Certain) -> None:
        shares = read_block(answer.shares)
        self.setText(f"{len(shares)} pictures, {shares.mean():.3f}")

    def _on_failure(self, error: StudioError) -> None:
        self.setText(str(error))
