"""Changes of single samples: equal edits are equal values, and each can be taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.core.errors import FormatError
from nnstudio.core.project import Project, dense_project, project_from_json, project_to_json
from nnstudio.core.sources import Classes, DataPlan, Facts, PictureFiles, Reading
from nnstudio.core.sources.edits import MOST_EDITED, MOST_NAME_BYTES, Change, Edit, Edits, edits_of
from nnstudio.core.sources.facts import MOST_NAMES, MOST_SAMPLES

names = st.text(min_size=1, max_size=8)
changes = st.builds(
    Change,
    st.sampled_from(["", "cat", "dog"]),
    st.sampled_from(["", "training", "validation", "test", "excluded"]),
)
edits = st.dictionaries(names, changes, max_size=20).map(edits_of)


def with_edits(found: Edits) -> Project:
    project = Project()
    return replace(project, data=replace(project.data, edits=found))


@given(edits)
def test_a_project_keeps_its_edits(found: Edits) -> None:
    project = with_edits(found)
    assert project_from_json(project_to_json(project)) == project


@given(edits, st.lists(names, min_size=1, unique=True))
def test_taking_back_what_was_done_leaves_the_edits_as_they_were(found: Edits, samples: list[str]) -> None:
    before = found.undone(samples)
    assert before.placed(samples, "excluded").relabelled(samples, "bird").undone(samples) == before
    assert before.placed(samples, "excluded").placed(samples, "") == before


@given(edits)
def test_the_order_of_changes_does_not_matter(found: Edits) -> None:
    assert edits_of(dict(reversed(list(found.changes.items())))) == found


def test_a_sample_can_have_another_class_and_another_part() -> None:
    found = Edits().relabelled(["a"], "cat").placed(["a", "b"], "test")
    assert found.changes == {"a": Change("cat", "test"), "b": Change("", "test")}
    assert len(found) == 2


def test_a_sample_that_is_changed_twice_is_refused() -> None:
    twice = Edits((Edit(Change("cat"), ("a",)), Edit(Change("dog"), ("a",))))
    with pytest.raises(FormatError, match="twice"):
        project_from_json(project_to_json(with_edits(twice)))


def test_as_many_classes_and_changes_as_there_can_be_are_read_again() -> None:
    """Names of three bytes a letter, each on a line of its own."""
    classes = Classes(tuple(f"{number:05}" for number in range(MOST_NAMES)))
    facts = Facts((8, 8, 1), classes, MOST_SAMPLES, 0, form="picture")
    source = PictureFiles("/photos").as_read(Reading(facts, "0" * 64, "/photos"))
    length = MOST_NAME_BYTES // MOST_EDITED // 3 - 6
    samples = tuple(f"{number:06}" + "\N{CJK UNIFIED IDEOGRAPH-732B}" * length for number in range(MOST_EDITED))
    edits = Edits((Edit(Change(place="test"), samples),))
    edits.check("edits")
    project = replace(dense_project("digits"), data=DataPlan(source, edits=edits))
    assert project_from_json(project_to_json(project)) == project


def test_names_that_are_too_long_to_be_kept_are_refused() -> None:
    long = Edits().placed((f"{number}" + "n" * 4000 for number in range(1100)), "test")
    assert long.is_too_long
    with pytest.raises(FormatError, match="with more than"):
        long.check("edits")


def test_too_many_changes_are_refused() -> None:
    many = Edits((Edit(Change("cat"), tuple(map(str, range(MOST_EDITED + 1)))),))
    with pytest.raises(FormatError, match="more than 50"):
        many.check("edits")
