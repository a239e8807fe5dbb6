"""The keys of notices about a condition: each is withdrawn when what it tells of is over."""

from __future__ import annotations

OPENING = "a project could not be opened"
SAVING_AS = "the project could not be saved elsewhere"
SAVED_AS = "the project was saved elsewhere"
LEFT_OUT = "entries were left out of a copy"
BLOCKED = "something waits for what keeps training from starting"
STARTING = "a run could not be started"
RUN_ENDED = "how the last run ended"
GOES_ON = "how a run goes on"
BROKEN_OFF = "a run was broken off"
RUN_UNREADABLE = "a run could not be shown"
RUNS_NOTES = "what was found while reading the runs"
RUNS_DELETED = "runs were deleted, or removed for good"
RUN_OVER = "a run is over, and the person is elsewhere"
REMEDY = "whether a remedy helped"
RUNS_UNCHANGED = "runs could not be labelled, deleted or restored"
SAVING = "weights or model could not be saved"
LOADING = "weights could not be loaded"
ENGINE = "the engine could not start"
PREFERENCES = "preferences could not be kept"
CACHE = "kept data could not be listed or removed"
SOURCE_CHANGED = "the files that data was read from changed"

OF_A_RUN = (BLOCKED, STARTING, RUN_ENDED, GOES_ON, BROKEN_OFF, RUN_UNREADABLE, LOADING)  # over when a run begins
OF_A_PROJECT = (  # over when another project is open
    *OF_A_RUN,
    OPENING,
    SAVING_AS,
    SAVED_AS,
    RUN_OVER,
    REMEDY,
    RUNS_NOTES,
    RUNS_DELETED,
    RUNS_UNCHANGED,
    SAVING,
    SOURCE_CHANGED,
)
