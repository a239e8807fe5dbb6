"""Arrays of a person's own: an NPZ file, NPY files, or IDX files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nnstudio.core.settings import choice, name
from nnstudio.core.sources.own_file import OwnFile
from nnstudio.core.words import mark, say

Task = Literal["", "classes", "numbers"]
SampleForm = Literal["", "rows", "pictures"]
Channels = Literal["", "last", "first"]
GUESSED = mark("As guessed")
TASK_LABEL = mark("To be learned")
TASK_HELP = mark("Classes are told apart; numbers are predicted.")
TASKS = {"": GUESSED, "classes": mark("Classes"), "numbers": mark("Numbers")}


@dataclass(frozen=True)
class ArrayFiles(OwnFile):
    """Samples in one array and their labels in another, each with as many rows.

    Attributes:
        samples, labels: the names of the arrays to learn from; empty: guessed.
        test_samples, test_labels: the same of what is for the test.
        task: whether labels are classes or numbers.
        form: whether samples are rows of numbers or pictures.
        channels: whether the colours of a pixel lie together or each colour is a plane of its own.
    """

    title = mark("Array file")
    about = mark("Arrays of your own with samples and labels: an NPZ, NPY or IDX file.")
    word = "arrays"

    samples: str = name(mark("Samples"), mark("The array with the pictures or rows to learn from."))
    labels: str = name(mark("Labels"), mark("The array with a class or a number for each sample."))
    test_samples: str = name(
        mark("Test samples"), mark("The array with the samples for the test, where there is one of its own.")
    )
    test_labels: str = name(mark("Test labels"), mark("The array with the labels of the samples for the test."))
    task: Task = choice("", TASK_LABEL, TASK_HELP, TASKS)
    form: SampleForm = choice(
        "",
        mark("Form"),
        mark("What a sample is: numbers without an order, or a picture."),
        {"": GUESSED, "rows": mark("Rows of numbers"), "pictures": mark("Pictures")},
    )
    channels: Channels = choice(
        "",
        mark("Colours"),
        mark("Where the three colours are in the array: together for each pixel, or each as a plane."),
        {"": GUESSED, "last": mark("Together"), "first": mark("In planes")},
    )

    @property
    def said_title(self) -> str:
        place = self.found.place if self.found else ""
        return say("Arrays in {folder}", folder=place) if place else say(self.title)
