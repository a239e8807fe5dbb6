"""Whether the samples of a run lie on the device, or are read while it goes on."""

from __future__ import annotations

import os

import numpy as np

from nnstudio.core.numbers import decimal
from nnstudio.core.project import Project
from nnstudio.core.words import say
from nnstudio.data.order import Rows
from nnstudio.data.parts import Parts
from nnstudio.data.sample_reader import bytes_each
from nnstudio.engine.keras_backend.feeds.augmenting import augmenting_of
from nnstudio.engine.keras_backend.feeds.base import Feed, Place
from nnstudio.engine.keras_backend.feeds.resident import ResidentFeed
from nnstudio.engine.keras_backend.feeds.streamed import StreamedFeed
from nnstudio.engine.memory import SAMPLE_MEMORY, main_memory

SHARE = 0.125  # of the memory that is the device's, or the computer's: the network and other programs want some too
_GIGABYTE = 1e9


def feed_for(parts: Parts, project: Project, place: Place, device_memory: int | None) -> Feed:
    """The feed for the training and validation samples.

    `device_memory`: the bytes of a device with memory of its own; None: it computes in main memory. The environment
    variable SAMPLE_MEMORY says instead how many bytes of samples may lie on the device.
    """
    augmenting = augmenting_of(parts, project)
    if augmenting is not None:
        reason = say("Samples are read from the disk while it trains, and changed as augmentation asks.")
        return StreamedFeed(parts, place, reason=reason, augmenting=augmenting)
    rows = used_rows(parts)
    size, most = bytes_each(parts.dataset.x_train) * len(rows), _most_bytes(device_memory)
    if size <= most:
        return ResidentFeed(parts, rows, place)
    reason = say(
        "Samples are read from the disk while it trains: all of them, {size} GB, are more than the {most} GB of memory "
        "that they may take.",
        size=decimal(size / _GIGABYTE, 2),
        most=decimal(most / _GIGABYTE, 2),
    )
    return StreamedFeed(parts, place, reason=reason)


def used_rows(parts: Parts) -> Rows:
    """Which rows a run learns from or validates with, in order."""
    return np.sort(np.concatenate([parts.rows["training"], parts.rows["validation"]]))


def _most_bytes(device_memory: int | None) -> int:
    given = os.environ.get(SAMPLE_MEMORY, "")
    return int(given) if given.isdecimal() else int(SHARE * (device_memory or main_memory()))
