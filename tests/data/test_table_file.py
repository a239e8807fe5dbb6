"""Tables of a person's own: what is learned from what, what is missing, and what is said of wrong lines."""

from __future__ import annotations

import csv
import os
import time
import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from nnstudio.core.layers import Conv2D, Dense
from nnstudio.core.sources import Classes, Numbers, TableFile
from nnstudio.core.training import MeanSquaredError
from nnstudio.core.usual import usual_project
from nnstudio.data.places import NotInFolderError
from nnstudio.data.store import Dataset
from tests.support.own_files import findings, read, read_as, refusal, write

pytestmark = pytest.mark.usefixtures("read_here")
PEOPLE = "age,sex,income,bought\n" + "".join(
    f"{20 + row % 40},{('male', 'female')[row % 2]},{1000 + 37 * row % 900}.5,{('yes', 'no')[row % 3 == 0]}\n"
    for row in range(60)
)


def guesses(dataset: Dataset) -> dict[str, str]:
    source = dataset.source
    assert isinstance(source, TableFile)
    assert source.found is not None
    return {each.setting: each.guess for each in source.found.choices}


def told(dataset: Dataset) -> dict[str, list[tuple[str, ...]]]:
    """The columns or files that findings are about, by matter."""
    by_matter: dict[str, list[tuple[str, ...]]] = {}
    for each in findings(dataset):
        by_matter.setdefault(each.matter, []).append(each.names)
    return by_matter


# What is learned from what ---------------------------------------------------------------------------------------


def test_numbers_stay_numbers_and_words_become_an_input_each(tmp_path: Path) -> None:
    dataset = read(write(tmp_path / "people.csv", PEOPLE))
    facts = dataset.facts
    assert facts.columns == ("age", "sex = female", "sex = male", "income")
    assert facts.targets == Classes(("no", "yes"))
    assert (facts.training, facts.test) == (48, 12)
    rows = np.concatenate([dataset.x_train, dataset.x_test])
    assert sorted(rows[:, 0].tolist()) == sorted(20.0 + row % 40 for row in range(60))
    assert (rows[:, 1] + rows[:, 2] == 1).all()
    assert guesses(dataset) == {
        "target": "bought",
        "task": "classes",
        "form": "columns",
        "separator": "comma",
        "header": "names",
        "decimal": "point",
        "against": "",
    }


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("label,a,b", "label"),
        ("a,Species,b", "Species"),
        ("a,y,b", "y"),
        ("a,b,c", "c"),
    ],
)
def test_the_target_is_guessed_by_name_else_the_last(tmp_path: Path, header: str, target: str) -> None:
    rows = "".join(f"{row % 7},{row % 2},{row % 3}\n" for row in range(30))
    assert guesses(read(write(tmp_path / "mine.csv", f"{header}\n{rows}")))["target"] == target


@pytest.mark.parametrize(
    ("values", "task"),
    [
        (["yes", "no"], "classes"),
        (["0", "1"], "classes"),
        (["1", "2", "3", "4", "5"], "classes"),
        (["0.0", "1.0"], "classes"),
        ([f"{value}.25" for value in range(40)], "numbers"),
        ([str(value * 3) for value in range(40)], "numbers"),
    ],
)
def test_classes_and_numbers_are_told_apart(tmp_path: Path, values: list[str], task: str) -> None:
    rows = "".join(f"{row * 7 % 11},{values[row % len(values)]}\n" for row in range(80))
    path = write(tmp_path / "mine.csv", f"a,b\n{rows}")
    dataset = read(path)
    assert guesses(dataset)["task"] == task
    assert isinstance(dataset.facts.targets, Classes) == (task == "classes")
    if values[0] != "yes":
        assert read(path, task="numbers").facts.targets == Numbers(("b",))


def test_another_target_is_chosen_by_a_setting(tmp_path: Path) -> None:
    source = read(write(tmp_path / "people.csv", PEOPLE)).source
    target = next(setting for setting in source.settings if setting.name == "target")
    assert target.choices == ("", "age", "sex", "income", "bought")
    assert str(dict(target.titles)[""]) == "Guessed: bought"
    dataset = read_as(source.with_setting("target", "income"))
    assert dataset.facts.targets == Numbers(("income",))
    assert dataset.facts.columns == ("age", "sex = female", "sex = male", "bought = no", "bought = yes")
    assert refusal(tmp_path / "people.csv", target="height").message.startswith("has no column height; there are age,")


def test_usual_networks_suit_tables(tmp_path: Path) -> None:
    people = usual_project(read(write(tmp_path / "people.csv", PEOPLE)).source)
    assert all(isinstance(layer, Dense) for layer in people.network.layers[1:])
    assert people.network.layers[-1] == Dense(2, "softmax")
    prices = usual_project(read(tmp_path / "people.csv", target="income").source)
    assert prices.network.layers[-1] == Dense(1, "linear")
    assert prices.training.loss == MeanSquaredError()
    digits = usual_project(read(write(tmp_path / "digits.csv", pixels(64, True))).source)
    assert any(isinstance(layer, Conv2D) for layer in digits.network.layers)


def test_rows_that_lie_by_class_are_split_by_class(tmp_path: Path) -> None:
    rows = "".join(f"{row % 13},{row // 40}\n" for row in range(120))
    dataset = read(write(tmp_path / "mine.csv", f"a,b\n{rows}"))
    assert np.bincount(dataset.y_test).tolist() == [8, 8, 8]


# How it is written -----------------------------------------------------------------------------------------------

EUROPE = "größe;preis;sorte\n" + "".join(f"{row},{row % 7 + 1};1.{200 + row},5;{'äb'[row % 2]}\n" for row in range(60))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_encodings_line_ends_and_decimal_commas(tmp_path: Path, encoding: str, ends: str) -> None:
    dataset = read(write(tmp_path / "mine.csv", EUROPE.replace("\n", ends), encoding))
    assert dataset.facts.columns == ("größe", "preis")
    assert dataset.facts.class_names == ("b", "ä")
    rows = np.concatenate([dataset.x_train, dataset.x_test])
    assert sorted(rows[:, 1].tolist()) == [1200.5 + row for row in range(60)]
    assert ("encoding" in told(dataset)) == (encoding == "latin-1")


def test_what_was_guessed_of_the_writing_is_corrected(tmp_path: Path) -> None:
    path = write(tmp_path / "mine.csv", "".join(f"{row % 5};{row},5;{row % 2}\n" for row in range(30)))
    assert read(path).facts.columns == ("x1", "x2")
    assert "0 columns that can be learned from" in refusal(path, separator="comma").message
    assert read(path, header="names").facts.training == 29
    assert read(path, target="x1").facts.columns == ("x2", "x3")


def test_quoted_values_hold_separators_quotes_and_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["a", "note, with comma", "c"])
        writer.writerows([[row % 9, ('x "y"', "one\ntwo", "p,q")[row % 3], row % 2] for row in range(30)])
    columns = read(path).facts.columns
    assert columns == (
        "a",
        "note, with comma = one\N{REPLACEMENT CHARACTER}two",
        "note, with comma = p,q",
        'note, with comma = x "y"',
    )


# Missing values --------------------------------------------------------------------------------------------------

GAPS = "a,b,c\n" + "".join(
    f"{'' if row == 3 else 'NA' if row == 5 else row % 10},{'?' if row == 7 else 'xy'[row % 2]},{row % 3}\n"
    for row in range(40)
)


def test_missing_values_are_filled_and_told(tmp_path: Path) -> None:
    dataset = read(write(tmp_path / "gaps.csv", GAPS))
    assert dataset.facts.columns == ("a", "b = x", "b = y", "b = ?")
    assert dataset.facts.training == 40
    present = [row % 10 for row in range(40) if row not in (3, 5)]
    assert dataset.x_train[3, 0] == dataset.x_train[5, 0] == np.median(present)
    assert dataset.x_train[7].tolist() == [7, 0, 0, 1]
    assert [each.said for each in findings(dataset, "missing")] == [
        "2 values are missing; the median 4.5 is filled in.",
        "1 value is missing, which is a category of its own.",
    ]


def test_rows_with_missing_values_are_left_out_where_that_is_set(tmp_path: Path) -> None:
    dataset = read(write(tmp_path / "gaps.csv", GAPS), missing="drop")
    assert dataset.facts.columns == ("a", "b = x", "b = y")
    assert dataset.facts.training == 37
    assert told(dataset)["missing"] == [("a",), ("b",)]


def test_rows_without_a_target_are_left_out(tmp_path: Path) -> None:
    rows = "".join(f"{row % 9},{'' if row in (1, 2) else row % 2}\n" for row in range(20))
    dataset = read(write(tmp_path / "mine.csv", f"a,b\n{rows}"))
    assert dataset.facts.training == 18
    assert [each.said for each in findings(dataset, "missing")] == ["2 values are missing; their rows are left out."]


# What is wrong with it -------------------------------------------------------------------------------------------


def test_ragged_rows_and_nuls_are_left_out_with_their_lines(tmp_path: Path) -> None:
    lines = [f"{row % 9},{row % 2}" for row in range(30)]
    lines[4], lines[6], lines[8] = "1,2,3,4", "1", "1\0,1"
    dataset = read(write(tmp_path / "mine.csv", "\n".join(["a,b", *lines, ""])))
    assert dataset.facts.training == 27
    assert [each.said for each in findings(dataset, "left out")] == [
        "1 line holds a NUL and is left out: 10.",
        "2 rows have another number of values than the others and are left out: lines 6, 8.",
    ]
    assert all(each.names == ("mine.csv",) for each in findings(dataset, "left out"))


def test_a_word_in_a_column_of_numbers_is_named_with_its_line(tmp_path: Path) -> None:
    lines = [f"{row % 9},{row % 2}" for row in range(30)]
    lines[11] = "twelve,1"
    dataset = read(write(tmp_path / "mine.csv", "\n".join(["a,b", *lines])))
    [text] = findings(dataset, "text")
    assert (text.names, text.said) == (("a",), "1 value is no number and counts as missing: line 13, twelve.")
    assert dataset.x_train[11, 0] == 4


def test_columns_that_say_nothing_or_too_much_are_told(tmp_path: Path) -> None:
    rows = "".join(
        f"{row + 1},name {row},{row % 8},same,,{'pq'[row % 2]},{['no', 'yes'][row % 2]}\n" for row in range(40)
    )
    path = write(tmp_path / "mine.csv", f"id,name,a,constant,empty,twin,target\n{rows}")
    dataset = read(path)
    assert dataset.facts.columns == ("a", "constant = same", "twin = p", "twin = q")
    found = told(dataset)
    assert found["identifier"] == [("id",), ("name",)]
    assert found["constant"] == [("constant",)]
    assert found["left out"] == [("empty",)]
    assert found["giveaway"] == [("twin",)]
    assert read(path, identifiers=True).facts.columns[0] == "id"


def test_a_column_of_numbers_that_is_the_target_in_other_units_is_told(tmp_path: Path) -> None:
    rows = "".join(f"{row * 13 % 7},{(row * 37 % 101) / 2.54:.6f},{row * 37 % 101}\n" for row in range(60))
    dataset = read(write(tmp_path / "mine.csv", f"a,inches,cm\n{rows}"))
    assert told(dataset)["giveaway"] == [("inches",)]


def test_the_only_column_may_number_the_rows(tmp_path: Path) -> None:
    rows = "".join(f"{row},{2 * row - 1}.0\n" for row in range(200))
    assert read(write(tmp_path / "line.csv", f"x,y\n{rows}"), task="numbers").facts.columns == ("x",)


def test_repeated_rows_are_counted(tmp_path: Path) -> None:
    rows = "".join(f"{row % 30 / 4},{row % 30 * 7 % 11 / 2}\n" for row in range(60))
    dataset = read(write(tmp_path / "mine.csv", f"a,b\n{rows}"), task="numbers")
    assert [each.said for each in findings(dataset, "duplicate")] == ["30 samples repeat an earlier one."]
    assert findings(dataset, "leak")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty."),
        ("\n\n  \n", "is empty."),
        ("a,b\n", "has no rows of values."),
        ("just words\nand more\n", "has one column"),
        ("a,b\n" + "".join(f"{row},{row * 7919 % 10007}w\n" for row in range(6000)), "more than 5,000 different words"),
        ('a,b\n1,2\n3,"4\n' + "5,6\n" * 40_000, "line 3: a value is too long; a quotation mark may be missing."),
        ("a,b\n" + "x" * 5_000_000, "line 2 has more than 4,000,000 characters."),
        (",".join(f"c{place}" for place in range(60_000)) + "\n" + ",".join("1" * 60_000) + "\n", "has 60,000 columns"),
        ("a,b\n,1\n,2\n", "has 0 columns that can be learned from"),
        ("a,b\n1,\n2,\n", None),
    ],
)
def test_what_is_no_table_is_refused_with_the_line(tmp_path: Path, text: str, message: str | None) -> None:
    path = write(tmp_path / "mine.csv", text)
    begun = time.monotonic()
    error = refusal(path)
    assert time.monotonic() - begun < 5
    assert message is None or message in error.message


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_bytes(np.random.default_rng(1).bytes(20_000))
    refusal(tmp_path / "mine.csv")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_pipes_and_folders_without_a_table_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for path in (tmp_path / "pipe.csv", tmp_path, tmp_path / "gone.csv"):
        with pytest.raises(NotInFolderError):
            read_as(TableFile(str(path)))


# Pixels ----------------------------------------------------------------------------------------------------------


def pixels(count: int, header: bool, classes: int = 3, rows: int = 60) -> str:
    """A table as Kaggle's of MNIST: the label, then pixels."""
    random = np.random.default_rng(6)
    names = ",".join(["label", *(f"pixel{place}" for place in range(count))]) + "\n" if header else ""
    lines = (",".join(map(str, [row % classes, *random.integers(0, 256, count)])) + "\n" for row in range(rows))
    return names + "".join(lines)


@pytest.mark.parametrize("header", [True, False])
@pytest.mark.parametrize(("count", "shape"), [(784, (28, 28, 1)), (64, (8, 8, 1)), (192, (8, 8, 3))])
def test_columns_of_pixels_are_pictures(tmp_path: Path, header: bool, count: int, shape: tuple[int, ...]) -> None:
    text = pixels(count, header)
    dataset = read(write(tmp_path / "train.csv", text))
    facts = dataset.facts
    assert (facts.shape, facts.dtype, facts.class_names) == (shape, "uint8", ("0", "1", "2"))
    rows = np.array([list(map(int, line.split(","))) for line in text.splitlines()[header:]])
    both = {row.tobytes() for row in (*dataset.x_train, *dataset.x_test)}
    assert both == {row.tobytes() for row in rows[:, 1:].astype(np.uint8)}


def test_pixels_are_columns_where_that_is_set(tmp_path: Path) -> None:
    path = write(tmp_path / "train.csv", pixels(192, True))
    assert read(path, form="columns").facts.shape == (192,)
    together, planes = read(path), read(path, planes=True)
    np.testing.assert_array_equal(planes.x_train, np.moveaxis(together.x_train.reshape(-1, 3, 8, 8), 1, -1))
    other = write(tmp_path / "other.csv", PEOPLE)
    assert "no square picture" in refusal(other, form="pixels").message


# Size ------------------------------------------------------------------------------------------------------------


def many(path: Path, rows: int) -> Path:
    lines = "".join(f"{row % 97},{row * 31 % 1009}.5,{'abc'[row % 3]},{row % 2}\n" for row in range(rows))
    return write(path / f"{rows}.csv", f"a,b,c,d\n{lines}")


def test_ten_times_the_rows_take_little_more_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnstudio.data.table_rows._BLOCK_CELLS", 2_000)
    peaks = []
    for rows in (2_000, 20_000):
        path = many(tmp_path, rows)
        tracemalloc.start()
        read(path)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 18_000 * 100  # the table itself, as Python's values, takes some 500 bytes a row
