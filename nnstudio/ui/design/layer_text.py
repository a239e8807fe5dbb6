"""A layer as text: what is dragged from the palette and what the clipboard holds.

The text is the layer's JSON as `core.serial` writes it, such as `{"kind": "Dense", "units": 128}`; settings that are
left out have their defaults. Dragged data carries it as UTF-8 under the MIME type `application/x-nnstudio-layer`.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData

from nnstudio.core.errors import FormatError
from nnstudio.core.layers import Layer
from nnstudio.core.serial import parse_json, to_json
from nnstudio.core.words import say

LAYER_MIME = "application/x-nnstudio-layer"
_MOST_BYTES = 10_000
_PLACE = "the pasted text"


def layer_to_text(layer: Layer) -> str:
    """The layer as JSON text."""
    return to_json(layer, indent=2)


def layer_from_text(text: str, where: str = _PLACE) -> Layer:
    """Reads what `layer_to_text` wrote, by anyone: FormatError unless it is one layer with values in their limits."""
    layer: Layer = parse_json(Layer, text, where, most_bytes=_MOST_BYTES)
    for complaint in layer.complaints():
        message = say("{setting} {complaint}", setting=complaint.setting.name, complaint=complaint.message)
        raise FormatError(message, where=where, fix=complaint.fix)
    return layer


def layer_mime(layer: Layer) -> QMimeData:
    """What a drag of that layer carries."""
    data = QMimeData()
    data.setData(LAYER_MIME, layer_to_text(layer).encode())
    return data


def layer_from_mime(data: QMimeData) -> Layer | None:
    """The layer that is dragged, or None if it is something else."""
    if not data.hasFormat(LAYER_MIME):
        return None
    raw = bytes(data.data(LAYER_MIME).data())
    try:
        return layer_from_text(raw[: _MOST_BYTES + 1].decode(errors="replace"))
    except FormatError:
        return None  # not ours after all: the cursor says that it can't be dropped here
