"""Editing a network: the chain stays a chain, ids stay with their layers, titles count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.layers import Dense, Dropout, Flatten, Input, Layer
from nnstudio.core.network import (
    Network,
    Node,
    chain_network,
    check_graph,
    check_id,
    insert,
    move,
    new_id,
    remove,
    titles,
    with_input_shape,
    with_layer,
)

BASE = chain_network(Input((8, 8, 1)), Flatten(), Dense(32), Dense(10, "softmax"))


def kinds(network: Network) -> list[str]:
    return [type(layer).__name__ for layer in network.layers]


def test_inserting_puts_a_layer_with_a_new_id_at_the_position() -> None:
    edited = insert(BASE, Dropout(0.2), 3)
    assert kinds(edited) == ["Input", "Flatten", "Dense", "Dropout", "Dense"]
    assert len({node.id for node in edited.nodes}) == 5
    assert BASE.nodes[2] in edited.nodes


def test_removing_joins_the_neighbours() -> None:
    edited = remove(BASE, BASE.chain[1].id)
    assert kinds(edited) == ["Input", "Dense", "Dense"]
    assert edited.edges == (("n1", "n3"), ("n3", "n4"))


def test_an_id_is_never_given_twice_while_its_layer_lives() -> None:
    edited = insert(remove(BASE, "n2"), Flatten(), 1)
    assert edited.chain[1].id == "n5"


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-2, 6)), max_size=10))
def test_moving_keeps_every_node(moves: list[tuple[int, int]]) -> None:
    network = BASE
    for index, position in moves:
        network = move(network, network.chain[index].id, position)
        check_graph(network)
    assert set(network.nodes) == set(BASE.nodes)


def test_titles_number_kinds_that_stand_more_than_once() -> None:
    assert list(titles(BASE).values()) == ["Input", "Flatten", "Dense 1", "Dense 2"]
    assert titles(remove(BASE, "n4"))["n3"] == "Dense"


def test_another_layer_keeps_the_nodes_id() -> None:
    edited = with_layer(BASE, "n3", Dense(64))
    assert edited.node("n3").layer == Dense(64)
    assert edited.edges == BASE.edges


def test_all_inputs_take_the_new_shape() -> None:
    assert with_input_shape(BASE, (28, 28, 1)).chain[0].layer == Input((28, 28, 1))


@pytest.mark.parametrize(
    "edges",
    [
        (("n1", "n2"), ("n1", "n3")),
        (("n1", "n2"),),
    ],
)
def test_what_is_not_one_chain_says_so(edges: tuple[tuple[str, str], ...]) -> None:
    layers: tuple[Layer, ...] = (Input(), Flatten(), Dense())
    nodes = tuple(Node(f"n{i}", layer) for i, layer in enumerate(layers, 1))
    with pytest.raises(StudioError, match="not one chain"):
        _ = Network(nodes, edges).chain


@pytest.mark.parametrize(
    ("nodes", "edges", "complaint"),
    [
        (("n1", "n1"), (), "same id"),
        (("n1", "n2"), (("n1", "n9"),), "isn't there"),
        (("n1", "n2"), (("n1", "n2"), ("n1", "n2")), "twice"),
        (("n1", "n2"), (("n1", "n2"), ("n2", "n1")), "circle"),
        (("n1",), (("n1", "n1"),), "circle"),
    ],
)
def test_a_broken_graph_is_refused(nodes: tuple[str, ...], edges: tuple[tuple[str, str], ...], complaint: str) -> None:
    with pytest.raises(FormatError, match=complaint):
        check_graph(Network(tuple(Node(name, Flatten()) for name in nodes), edges))


def test_a_node_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        BASE.node("n99")
    assert "n99" not in BASE
    assert "n1" in BASE


@pytest.mark.parametrize("name", ["n1", "1", "a-b_c", "N", "n" * 64])
def test_an_id_of_plain_letters_is_taken(name: str) -> None:
    check_id(name)


@pytest.mark.parametrize(
    "name", ["", "_a", "-a", "a/b", "..", "a b", "a\n", "a\0", "ä", "n²", "n" * 65, "\ud800", "a:0", "a.b"]
)
def test_an_id_that_keras_or_tensorflow_refuses_is_refused(name: str) -> None:
    with pytest.raises(FormatError, match="can't be a node's id") as refused:
        check_graph(Network((Node(name, Input()),)))
    assert str(refused.value).isprintable()


@pytest.mark.parametrize("name", ["n" + "9" * 63, "n999999999", "n0", "x"])
def test_a_new_id_can_be_an_id_whatever_the_others_are(name: str) -> None:
    network = Network((Node(name, Input()), Node("n1000000000", Flatten())))
    for _ in range(3):
        assert new_id(network) not in network
        check_id(new_id(network))
        network = Network((*network.nodes, Node(new_id(network), Flatten())))


def test_an_edge_to_nowhere_is_quoted_shortly() -> None:
    with pytest.raises(FormatError) as refused:
        check_graph(Network((Node("n1", Input()),), (("n1", "x" * 100_000),)))
    assert len(str(refused.value)) < 150
