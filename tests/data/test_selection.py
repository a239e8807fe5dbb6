"""Some columns of a table, and one class against the rest: the data of a perceptron."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.layers import Dense, Input
from nnstudio.core.project import project_from_json, project_to_json
from nnstudio.core.sources import Diabetes, Iris, TableFile
from nnstudio.core.sources.selection import chosen_places
from nnstudio.core.usual import usual_project
from nnstudio.data.store import Dataset
from tests.support.own_files import findings, read, read_as, refusal, write

pytestmark = pytest.mark.usefixtures("read_here")
NAMES = ("sepal length", "sepal width", "petal length", "petal width")
PERCEPTRON = Iris(columns="petal length, petal width", against="setosa")
FLOWERS = "number,height,colour,width,kind\n" + "".join(
    f"{row + 1},{row % 9}.5,{'rgb'[row % 3]},{row % 5},{('rose', 'tulip', 'lily')[row % 3]}\n" for row in range(90)
)


def both(dataset: Dataset, part: str) -> np.ndarray:
    return np.concatenate([getattr(dataset, f"{part}_train"), getattr(dataset, f"{part}_test")])


def test_irises_by_two_columns_are_setosa_or_not() -> None:
    whole, chosen = read_as(Iris()), read_as(PERCEPTRON)
    assert chosen.facts == PERCEPTRON.facts
    assert chosen.facts.columns == ("petal length", "petal width")
    assert chosen.facts.class_names == ("other", "setosa")
    np.testing.assert_array_equal(both(chosen, "x"), both(whole, "x")[:, 2:])
    np.testing.assert_array_equal(both(chosen, "y"), both(whole, "y") == 0)
    network = usual_project(PERCEPTRON).network
    assert (network.ordered[0].layer, network.ordered[-1].layer) == (Input((2,)), Dense(2, "softmax"))


def test_what_is_chosen_is_kept_with_the_project() -> None:
    project = usual_project(PERCEPTRON)
    assert project_from_json(project_to_json(project)) == project


def test_a_project_whose_columns_are_no_more_still_opens_and_reading_says_why() -> None:
    for source, message in (
        (Iris(columns="petal, sepal width"), "has no column petal; there are sepal length,"),
        (Iris(against="rose"), "has no class rose; there are setosa, versicolor, virginica"),
    ):
        project = usual_project(source)
        assert project_from_json(project_to_json(project)) == project
        with pytest.raises(StudioError, match=message):
            read_as(source)


def test_numbers_have_no_class_to_choose() -> None:
    assert [setting.name for setting in Diabetes().settings] == ["columns"]
    [chosen] = [setting for setting in Iris().settings if setting.name == "against"]
    assert chosen.choices == ("", "setosa", "versicolor", "virginica")
    assert read_as(Diabetes(columns="bmi")).facts.shape == (1,)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", (0, 1, 2, 3)),
        (" , ", (0, 1, 2, 3)),
        ("petal width, Sepal Length", (0, 3)),
        ("petal width,petal width", (3,)),
        ('"sepal width"', (1,)),
    ],
)
def test_columns_are_named_with_commas_between(text: str, places: tuple[int, ...]) -> None:
    assert chosen_places(NAMES, text) == places


def test_a_column_with_a_comma_stands_in_quotation_marks() -> None:
    assert chosen_places(("a, b", "c"), '"a, b"') == (0,)
    with pytest.raises(FormatError, match="has no column a"):
        chosen_places(("a, b", "c"), "a, b")


def test_columns_and_a_class_of_a_table_of_ones_own(tmp_path: Path) -> None:
    path = write(tmp_path / "flowers.csv", FLOWERS)
    chosen = read(path, columns="width, height", against="tulip")
    assert chosen.facts.columns == ("height", "width")
    assert chosen.facts.class_names == ("other", "tulip")
    assert both(chosen, "y").sum() == 30
    source = chosen.source
    assert isinstance(source, TableFile)
    [classes] = [each for each in source.settings if each.name == "against"]
    assert classes.choices == ("", "lily", "rose", "tulip")
    assert dict(classes.titles)[""] == "Each by itself"
    assert not findings(chosen, "identifier"), "what wasn't chosen needs no word"
    assert read_as(replace(source, columns="number", against="")).facts.columns == ("number",)


def test_columns_and_classes_that_a_table_does_not_have_are_told(tmp_path: Path) -> None:
    path = write(tmp_path / "flowers.csv", FLOWERS)
    assert "has no column depth; there are number, height" in refusal(path, columns="depth").message
    assert "has no class daisy; there are lily, rose, tulip" in refusal(path, against="daisy").message
    assert "columns that can be learned from" in refusal(path, columns="kind").message
