"""Many little pictures as one: where each stands, and the composed image. Without Qt.

A composed image holds levels: 0 is the most negative weight, ZERO is none, TOP the most positive; NOT_A_NUMBER and
GAP are what they say. A colour table turns levels into colours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Levels = npt.NDArray[np.uint8]
Weights = npt.NDArray[np.float32]
Order = npt.NDArray[np.intp]

ZERO = 126
TOP = 252
NOT_A_NUMBER = 253
GAP = 255
OUTLIERS = 0.005
MOST_SAMPLED = 1_000_000


@dataclass(frozen=True)
class Place:
    """One weight: its position in the grid (not the tile's own number, where tiles are sorted), row and column."""

    position: int
    row: int
    column: int


@dataclass(frozen=True)
class Layout:
    """Where tiles stand. Lengths in pixels.

    Attributes:
        count: tiles.
        rows, columns: of one tile, in weights.
        across: tiles in a row.
        scale: the side of one weight.
        gap: between tiles.
        group: tiles of a row that belong together.
        group_gap: how much wider the gap is between groups.
        label: room above each tile for its label.
        higher: how many times as high as wide a weight is.
    """

    count: int
    rows: int
    columns: int
    across: int
    scale: int = 1
    gap: int = 1
    group: int = 1
    group_gap: int = 0
    label: int = 0
    higher: int = 1

    @property
    def lines(self) -> int:
        """Rows of tiles."""
        return -(-self.count // self.across)

    @property
    def tile_width(self) -> int:
        """The width of a tile."""
        return self.columns * self.scale

    @property
    def tile_height(self) -> int:
        """The height of a tile, without its label."""
        return self.rows * self.scale * self.higher

    @property
    def width(self) -> int:
        """The width of everything."""
        return self.left(min(self.across, self.count) - 1) + self.tile_width if self.count else 0

    @property
    def height(self) -> int:
        """The height of everything."""
        return self.top(self.lines - 1) + self.tile_height if self.count else 0

    def left(self, column: int) -> int:
        """Where that column of tiles begins."""
        return column * (self.tile_width + self.gap) + column // self.group * self.group_gap

    def top(self, line: int) -> int:
        """Where the tiles of that row begin, below their labels."""
        return line * (self.label + self.tile_height + self.gap) + self.label

    def rectangle(self, position: int) -> tuple[int, int, int, int]:
        """The tile at that position: left, top, width, height."""
        line, column = divmod(position, self.across)
        return self.left(column), self.top(line), self.tile_width, self.tile_height

    def at(self, x: int, y: int) -> Place | None:
        """The weight at that pixel; None in a gap."""
        columns, inner_columns = self.columns_at(np.array([x]))
        lines, inner_rows = self.lines_at(np.array([y]))
        position = int(lines[0] * self.across + columns[0])
        if columns[0] < 0 or lines[0] < 0 or position >= self.count:
            return None
        return Place(position, int(inner_rows[0]), int(inner_columns[0]))

    def columns_at(self, x: Order) -> tuple[Order, Order]:
        """Of each pixel column: the column of tiles (-1 in a gap), and the column of weights in the tile."""
        wide = self.group * (self.tile_width + self.gap) + self.group_gap
        group, rest = np.divmod(x, wide)
        column, inner = np.divmod(rest, self.tile_width + self.gap)
        tile = group * self.group + column
        inside = (inner < self.tile_width) & (column < self.group) & (tile < self.across) & (x >= 0)
        return np.where(inside, tile, -1), np.where(inside, inner // self.scale, 0)

    def lines_at(self, y: Order) -> tuple[Order, Order]:
        """Of each pixel row: the row of tiles (-1 in a gap), and the row of weights in the tile."""
        line, inner = np.divmod(y, self.label + self.tile_height + self.gap)
        inner -= self.label
        inside = (inner >= 0) & (inner < self.tile_height) & (line < self.lines) & (y >= 0)
        return np.where(inside, line, -1), np.where(inside, inner // (self.scale * self.higher), 0)


def levels_of(values: Weights, limits: npt.ArrayLike) -> Levels:
    """Weights as levels: `limits` (one, or one a tile) become the ends of the scale, symmetrically around zero."""
    limit = np.asarray(limits, dtype=np.float32).reshape(-1, *[1] * (values.ndim - 1))
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        shares = np.clip(values / np.where(limit > 0, limit, 1), -1, 1)
    scaled = np.rint(shares * ZERO + ZERO)
    levels: Levels = np.where(np.isfinite(values), scaled, NOT_A_NUMBER).astype(np.uint8)
    return levels


def scale_ends(values: Weights, *, each: bool) -> npt.NDArray[np.float32]:
    """The absolute weight at the ends of the scale: of each tile its largest (tiles,), or one for all tiles (1,).

    The one for all leaves out the largest half percent, so that a few outliers don't make everything else pale.
    Values that aren't finite don't count.
    """
    sizes = np.abs(values)
    sizes[~np.isfinite(sizes)] = 0
    if each:
        most: npt.NDArray[np.float32] = sizes.reshape(len(values), -1).max(axis=1, initial=0)
        return most
    sample = sizes.ravel()[:: max(1, sizes.size // MOST_SAMPLED)]
    kth = max(0, int(np.ceil(sample.size * (1 - OUTLIERS))) - 1)
    found: npt.NDArray[np.float32] = np.partition(sample, kth)[kth : kth + 1]
    return found if found.size and found[0] > 0 else sizes.max(initial=0, keepdims=True).reshape(1)


def compose(layout: Layout, window: tuple[int, int, int, int], levels_at: Callable[[Order], Levels]) -> Levels:
    """The part `window` (left, top, width, height) of the grid, as levels (height, width).

    `levels_at` gives the tiles at some positions; only those in the window are asked for, so the cost follows the
    window and not the kernel.
    """
    left, top, width, height = window
    columns, inner_columns = layout.columns_at(np.arange(left, left + width))
    lines, inner_rows = layout.lines_at(np.arange(top, top + height))
    image = np.full((height, width), GAP, np.uint8)
    across, down = np.unique(columns[columns >= 0]), np.unique(lines[lines >= 0])
    if not across.size or not down.size:
        return image
    positions = down[:, None] * layout.across + across
    there = (positions < layout.count).ravel()
    levels = levels_at(np.where(there, positions.ravel(), 0))
    levels[~there] = GAP
    tile = np.searchsorted(down, lines)[:, None] * across.size + np.searchsorted(across, columns)
    x, y = np.flatnonzero(columns >= 0), np.flatnonzero(lines >= 0)
    inside = np.ix_(y, x)
    image[inside] = levels[tile[inside], inner_rows[y][:, None], inner_columns[x]]
    return image
