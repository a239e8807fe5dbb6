"""Training pictures changed at random: what `nnstudio.core.augmentation` names is done here."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from nnstudio.core.augmentation import Augmentation, Cutout, Noise
from nnstudio.data.augment.disturbances import add_noise, cut_out
from nnstudio.data.augment.draws import Draws
from nnstudio.data.augment.resample import Movement, most_together, moved, movement_of
from nnstudio.data.augment.shades import shades_of

Pixels = NDArray[np.uint8]
Plan = tuple[Augmentation, ...]

__all__ = ["augmented"]

_FULL = 255
# Pixels at a time: so few that what is computed on the way stays near the processor, so many that calls don't count.
_AT_ONCE = 2**16


def augmented(
    samples: Pixels, rows: NDArray[np.int32], plan: Plan, *, seed: int, epoch: int, high: int = _FULL
) -> Pixels:
    """Copies of pictures, each changed as the plan says; done in the order of the family, whatever the plan's is.

    What becomes of a sample is a pure function of it, the plan and (seed, epoch, row), whichever come with it. May
    be called from any thread; NumPy lets other threads run meanwhile.

    Args:
        samples: (k, height, width, 1 or 3), 0 to `high`.
        rows: (k,) which sample of the data each is.
        plan: one of a kind at the most counts, the last.
        seed, epoch: of the run; not negative.
        high: the greatest value that can be stored.
    """
    kinds = tuple({type(each): each for each in plan}.values())
    if not kinds or not len(rows):
        return samples.copy()
    changed, draws = np.empty_like(samples), Draws(rows, seed, epoch)
    size = samples.shape[1], samples.shape[2]
    movement = movement_of(kinds, draws, size)
    step = max(1, _AT_ONCE // math.prod(size))
    if movement is not None:
        step = min(step, most_together(movement, size))
    for first in range(0, len(rows), step):
        some = slice(first, first + step)
        part = movement.of(some) if movement is not None else None
        changed[some] = _changed(samples[some], kinds, part, draws.of_part(some), high)
    return changed


def _changed(samples: Pixels, plan: Plan, movement: Movement | None, draws: Draws, high: int) -> Pixels:
    """Narrow ranges are changed as wide ones, so that their few steps are rounded once."""
    factor = max(1, _FULL // high)
    white = high * factor
    samples = samples * np.uint8(factor) if factor > 1 else np.ascontiguousarray(samples)
    shades = shades_of(samples, plan, draws, white)
    changed = moved(samples, movement) if movement is not None else samples
    changed = shades.of(changed) if shades is not None else changed
    changed = samples.copy() if changed is samples else changed
    for each in plan:
        if isinstance(each, Noise):
            add_noise(changed, each, draws, white)
    for each in plan:
        if isinstance(each, Cutout):
            cut_out(changed, each, draws)
    if white < _FULL:
        np.minimum(changed, np.uint8(white), out=changed)
    return changed if factor == 1 else ((changed.astype(np.uint16) + factor // 2) // factor).astype(np.uint8)
