"""Random layers and networks for property tests, valid and not: of every kind that there is."""

from __future__ import annotations

from hypothesis import strategies as st

from nnstudio.core.errors import ShapeError
from nnstudio.core.layers import LAYERS, Input, Layer, Reshape, Shape, values_in
from nnstudio.core.network import Network, chain_network
from nnstudio.core.network.inference import output_shapes
from tests.support.values import values_of

MOST = 6  # units, filters, rows: small enough to build hundreds

pictures: st.SearchStrategy[Shape] = st.tuples(st.integers(1, 12), st.integers(1, 12), st.sampled_from([1, 3]))


def layers(shape: Shape | None = None) -> st.SearchStrategy[Layer]:
    """Any layer but Input; a Reshape is likely to fit values of `shape`."""
    kinds = [values_of(kind, MOST) for kind in LAYERS if kind is not Input]
    if shape:
        count = values_in(shape)
        targets = st.sampled_from([(count,), (-1,), (1, count), (count, 1, 1), (1, -1, 1)])
        kinds.append(st.builds(Reshape, targets))
    return st.one_of(kinds)


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
            (shape,) = output_shapes(layer, (shape,))
        except ShapeError:
            continue
        chosen.append(layer)
    return chain_network(*chosen)
