"""What is told of the engine: whoever answers now, not the one that only starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import pytest

from nnstudio.app.engine_report import EngineReport
from nnstudio.app.engines import Engines, EngineStatus
from nnstudio.app.preference_store import PreferenceStore
from nnstudio.core.training import BackendName


@dataclass
class PlayedEngine:
    """An engine in some state."""

    backend: BackendName
    status: EngineStatus

    @property
    def ready(self) -> object:
        return True if self.status == "ready" else None

    @property
    def title(self) -> str:
        return f"{self.backend} {self.status}"


@dataclass
class PlayedEngines:
    """Which engines there are."""

    in_use: PlayedEngine | None
    trainer: PlayedEngine | None = None


@pytest.mark.parametrize(
    ("engines", "title"),
    [
        (PlayedEngines(PlayedEngine("jax", "starting")), "jax starting"),
        (PlayedEngines(PlayedEngine("jax", "ready"), PlayedEngine("jax", "ready")), "jax ready"),
        (PlayedEngines(PlayedEngine("jax", "starting"), PlayedEngine("jax", "ready")), "jax ready"),
        (PlayedEngines(PlayedEngine("jax", "starting"), PlayedEngine("jax", "ended")), "jax starting"),
        (PlayedEngines(PlayedEngine("jax", "starting"), PlayedEngine("tensorflow", "ready")), "jax starting"),
    ],
)
def test_who_answers_is_told(engines: PlayedEngines, title: str) -> None:
    report = EngineReport(cast(Engines, engines), cast(PreferenceStore, None))
    assert report.title == title
    assert report.status == title.split()[1]


def test_without_an_engine_it_has_ended() -> None:
    assert EngineReport(cast(Engines, PlayedEngines(None)), cast(PreferenceStore, None)).status == "ended"
