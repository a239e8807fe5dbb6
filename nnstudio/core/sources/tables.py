"""The small tables that scikit-learn brings. Names of columns and classes, and counts, after its descriptions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nnstudio.core.errors import FormatError
from nnstudio.core.settings import Setting, complaints_of, settings_of
from nnstudio.core.sources.base import Source
from nnstudio.core.sources.choices import Choices, with_choices
from nnstudio.core.sources.facts import Classes, Facts, Numbers, vector_facts
from nnstudio.core.sources.selection import against_rest, chosen_columns, chosen_places, one_class, place_of_class
from nnstudio.core.words import mark

_MEASURES = (
    "radius",
    "texture",
    "perimeter",
    "area",
    "smoothness",
    "compactness",
    "concavity",
    "concave points",
    "symmetry",
    "fractal dimension",
)


@dataclass(frozen=True)
class BroughtTable(Source):
    """A table among scikit-learn's files.

    Attributes:
        files: the file of rows; where targets have a file of their own, that second.
        columns: those that are learned from; empty: all.
        against: the class that is told from all others; empty: each by itself.
    """

    group = "tables"
    files: ClassVar[tuple[str, ...]]

    columns: str = chosen_columns()
    against: str = one_class()

    @property
    def facts(self) -> Facts:
        try:
            return self.chosen_facts
        except FormatError:
            return self.expected  # reading says what is wrong

    @property
    def chosen_facts(self) -> Facts:
        """What is known of what is chosen. Raises FormatError if there is no such column or class."""
        expected = self.expected
        columns = tuple(expected.columns[place] for place in chosen_places(expected.columns, self.columns))
        targets = expected.targets
        if self.against and isinstance(targets, Classes):
            place_of_class(targets.names, self.against)
            targets = Classes(against_rest(self.against))
        return vector_facts(columns, targets, expected.training, expected.test)

    @property
    def settings(self) -> tuple[Setting, ...]:
        """Numbers have no class to choose."""
        names = self.expected.class_names
        settings = with_choices(settings_of(type(self)), (Choices("against", values=names),))
        return tuple(setting for setting in settings if names or setting.name != "against")

    def check(self, where: str) -> None:
        for complaint in complaints_of(self):
            raise FormatError(complaint.message, where=f"{where}.{complaint.setting.name}", fix=complaint.fix)


@dataclass(frozen=True)
class Iris(BroughtTable):
    """Fisher 1936."""

    title = mark("Iris")
    about = mark("150 irises of three species, by the length and width of their sepals and petals.")
    word = "iris"
    files = ("iris.csv",)
    expected = vector_facts(
        ("sepal length", "sepal width", "petal length", "petal width"),
        Classes(("setosa", "versicolor", "virginica")),
        120,
        30,
    )


@dataclass(frozen=True)
class Wine(BroughtTable):
    """Forina et al. 1988."""

    title = mark("Wine")
    about = mark("178 Italian wines of three growers, by 13 chemical measurements.")
    word = "wine"
    files = ("wine_data.csv",)
    expected = vector_facts(
        (
            "alcohol",
            "malic acid",
            "ash",
            "alcalinity of ash",
            "magnesium",
            "total phenols",
            "flavanoids",
            "nonflavanoid phenols",
            "proanthocyanins",
            "color intensity",
            "hue",
            "OD280/OD315",
            "proline",
        ),
        Classes(("class 0", "class 1", "class 2")),
        142,
        36,
    )


@dataclass(frozen=True)
class BreastCancer(BroughtTable):
    """Street, Wolberg & Mangasarian 1993."""

    title = mark("Breast cancer")
    about = mark("569 tumours, malignant or benign, by 30 measurements of their cells' nuclei.")
    word = "breast-cancer"
    files = ("breast_cancer.csv",)
    expected = vector_facts(
        tuple(f"{kind} {measure}" for kind in ("mean", "error of", "worst") for measure in _MEASURES),
        Classes(("malignant", "benign")),
        455,
        114,
    )


@dataclass(frozen=True)
class Diabetes(BroughtTable):
    """Efron, Hastie, Johnstone & Tibshirani 2004."""

    title = mark("Diabetes")
    about = mark("442 patients, and how far their diabetes went within a year: a number to learn from ten.")
    word = "diabetes"
    files = ("diabetes_data_raw.csv.gz", "diabetes_target.csv.gz")
    expected = vector_facts(
        ("age", "sex", "bmi", "blood pressure", "tc", "ldl", "hdl", "tch", "ltg", "glucose"),
        Numbers(("progression",)),
        354,
        88,
    )
