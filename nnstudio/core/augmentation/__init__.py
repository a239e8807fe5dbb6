"""How training pictures are changed at random, each time that they are seen; in the order in which people see them.

A new kind is a class here with its line below, and what it does in `nnstudio.data.augment`.
"""

from __future__ import annotations

from nnstudio.core.augmentation.base import Augmentation, can_augment
from nnstudio.core.augmentation.colours import Brightness, Contrast, Tint
from nnstudio.core.augmentation.disturbances import Cutout, Noise
from nnstudio.core.augmentation.moves import Elastic, Flip, Rotation, Shear, Shift, Zoom
from nnstudio.core.family import Family
from nnstudio.core.words import mark

AUGMENTATIONS: Family[Augmentation] = Family(
    Augmentation,
    mark("an augmentation"),
    (Flip, Rotation, Shift, Zoom, Shear, Elastic, Brightness, Contrast, Tint, Noise, Cutout),
)

__all__ = [
    "AUGMENTATIONS",
    "Augmentation",
    "Brightness",
    "Contrast",
    "Cutout",
    "Elastic",
    "Flip",
    "Noise",
    "Rotation",
    "Shear",
    "Shift",
    "Tint",
    "Zoom",
    "can_augment",
]
