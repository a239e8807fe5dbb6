"""Pictures resampled once, bilinearly, whatever moves their pixels.

In whole numbers over all samples at a time, which NumPy does without keeping other threads waiting. One picture after
the other by Pillow took three to five times as long, most of it outside the resampling.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.augmentation import Augmentation, Elastic, Flip
from nnstudio.data.augment.blend import blended
from nnstudio.data.augment.draws import Draws, Floats
from nnstudio.data.augment.maps import PARTS, Maps, Places, Ramps, places_of
from nnstudio.data.augment.moves import MOVES, Size, knots_of, maps_of, reach_of, stretched
from nnstudio.data.augment.scratch import SCRATCH
from nnstudio.data.augment.surroundings import background_of, with_surroundings, words_of

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Movement:
    """How the pixels of some samples move.

    Attributes:
        maps: of whole pictures.
        ramps: where their pixels come from, with `reach` pixels more on each side.
        knots: of the grid that bends, (k, 2, knots, knots); None where none does.
        reach: so far outside the picture may pixels come from.
        only_flips: without resampling.
    """

    maps: Maps
    ramps: Ramps
    knots: Floats | None
    reach: int
    only_flips: bool

    def of(self, some: slice) -> Movement:
        """The movement of some of the samples."""
        knots = None if self.knots is None else self.knots[some]
        return replace(self, maps=self.maps.of_samples(some), ramps=self.ramps[..., some], knots=knots)


def movement_of(plan: Sequence[Augmentation], draws: Draws, size: Size) -> Movement | None:
    """What the plan draws for pictures of (height, width); None if nothing moves."""
    elastic = next((each for each in plan if isinstance(each, Elastic)), None)
    moving = {type(each) for each in plan} & MOVES.keys()
    if elastic is None and not moving:
        return None
    knots = None if elastic is None else knots_of(elastic, draws, size)
    only_flips = elastic is None and moving == {Flip}
    maps, reach = maps_of(plan, draws, size), reach_of(plan, size)
    return Movement(maps, maps.ramps(*size, reach), knots, reach, only_flips)


def most_together(movement: Movement, size: Size) -> int:
    """How many pictures of (height, width) may be moved at a time: their rows are counted with 15 bits."""
    return max(1, 2**15 // (size[0] + 2 * movement.reach + 1))


def moved(samples: Pixels, movement: Movement) -> Pixels:
    """Samples (k, height, width, 1 or 3) with their pixels moved."""
    if movement.only_flips:
        return _flipped(samples, movement.maps)
    height, width, reach = *samples.shape[1:3], movement.reach
    places = places_of(movement.ramps, height, width, apart=height + 2 * reach)
    if movement.knots is not None:
        _bend(places[0], movement.knots[:, 0])
        _bend(places[1], movement.knots[:, 1])
    around = with_surroundings(words_of(samples), background_of(samples), reach)
    return blended(around, places, samples.shape[3])


def _bend(places: Places, knots: Floats) -> None:
    by = stretched(knots, places.shape)
    by *= np.float32(PARTS)
    whole = SCRATCH.array("bent", places.shape, np.int32)
    whole[...] = by
    places += whole


def _flipped(samples: Pixels, maps: Maps) -> Pixels:
    """Without resampling: the same pixels in another order."""
    changed = samples.copy()
    pixels = changed.view(f"V{samples.shape[3]}")[..., 0]
    across, down = np.flatnonzero(maps.xx < 0), np.flatnonzero(maps.yy < 0)
    pixels[across] = pixels[across][:, :, ::-1]
    pixels[down] = pixels[down][:, ::-1]
    return changed
