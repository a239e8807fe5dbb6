"""The layers that a network can be made of. A new kind is a class in a file here, and its line in LAYERS."""

from __future__ import annotations

from nnstudio.core.family import Family
from nnstudio.core.layers.base import GROUPS, Example, Group, Layer, Weight, kind_of
from nnstudio.core.layers.choices import ACTIVATIONS, INITIALIZERS, ActivationName, InitializerName, Padding
from nnstudio.core.layers.convolution import Conv2D
from nnstudio.core.layers.dense import Activation, Dense
from nnstudio.core.layers.input import Input
from nnstudio.core.layers.pooling import AveragePooling2D, GlobalAveragePooling2D, MaxPooling2D
from nnstudio.core.layers.regularization import BatchNormalization, Dropout
from nnstudio.core.layers.reshaping import Flatten, Reshape
from nnstudio.core.layers.shapes import Shape, Shapes, Size, shape_text, values_in
from nnstudio.core.words import mark

__all__ = [
    "ACTIVATIONS",
    "GROUPS",
    "INITIALIZERS",
    "LAYERS",
    "Activation",
    "ActivationName",
    "AveragePooling2D",
    "BatchNormalization",
    "Conv2D",
    "Dense",
    "Dropout",
    "Example",
    "Flatten",
    "GlobalAveragePooling2D",
    "Group",
    "InitializerName",
    "Input",
    "Layer",
    "MaxPooling2D",
    "Padding",
    "Reshape",
    "Shape",
    "Shapes",
    "Size",
    "Weight",
    "kind_of",
    "shape_text",
    "values_in",
]

# In the order in which the palette shows them, within their groups.
LAYERS: Family[Layer] = Family(
    Layer,
    mark("a layer"),
    (
        Input,
        Dense,
        Activation,
        Conv2D,
        MaxPooling2D,
        AveragePooling2D,
        GlobalAveragePooling2D,
        Dropout,
        BatchNormalization,
        Flatten,
        Reshape,
    ),
)
