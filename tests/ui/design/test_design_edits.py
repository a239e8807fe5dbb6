"""The designer's edits as pure functions, text of layers, and sums."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.core.errors import FormatError
from nnstudio.core.layers import (
    LAYERS,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    Input,
    Layer,
    MaxPooling2D,
)
from nnstudio.core.network import chain_network
from nnstudio.core.problems import check, errors
from nnstudio.core.project import Project
from nnstudio.core.settings import settings_of
from nnstudio.core.sources import MNIST, SOURCES, DataPlan
from nnstudio.core.usual import usual_project
from nnstudio.ui.design import edits
from nnstudio.ui.design.formula import bytes_text, parameter_formula
from nnstudio.ui.design.layer_text import LAYER_MIME, layer_from_mime, layer_from_text, layer_mime, layer_to_text
from nnstudio.ui.design.summary import summary_rows, summary_text

NETWORK = chain_network(Input((28, 28, 1)), Flatten(), Dense(128), Dense(10, "softmax"))


def test_a_layer_without_a_place_goes_below_the_one_in_hand() -> None:
    project = Project(DataPlan(MNIST()), NETWORK)
    assert edits.sensible_place(project, Dropout(), "n2") == 2
    assert edits.sensible_place(project, Input(), "n2") == 0


def test_with_none_in_hand_it_goes_above_the_output_layer() -> None:
    assert edits.sensible_place(Project(DataPlan(MNIST()), NETWORK), Dropout(), "") == 3
    no_output = chain_network(Input((28, 28, 1)), Flatten())
    assert edits.sensible_place(Project(DataPlan(MNIST()), no_output), Dense(), "") == 2


def test_the_starter_network_fits_its_data() -> None:
    for kind in SOURCES:
        project = usual_project(kind())
        assert not errors(check(replace(project, network=edits.starter(project))))


def test_after_removing_a_layer_the_one_in_its_place_is_in_hand() -> None:
    assert edits.take_out(NETWORK, "n3").selected == "n4"
    assert edits.take_out(NETWORK, "n4").selected == "n3"
    assert edits.take_out(chain_network(Input()), "n1").selected == ""


@pytest.mark.parametrize(
    ("gap", "order"),
    [(0, "3124"), (1, "1324"), (2, "1234"), (3, "1234"), (4, "1243")],
)
def test_a_dropped_card_lands_in_the_gap(gap: int, order: str) -> None:
    assert "".join(node.id[1] for node in edits.drop(NETWORK, "n3", gap).network.chain) == order


@pytest.mark.parametrize("kind", LAYERS)
def test_every_layer_reads_back_from_its_text(kind: type[Layer]) -> None:
    layer = kind()
    assert layer_from_text(layer_to_text(layer)) == layer
    mime = layer_mime(layer)
    assert mime.formats() == [LAYER_MIME]
    assert layer_from_mime(mime) == layer


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Dense",
        "[]",
        "null",
        "{}",
        '{"kind": "Lambda", "function": "os.system"}',
        '{"kind": "Dense", "units": "64"}',
        '{"kind": "Dense", "units": -1}',
        '{"kind": "Dense", "units": 1' + "0" * 3000 + "}",
        '{"kind": "Dense", "units": 1' + "0" * 6000 + "}",
        '{"kind": "Dense", "other": 1}',
        '{"kind": "Dropout", "rate": NaN}',
        '{"kind": "Dropout", "rate": Infinity}',
        '{"kind": "Input", "shape": []}',
        '{"kind": "Input", "shape": [1, 1, 1, 1, 1, 1, 1]}',
        '{"kind": "Conv2D", "kernel_size": [3, 0]}',
        "[" * 5000,
        '{"kind": "Dense", "activation": "' + "x" * 20_000 + '"}',
    ],
)
def test_pasted_text_that_is_no_layer_is_refused(text: str) -> None:
    with pytest.raises(FormatError):
        layer_from_text(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
SETTINGS = sorted({setting.name for kind in LAYERS for setting in settings_of(kind)})


@given(st.sampled_from(LAYERS.names), st.dictionaries(st.sampled_from(SETTINGS), JSON, max_size=4))
def test_whatever_is_pasted_gives_a_layer_that_can_be_checked_or_a_format_error(
    kind: str, settings: dict[str, object]
) -> None:
    try:
        layer = layer_from_text(json.dumps({"kind": kind, **settings}))
    except FormatError:
        return
    check(Project(DataPlan(MNIST()), chain_network(Input((28, 28, 1)), layer)))


@pytest.mark.parametrize(
    ("layer", "given_shape", "sum_text"),
    [
        (Dense(128), (784,), "(784 + 1) × 128 = 100,480"),
        (Dense(128, use_bias=False), (784,), "784 × 128 = 100,352"),
        (Conv2D(32), (28, 28, 1), "(3 × 3 × 1 + 1) × 32 = 320"),
        (Conv2D(32, use_bias=False), (28, 28, 3), "3 × 3 × 3 × 32 = 864"),
        (BatchNormalization(), (26, 26, 32), "4 × 32 = 128"),
        (MaxPooling2D(), (28, 28, 1), ""),
    ],
)
def test_parameters_are_spelled_out(layer: Layer, given_shape: tuple[int, ...], sum_text: str) -> None:
    assert parameter_formula(layer, (given_shape,)) == sum_text


def test_sizes_in_words() -> None:
    assert [bytes_text(n) for n in (0, 999, 1280, 401_920, 1_500_000, 2.5e9)] == [
        "0 B",
        "999 B",
        "1.3 kB",
        "402 kB",
        "1.5 MB",
        "2.5 GB",
    ]


def test_the_summary_has_kerass_figures() -> None:
    # 784-128-10 in Keras: 0, 100,480 and 1,290 parameters, 101,770 in all, 397.54 KB of 1,024 bytes.
    rows = [(row.layer, row.shape, row.parameters) for row in summary_rows(NETWORK)]
    assert rows == [
        ("Input", "(None, 28, 28, 1)", "0"),
        ("Flatten", "(None, 784)", "0"),
        ("Dense 1 (Dense)", "(None, 128)", "100,480"),
        ("Dense 2 (Dense)", "(None, 10)", "1,290"),
    ]
    assert "Total parameters: 101,770 (407 kB)" in summary_text(NETWORK)
