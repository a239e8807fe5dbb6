"""The runs of a project, as their folders tell them, with an index over that: `runs.sqlite`."""

from nnstudio.runs.history.history import MOST_LISTED, RunHistory, begun_now, ended_now, resumed_now
from nnstudio.runs.history.rows import RunSummary

__all__ = ["MOST_LISTED", "RunHistory", "RunSummary", "begun_now", "ended_now", "resumed_now"]
