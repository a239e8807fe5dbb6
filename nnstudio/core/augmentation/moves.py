"""Augmentations that move a picture's pixels. Where nothing is left the background goes on, or the picture's mirror."""

from __future__ import annotations

from dataclasses import dataclass

from nnstudio.core.augmentation.base import Augmentation
from nnstudio.core.settings import number, switch
from nnstudio.core.words import mark


@dataclass(frozen=True)
class Flip(Augmentation):
    """Half of the pictures mirrored, in each direction that is on."""

    title = mark("Flip")
    about = mark("Mirrors every other picture. Not for digits and letters, whose mirror is another sign or none.")

    horizontal: bool = switch(True, mark("Left and right"), mark("Mirrors left and right, as most photos may be."))
    vertical: bool = switch(
        False, mark("Top and bottom"), mark("Mirrors top and bottom, as pictures from above may be.")
    )


@dataclass(frozen=True)
class Rotation(Augmentation):
    """Turns about the middle, evenly up to the limit in both directions."""

    title = mark("Rotation")
    about = mark("Turns each picture about its middle, so that the network doesn't mind how it is held.")

    degrees: float = number(10.0, mark("Degrees"), mark("The furthest turn, in either direction."), 0, 180, decimals=0)


@dataclass(frozen=True)
class Shift(Augmentation):
    """Moves by whole pixels, evenly up to the limits in both directions."""

    title = mark("Shift")
    about = mark("Moves each picture, so that the network doesn't mind where things are.")

    across: float = number(
        0.1, mark("Across"), mark("The furthest move left or right, of the width."), 0, 0.5, decimals=2, percent=True
    )
    down: float = number(
        0.1, mark("Down"), mark("The furthest move up or down, of the height."), 0, 0.5, decimals=2, percent=True
    )


@dataclass(frozen=True)
class Zoom(Augmentation):
    """Enlarges or shrinks about the middle, with the aspect kept."""

    title = mark("Zoom")
    about = mark("Enlarges or shrinks each picture, so that the network doesn't mind how near things are.")

    nearer: float = number(0.1, mark("Nearer"), mark("So much larger at the most."), 0, 1, decimals=2, percent=True)
    further: float = number(
        0.1, mark("Further"), mark("So much smaller at the most."), 0, 0.5, decimals=2, percent=True
    )


@dataclass(frozen=True)
class Shear(Augmentation):
    """Slants to the left or to the right."""

    title = mark("Shear")
    about = mark("Slants each picture, as handwriting is slanted.")

    share: float = number(
        0.15,
        mark("Slant"),
        mark("How far the top moves against the bottom at the most, of the height."),
        0,
        1,
        decimals=2,
        percent=True,
    )


@dataclass(frozen=True)
class Elastic(Augmentation):
    """Moves the knots of a coarse grid at random, and what lies between with them (Ronneberger et al. 2015)."""

    title = mark("Elastic")
    about = mark("Bends each picture like a rubber sheet, as no two hands write alike.")

    strength: float = number(
        0.05,
        mark("Strength"),
        mark("How far a place moves at the most, of the picture's sides."),
        0,
        0.15,
        decimals=2,
        percent=True,
    )
