"""The document: any sequence of edits, undos and redos behaves as a plain list of values; signals hold views weakly."""

from __future__ import annotations

import gc
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.app.document import MOST_STEPS, Change, Document
from nnstudio.app.observable import Signal
from nnstudio.core.project import Project


def project(epochs: int) -> Project:
    base = Project()
    return replace(base, training=replace(base.training, epochs=epochs))


def epochs(document: Document) -> int:
    return document.project.training.epochs


@pytest.fixture
def document() -> Document:
    return Document(project(0))


@dataclass
class Model:
    """What a document should do. A step is (value before, value after, gesture)."""

    value: int = 0
    done: list[tuple[int, int, str]] = field(default_factory=list)
    undone: list[tuple[int, int, str]] = field(default_factory=list)
    gesture: str = ""

    def apply(self, value: int, merge: str) -> None:
        if value == self.value:
            return
        goes_on = bool(merge) and merge == self.gesture and bool(self.done)
        before = self.done.pop()[0] if goes_on else self.value
        self.undone.clear()
        self.gesture = merge
        if before != value:
            self.done.append((before, value, merge))
        else:
            self.gesture = ""
        self.value = value

    def undo(self) -> None:
        if self.done:
            self.undone.append(self.done.pop())
            self.value = self.undone[-1][0]
            self.gesture = ""

    def redo(self) -> None:
        if self.undone:
            self.done.append(self.undone.pop())
            self.value = self.done[-1][1]
            self.gesture = ""


edits = st.tuples(st.just("apply"), st.integers(0, 3), st.sampled_from(["", "drag", "typing"]))
commands = st.lists(
    edits | st.tuples(st.sampled_from(["undo", "redo", "end_gesture"]), st.none(), st.none()), max_size=30
)


@given(commands)
def test_a_document_behaves_as_a_list_of_values(orders: list[tuple[str, int | None, str | None]]) -> None:
    document, model = Document(project(0)), Model()
    heard: list[Change] = []
    document.changed.connect(heard.append)
    for order, value, merge in orders:
        before, count = document.project, len(heard)
        match order:
            case "apply":
                assert value is not None
                assert merge is not None
                document.apply(f"to {value}", project(value), merge=merge)
                model.apply(value, merge)
            case "undo":
                document.undo()
                model.undo()
            case "redo":
                document.redo()
                model.redo()
            case _:
                document.end_gesture()
                model.gesture = ""
        assert epochs(document) == model.value
        assert document.undo_label == (f"to {model.done[-1][1]}" if model.done else "")
        assert document.redo_label == (f"to {model.undone[-1][1]}" if model.undone else "")
        changes = heard[count:]
        assert [(c.before, c.after) for c in changes] == (
            [(before, document.project)] if before != document.project else []
        )


@given(st.lists(st.integers(0, 5), max_size=20))
def test_undoing_all_and_redoing_all_comes_back(values: list[int]) -> None:
    document = Document(project(0))
    for value in values:
        document.apply("edit", project(value))
    final = document.project
    while document.undo_label:
        document.undo()
    assert epochs(document) == 0
    while document.redo_label:
        document.redo()
    assert document.project == final


def test_a_drag_is_one_step(document: Document) -> None:
    for value in (1, 2, 3):
        document.apply("Drag", project(value), merge="drag 1")
    document.undo()
    assert epochs(document) == 0
    document.redo()
    assert epochs(document) == 3


def test_two_drags_are_two_steps(document: Document) -> None:
    document.apply("Drag", project(1), merge="drag 1")
    document.apply("Drag", project(2), merge="drag 2")
    document.undo()
    assert epochs(document) == 1


def test_a_gesture_that_was_ended_does_not_go_on(document: Document) -> None:
    document.apply("Drag", project(1), merge="drag")
    document.end_gesture()
    document.apply("Drag", project(2), merge="drag")
    document.undo()
    assert epochs(document) == 1


def test_an_undo_ends_the_gesture_before_it(document: Document) -> None:
    document.apply("Drag", project(1), merge="drag")
    document.apply("Click", project(2))
    document.undo()
    document.apply("Drag", project(3), merge="drag")
    document.undo()
    assert epochs(document) == 1


def test_a_drag_there_and_back_is_no_step(document: Document) -> None:
    document.apply("Before", project(5))
    document.apply("Drag", project(6), merge="drag")
    document.apply("Drag", project(5), merge="drag")
    assert document.undo_label == "Before"
    document.undo()
    assert epochs(document) == 0


def test_an_edit_that_changes_nothing_is_no_step_and_keeps_the_way_forward(document: Document) -> None:
    heard: list[Change] = []
    document.apply("One", project(1))
    document.undo()
    document.changed.connect(heard.append)
    document.apply("Nothing", project(0))
    assert heard == []
    assert document.redo_label == "One"


def test_an_edit_after_undo_takes_the_way_forward_away(document: Document) -> None:
    document.apply("One", project(1))
    document.undo()
    document.apply("Two", project(2))
    document.redo()
    assert (epochs(document), document.redo_label) == (2, "")


def test_listeners_hear_what_was_and_is_and_who_did_it(document: Document) -> None:
    heard: list[Change] = []
    document.changed.connect(heard.append)
    document.apply("Edit", project(1), source=self_made)
    document.undo()
    document.redo()
    document.replace(project(9))
    assert heard == [
        Change(project(0), project(1), "Edit", self_made),
        Change(project(1), project(0), "Edit", None),
        Change(project(0), project(1), "Edit", None),
        Change(project(1), project(9), "", None),
    ]
    assert (heard[0].training, heard[0].network, heard[0].data) == (True, False, False)


self_made = object()


def test_another_project_leaves_no_way_back(document: Document) -> None:
    document.apply("One", project(1))
    document.apply("Two", project(2))
    document.undo()
    document.replace(project(7))
    document.undo()
    document.redo()
    assert epochs(document) == 7


def test_only_so_many_steps_are_kept(document: Document) -> None:
    for value in range(1, MOST_STEPS + 11):
        document.apply("Edit", project(value))
    count = 0
    while document.undo_label:
        document.undo()
        count += 1
    assert (count, epochs(document)) == (MOST_STEPS, 10)


# Signals --------------------------------------------------------------------------------------------------------


class View:
    def __init__(self, heard: list[int]) -> None:
        self.heard = heard

    def show(self, value: int) -> None:
        self.heard.append(value)


def test_a_signal_does_not_keep_a_view_alive() -> None:
    signal: Signal[[int]] = Signal()
    heard: list[int] = []
    view = View(heard)
    signal.connect(view.show)
    signal.emit(1)
    del view
    gc.collect()
    signal.emit(2)
    assert heard == [1]


def test_a_function_is_held_and_called_in_order() -> None:
    signal: Signal[[int]] = Signal()
    heard: list[str] = []
    signal.connect(lambda value: heard.append(f"first {value}"))
    signal.connect(lambda value: heard.append(f"second {value}"))
    gc.collect()
    signal.emit(3)
    assert heard == ["first 3", "second 3"]


def test_who_disconnects_hears_no_more() -> None:
    signal: Signal[[int]] = Signal()
    heard: list[int] = []
    other: list[int] = []
    view, stays = View(heard), View(other)
    signal.connect(view.show)
    signal.connect(stays.show)
    signal.disconnect(view.show)
    signal.disconnect(View([]).show)
    signal.emit(1)
    assert (heard, other) == ([], [1])


def test_a_listener_may_connect_another_while_it_is_told() -> None:
    signal: Signal[[int]] = Signal()
    heard: list[int] = []
    signal.connect(lambda value: signal.connect(heard.append) if value == 1 else None)
    signal.emit(1)
    signal.emit(2)
    assert heard == [2]
