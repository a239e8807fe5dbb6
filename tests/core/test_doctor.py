"""What the doctor finds in the figures of runs: each symptom where it shows, and none in a run that goes well."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.core.doctor import SYMPTOMS, Course, examine
from nnstudio.core.doctor.imbalance import Imbalance
from nnstudio.core.doctor.not_a_number import NotANumber
from nnstudio.core.doctor.one_class import OneClass
from nnstudio.core.doctor.overfitting import Overfitting
from nnstudio.core.doctor.plateau import Plateau
from nnstudio.core.doctor.rate_too_high import RateTooHigh
from nnstudio.core.doctor.rate_too_low import RateTooLow
from nnstudio.core.layers import Dense, Dropout, Input
from nnstudio.core.network import Network, Node
from nnstudio.core.project import Project, dense_project
from nnstudio.core.training import EarlyStopping
from nnstudio.core.training.schedules import CosineDecay

DIGITS = dense_project("digits", (64,))
EVEN = (0.1,) * 10
PER_EPOCH = 10


def course(
    losses: Sequence[float],
    validation: Sequence[float] = (),
    accuracy: Sequence[float] = (),
    *,
    shares: Sequence[float] = EVEN,
    project: Project = DIGITS,
    batches: Sequence[float] | None = None,
) -> Course:
    """A run with these figures after each epoch, whose batches lie on the line between them."""
    columns = {"loss": losses, "val_loss": validation, "accuracy": accuracy}
    epochs = [{name: values[i] for name, values in columns.items() if values} for i in range(len(losses))]
    before = [losses[0], *losses]
    along = [before[i] + (losses[i] - before[i]) * j / PER_EPOCH for i in range(len(losses)) for j in range(PER_EPOCH)]
    batches = along if batches is None else batches
    lost = next(
        ((i // PER_EPOCH + 1, i % PER_EPOCH + 1) for i, loss in enumerate(batches) if not loss < math.inf), None
    )
    return Course(project, epochs, batches, PER_EPOCH, shares, lost)


def falling(start: float, factor: float, count: int) -> list[float]:
    return [start * factor**i for i in range(count)]


def found(looked_at: Course) -> dict[type, tuple[int, list[str]]]:
    """The symptoms, each with its epoch and what can be tried."""
    return {
        type(each.symptom): (each.sign.epoch, [remedy.title for remedy in each.sign.remedies])
        for each in examine(looked_at)
    }


def test_a_run_that_goes_well_shows_nothing() -> None:
    losses = falling(2.3, 0.7, 12)
    assert found(course(losses, [1.1 * each for each in losses], [1 - each / 3 for each in losses])) == {}


def test_a_run_that_has_hardly_begun_shows_nothing() -> None:
    assert found(course([2.3])) == {}
    assert examine(Course(DIGITS, [], [], 0)) == ()


def test_what_is_no_number_is_told_with_its_batch() -> None:
    batches = [2.0] * 25 + [math.nan] * 15
    looked_at = course([2.0, 2.0, math.nan, math.nan], batches=batches)
    assert found(looked_at) == {NotANumber: (3, ["Learning rate 0.0001"])}
    assert examine(looked_at)[0].sign.evidence == "NaN since batch 6 of epoch 3."
    raw = replace(DIGITS, data=replace(DIGITS.data, scaling="none"))
    looked_at = course([2.0, math.nan], batches=batches, project=raw)
    assert found(looked_at)[NotANumber][1] == ["Scale the values to 0 to 1", "Learning rate 0.0001"]
    assert examine(looked_at)[0].sign.remedies[0].project.data.scaling == "unit"


def test_a_loss_that_rises_far_above_guessing_asks_for_a_lower_rate() -> None:
    looked_at = course([9.0, 14.0, 14.5, 14.2, 14.6])
    assert found(looked_at) == {RateTooHigh: (1, ["Learning rate 0.0001"])}
    assert examine(looked_at)[0].sign.evidence == "The loss is 14.2; who only guesses has 2.3."


def test_a_loss_that_jumps_and_comes_back_does_not() -> None:
    assert RateTooHigh not in found(course([2.0, 9.0, 2.0, 1.0, 0.5]))


def test_where_numbers_are_learned_the_start_is_the_measure() -> None:
    assert found(course([3.0, 30.0, 60.0, 90.0], shares=()))[RateTooHigh][0] == 2
    assert found(course([90.0, 60.0, 30.0, 20.0], shares=())) == {}


def test_a_loss_that_falls_evenly_but_hardly_asks_for_a_higher_rate() -> None:
    assert found(course([2.4 - 0.01 * i for i in range(10)])) == {
        RateTooLow: (5, ["Learning rate 0.01", "Learning rate 0.003"])
    }


def test_a_loss_that_has_fallen_and_is_nearly_done_does_not() -> None:
    assert RateTooLow not in found(course([2.4 - 0.4 * (1 - 0.3**i) for i in range(10)]))


def test_validation_that_rises_while_training_falls_is_learning_by_heart() -> None:
    losses, validation = falling(1.0, 0.8, 10), [1.0, 0.8, 0.6, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8]
    looked_at = course(losses, validation)
    assert found(looked_at) == {
        Overfitting: (4, ["Dropout before the last layer", "Stop when the validation loss rises"])
    }
    dropout, stopping = examine(looked_at)[0].sign.remedies
    assert isinstance(dropout.project.network.layers[-2], Dropout)
    assert stopping.project.training.callbacks == (EarlyStopping(patience=3),)
    assert found(course(losses, validation, project=dropout.project))[Overfitting][1] == [
        "Stop when the validation loss rises"
    ]


def test_validation_that_wavers_is_not() -> None:
    assert found(course(falling(1.0, 0.8, 8), [1.0, 0.8, 0.6, 0.5, 0.52, 0.5, 0.53, 0.51])) == {}


@pytest.mark.parametrize("shares", [EVEN, (0.7, 0.2, 0.1)])
def test_a_network_that_names_one_class_is_found_whatever_its_share(shares: tuple[float, ...]) -> None:
    guessing = -sum(share * math.log(share) for share in shares)
    looked_at = course([guessing] * 6, accuracy=[max(shares)] * 6, shares=shares)
    epoch, remedies = found(looked_at)[OneClass]
    assert epoch == 4
    assert remedies == (
        ["Learning rate 0.0001"] if shares is EVEN else ["Weigh the classes equally", "Learning rate 0.0001"]
    )


def test_as_good_as_chance_but_learning_is_not_one_class() -> None:
    assert OneClass not in found(course([2.0, 1.8, 1.6], accuracy=[0.1, 0.1, 0.1]))


def test_rare_classes_are_told_unless_they_are_weighed() -> None:
    losses = falling(0.6, 0.7, 4)
    assert found(course(losses, shares=(0.9, 0.1))) == {Imbalance: (1, ["Weigh the classes equally"])}
    weighed = replace(DIGITS, data=replace(DIGITS.data, balance="weights"))
    assert found(course(losses, shares=(0.9, 0.1), project=weighed)) == {}
    assert found(course(losses, shares=(0.7, 0.3, 0.0))) == {}


def test_a_loss_that_stays_where_it_is_asks_for_smaller_steps_at_the_end() -> None:
    looked_at = course([*falling(2.0, 0.8, 6), *[0.5] * 8])
    assert found(looked_at) == {Plateau: (9, ["Have the learning rate fall to the end", "Learning rate 0.0001"])}
    assert examine(looked_at)[0].sign.remedies[0].project.training.schedule == CosineDecay(decay_steps=100)


def test_next_to_nothing_is_no_plateau() -> None:
    assert found(course([*falling(2.0, 0.3, 6), *[0.001] * 8])) == {}


def test_a_loss_below_zero_tells_nothing_of_how_much_is_left_to_fall() -> None:
    assert found(course([-1.0 - 0.01 * i for i in range(10)], shares=())) == {}
    assert found(course([0.0 - i for i in range(10)], shares=())) == {}


def test_layers_that_are_not_one_chain_get_no_dropout() -> None:
    layers = {"a": Input((8,)), "b": Dense(4), "c": Dense(4), "d": Dense(10, "softmax")}
    nodes = tuple(Node(name, layer) for name, layer in layers.items())
    parted = replace(DIGITS, network=Network(nodes, (("a", "b"), ("a", "c"), ("c", "d"))))
    losses, validation = falling(1.0, 0.8, 10), [1.0, 0.8, 0.6, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8]
    assert found(course(losses, validation, project=parted)) == {
        Overfitting: (4, ["Stop when the validation loss rises"])
    }


numbers = st.floats(0, 1e6) | st.sampled_from([math.nan, math.inf, 0.0, -1.0, -1e308, 1e308])


@given(
    st.lists(st.tuples(numbers, numbers, st.floats(0, 1)), max_size=20),
    st.lists(numbers, max_size=200),
    st.integers(0, 30),
    st.sampled_from(["", "loss", "val_loss", "accuracy"]),
)
def test_whatever_a_run_did_the_doctor_answers_in_its_epochs_and_its_remedies_are_projects(
    rows: list[tuple[float, float, float]], batches: list[float], per_epoch: int, damaged: str
) -> None:
    epochs = [{"loss": loss, "val_loss": kept, "accuracy": right} for loss, kept, right in rows]
    if damaged and epochs:
        del epochs[len(epochs) // 2][damaged]
    for each in examine(Course(DIGITS, epochs, batches, per_epoch, EVEN)):
        assert each.symptom in SYMPTOMS
        assert each.sign.epoch >= 1
        assert each.sign.evidence
        assert all(remedy.project != DIGITS for remedy in each.sign.remedies)
