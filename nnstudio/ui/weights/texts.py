"""How weights and their places are written."""

from __future__ import annotations

from nnstudio.core.words import say
from nnstudio.ui.numbers import figure
from nnstudio.ui.weights.views import KernelPlace, Tiles, ViewKind


def number(value: float, digits: int = 3) -> str:
    """So many digits that count, with a true minus sign."""
    return figure(value, digits)


def exact(value: float) -> str:
    """Enough digits to tell any two float32 near each other apart for a person, with a true minus sign."""
    return figure(value, 5)


def view_label(kind: ViewKind, place: KernelPlace) -> str:
    """What a person calls that way to see the layer."""
    match kind:
        case "picture":
            return say("Pictures")
        case "mean":
            return say("Mean of the channels")
        case "channel":
            return say("One channel")
        case "kernels":
            return say("All kernels") if place.channels > 1 else say("Kernels")
        case "heat":
            return say("Heat map")


def tile_title(tiles: Tiles, tile: int, place: KernelPlace, class_names: tuple[str, ...]) -> str:
    """What a person calls the tile, such as `Unit 3 (Dress)` or `Filter 5, channel 2`."""
    unit = tiles.unit_of(tile)
    title = say("Filter {number}", number=unit) if place.is_filter else say("Unit {number}", number=unit)
    if place.last and unit < len(class_names):
        title = say("{title} ({meaning})", title=title, meaning=class_names[unit])
    channel = tiles.channel_of(tile)
    return title if channel is None else say("{title}, channel {channel}", title=title, channel=channel)


def weight_place(tiles: Tiles, row: int, column: int) -> str:
    """Where in its tile a weight stands."""
    if tiles.kind == "heat":
        return say("input {number}", number=tiles.input_of(row, column))
    return say("row {row}, column {column}", row=row, column=column)


def layout_note(tiles: Tiles, place: KernelPlace) -> str:
    """How to read the grid, in one line."""
    match tiles.kind:
        case "heat" if tiles.across == 1:
            return say("Each row is a unit, each column one of its inputs.")
        case "heat":
            return say("Each column is a unit, each row one of its inputs.")
        case "kernels" if tiles.group > 1:
            return say("Each group is a filter, with one kernel for each channel it sees.")
        case "kernels":
            return say("Each picture is a filter's kernel.")
        case _ if place.is_filter:
            return say("Each picture is a filter.")
        case _ if place.pixels:
            return say("Each picture is a unit: the pixels it looks for in orange, those it looks away from in blue.")
        case _:
            return say("Each picture is a unit, laid out like the feature map it sees.")
