"""What a run did, line by line, in its own folder: `run.log`, which is only ever added to.

The log is what counts; the history of all runs is an index over the logs and can be made from them anew.
"""

from nnstudio.runs.run_log.blocks import LogPlace
from nnstudio.runs.run_log.entries import (
    RUN_LOG,
    SNAPSHOT_NAME,
    Begun,
    Ended,
    EngineNamed,
    Entry,
    EpochLine,
    EpochPoint,
    EpochRecord,
    Resumed,
    RunStatus,
    SnapshotLine,
    SnapshotsGone,
    epoch_line,
    epoch_record,
)
from nnstudio.runs.run_log.kept import KeptRun, kept_run
from nnstudio.runs.run_log.lines import add_to_log
from nnstudio.runs.run_log.reading import checksums, first_entry, has_log, last_entry, read_log

__all__ = [
    "RUN_LOG",
    "SNAPSHOT_NAME",
    "Begun",
    "Ended",
    "EngineNamed",
    "Entry",
    "EpochLine",
    "EpochPoint",
    "EpochRecord",
    "KeptRun",
    "LogPlace",
    "Resumed",
    "RunStatus",
    "SnapshotLine",
    "SnapshotsGone",
    "add_to_log",
    "checksums",
    "epoch_line",
    "epoch_record",
    "first_entry",
    "has_log",
    "kept_run",
    "last_entry",
    "read_log",
]
