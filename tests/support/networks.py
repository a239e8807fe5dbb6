"""Random layers and networks for property tests, valid and not."""

from __future__ import annotations

from hypothesis import strategies as st

from nnstudio.core.errors import ShapeError
from nnstudio.core.layers import (
    ACTIVATIONS,
    INITIALIZERS,
    Activation,
    AveragePooling2D,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePooling2D,
    Input,
    Layer,
    MaxPooling2D,
    Reshape,
    Shape,
)
from nnstudio.core.network import Network, chain_network
from nnstudio.core.shapes import output_shape, values_in

_sizes = st.tuples(st.integers(1, 4), st.integers(1, 4))
_activations = st.sampled_from(ACTIVATIONS)
_initializers = st.sampled_from(INITIALIZERS)
_paddings = st.sampled_from(["valid", "same"])

pictures: st.SearchStrategy[Shape] = st.tuples(st.integers(1, 12), st.integers(1, 12), st.sampled_from([1, 3]))


def layers(shape: Shape | None = None) -> st.SearchStrategy[Layer]:
    """Any layer but Input; a Reshape is likely to fit values of `shape`."""
    targets = st.lists(st.sampled_from([-1, 1, 2, 3, 4, 8]), min_size=1, max_size=3).map(tuple)
    if shape:
        count = values_in(shape)
        targets |= st.sampled_from([(count,), (-1,), (1, count), (count, 1, 1), (1, -1, 1)])
    return st.one_of(
        st.just(Flatten()),
        st.builds(Dense, st.integers(1, 12), _activations, st.booleans(), _initializers),
        st.builds(Activation, _activations),
        st.builds(Dropout, st.floats(0, 0.9)),
        st.builds(Conv2D, st.integers(1, 6), _sizes, _sizes, _paddings, _activations, st.booleans(), _initializers),
        st.builds(MaxPooling2D, _sizes, st.none() | _sizes, _paddings),
        st.builds(AveragePooling2D, _sizes, st.none() | _sizes, _paddings),
        st.just(GlobalAveragePooling2D()),
        st.builds(BatchNormalization, st.floats(0, 1), st.floats(1e-6, 0.1)),
        st.builds(Reshape, targets),
    )


@st.composite
def chains(draw: st.DrawFn, most: int = 7) -> Network:
    """An Input and any layers after it, whether they fit or not."""
    return chain_network(Input(draw(pictures)), *draw(st.lists(layers(), min_size=1, max_size=most)))


@st.composite
def valid_networks(draw: st.DrawFn, most: int = 7) -> Network:
    """An Input and layers that each fit the one before."""
    entrance = Input(draw(pictures))
    shape = entrance.shape
    chosen: list[Layer] = [entrance]
    for _ in range(draw(st.integers(1, most))):
        layer = draw(layers(shape))
        try:
            shape = output_shape(layer, shape)
        except ShapeError:
            continue
        chosen.append(layer)
    return chain_network(*chosen)
