"""Where the steps of a run get their samples: all of them on the device, or block by block from the disk.

Either way it is the same compiled step that takes rows of samples on the device, so the bits are the same.
"""

from __future__ import annotations

from nnstudio.engine.keras_backend.feeds.base import Block, Blocks, Feed, Place, Work
from nnstudio.engine.keras_backend.feeds.choosing import feed_for
from nnstudio.engine.keras_backend.feeds.resident import ResidentFeed
from nnstudio.engine.keras_backend.feeds.streamed import StreamedFeed

__all__ = ["Block", "Blocks", "Feed", "Place", "ResidentFeed", "StreamedFeed", "Work", "feed_for"]
