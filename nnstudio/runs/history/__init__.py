"""The runs of a project, as their folders tell them, with an index over that: `runs.sqlite`."""

from nnstudio.runs.history.facts import RunFacts
from nnstudio.runs.history.history import MOST_LISTED, RunHistory, begun_now, ended_now, read_facts, resumed_now
from nnstudio.runs.history.rows import BestEpoch, RunSummary

__all__ = [
    "MOST_LISTED",
    "BestEpoch",
    "RunFacts",
    "RunHistory",
    "RunSummary",
    "begun_now",
    "ended_now",
    "read_facts",
    "resumed_now",
]
